"""Materiel cues: which words show that an ambiguous word means arms, and where such a word means something else."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data


class Neighbours(Row):
    """Words that give a generic word another sense, right before or right after it."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


class MaterielCueData(Row):
    """The whole data file, without its ``meta`` block."""

    cues: frozenset[str] = Field(min_length=1)
    broad: frozenset[str] = Field(min_length=1)
    excepted: dict[str, Neighbours] = Field(alias="except")
    only: dict[str, frozenset[str]]


class MaterielCues:
    """The cue words, ready to be looked for in a sentence."""

    def __init__(self, data: MaterielCueData) -> None:
        self._excepted = data.excepted
        self._names = pattern_of(data.cues)
        self._generic = pattern_of(data.cues | data.broad)
        self._only = {word: pattern_of(cues) for word, cues in data.only.items()}

    def shown(self, sentence: str, start: int, end: int, word: str | None) -> str | None:
        """The first cue in a sentence, outside ``sentence[start:end]``; None where there is none.

        Args:
            sentence: its text.
            start: where the doubtful wording begins.
            end: where it ends.
            word: the generic word (in the singular) in doubt; None where it is a name.
        """
        pattern = self._names if word is None else self._only.get(word, self._generic)
        return next((m[0] for m in pattern.finditer(sentence) if m.end() <= start or m.start() >= end), None)

    def excepted(self, word: str, before: str, after: str) -> bool:
        """Whether the words before and after a generic word give it another sense ('think tank')."""
        neighbours = self._excepted.get(word)
        return neighbours is not None and (before.lower() in neighbours.before or after.lower() in neighbours.after)


def pattern_of(cues: frozenset[str]) -> re.Pattern[str]:
    """One pattern for any of some words, whole words only."""
    listed = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w])", re.IGNORECASE)


@lru_cache(maxsize=1)
def materiel_cues() -> MaterielCues:
    """The cues, read from ``data/materiel_cues.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    raw = {section: rows for section, rows in load_data("materiel_cues").items() if section != "meta"}
    data = checked(raw, MaterielCueData, "materiel_cues.yaml")
    assert isinstance(data, MaterielCueData)
    return MaterielCues(data)
