"""What the robots.txt of hosts allows: fetched by us, limited in size, remembered for a while."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dragoman.errors import IntakeError
from dragoman.intake.refusals import RefusedUrlError, RobotsError
from dragoman.intake.url import AGENT, MOST_REDIRECTS, Ask, Fetched, hop, too_many_redirects
from dragoman.settings import settings

NAME = AGENT.partition("/")[0]
# Any answer is one here: what a client may not have (4xx) forbids nothing, what a server cannot give (5xx) all.
ASK = Ask(accept="text/plain", types=None, statuses=frozenset({200, *range(400, 600)}))
# As much as search engines read.
MOST_BYTES = 512_000
MOST_HOSTS = 5_000
KEPT_SECONDS = 6 * 3_600
# A robots.txt that could not be had is asked for again after this.
DOUBTED_SECONDS = 600
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host says.

    Attributes:
        parser: its rules; None where it has none.
        refusal: why nothing of it may be fetched, None where that depends on the rules.
        until: when it is asked again, by the clock of :class:`Robots`.
    """

    parser: RobotFileParser | None
    refusal: str | None
    until: float


class Robots:
    """The rules of hosts, each fetched when it is first needed.

    Args:
        clock: a clock in seconds that never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, Rules] = OrderedDict()

    def check(self, url: str) -> None:
        """Refuse what its host's robots.txt keeps closed.

        Raises:
            RobotsError: it does, or it cannot be had.
            RefusedUrlError: the host may not be asked at all.
        """
        rules = self._rules(url)
        if rules.refusal is not None:
            raise RobotsError(f"its robots.txt cannot be had: {rules.refusal}", where=url, do="try again later")
        if rules.parser is not None and not rules.parser.can_fetch(NAME, url):
            raise RobotsError("closed by its robots.txt", where=url, do="leave it, or ask its owner")

    def delay(self, url: str) -> float:
        """The seconds between two requests that a host asks for, 0 where it asks for none."""
        parser = self._rules(url).parser
        found = parser.crawl_delay(NAME) if parser is not None else None
        return float(found or 0)

    def _rules(self, url: str) -> Rules:
        """The rules for an address, from memory where they are fresh."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.lower()}"
        known = self._known.get(origin)
        if known is None or known.until <= self._clock():
            known = self._asked(origin, url)
            self._known[origin] = known
        self._known.move_to_end(origin)
        if len(self._known) > MOST_HOSTS:
            self._known.popitem(last=False)
        return known

    def _asked(self, origin: str, url: str) -> Rules:
        """The rules as the host gives them now."""
        now = self._clock()
        try:
            answer = fetched(f"{origin}/robots.txt")
        except RefusedUrlError as error:
            raise RefusedUrlError(error.what, where=url, do=error.do) from error
        except IntakeError as error:
            return Rules(None, error.what, now + DOUBTED_SECONDS)
        if answer.status == 429 or answer.status >= 500:
            return Rules(None, f"the server answers {answer.status}", now + DOUBTED_SECONDS)
        if answer.status != 200:
            return Rules(None, None, now + KEPT_SECONDS)
        parser = RobotFileParser()
        parser.parse(list(lines_of(answer.data)))
        return Rules(parser, None, now + KEPT_SECONDS)


def fetched(url: str) -> Fetched:
    """The robots.txt at an address, wherever it leads.

    Raises:
        IntakeError: it cannot be had.
    """
    asked = url
    deadline = time.monotonic() + settings().fetch_timeout
    for _ in range(MOST_REDIRECTS + 1):
        answer = hop(asked, ASK, max(0.0, deadline - time.monotonic()))
        if isinstance(answer, Fetched):
            return answer
        asked = answer.url
    raise too_many_redirects(url)


def lines_of(data: bytes) -> Iterator[str]:
    """The lines that the parser can read; it stops at others."""
    for line in data[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        if name.strip().lower() in ("crawl-delay", "request-rate") and not is_number(value.strip()):
            continue
        try:
            urlsplit(value.strip())
        except ValueError:
            continue
        yield line


def is_number(value: str) -> bool:
    """Whether a value is a whole number of seconds."""
    return value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
