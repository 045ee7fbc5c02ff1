"""The cues of attribution: words that say that somebody says, thinks, wants or finds something.

Read from ``data/cues_verbs.yaml`` (verbs) and ``data/cues_words.yaml`` (nouns, adjectives, phrases, word classes).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from pydantic import Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data, rows, unique
from dragoman.record import Expressed

Frame = Literal["quote", "that", "to", "ing", "object", "as", "object_to", "seem"]
# What a source does with a content: it asserts it, denies it, wants it...
Stance = Literal[
    "assert", "confirm", "agree", "deny", "doubt", "withhold", "ask", "demand", "propose", "allow", "promise",
    "threaten", "warn", "intend", "decide", "believe", "predict", "hope", "fear", "know", "feel", "describe", "support",
    "oppose", "accuse", "show", "seem", "publish",
]  # fmt: skip


class CueRow(Row):
    """Cues that share a meaning.

    Attributes:
        kind: what their sources do.
        stance: what they do with the content.
        cues: the words.
    """

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    kind: Expressed
    stance: Stance
    cues: tuple[str, ...] = Field(min_length=1)


class VerbRow(CueRow):
    """Verbs, with the frames in which they keep their content."""

    frames: tuple[Frame, ...] = Field(min_length=1)
    needs: Literal["text"] | None = None


class WordRow(CueRow):
    """Nouns or adjectives, with the words that link them to their content."""

    links: tuple[str, ...] = Field(min_length=1)


class PhraseRow(CueRow):
    """Phrases whose source follows them; the clause around is the content."""


class WordClasses(Row):
    """Nouns and verbs that the rules ask for; the data file says what each class is for."""

    light: frozenset[str]
    causative: frozenset[str]
    outlook: frozenset[str]
    picture: frozenset[str]
    survey: frozenset[str]
    text: frozenset[str]


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
                        if frame in frames:
                            raise twice(cue, f"frame '{frame}'", frames[frame], row)
                        frames[frame] = row


def twice(cue: str, what: str, first: CueRow, second: CueRow) -> KnowledgeError:
    """The error that a cue stands in two rows that would both grant it."""
    return KnowledgeError(
        f"The cue '{cue}' has {what} in two rows, {first.id} and {second.id}",
        where="cues_verbs.yaml or cues_words.yaml",
        do="keep it in one of them",
    )


def by_cue(listed: list[WordRow]) -> dict[str, WordRow]:
    """Rows by their cues.

    Raises:
        KnowledgeError: a cue stands in two rows.
    """
    found: dict[str, WordRow] = {}
    for row in listed:
        for cue in row.cues:
            if cue in found:
                raise twice(cue, "links", found[cue], row)
            found[cue] = row
    return found


def variants(cue: str) -> Iterator[tuple[str, str]]:
    """A listed cue as pairs of verb and companion: 'speak about|of' is two."""
    verb, _, rest = cue.partition(" ")
    *middle, last = rest.split(" ")
    for companion in last.split("|"):
        yield verb, " ".join([*middle, companion])


class Cues:
    """All cues.

    Attributes:
        verbs: by lemma.
        nouns: by lemma.
        adjectives: by lower-case form; participles ('worried') among them.
        phrases: by first word, then by all words.
        classes: words that the rules ask for.
    """

    def __init__(self) -> None:
        verbs = rows("cues_verbs", "verbs", VerbRow)
        nouns = rows("cues_words", "nouns", WordRow)
        adjectives = rows("cues_words", "adjectives", WordRow)
        phrases = rows("cues_words", "phrases", PhraseRow)
        unique((row.id for row in (*verbs, *nouns, *adjectives, *phrases)), "cues_verbs.yaml, cues_words.yaml")
        self.verbs = VerbCues(verbs)
        self.nouns = by_cue(nouns)
        self.adjectives = by_cue(adjectives)
        self.phrases: dict[str, dict[tuple[str, ...], PhraseRow]] = {}
        for phrase in phrases:
            for cue in phrase.cues:
                words = tuple(cue.split())
                self.phrases.setdefault(words[0], {})[words] = phrase
        self.classes: WordClasses = checked(
            load_data("cues_words").get("classes"), WordClasses, "cues_words.yaml, classes"
        )


@lru_cache(maxsize=1)
def cues() -> Cues:
    """All cues, read once.

    Raises:
        KnowledgeError: a row does not follow its schema.
    """
    return Cues()
