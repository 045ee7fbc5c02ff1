"""Refusals of translation: one class a reason, each with its code."""

from __future__ import annotations

from dragoman.errors import TranslationError


class NoTranslatorError(TranslationError):
    """Nothing at hand translates from this language; ``what`` is what an article may say: 'no translator for ko'."""

    code = "D351"


class NotGivenError(NoTranslatorError):
    """Nobody has given a translation of this text."""

    code = "D352"


class MissingEngineError(TranslationError):
    """A translator is not installed, or lacks a setting."""

    code = "D353"


class BrokenEngineError(TranslationError):
    """A translator failed, or gave an answer that cannot be used."""

    code = "D354"


class BusyEngineError(BrokenEngineError):
    """A translator has too much to do for now.

    Args:
        what: as for every error.
        seconds: how long it asks to be left alone; None where it does not say.
        where: as for every error.
        do: as for every error.
    """

    code = "D355"

    def __init__(
        self, what: str, *, seconds: float | None = None, where: str | None = None, do: str | None = None
    ) -> None:
        super().__init__(what, where=where, do=do)
        self.seconds = seconds


class ModelError(TranslationError):
    """A file is no model that can be used."""

    code = "D356"


class GivenFileError(TranslationError):
    """A file of translations made by people has a line that cannot be used."""

    code = "D357"


class DownloadError(TranslationError):
    """A model cannot be fetched."""

    code = "D358"
