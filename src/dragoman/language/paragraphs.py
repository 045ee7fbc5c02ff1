"""Paragraphs of a text translated one by one, so that each translation stands beside its original."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.language.translation import Rendered, Translator

PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph and its translation.

    Attributes:
        start, end: its span in the original.
        text: its words there.
        rendered: its translation.
    """

    start: int
    end: int
    text: str
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Translated:
    """A text translated by paragraphs.

    Attributes:
        text: the whole translation, with the white space of the original between its paragraphs.
        parts: the paragraphs.
    """

    text: str
    parts: tuple[Part, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know, each once."""
        return tuple(dict.fromkeys(note for part in self.parts for note in part.rendered.notes))

    @property
    def engines(self) -> tuple[tuple[str, str], ...]:
        """What translated it, with versions; several where people gave some paragraphs."""
        return tuple(
            dict.fromkeys((one.engine, one.version) for part in self.parts if (one := part.rendered).engine != "none")
        )


def translated(text: str, translator: Translator, source: str, target: str = "en") -> Translated:
    """A text translated by paragraphs.

    Raises:
        NoTranslatorError: nothing at hand translates from this language.
        TranslationError: the translator fails.
    """
    found = [(match.start(), match.end()) for match in PARAGRAPH.finditer(text) if match.group().strip()]
    said = translator.translate([text[start:end] for start, end in found], source, target)
    whole: list[str] = []
    done = 0
    for (start, end), one in zip(found, said, strict=True):
        whole += [text[done:start], one.text]
        done = end
    parts = (Part(*span, text[span[0] : span[1]], one) for span, one in zip(found, said, strict=True))
    return Translated("".join((*whole, text[done:])), tuple(parts))
