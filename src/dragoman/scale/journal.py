"""The journal of a shard that is being coded: how far it is, what is under way, and how often a worker died on that.

A document that brings its worker down leaves no error behind, only this: the next worker codes what was under way one
by one, and sets aside the document on which workers died again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# So many workers may die on one document by itself before it is set aside: one may have been killed by chance.
MOST_DEATHS = 2


@dataclass(frozen=True, slots=True)
class Page:
    """What a worker left when it died.

    Args:
        documents: how many documents were done.
        under_way: the documents that were being coded.
        deaths: how often a worker died on them.
        poisoned: documents that were set aside before.
    """

    documents: int = 0
    under_way: tuple[str, ...] = ()
    deaths: int = 0
    poisoned: tuple[str, ...] = ()


class Journal:
    """The journal of one shard.

    Args:
        path: its file, beside the shard's.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        before = read_page(path)
        self.poisoned = set(before.poisoned)
        # Several under way: each is tried alone now. One: it was alone, and this is one more death on it.
        self.suspects = frozenset(before.under_way)
        self.deaths = before.deaths + 1 if len(before.under_way) == 1 else 0
        if self.deaths >= MOST_DEATHS:
            self.poisoned |= self.suspects
            self.suspects = frozenset()

    def begin(self, documents: int, under_way: Sequence[str]) -> None:
        """Write down what is being coded now."""
        again = len(under_way) == 1 and self.suspects == set(under_way)
        page = {
            "documents": documents, "under_way": list(under_way), "deaths": self.deaths if again else 0,
            "poisoned": sorted(self.poisoned),
        }  # fmt: skip
        temporary = self.path.with_suffix(".new")
        temporary.write_text(json.dumps(page), encoding="utf-8")
        temporary.replace(self.path)

    def close(self) -> None:
        """Remove it: the shard is done."""
        self.path.unlink(missing_ok=True)


def read_page(path: Path) -> Page:
    """What a journal holds; nothing where there is none or its writer died over it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Page(data["documents"], tuple(data["under_way"]), data["deaths"], tuple(data["poisoned"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Page()
