"""Notices of translation in other languages and of services that translate: ``data/translation_notices.yaml``.

The file is read only for a line that has a word of such notices, so that ordinary English text never waits for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from pydantic import Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, rows, unique
from dragoman.knowledge.notices import CLOSING, DRESS, notices, section

FILE = "translation_notices"
# Longer lines are prose.
LONGEST = 300
# Brackets of other scripts around a notice are not part of its wording either.
BRACKETS = f"{DRESS}（）【】「」［］《》«»"
# What stands before the name of a service on a line of its own, and behind it.
BEFORE = r"(?:(?:by|source|from|via|par|por|источник|джерело|出典|来源)\s?:?\s+|[©(\[]\s?)?"


class TranslationNotice(Row):
    """One wording in one language, matched against a whole line."""

    id: str = Field(pattern=r"^[a-z]{2}(-[a-z]+)+$")
    language: str = Field(pattern=r"^[a-z]{2}$")
    pattern: str


class TranslationService(Row):
    """Who publishes translations of what others reported.

    Args:
        names: what it is called, alone on a line.
        hosts: host names that carry translations only.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    names: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translated:
    """What a notice says: the language translated from (ISO 639-1), None where it names none; the service's id."""

    language: str | None = None
    service: str | None = None


class TranslationNotices:
    """All wordings and services, ready to be matched."""

    def __init__(self) -> None:
        parts: dict[str, str] = section("parts", dict[str, str], FILE)
        self.languages: dict[str, dict[str, str]] = section("languages", dict[str, dict[str, str]], FILE)
        self.languages["en"] = notices().languages
        found = rows(FILE, "notices", TranslationNotice)
        unique((row.id for row in found), f"{FILE}.yaml")
        self._rows = [(row.language, self._compiled(row, parts)) for row in found]
        services = rows(FILE, "services", TranslationService)
        names = {name: one.id for one in services for name in one.names}
        spoken = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._services = {name.casefold(): one for name, one in names.items()}
        self._named = re.compile(rf"{BEFORE}({spoken}){CLOSING}", re.IGNORECASE)
        self._hosts = {host: one.id for one in services for host in one.hosts}

    def read(self, line: str) -> Translated | None:
        """What a whole line says as a notice of translation; None where it is none."""
        core = line.strip(BRACKETS)
        if named := self._named.fullmatch(core):
            return Translated(service=self._services[named[1].casefold()])
        for language, pattern in self._rows:
            if match := pattern.fullmatch(core):
                word = next((match[name] for name in match.groupdict() if match[name]), None)
                code = self.languages[language].get(word.casefold()) if word else None
                # "Text of report in English" is the original: nothing is translated into a language from itself.
                return Translated(code) if code != language else None
        return None

    def service_at(self, host: str) -> str | None:
        """The service that a host belongs to, where it carries translations only."""
        labels = host.casefold().rstrip(".").split(".")
        names = (".".join(labels[first:]) for first in range(len(labels) - 1))
        return next((self._hosts[name] for name in names if name in self._hosts), None)

    def _compiled(self, row: TranslationNotice, parts: dict[str, str]) -> re.Pattern[str]:
        words = "|".join(map(re.escape, sorted(self.languages[row.language], key=len, reverse=True)))
        filled, number = row.pattern, 0
        while "{{language}}" in filled:
            filled = filled.replace("{{language}}", f"(?P<language{number}>{words})", 1)
            number += 1
        filled = re.sub(r"\{\{(\w+)\}\}", lambda part: parts.get(part[1], part[0]), filled)
        if "{{" in filled:
            raise KnowledgeError(
                "A notice of translation uses an unknown part", where=f"{FILE}.yaml, {row.id}", do="see 'parts'"
            )
        try:
            return re.compile(f"(?:{filled}){CLOSING}", re.IGNORECASE | re.DOTALL)
        except re.error as error:
            raise KnowledgeError(
                f"A notice of translation is no regular expression ({error})", where=f"{FILE}.yaml, {row.id}",
                do="mend the pattern",
            ) from error  # fmt: skip


def translation_notice(line: str) -> Translated | None:
    """What a line says as a notice of translation in any language; None where it is none."""
    if len(line) > LONGEST or not may_tell(line):
        return None
    return translation_notices().read(line)


def tells_translation(line: str) -> bool:
    """Whether a line is a notice of translation, in English or in any other language."""
    return notices().kind_of(line) == "translation" or translation_notice(line) is not None


def may_tell(line: str) -> bool:
    """Whether a line has a word that notices of translation have; for most lines this is all that is asked."""
    triggers = notices().translation_triggers
    small = line.casefold()
    return any(word in small for word in triggers[0 if line.isascii() else 1])


def translation_service(url: str | None) -> str | None:
    """The service that an address belongs to, where all that it publishes are translations."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    # Nearly every host belongs to none: their names are among the triggers, so that the file is not read for others.
    return translation_notices().service_at(host) if host and may_tell(host) else None


@lru_cache(maxsize=1)
def translation_notices() -> TranslationNotices:
    """The wordings, read once."""
    return TranslationNotices()
