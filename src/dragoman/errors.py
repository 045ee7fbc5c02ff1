"""The errors that dragoman raises on purpose: one root, each with a code, a place and something to do.

A message reads ``[D101] what was wrong (where): what to do``. Programs catch :class:`DragomanError`;
the command line prints its message on one line and exits with 2.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Root of every error that dragoman raises on purpose.

    Args:
        what: what was wrong, without a final stop.
        where: the file, URL, setting or row concerned; None when there is none.
        do: what the user can do about it, in the imperative, without a final stop.
    """

    code = "D000"

    def __init__(self, what: str, *, where: str | None = None, do: str | None = None) -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(what)

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """The whole message on one line."""
        place = f" ({self.where})" if self.where else ""
        advice = f": {self.do}" if self.do else ""
        return " ".join(f"[{self.code}] {self.what}{place}{advice}".split())


class SettingsError(DragomanError):
    """A setting has a value that cannot be used."""

    code = "D100"


class IntakeError(DragomanError):
    """Bytes could not be made into an article."""

    code = "D200"


class KnowledgeError(DragomanError):
    """A data file does not follow its schema."""

    code = "D300"


class TranslationError(DragomanError):
    """A text could not be translated."""

    code = "D350"


class CodingError(DragomanError):
    """An article could not be coded."""

    code = "D400"


class EvaluationError(DragomanError):
    """Gold or predictions could not be scored."""

    code = "D500"


class StoreError(DragomanError):
    """The store cannot be opened, asked or written."""

    code = "D600"


class WebError(DragomanError):
    """The desk in the browser cannot be opened, or refuses what a page or program asks."""

    code = "D700"


class WatchError(DragomanError):
    """A rule of watching cannot be used, or an alert cannot be delivered."""

    code = "D800"


class ScreeningError(DragomanError):
    """A store cannot be held against a list."""

    code = "D900"
