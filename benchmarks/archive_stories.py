"""Stories for a made archive: relevant ones of the own-written text of this repository, the others of irrelevant/."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.evaluation.sentences import MARK

ROOT = Path(__file__).parents[1]
IRRELEVANT = Path(__file__).with_name("irrelevant")
LANGUAGES = ("en", "es", "fr", "de", "ru")
RELEVANT = "relevant"
# Words of a story, fewest and most: stories of all kinds are equally long, so that no share of pages costs more.
WORDS = (120, 450)
# Nothing is tuned or trained on these batches.
KEPT_OUT = frozenset({"onyx", "quartz"})
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯÁÉÍÓÚ¿L])")


@dataclass(frozen=True, slots=True)
class Story:
    """A story before it is laid out as a page.

    Args:
        kind: 'relevant', or language and topic, such as 'en/sport'.
        language: ISO 639-1.
        title: its headline.
        paragraphs: its text.
    """

    kind: str
    language: str
    title: str
    paragraphs: tuple[str, ...]


class Stories:
    """Draws stories by chance: the same ones for the same seed.

    Args:
        chance: where chance comes from.
        share: the share of relevant stories.
        hard: the share of hard topics among the others in English.
    """

    def __init__(self, chance: random.Random, share: float, hard: float) -> None:
        self.chance = chance
        self.share = share
        self.hard = hard

    def draw(self) -> Story:
        """A relevant story, or one in any of the five languages, all as likely."""
        if self.chance.random() < self.share:
            return self.relevant()
        return self.irrelevant(self.chance.choice(LANGUAGES))

    def relevant(self) -> Story:
        """A story of a report, of loose sentences, or of a report with loose sentences after it."""
        chance = self.chance
        wanted = chance.randint(*WORDS)
        paragraphs = list(chance.choice(reports())) if chance.random() < 0.6 else []
        while words_in(paragraphs) < wanted:
            paragraphs.append(" ".join(chance.sample(sentences(), chance.randint(1, 4))))
        return Story(RELEVANT, "en", headline(paragraphs[0]), tuple(shortened(paragraphs, wanted)))

    def irrelevant(self, language: str) -> Story:
        """A story on one topic; where it is long, sentences come again with other names and numbers."""
        chance, held = self.chance, written(language)
        topics = held["hard"] if "hard" in held and chance.random() < self.hard else held["topics"]
        topic = chance.choice(sorted(topics))
        wanted = chance.randint(*WORDS)
        paragraphs: list[str] = []
        told: list[str] = []
        while words_in(paragraphs) < wanted:
            told = told or chance.sample(topics[topic], len(topics[topic]))
            size = chance.randint(1, 4)
            paragraphs.append(" ".join(self.filled(sentence, held) for sentence in told[:size]))
            told = told[size:]
        return Story(f"{language}/{topic}", language, headline(paragraphs[0]), tuple(paragraphs))

    def filled(self, sentence: str, held: dict[str, Any]) -> str:
        """A sentence with a name, a town and a number by chance."""
        chance = self.chance
        name, town = chance.choice(held["names"]), chance.choice(held["towns"])
        return sentence.replace("{name}", name).replace("{town}", town).replace("{n}", str(chance.randint(2, 95)))


def words_in(paragraphs: list[str]) -> int:
    """How many words paragraphs have."""
    return sum(paragraph.count(" ") + 1 for paragraph in paragraphs)


def shortened(paragraphs: list[str], wanted: int) -> list[str]:
    """The first paragraphs, as many as have the words that are wanted."""
    count = 1
    while words_in(paragraphs[:count]) < wanted:
        count += 1
    return paragraphs[:count]


def headline(paragraph: str) -> str:
    """The first words of a text, without a stop."""
    first = SENTENCE_END.split(paragraph)[0]
    return " ".join(first.split()[:14]).rstrip(".,;:")


@lru_cache(maxsize=8)
def written(language: str) -> dict[str, Any]:
    """The written sentences of a language, with the names that fill them."""
    found: dict[str, Any] = yaml.safe_load((IRRELEVANT / f"{language}.yaml").read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def sentences() -> list[str]:
    """The training sentences, each with the acts that its author saw in it, without their marks."""
    found = []
    for path in sorted((ROOT / "training" / "sentences").glob("*/*.txt")):
        if path.parent.name in KEPT_OUT:
            continue
        lines = path.read_text("utf-8").splitlines()
        found += [unmarked(line) for line in lines if line and not line.startswith((">", "#"))]
    return found


def unmarked(line: str) -> str:
    """A line of annotated sentences without its marks."""
    while (plain := MARK.sub(r"\2", line)) != line:
        line = plain
    return line


@lru_cache(maxsize=1)
def reports() -> list[list[str]]:
    """The paragraphs of the own-written reports: dispatches, examples, and those of the own gold."""
    texts = [json.loads(line)["text"] for line in dispatches().read_text("utf-8").splitlines()]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    gold = ROOT / "benchmarks" / "gold"
    for name in ("when_where.yaml", "sources.yaml", "quotes.yaml", "times.yaml"):
        texts += [case["text"] for case in yaml.safe_load((gold / name).read_text("utf-8"))["cases"]]
    texts += [path.read_text("utf-8") for path in sorted((gold / "attributions" / "text").glob("*.txt"))]
    paragraphs = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    return [lines for lines in paragraphs if sum(map(len, lines)) > 300]


def dispatches() -> Path:
    """The file of the example dispatches."""
    return ROOT / "examples" / "russia-north-korea" / "dispatches.jsonl"
