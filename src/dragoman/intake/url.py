"""One page by its address: http and https only, limited in time, size and redirects, never from a private network."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field
from email.message import Message
from threading import Thread
from typing import TypeVar
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, SSLError

from dragoman import __version__
from dragoman.errors import IntakeError
from dragoman.intake.compressed import inflated
from dragoman.intake.refusals import (
    BrokenArchiveError,
    BusyHostError,
    RefusedUrlError,
    TooLargeError,
    UnreachableError,
)
from dragoman.settings import settings

Answer = TypeVar("Answer")
AGENT = f"dragoman/{__version__}"
ACCEPTED = "text/html,application/xhtml+xml,text/plain;q=0.9,application/json;q=0.8"
TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/json",
        "application/x-ndjson",
        "application/jsonl",
    }
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNCHANGED = 304
# Answers of a server that has too much to do or is broken for now.
BUSY = frozenset({408, 429, *range(500, 600)})
MOST_REDIRECTS = 5
LONGEST_VALIDATOR = 300
LONGEST_ADDRESS = 4_000
CHUNK = 65_536
# Seconds beyond the limit in which the fetching thread may still say itself what took so long.
GRACE = 0.2
# Characters of an address that are sent as they are.
KEPT = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a server, and which answers are taken.

    Attributes:
        accept: the value of the Accept header.
        types: the content types that are taken; None where any is.
        headers: more headers, such as those of a conditional request.
        statuses: the status codes that are answers, not failures.
    """

    accept: str = ACCEPTED
    types: frozenset[str] | None = TYPES
    headers: Mapping[str, str] = field(default_factory=dict)
    statuses: frozenset[int] = frozenset({200})


PAGE = Ask()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        data, url, kind, charset: the bytes, the last address, and the content type and charset that the server said.
        status: the status code.
        etag, modified: the validators for a conditional request, as the server gave them.
    """

    data: bytes
    url: str
    kind: str
    charset: str | None
    status: int = 200
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an address leads instead of an answer."""

    url: str


def fetch(url: str) -> Fetched:
    """The page at an address.

    Every hop's host is resolved, all its addresses are checked, and the request goes to the address that was checked.

    Raises:
        RefusedUrlError: its scheme or its address, or that of a redirect, is not allowed, or there are too many.
        UnreachableError: it does not answer, answers with an error, or not with a page.
        TooLargeError: it is larger than the setting ``max_bytes``.
    """
    return in_time(lambda deadline: follow(url, deadline), url, settings().fetch_timeout)


def hop(url: str, ask: Ask, seconds: float) -> Fetched | Redirect:
    """What one address answers within so many seconds: a page, or where it leads.

    Raises:
        IntakeError: as :func:`fetch` does.
    """
    return in_time(lambda deadline: step(url, ask, deadline), url, seconds)


def in_time(work: Callable[[float], Answer], url: str, seconds: float) -> Answer:
    """What a piece of work gives that is told its deadline; given up where it does not keep it.

    Raises:
        UnreachableError: it takes longer.
    """
    done: Future[Answer] = Future()
    # Neither the look-up of a name nor a server that sends a byte now and then can be timed out from inside.
    Thread(target=settle, args=(done, work, time.monotonic() + seconds), daemon=True).start()
    try:
        return done.result(timeout=seconds + GRACE)
    except FutureTimeoutError as error:
        raise too_slow(url) from error


def settle(done: Future[Answer], work: Callable[[float], Answer], deadline: float) -> None:
    """Do a piece of work, and hand over what it gives or its refusal."""
    try:
        done.set_result(work(deadline))
    except IntakeError as error:
        done.set_exception(error)


def follow(url: str, deadline: float) -> Fetched:
    """The page that an address and its redirects lead to."""
    asked = url
    for _ in range(MOST_REDIRECTS + 1):
        answer = step(asked, PAGE, deadline)
        if isinstance(answer, Fetched):
            return answer
        asked = answer.url
    raise too_many_redirects(url)


