"""What was worked out for a page, kept as long as the store stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from dragoman.desk import Desk

Made = TypeVar("Made")
MOST = 512


class Cache:
    """Keeps the latest results; a write to the store, by whomever, makes all of them old.

    Args:
        desk: the desk whose store is asked for its version.
        most: how many results are kept.
    """

    def __init__(self, desk: Desk, most: int = MOST) -> None:
        self._desk = desk
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """The result of that name, made anew where the store changed since."""
        version = self._desk.version()
        with self._lock:
            found = self._kept.get(name)
            if found is not None and found[0] == version:
                self._kept.move_to_end(name)
                kept: Made = found[1]
                return kept
        made = make()
        with self._lock:
            self._kept[name] = version, made
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
