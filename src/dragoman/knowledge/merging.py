"""The rules of merging: which mentions are compared, what weighs how much, and how classes of sources are graded."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.publishers import SourceClass

Reliability = Literal["A", "B", "C", "D", "E", "F"]


class Window(Row):
    """Days before and after the publication in which an undated act may lie."""

    before: int = Field(ge=0, le=60)
    after: int = Field(ge=0, le=60)


class Weights(Row):
    """What each likeness of two mentions adds; see the data file for the meaning of each."""

    threshold: float
    states: float
    states_part: float
    same_day: float
    next_day: float
    undated: float
    both_undated: float
    same_article: float
    persons: float
    person: float
    vaguer: float
    counterpart: float
    place: float
    bodies: float
    manner: float
    headline: float
    venue: float
    mode: float
    other_mode: float
    contexts: float
    materiel: float
    words: float
    other_language: float
    anchors: float
    story: float
    story_from: float
    other_type: float
    one_state: float


class Merging(Row):
    """The whole data file, without its ``meta`` block."""

    companies: dict[str, tuple[str, ...]]
    mutual: frozenset[str]
    statements: frozenset[str]
    spoken: frozenset[str]
    spoken_except: frozenset[str]
    spoken_except_words: frozenset[str]
    words: frozenset[str]
    undated: dict[str, Window]
    longest_window: int
    weights: Weights
    statement_words: float
    manners: dict[str, frozenset[str]]
    empty_words: frozenset[str]
    sentence_words: int
    quote_words: int
    copy_share: float = Field(gt=0, le=1)
    copy_length: float = Field(gt=0, le=1)
    reprint_words: int
    reprint_share: float = Field(gt=0, le=1)
    reliability: dict[SourceClass, Reliability]
    voices: frozenset[SourceClass]
    reliability_of: dict[str, Reliability]

    def companies_of(self, kind: str) -> tuple[str, ...]:
        """The companies that an event type belongs to; a type in none is its own."""
        found = tuple(name for name, kinds in self.companies.items() if kind in kinds)
        return found or (kind,)

    def comparable(self, one: str, other: str) -> bool:
        """Whether two event types may name one act."""
        return one == other or any(one in kinds and other in kinds for kinds in self.companies.values())


@lru_cache(maxsize=1)
def merging() -> Merging:
    """The rules, read from ``data/merging.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {name: value for name, value in load_data("merging").items() if name != "meta"}
    found: Merging = checked(data, Merging, "merging.yaml")
    return found
