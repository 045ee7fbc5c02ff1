"""No translator: the default, so that nothing is translated, and nothing leaves the machine, unless a user asks."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dragoman.language.refusals import NoTranslatorError
from dragoman.language.translation import Naming, Pair


class NoEngine:
    """Has no pair. What people gave is still found in the memory."""

    name = "none"
    remote = False
    naming: Naming = "none"

    def pairs(self) -> AbstractSet[Pair]:
        """None."""
        return set()

    def version(self, source: str, target: str) -> str:
        """None."""
        return ""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Nothing.

        Raises:
            NoTranslatorError: always.
        """
        raise NoTranslatorError(f"no translator for {source}", do=self.advice(source, target))

    def advice(self, source: str, target: str) -> str:
        """How a translator is chosen."""
        return "set DRAGOMAN_TRANSLATOR; dragoman translate --engines lists what there is"
