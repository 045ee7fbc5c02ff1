"""What was worked out for a page, kept as long as the store stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from dragoman.desk import Desk

Made = TypeVar("Made")
# A tie of ten years takes a megabyte or two; what is shown again is mostly kept as a whole page.
MOST = 64


class Cache:
    """Keeps the latest results; a write to the store, by whomever, makes all of them old.

    Where several ask for the same at once, one works it out and the others wait for it.

    Args:
        desk: the desk whose store is asked for its version.
        most: how many results are kept.
    """

    def __init__(self, desk: Desk, most: int = MOST) -> None:
        self._desk = desk
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """The result of that name, made anew where the store changed since."""
        version = self._desk.version()
        held = self._held(name, version)
        if held is None:
            with self._lock:
                making = self._making.setdefault((name, version), Lock())
            with making:
                held = self._held(name, version) or self._make(name, version, make)
        kept: Made = held[1]
        return kept

    def _held(self, name: Hashable, version: int) -> tuple[int, Any] | None:
        """What is kept of that name and version."""
        with self._lock:
            found = self._kept.get(name)
            if found is None or found[0] != version:
                return None
            self._kept.move_to_end(name)
            return found

    def _make(self, name: Hashable, version: int, make: Callable[[], Any]) -> tuple[int, Any]:
        """Work a result out and keep it; those who wait find it, and after an error try by themselves."""
        try:
            made = version, make()
            with self._lock:
                self._kept[name] = made
                self._kept.move_to_end(name)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            return made
        finally:
            with self._lock:
                self._making.pop((name, version), None)
