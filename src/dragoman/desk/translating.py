"""Translating: texts in other languages by the translator of the settings, with the store as its memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.store.database import Database

if TYPE_CHECKING:
    from dragoman.language.translation import Rendered, Translator


class Translating:
    """What a desk translates: the part of ``Desk`` that works with translations.

    Args:
        database: the store's database.
    """

    database: Database

    def translator(self, engine: str | None = None) -> Translator:
        """A translator that keeps what it translates in the store; None means that of the setting ``translator``.

        Raises:
            TranslationError: it is not installed, or lacks a setting.
        """
        # Most that is asked of a desk needs no translator: it is loaded with the first text.
        from dragoman.language.engines import translator
        from dragoman.store.translations import StoredTranslations

        return translator(StoredTranslations(self.database), engine)

    def translate(
        self, texts: Sequence[str], source: str, target: str = "en", *, engine: str | None = None
    ) -> list[Rendered]:  # fmt: skip
        """Translations of texts; what the store holds is not translated again.

        Raises:
            NoTranslatorError: nothing at hand translates from this language.
            TranslationError: the translator fails.
        """
        return self.translator(engine).translate(texts, source, target)

    def load_translations(self, path: str | Path) -> int:
        """Keep the translations made by people that a file holds, one in JSON a line; gives how many lines.

        They win over those of any translator.

        Raises:
            TranslationError: a line of the file cannot be used.
        """
        from dragoman.language.given import Given
        from dragoman.store.translations import StoredTranslations

        given = Given(Path(path))
        StoredTranslations(self.database).put(given.rows())
        return len(given.lines)
