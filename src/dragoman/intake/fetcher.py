"""Many pages, politely: robots.txt, a delay for each host, conditional requests, and rest for hosts in trouble."""

from __future__ import annotations

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dragoman.intake.refusals import BusyHostError
from dragoman.intake.robots import Robots
from dragoman.intake.url import (
    ACCEPTED,
    MOST_REDIRECTS,
    TYPES,
    UNCHANGED,
    Ask,
    Fetched,
    Redirect,
    checked_url,
    hop,
    port_of,
    too_many_redirects,
    validator,
)
from dragoman.settings import settings

FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"})
PACKED = frozenset({"application/gzip", "application/x-gzip"})
# Any source may be a page, a feed or a sitemap.
ANY = TYPES | FEEDS | PACKED
MOST_HOSTS = 5_000
# So many failures in a row, and a host is left alone for so many seconds.
MOST_FAILURES = 5
REST = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave, and the mark by which it can be asked later whether it has changed."""

    page: Fetched
    mark: str


@dataclass(slots=True)
class Host:
    """What is known of a host: when it may be asked again, and how often in a row it failed."""

    ready: float = 0.0
    failures: int = 0


class Fetcher:
    """Fetches one address after the other; not for several threads at once.

    Args:
        wait: waits for so many seconds.
        clock: a clock in seconds that never goes back.
    """

    def __init__(
        self, *, wait: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._wait = wait
        self._clock = clock
        self._robots = Robots(clock)
        self._hosts: OrderedDict[str, Host] = OrderedDict()

    def get(self, url: str, mark: str | None = None, *, types: frozenset[str] = TYPES) -> Answer | None:
        """What an address holds; None where it has not changed since a mark was given.

        Args:
            url: the address.
            mark: the mark of an earlier answer.
            types: the content types that are taken.

        Raises:
            IntakeError: as :func:`dragoman.intake.url.fetch` does, and where robots.txt keeps it closed, also that
                of a redirect's host, or its host is left alone after failures.
        """
        known = known_marks(mark)
        page = self._followed(url, asked_with(known, types))
        if page.status == UNCHANGED:
            return None
        found = hashlib.sha256(page.data).hexdigest()
        if found == known.get("hash"):
            return None
        marks = {"etag": page.etag, "modified": page.modified, "hash": found}
        return Answer(page, json.dumps({name: value for name, value in marks.items() if value}))

    def _followed(self, url: str, ask: Ask) -> Fetched:
        """The answer that an address and its redirects lead to; only the time of the requests counts."""
        left = settings().fetch_timeout
        asked = url
        for _ in range(MOST_REDIRECTS + 1):
            host = self._turn(asked)
            start = time.monotonic()
            answer = self._asked(asked, ask, host, left)
            if isinstance(answer, Fetched):
                return answer
            left = max(0.0, left - (time.monotonic() - start))
            asked = answer.url
        raise too_many_redirects(url)

    def _asked(self, url: str, ask: Ask, host: Host, seconds: float) -> Fetched | Redirect:
        """One request, counted among its host's failures where it is one."""
        try:
            answer = hop(url, ask, seconds)
        except BusyHostError:
            host.failures += 1
            if host.failures >= MOST_FAILURES:
                host.ready = self._clock() + REST
            raise
        host.failures = 0
        return answer

    def _turn(self, url: str) -> Host:
        """Wait until a host may be asked for an address, and note that it is.

        Raises:
            RobotsError: its robots.txt keeps the address closed.
            BusyHostError: it has failed too often and is left alone.
        """
        host = self._host(url)
        left = host.ready - self._clock()
        if host.failures >= MOST_FAILURES:
            if left > 0:
                raise BusyHostError(f"left alone after {host.failures} failures", where=url, do="try again later")
            # After its rest it has one more chance.
            host.failures = MOST_FAILURES - 1
        limits = settings()
        delay = limits.fetch_delay
        if limits.robots:
            self._robots.check(url)
            delay = max(delay, min(self._robots.delay(url), limits.fetch_delay_most))
        left = host.ready - self._clock()
        if left > 0:
            self._wait(left)
        host.ready = self._clock() + delay
        return host

    def _host(self, url: str) -> Host:
        """What is known of an address's host."""
        parts = checked_url(url)
        name = f"{parts.hostname}:{port_of(parts)}"
        host = self._hosts.setdefault(name, Host())
        self._hosts.move_to_end(name)
        if len(self._hosts) > MOST_HOSTS:
            self._hosts.popitem(last=False)
        return host


def asked_with(known: dict[str, str], types: frozenset[str]) -> Ask:
    """What is asked for, conditional on what is known."""
    names = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("modified")}
    headers = {name: value for name, value in names.items() if value}
    accept = f"{','.join(sorted(FEEDS))};q=0.9,{ACCEPTED}" if types & FEEDS else ACCEPTED
    statuses = frozenset({200, UNCHANGED} if headers else {200})
    return Ask(accept=accept, types=types, headers=headers, statuses=statuses)


def known_marks(mark: str | None) -> dict[str, str]:
    """What a mark holds; nothing where it is no mark of this kind."""
    try:
        found: Any = json.loads(mark or "{}")
    except ValueError:
        return {}
    items = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in items if isinstance(value, str) and validator(value)}
