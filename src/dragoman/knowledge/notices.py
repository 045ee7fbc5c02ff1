"""The wordings that stand around the prose of a report, read from ``data/notices.yaml`` and compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from pydantic import Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data, rows, unique

NoticeKind = Literal[
    "translation", "correction", "contributors", "copyright", "advertisement", "promotion", "navigation", "section",
    "end",
]  # fmt: skip
StampKind = Literal["updated", "published"]
FILE = "notices.yaml"
# Brackets, asterisks, rules and bullets around a notice are not part of its wording.
DRESS = " \t\u00a0()[]{}*_|<>•·-–—\"“”'"
CLOSING = r"[\s.:!…>»→]*"
# Longer lines are prose; the longest notices are editors' notes.
LONGEST = 1_000


class Notice(Row):
    """One wording of a notice, matched against a whole line."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: NoticeKind
    pattern: str


class Notices:
    """All wordings, ready to be matched."""

    def __init__(self) -> None:
        parts: dict[str, str] = dict(section("parts", dict[str, str]))
        self.languages: dict[str, str] = section("languages", dict[str, str])
        parts["language"] = f"(?:{'|'.join(map(re.escape, self.languages))})\\b"
        found = rows("notices", "notices", Notice)
        unique((row.id for row in found), FILE)
        self._kinds = [(row.kind, compiled(row, parts)) for row in found]
        self._any = re.compile("|".join(pattern.pattern for _, pattern in self._kinds), re.IGNORECASE | re.DOTALL)
        labels: dict[StampKind, list[str]] = section("stamp_labels", dict[StampKind, list[str]])
        self.stamp_labels: dict[str, StampKind] = {label: kind for kind, listed in labels.items() for label in listed}
        self.credit_openers = words("credit_openers")
        self.credit_words = frozenset(words("credit_words"))
        self.credit_sources = frozenset(words("credit_sources"))
        self.caption_openers = tuple(words("caption_openers"))
        self.byline_openers = words("byline_openers")
        self.byline_roles = words("byline_roles")
        self.byline_nobody = frozenset(words("byline_nobody"))
        self.kickers = frozenset(words("kickers"))
        triggers = [word.casefold() for word in words("translation_triggers")]
        # For lines in ASCII, then for all others.
        self.translation_triggers = (tuple(filter(str.isascii, triggers)), tuple(triggers))

    def language_name(self, code: str) -> str:
        """The English name of a language by its ISO 639-1 code; the code itself where it is none of the list."""
        return next((name.capitalize() for name, known in self.languages.items() if known == code), code)

    def kind_of(self, line: str) -> NoticeKind | None:
        """What kind of notice a whole line is; None where it is prose."""
        if len(line) > LONGEST:
            return None
        core = line.strip(DRESS)
        if not any(map(str.isalnum, core)):
            return "end"
        if not self._any.fullmatch(core):
            return None
        return next(kind for kind, pattern in self._kinds if pattern.fullmatch(core))


def section(name: str, kind: Any, file: str = "notices") -> Any:
    """One section of a file of notices, checked against a type."""
    return checked(load_data(file)[name], kind, f"{file}.yaml, {name}")


def words(name: str) -> list[str]:
    """One list of words of the file, longest first: an alternation of them takes the longest."""
    return sorted(set(section(name, list[str])), key=lambda word: (-len(word), word))


def compiled(row: Notice, parts: dict[str, str]) -> re.Pattern[str]:
    """The pattern of a notice with its parts filled in.

    Raises:
        KnowledgeError: a part is unknown, or the result is no regular expression.
    """
    filled = re.sub(r"\{\{(\w+)\}\}", lambda part: parts.get(part[1], part[0]), row.pattern)
    if "{{" in filled:
        raise KnowledgeError("A notice uses an unknown part", where=f"{FILE}, {row.id}", do="define it under 'parts'")
    try:
        return re.compile(f"(?:{filled}){CLOSING}", re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise KnowledgeError(
            f"A notice is no regular expression ({error})", where=f"{FILE}, {row.id}", do="mend the pattern"
        ) from error


@lru_cache(maxsize=1)
def notices() -> Notices:
    """The wordings, read from ``notices.yaml``."""
    return Notices()
