"""The throttle: how often wrong passwords and tokens may be tried, by an address and for a name."""

from __future__ import annotations

import time
from collections import OrderedDict
from math import ceil
from threading import Lock

# Whom attempts are remembered for; beyond that the oldest go.
MOST_KEPT = 10_000


class Throttle:
    """Counts attempts in a stretch of time; an attempt counts before it is judged, so that none runs beside another.

    Args:
        most: attempts in the stretch.
        seconds: its length.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self._tried: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._tried)

    def attempt(self, whose: str) -> int:
        """Count an attempt; gives the seconds to wait where there were too many, and 0 else."""
        now = time.monotonic()
        with self._lock:
            tried = [one for one in self._tried.get(whose, ()) if now - one < self.seconds]
            wait = ceil(self.seconds - (now - tried[0])) if len(tried) >= self.most else 0
            if not wait:
                tried.append(now)
            self._tried[whose] = tried
            self._tried.move_to_end(whose)
            while len(self._tried) > MOST_KEPT:
                self._tried.popitem(last=False)
            return wait

    def forgive(self, whose: str) -> None:
        """Take the last attempt back: it was right."""
        with self._lock:
            tried = self._tried.get(whose)
            if tried:
                tried.pop()
            if not tried:
                self._tried.pop(whose, None)
