"""The rules by which events count in the ties of states: which are acts, which words, which intentions."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from dragoman.knowledge.data import Row, checked, load_data
from dragoman.record import Factuality

TieKind = Literal["act", "words", "intention"]
# In the order of their numbers in the store.
KINDS: tuple[TieKind, ...] = ("act", "words", "intention")


class TieRules(Row):
    """The whole data file, without its ``meta`` block."""

    words: frozenset[str]
    intentions: frozenset[str]
    ahead: frozenset[Factuality]
    denied: frozenset[Factuality]
    together: frozenset[str]

    def kind(self, type_: str, factuality: str) -> TieKind | None:
        """What an event of a type is; None for what is said not to have happened."""
        if factuality in self.denied:
            return None
        if factuality in self.ahead or type_ in self.intentions:
            return "intention"
        return "words" if type_ in self.words else "act"


@lru_cache(maxsize=1)
def tie_rules() -> TieRules:
    """The rules, read from ``data/ties.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {name: value for name, value in load_data("ties").items() if name != "meta"}
    found: TieRules = checked(data, TieRules, "ties.yaml")
    return found
