"""How sources are added, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.store.writer import NOTHING, Added

# How the names of pasted texts and uploaded files begin, which nobody can read a second time.
BY_FORM = "given by a form: "


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How sources are added.

    Args:
        published: the date of publication of all of them; it wins over what they say.
        plain: take files as plain text, whatever they look like.
        processes: number of processes that code; 1 codes in this one.
        retry: read again what failed before, and what wanted a translator, instead of sources.
    """

    published: str | None = None
    plain: bool = False
    processes: int = 1
    retry: bool = False


@dataclass(slots=True)
class Report:
    """What came of adding.

    Args:
        added: new and known articles, and event mentions in the new.
        failed: what could not be read or coded.
        sources: how many were looked into.
        unread: new articles that are kept, but not read for want of a translator.
        reread: articles of the store that were so, and were read now.
    """

    added: Added = NOTHING
    failed: int = 0
    sources: int = 0
    unread: int = 0
    reread: int = 0

    @property
    def articles(self) -> int:
        """Articles that were read, new or known."""
        return self.added.new + self.added.known


Progress = Callable[[Report, str], None]


def silent(report: Report, source: str) -> None:
    """Tell nobody."""
