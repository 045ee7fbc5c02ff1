"""Records of a made archive, laid out as in Common Crawl's news archives: one gzip member each, some broken."""

from __future__ import annotations

import gzip
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.archive_pages import Pages
from benchmarks.archive_stories import RELEVANT, Stories

START = datetime(2024, 3, 1)
BROKEN = "broken"
# Other encodings in which pages of a language are sent.
ENCODINGS = {"ru": "windows-1251", "es": "iso-8859-1", "fr": "iso-8859-1", "de": "iso-8859-1"}
OTHER_ENCODING = 0.15
PACKED = 0.3
CHUNKED = 0.2


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of HTTP: what follows the status line, and its body."""

    status: str
    headers: tuple[str, ...]
    body: bytes

    def bytes(self) -> bytes:
        """The answer as it went over the wire."""
        lines = [f"HTTP/1.1 {self.status}", *self.headers]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


class Records:
    """Makes the records of an archive: the same ones for the same seed.

    Args:
        seed: of chance.
        relevant: the share of relevant pages.
        hard: the share of hard topics among the irrelevant pages in English.
        broken: the share of broken answers.
    """

    def __init__(self, seed: int, relevant: float = 0.15, hard: float = 0.2, broken: float = 0.015) -> None:
        self.chance = random.Random(seed)
        self.broken = broken
        self.stories = Stories(self.chance, relevant, hard)
        self.pages = Pages(self.chance, self.stories)
        self.ways: tuple[Callable[[bytes], Answer], ...] = (cut, lying, misjoined, mispacked, self.binary, missing)

    def write(self, path: Path, size: int, told: Callable[[int], None] = lambda done: None) -> dict[str, int]:
        """Write an archive.

        Args:
            path: the file.
            size: bytes of its records before they are packed.
            told: called with the bytes that each page adds.

        Returns:
            How many pages of each kind there are: 'relevant', language and topic, 'broken'.
        """
        counts: dict[str, int] = {}
        done = 0
        with path.open("wb") as file:
            file.write(packed(self.head(path.name)))
            while done < size:
                kind, records = self.page(sum(counts.values()))
                counts[kind] = counts.get(kind, 0) + 1
                for one in records:
                    file.write(packed(one))
                    done += len(one)
                told(sum(map(len, records)))
        return counts

    def head(self, name: str) -> bytes:
        """The record that says what the archive is."""
        fields = b"software: dragoman benchmarks/archive.py\r\nformat: WARC File Format 1.0\r\n"
        return self.record("warcinfo", fields, (f"WARC-Filename: {name}", "Content-Type: application/warc-fields"))

    def page(self, number: int) -> tuple[str, list[bytes]]:
        """The kind of a page, its request and its answer."""
        story = self.stories.draw()
        page = self.pages.of(story, START + timedelta(minutes=7 * number))
        kind = BROKEN if self.chance.random() < self.broken else story.kind
        address = f"https://paper-{number % 37}.example/{kind}/{number}.html"
        answer = self.chance.choice(self.ways)(page.encode()) if kind == BROKEN else self.answer(page, story.language)
        host = address.split("/")[2]
        request = f"GET /{kind}/{number}.html HTTP/1.1\r\nHost: {host}\r\nUser-Agent: own\r\n\r\n".encode()
        target = f"WARC-Target-URI: {address}"
        return kind, [
            self.record("request", request, (target, "Content-Type: application/http; msgtype=request")),
            self.record("response", answer.bytes(), (target, "Content-Type: application/http; msgtype=response")),
        ]

    def answer(self, page: str, language: str) -> Answer:
        """A sound answer: in some encoding, some of them compressed or in chunks."""
        chance = self.chance
        headers = ["Content-Type: text/html; charset=utf-8"]
        body = page.encode()
        if language in ENCODINGS and chance.random() < OTHER_ENCODING:
            name = ENCODINGS[language]
            body = page.replace('charset="utf-8"', f'charset="{name}"').encode(name, "xmlcharrefreplace")
            headers = [f"Content-Type: text/html; charset={name}"]
        if chance.random() < PACKED:
            body = packed(body)
            headers.append("Content-Encoding: gzip")
        if chance.random() < CHUNKED:
            body = chunked(body)
            headers.append("Transfer-Encoding: chunked")
        else:
            headers.append(f"Content-Length: {len(body)}")
        return Answer("200 OK", tuple(headers), body)

    def binary(self, body: bytes) -> Answer:
        """Bytes of no text, said to be a page."""
        return Answer("200 OK", ("Content-Type: text/html",), self.chance.randbytes(len(body) // 4))

    def record(self, kind: str, content: bytes, more: tuple[str, ...]) -> bytes:
        """One record with its head."""
        name = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        lines = [
            "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Date: {START:%Y-%m-%dT%H:%M:%SZ}",
            f"WARC-Record-ID: <urn:uuid:{name}>", f"Content-Length: {len(content)}", *more,
        ]  # fmt: skip
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def packed(data: bytes) -> bytes:
    """Bytes as gzip, without the clock."""
    return gzip.compress(data, 6, mtime=0)


def chunked(body: bytes) -> bytes:
    """A body in chunks."""

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(body), 8_192):
            part = body[start : start + 8_192]
            yield b"%x\r\n%b\r\n" % (len(part), part)
        yield b"0\r\n\r\n"

    return b"".join(chunks())


def cut(body: bytes) -> Answer:
    """A page of which only the first fifth came."""
    return Answer("200 OK", ("Content-Type: text/html; charset=utf-8",), body[: len(body) // 5])


def lying(body: bytes) -> Answer:
    """A page that is twice as long as its head says."""
    return Answer("200 OK", ("Content-Type: text/html", f"Content-Length: {len(body) // 2}"), body)


def misjoined(body: bytes) -> Answer:
    """A page in chunks whose sizes are not numbers."""
    return Answer("200 OK", ("Content-Type: text/html", "Transfer-Encoding: chunked"), b"zz\r\n" + body)


def mispacked(body: bytes) -> Answer:
    """A compressed page whose middle is lost."""
    data = packed(body)
    half = len(data) // 2
    return Answer("200 OK", ("Content-Type: text/html", "Content-Encoding: gzip"), data[: half - 99] + data[half:])


def missing(body: bytes) -> Answer:
    """A page that is not there any more."""
    return Answer("404 Not Found", ("Content-Type: text/html",), b"<html><body><h1>Not found</h1></body></html>")


def kind_at(address: str | None) -> str:
    """The kind of page that an address of a made archive names."""
    path = (address or "").removeprefix("https://").split("/")[1:-1]
    return "/".join(path) or RELEVANT
