"""LibreTranslate: a server that translates, here or elsewhere; what it answers is checked before it is used."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from dragoman import __version__
from dragoman.knowledge.translators import language_codes
from dragoman.language.refusals import BrokenEngineError, BusyEngineError, MissingEngineError
from dragoman.language.translation import Naming, Pair, framed
from dragoman.settings import settings

# Answers of a server that has too much to do, or is broken for now.
BUSY = frozenset({429, 502, 503, 504})
# Bytes of an answer for each character asked for, and of the smallest.
MOST_GROWTH = 60
SMALLEST_LIMIT = 200_000
MOST_LANGUAGES = 1_000
CHUNK = 65_536
LONGEST_SAID = 200
# What the server says to a request that is too long, or has too many texts.
TOO_MUCH = "exceeds text limit"
# Characters that mean something to terminals, and nothing in a text.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class TooMuchError(BrokenEngineError):
    """The server takes no request of that size."""

    code = "D359"


class LibreTranslate:
    """A server with LibreTranslate's interface. The texts are sent to it, with the setting's delay between requests.

    Args:
        address: such as ``http://127.0.0.1:5000``.
        key: what it asks of its users; None where it asks for nothing.
        wait: waits for so many seconds.
        clock: a clock in seconds that never goes back.

    Raises:
        MissingEngineError: there is no address, or it is none.
    """

    name = "libretranslate"
    remote = True
    naming: Naming = "english"

    def __init__(
        self, address: str | None, key: str | None = None, *,
        wait: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._address = checked_address(address)
        self._key = key
        self._wait = wait
        self._clock = clock
        self._ready = clock()
        # The most texts that it is known to take at once.
        self._most_texts: int | None = None
        # What it answered for parts of a batch that is not whole yet, lest a busy server be asked for them again.
        self._parts: dict[tuple[str, str, str], str] = {}

    @cached_property
    def _codes(self) -> dict[Pair, Pair]:
        """The server's own codes of each pair."""
        listed = self._get("/languages")
        if not isinstance(listed, list) or len(listed) > MOST_LANGUAGES:
            raise self._broken("a list of languages that is none")
        found: dict[Pair, Pair] = {}
        for row in listed:
            code, targets = (row.get("code"), row.get("targets")) if isinstance(row, dict) else (None, None)
            if not isinstance(code, str) or not isinstance(targets, list) or len(targets) > MOST_LANGUAGES:
                raise self._broken("a language without code or targets")
            for theirs in (one for one in targets if isinstance(one, str) and one != code):
                for source in language_codes(code):
                    for target in language_codes(theirs):
                        found.setdefault((source, target), (code, theirs))
        return found

    @cached_property
    def _release(self) -> str:
        """The server's version, by its own description."""
        said = self._get("/spec")
        info = said.get("info") if isinstance(said, dict) else None
        version = info.get("version") if isinstance(info, dict) else None
        if not isinstance(version, str) or not version.strip() or len(version) > LONGEST_SAID:
            raise self._broken("no version")
        return version.strip()

    @cached_property
    def _most_characters(self) -> int | None:
        """The longest text that it takes; None where it does not say, or takes any."""
        said = self._get("/frontend/settings")
        limit = said.get("charLimit") if isinstance(said, dict) else None
        return limit if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0 else None

    def pairs(self) -> AbstractSet[Pair]:
        """The pairs that the server has models for."""
        return self._codes.keys()

    def version(self, source: str, target: str) -> str:
        """The server's version; it does not say which models it has."""
        return self._release

    def healthy(self) -> bool:
        """Whether the server says that it is well."""
        said = self._get("/health")
        return isinstance(said, dict) and said.get("status") == "ok"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The translations of texts. Too many at once are sent in parts, and so is a text that is too long.

        Raises:
            BusyEngineError: it answers that it has too much to do.
            BrokenEngineError: it cannot be reached, refuses, or its answer cannot be used.
        """
        limit = self._most_characters
        divided = [parts_of(text, limit) if limit is not None else [text] for text in texts]
        wanted = [part.strip() for parts in divided for part in parts]
        missing = [part for part in dict.fromkeys(wanted) if part and (part, source, target) not in self._parts]
        while missing:
            batch = missing[: self._most_texts]
            try:
                said = self._translated(batch, source, target)
            except TooMuchError:
                if len(batch) == 1:
                    raise
                self._most_texts = len(batch) // 2
                continue
            self._parts |= {(part, source, target): one for part, one in zip(batch, said, strict=True)}
            missing = missing[len(batch) :]
        answers = {part: self._parts[part, source, target] for part in wanted if part}
        self._parts.clear()
        return ["".join(framed(part, answers.get(part.strip(), "")) for part in parts) for parts in divided]

    def _turn(self) -> None:
        """Wait until the server may be asked again."""
        left = self._ready - self._clock()
        if left > 0:
            self._wait(left)
        self._ready = self._clock() + settings().translator_delay

    def _translated(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """What the server makes of texts, all in one request."""
        theirs = self._codes[source, target]
        self._turn()
        asked: dict[str, Any] = {"q": list(texts), "source": theirs[0], "target": theirs[1], "format": "text"}
        if self._key:
            asked["api_key"] = self._key
        limit = max(SMALLEST_LIMIT, MOST_GROWTH * sum(map(len, texts)))
        said = self._request("POST", "/translate", json.dumps(asked).encode("utf-8"), limit)
        found = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(found, list) or len(found) != len(texts):
            raise self._broken("not one translation for each text")
        if not all(isinstance(one, str) for one in found):
            raise self._broken("a translation that is no text")
        return [CONTROLS.sub("", one) for one in found]

    def _get(self, path: str) -> Any:
        """What the server says of itself."""
        return self._request("GET", path, None, SMALLEST_LIMIT * 10)

    def _request(self, method: str, path: str, body: bytes | None, most: int) -> Any:
        """The JSON that the server answers, of at most so many bytes; redirects are not followed.

        Raises:
            BusyEngineError: it has too much to do.
            TooMuchError: the request is too large for it.
            BrokenEngineError: it cannot be reached, refuses, or answers what is no JSON.
        """
        import urllib3

        headers = {"Accept": "application/json", "User-Agent": f"dragoman/{__version__}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        deadline = time.monotonic() + settings().translator_timeout
        timeout = urllib3.Timeout(total=settings().translator_timeout)
        with urllib3.PoolManager(retries=False, timeout=timeout) as pool:
            try:
                answer = pool.request(
                    method, self._address + path, body=body, headers=headers, preload_content=False, redirect=False
                )
                try:
                    data = self._read(answer, most, deadline)
                    status, after = answer.status, answer.headers.get("Retry-After")
                finally:
                    answer.close()
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                raise BrokenEngineError(
                    f"the translator is not reached ({type(error).__name__})", where=self._address,
                    do="check that it runs, and the setting translator_url",
                ) from error  # fmt: skip
        said = parsed(data)
        if status == 200 and said is not None:
            return said
        raise self._refusal(status, said, after)

    def _read(self, answer: Any, most: int, deadline: float) -> bytes:
        """The body of an answer.

        Raises:
            BrokenEngineError: it is larger than it can be, or drips for too long.
        """
        read = bytearray()
        for piece in answer.stream(CHUNK, decode_content=True):
            read += piece
            if len(read) > most:
                raise self._broken(f"more than {most:,} bytes")
            if time.monotonic() > deadline:
                raise self._broken(f"nothing whole within {settings().translator_timeout:g} seconds")
        return bytes(read)

    def _refusal(self, status: int, said: Any, after: str | None) -> BrokenEngineError:
        """The refusal that an answer means."""
        words = said.get("error") if isinstance(said, dict) else None
        shown = words[:LONGEST_SAID] if isinstance(words, str) else "nothing"
        if self._key:
            shown = shown.replace(self._key, "…")
        if status in BUSY:
            return BusyEngineError(
                f"the translator answers {status}", seconds=seconds_of(after), where=self._address,
                do="try again later, or raise DRAGOMAN_TRANSLATOR_DELAY",
            )  # fmt: skip
        if status == 400 and TOO_MUCH in shown:
            return TooMuchError(
                f"the translator refuses: {shown}", where=self._address, do="lower DRAGOMAN_TRANSLATOR_BATCH"
            )
        if status in (401, 403) or "API key" in shown:
            return BrokenEngineError(
                f"the translator lets nobody in ({status}): {shown}", where=self._address,
                do="set DRAGOMAN_TRANSLATOR_KEY",
            )  # fmt: skip
        if status == 200:
            return self._broken("no JSON")
        return BrokenEngineError(f"the translator answers {status}: {shown}", where=self._address, do="ask who runs it")

    def _broken(self, what: str) -> BrokenEngineError:
        """The refusal of an answer that cannot be used."""
        return BrokenEngineError(f"the translator answers {what}", where=self._address, do="check what runs there")

    def advice(self, source: str, target: str) -> str:
        """How a server gets a pair."""
        return f"give the server at {self._address} a model for it (libretranslate --load-only {source},{target})"


def checked_address(address: str | None) -> str:
    """An address without its end.

    Raises:
        MissingEngineError: there is none, or it is none.
    """
    if not address:
        raise MissingEngineError(
            "LibreTranslate has no address", where="translator_url", do="set DRAGOMAN_TRANSLATOR_URL"
        )
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.username or parts.password or parts.query or parts.fragment:
        raise MissingEngineError(
            "no address of a server", where="translator_url", do="write it like http://127.0.0.1:5000, the key apart"
        )
    return address.rstrip("/")


def parsed(data: bytes) -> Any:
    """JSON out of bytes; None where they are none, or nested beyond measure."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def seconds_of(after: str | None) -> float | None:
    """The seconds that a Retry-After means, given as such or as a moment."""
    if not after:
        return None
    if after.strip().isdecimal():
        return float(after.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(after).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def parts_of(text: str, limit: int) -> list[str]:
    """A text in parts of at most so many characters, divided after a line, a sentence or a word where one ends."""
    parts = []
    while len(text) > limit:
        window = text[:limit]
        cut = next((found + len(end) for end in ("\n", ". ", "。", " ") if (found := window.rfind(end)) > 0), limit)
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]
