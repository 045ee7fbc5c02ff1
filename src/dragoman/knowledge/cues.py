"""The cues of attribution: words that say that somebody says, thinks, wants or finds something.

Read from ``data/cues_verbs.yaml`` (verbs) and ``data/cues_words.yaml`` (nouns, adjectives, phrases, word classes).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data, rows, unique

Frame = Literal["quote", "that", "to", "ing", "object", "as", "object_to", "seem"]
CueKind = Literal[
    "speech", "belief", "attitude", "knowledge", "perception", "intention", "judgement", "finding", "appearance"
]


class CueRow(Row):
    """Cues that share a meaning.

    Attributes:
        kind: what their sources do.
        stance: what the source says of the content: asserts it, denies it, wants it...
        cues: the words.
    """

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    kind: CueKind
    stance: str
    cues: tuple[str, ...] = Field(min_length=1)


class VerbRow(CueRow):
    """Verbs, with the frames in which they keep their content."""

    frames: tuple[Frame, ...] = Field(min_length=1)
    needs: Literal["text"] | None = None


class WordRow(CueRow):
    """Nouns or adjectives, with the words that link them to their content."""

    links: tuple[str, ...] = Field(min_length=1)


class PhraseRow(CueRow):
    """Phrases: their source follows them or owns them; the clause around is the content."""

    source: Literal["follows", "owns"] = "follows"


Frames = dict[Frame, VerbRow]


class VerbCues:
    """Verb cues by lemma.

    Attributes:
        single: lemma to its frames.
        compound: lemma to its companions to their frames.
    """

    def __init__(self, listed: list[VerbRow]) -> None:
        self.single: dict[str, Frames] = {}
        self.compound: dict[str, dict[str, Frames]] = {}
        for row in listed:
            for cue in row.cues:
                for verb, companion in variants(cue):
                    held = self.compound.setdefault(verb, {}).setdefault(companion, {}) if companion else None
                    frames = self.single.setdefault(verb, {}) if held is None else held
                    for frame in row.frames:
                        frames.setdefault(frame, row)


def variants(cue: str) -> Iterator[tuple[str, str]]:
    """A listed cue as pairs of verb and companion: 'speak about|of' is two."""
    verb, _, rest = cue.partition(" ")
    *middle, last = rest.split(" ")
    for companion in last.split("|"):
        yield verb, " ".join([*middle, companion])


class Cues:
    """All cues, indexed by lemma."""

    def __init__(self) -> None:
        verbs = rows("cues_verbs", "verbs", VerbRow)
        nouns = rows("cues_words", "nouns", WordRow)
        adjectives = rows("cues_words", "adjectives", WordRow)
        phrases = rows("cues_words", "phrases", PhraseRow)
        unique((row.id for row in (*verbs, *nouns, *adjectives, *phrases)), "cues_verbs.yaml, cues_words.yaml")
        self.verbs = VerbCues(verbs)
        self.nouns = {cue: row for row in nouns for cue in row.cues}
        self.adjectives = {cue: row for row in adjectives for cue in row.cues}
        self.phrases: dict[str, dict[tuple[str, ...], PhraseRow]] = {}
        for phrase in phrases:
            for cue in phrase.cues:
                words = tuple(cue.split())
                self.phrases.setdefault(words[0], {})[words] = phrase
        classes = checked(load_data("cues_words").get("classes"), dict[str, list[str]], "cues_words.yaml, classes")
        self.classes = {name: frozenset(words) for name, words in classes.items()}


@lru_cache(maxsize=1)
def cues() -> Cues:
    """All cues, read once.

    Raises:
        KnowledgeError: a row does not follow its schema.
    """
    return Cues()