def step(url: str, ask: Ask, deadline: float) -> Fetched | Redirect:
    """What one address answers: a page, or where it leads."""
    parts = checked_url(url)
    response = request(parts, checked_address(parts, url), url, ask, deadline)
    try:
        target = response.headers.get("Location")
        if response.status in REDIRECTS and target:
            return Redirect(joined(url, target))
        kind, charset = content_type(response, url, ask)
        data = body(response, url, deadline) if response.status != UNCHANGED else b""
        etag, modified = (validator(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
        return Fetched(data, url, kind, charset, response.status, etag, modified)
    finally:
        response.close()


def joined(url: str, target: str) -> str:
    """The address that a redirect or a link of a page means.

    Raises:
        RefusedUrlError: it means none.
    """
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise RefusedUrlError(f"no address ({error})", where=target[:200], do="check it") from error


def validator(given: str | None) -> str | None:
    """An ETag or a date as it may be sent back."""
    return given if given and len(given) <= LONGEST_VALIDATOR and given.isascii() and given.isprintable() else None


def too_many_redirects(url: str) -> RefusedUrlError:
    """The refusal of an address that leads on and on."""
    return RefusedUrlError(f"more than {MOST_REDIRECTS} redirects", where=url, do="give the address that they lead to")


def checked_url(url: str) -> SplitResult:
    """The parts of an address that may be fetched.

    Raises:
        RefusedUrlError: it is no http or https address.
    """
    try:
        parts = urlsplit(url)
        allowed = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise RefusedUrlError(f"no address ({error})", where=url[:200], do="check it") from error
    if not allowed or len(url) > LONGEST_ADDRESS:
        raise RefusedUrlError("no http or https address", where=url[:200], do="give a page's address, or a file")
    if parts.username or parts.password:
        raise RefusedUrlError("an address with a password", where=parts.hostname, do="leave out what is before the @")
    return parts


def checked_address(parts: SplitResult, url: str) -> str:
    """The network address of a host, where all its addresses may be asked.

    Raises:
        UnreachableError: the host has none.
        RefusedUrlError: one is private, and the setting ``fetch_private`` is off.
    """
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, port_of(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError(f"no host '{host}'", where=url, do="check the address and the network") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not settings().fetch_private and not is_public(address):
            raise RefusedUrlError(
                f"'{host}' is the private address {address}", where=url, do="set DRAGOMAN_FETCH_PRIVATE=true if meant"
            )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, also inside an IPv6 form of an IPv4 address."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return inner.is_global
        if found in TRANSLATED:
            return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF).is_global
    return found.is_global and not found.is_multicast


# IPv4 addresses as NAT64 writes them.
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def port_of(parts: SplitResult) -> int:
    """The port that an address means."""
    return parts.port or (443 if parts.scheme == "https" else 80)


def request(parts: SplitResult, address: str, url: str, ask: Ask, deadline: float) -> urllib3.BaseHTTPResponse:
    """The answer of a host at a checked network address, its body not yet read.

    Raises:
        UnreachableError: it does not answer in time.
    """
    left = time_left(url, deadline)
    host = (parts.hostname or "").encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.hostname
    pool: urllib3.HTTPConnectionPool
    timeout = urllib3.Timeout(connect=left, read=left)
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, port_of(parts), timeout=timeout, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port_of(parts), timeout=timeout)
    named = f"[{host}]" if ":" in (host or "") else host
    headers = {
        "Host": f"{named}:{parts.port}" if parts.port else f"{named}",
        "User-Agent": AGENT,
        "Accept": ask.accept,
        "Accept-Encoding": "gzip, deflate",
        **ask.headers,
    }
    path = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    try:
        return pool.urlopen(
            "GET", path, headers=headers, redirect=False, retries=False, preload_content=False, assert_same_host=False
        )
    except SSLError as error:
        raise UnreachableError("no trusted connection (TLS)", where=url, do="check the address") from error
    except (HTTPError, OSError, ValueError) as error:
        raise UnreachableError("no answer", where=url, do="check the address and the network") from error


def content_type(response: urllib3.BaseHTTPResponse, url: str, ask: Ask) -> tuple[str, str | None]:
    """The type and the charset of a page.

    Raises:
        UnreachableError: the answer is an error, or is not a page.
    """
    if response.status not in ask.statuses:
        kind_of_error = BusyHostError if response.status in BUSY else UnreachableError
        raise kind_of_error(f"the server answers {response.status}", where=url, do="check the address")
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type") or "text/html"
    kind = header.get_content_type()
    if response.status == 200 and ask.types is not None and kind not in ask.types:
        raise UnreachableError(f"the address holds {kind}, not a page", where=url, do="give a page of text")
    return kind, header.get_content_charset()


def body(response: urllib3.BaseHTTPResponse, url: str, deadline: float) -> bytes:
    """The decompressed body.

    Raises:
        TooLargeError: it is larger than the setting ``max_bytes``; reading and decompressing stop there.
        UnreachableError: the connection breaks, or takes longer than the setting ``fetch_timeout``.
    """
    limit = settings().max_bytes
    read: list[bytes] = []
    size = 0
    try:
        for piece in inflated(arriving(response, url, deadline), response.headers.get("Content-Encoding") or ""):
            size += len(piece)
            if size > limit:
                raise TooLargeError(f"more than {limit} bytes", where=url, do="raise DRAGOMAN_MAX_BYTES")
            read.append(piece)
            time_left(url, deadline)
    except (HTTPError, OSError, BrokenArchiveError) as error:
        raise UnreachableError("the connection broke", where=url, do="try again") from error
    return b"".join(read)


def arriving(response: urllib3.BaseHTTPResponse, url: str, deadline: float) -> Iterator[bytes]:
    """The bytes of a body as they arrive, still compressed, however few come at a time."""
    while chunk := response.read1(CHUNK, decode_content=False):
        yield chunk
        time_left(url, deadline)


def time_left(url: str, deadline: float) -> float:
    """The seconds left.

    Raises:
        UnreachableError: there are none.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise too_slow(url)
    return left


def too_slow(url: str) -> BusyHostError:
    """The refusal of a page that takes longer than the setting ``fetch_timeout``."""
    seconds = f"{settings().fetch_timeout:g}"
    return BusyHostError(f"no page within {seconds} seconds", where=url, do="raise DRAGOMAN_FETCH_TIMEOUT")
