"""Given translations: a file of translations made by people, of whole articles or of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dragoman.language.refusals import GivenFileError, MissingEngineError, NotGivenError
from dragoman.language.translation import Naming, Pair, Remembered, given_row, spaced
from dragoman.settings import settings

LANGUAGE = r"^[a-z]{2}$"
PARAGRAPHS = re.compile(r"\n\s*")


class GivenLine(BaseModel):
    """One line of the file.

    Attributes:
        source, target: ISO 639-1 codes.
        text, translation: an article or a paragraph, and what somebody made of it.
        by, date: who, and when.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(pattern=LANGUAGE)
    target: str = Field(default="en", pattern=LANGUAGE)
    text: str = Field(min_length=1)
    translation: str = Field(min_length=1)
    by: str | None = None
    date: str | None = None


class Given:
    """The translations in a file. Spacing does not count; an article of which all paragraphs are given is given, too.

    Args:
        path: a JSON object a line, with the fields of :class:`GivenLine`.

    Raises:
        MissingEngineError: there is no such file, or none is named.
        GivenFileError: a line cannot be used.
    """

    name = "given"
    remote = False
    naming: Naming = "none"

    def __init__(self, path: Path | None) -> None:
        if path is None or not path.is_file():
            raise MissingEngineError(
                "there is no file of translations", where=str(path or "translator_file"),
                do="set DRAGOMAN_TRANSLATOR_FILE to a file with one translation in JSON a line",
            )  # fmt: skip
        data = read(path)
        self.lines = lines_in(data, path)
        self.digest = sha256(data).hexdigest()[:12]
        self._texts: dict[tuple[str, str, str], str] = {}
        for line in self.lines:
            for text, translation in pieces(line):
                self._texts[line.source, line.target, spaced(text)] = translation

    def pairs(self) -> AbstractSet[Pair]:
        """The pairs of which the file has translations."""
        return {(source, target) for source, target, _ in self._texts}

    def version(self, source: str, target: str) -> str:
        """The beginning of the file's SHA-256."""
        return self.digest

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The translations that the file has.

        Raises:
            NotGivenError: it has none of one of the texts.
        """
        return [self._translation(text, source, target) for text in texts]

    def _translation(self, text: str, source: str, target: str) -> str:
        """The translation of a text, whole or paragraph by paragraph."""
        whole = self._texts.get((source, target, spaced(text)))
        if whole is not None:
            return whole
        parts = re.split(r"(\n\s*)", text)
        found = [self._texts.get((source, target, spaced(part))) if part.strip() else part for part in parts]
        if len(parts) == 1 or None in found:
            raise NotGivenError(
                f"no translation from {source} is given", where=" ".join(text.split())[:60],
                do="add one to the file, or set another translator",
            )  # fmt: skip
        return "".join(one for one in found if one is not None)

    def rows(self) -> list[Remembered]:
        """All translations as a memory holds them."""
        return [
            given_row(text, translation, line.source, line.target, self.digest)
            for line in self.lines
            for text, translation in pieces(line)
        ]

    def advice(self, source: str, target: str) -> str:
        """How a pair comes into the file."""
        return "add translations to the file of the setting translator_file"


def read(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        GivenFileError: it is larger than the setting ``max_bytes``.
    """
    most = settings().max_bytes
    if path.stat().st_size > most:
        raise GivenFileError(f"more than {most} bytes", where=str(path), do="raise DRAGOMAN_MAX_BYTES")
    return path.read_bytes()


def lines_in(data: bytes, path: Path) -> list[GivenLine]:
    """The lines of a file, all checked.

    Raises:
        GivenFileError: one cannot be used.
    """
    found = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(GivenLine.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(map(str, first["loc"]))
            raise GivenFileError(
                f"{name + ': ' if name else ''}{first['msg']}", where=f"{path}, line {number}",
                do="write source, target, text and translation, and by and date where they are known",
            ) from error  # fmt: skip
    return found


def pieces(line: GivenLine) -> Iterator[tuple[str, str]]:
    """A text with its translation, and its paragraphs with theirs where there are as many."""
    yield line.text, line.translation
    texts, translations = (PARAGRAPHS.split(one.strip()) for one in (line.text, line.translation))
    if len(texts) == len(translations) > 1:
        yield from zip(texts, translations, strict=True)
