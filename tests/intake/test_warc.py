"""Web archives to parcels: pages only, whatever they are packed in; broken archives give what is readable."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake import refusals
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.inputs import parcels_from
from dragoman.intake.parcels import Finished, Found, NoMemory, Parcel, Refusal, articles_of
from dragoman.intake.warc import parcels_in_archive
from dragoman.record import Article

SetSetting = Callable[[str, object], None]


def record(number: int, body: bytes, *, status: str = "200 OK", headers: str = "", kind: str = "response") -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers or 'Content-Type: text/html; charset=utf-8'}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:r-{number}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def run(path: Path) -> list[Found]:
    return list(parcels_from(str(path), memory=NoMemory(), fetcher=Fetcher()))


def parcels(found: list[Found]) -> list[Parcel]:
    return [one for one in found if isinstance(one, Parcel)]


def refused(found: list[Found]) -> dict[str, str]:
    return {one.locator: one.error.message for one in found if isinstance(one, Refusal)}


GZIP = "Content-Type: text/html\r\nContent-Encoding: gzip"


@pytest.fixture
def records(page: str) -> list[bytes]:
    data = page.encode()
    return [
        record(1, data),
        record(2, b"lost", status="404 Not Found"),
        record(3, b"\x89PNG", headers="Content-Type: image/png"),
        record(4, gzip.compress(data), headers=GZIP),
        record(5, data, headers=GZIP),
        record(6, b"5\r\n" + data[:5] + b"\r\n%x\r\n" % len(data[5:]) + data[5:] + b"\r\n0\r\n\r\n",
               headers="Content-Type: text/html\r\nTransfer-Encoding: chunked"),
        record(7, data, kind="resource"),
        record(8, b"The envoys met in Port Anders.", headers="Content-Type: text/plain"),
        record(9, gzip.compress(data)[:-30], headers=GZIP),
        record(10, gzip.compress(bytes(40_000_000)), headers=GZIP),
        record(11, data, headers="Content-Type: text/html\r\nContent-Encoding: zstd"),
        record(12, data),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a", "packed.warc", "plain.warc.gz"])
def test_pages(tmp_path: Path, page: str, records: list[bytes], name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"".join(map(gzip.compress, records) if name in ("a.warc.gz", "packed.warc") else records))
    found = run(path)
    kept = parcels(found)
    assert [one.locator for one in kept] == [f"{path}, record r-{number}" for number in (1, 4, 5, 6, 8, 12)]
    assert [one.url for one in kept][:2] == ["https://example.org/1", "https://example.org/4"]
    assert {one.data for one in kept} == {page.encode(), b"The envoys met in Port Anders."}
    reasons = refused(found)
    assert list(reasons) == [f"{path}, record r-{number}" for number in (9, 10, 11)]
    for part, reason in zip(("end early", "more than 20000000 bytes", "by 'zstd'"), reasons.values(), strict=True):
        assert part in reason
    assert isinstance(found[-1], Finished)
    (article,) = articles_of(kept[0])
    assert isinstance(article, Article)
    assert (article.title, article.url) == ("Strait opens", "https://example.org/1")


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        (lambda parts: b"".join(parts)[:-40], "cut short"),
        (lambda parts: b"".join([parts[0], b"garbage\r\n\r\n", parts[1]]), "broken after 1 answers"),
        (lambda parts: gzip.compress(parts[0]) + b"\x1f\x8bgarbage" * 9, "broken after 1 answers"),
        (lambda parts: gzip.compress(parts[0]) + gzip.compress(b"WARC/1.0\r\n" + bytes(99_000_000)), "broken after 1"),
    ],
)
def test_broken_archives(tmp_path: Path, page: str, cut: Callable[[list[bytes]], bytes], message: str) -> None:
    data = cut([record(1, page.encode()), record(2, page.encode())])
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    found = run(path)
    assert [one.locator for one in parcels(found)] == [f"{path}, record r-1"]
    assert message in next(iter(refused(found).values()))


def test_large_records_are_not_read(tmp_path: Path, page: str, set_setting: SetSetting) -> None:
    set_setting("max_bytes", 10_000)
    path = tmp_path / "a.warc"
    path.write_bytes(record(1, b"word " * 9_000) + record(2, page.encode()))
    found = run(path)
    assert "more than 10000 bytes" in refused(found)[f"{path}, record r-1"]
    assert len(parcels(found)) == 1


@given(noise=st.binary(max_size=60), place=st.integers(0, 5_000))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, page: str, noise: bytes, place: int) -> None:
    data = record(1, page.encode()) * 2
    place %= len(data)
    path = tmp_path_factory.mktemp("noise") / "a.warc"
    path.write_bytes(data[:place] + noise + data[place + len(noise) :])
    for one in parcels_in_archive(path, None):
        assert isinstance(one, Parcel) or isinstance(one.error, refusals.BrokenArchiveError | refusals.TooLargeError)
