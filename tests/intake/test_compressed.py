"""Compressed bytes are undone piece by piece, and bombs are stopped."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.compressed import PIECE, Unpacked, inflated
from dragoman.intake.refusals import BrokenArchiveError

RAW = zlib.compressobj(wbits=-15)
RAW_BYTES = RAW.compress(b"raw " * 9) + RAW.flush()


def in_chunks(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(st.binary(max_size=5_000), st.integers(1, 400), st.sampled_from(["gzip", "deflate", "", "identity", "X-GZIP"]))
def test_bytes_come_back(data: bytes, size: int, encoding: str) -> None:
    packed = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}.get(encoding.lower(), bytes)
    assert b"".join(inflated(in_chunks(packed(data), size), encoding)) == data


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_members_follow_each_other(parts: list[bytes], size: int) -> None:
    data = b"".join(map(gzip.compress, parts)) + b"\0" * 40
    assert b"".join(inflated(in_chunks(data, size), "gzip")) == b"".join(parts)


def test_raw_deflate() -> None:
    assert b"".join(inflated([RAW_BYTES], "deflate")) == b"raw " * 9


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"no gzip", "gzip", "broken compression"),
        (gzip.compress(b"word " * 999, mtime=0)[:-9], "gzip", "end early"),
        (b"any", "br", "compressed by 'br'"),
        (b"any", "gzip, gzip", "compressed by 'gzip, gzip'"),
    ],
)
def test_refusals(data: bytes, encoding: str, message: str) -> None:
    with pytest.raises(BrokenArchiveError, match=message):
        list(inflated([data], encoding))


def test_bomb_stops_in_small_pieces() -> None:
    given: list[int] = []
    with pytest.raises(BrokenArchiveError, match="swells to more than 500 times its size"):
        given.extend(len(piece) for piece in inflated([gzip.compress(bytes(120_000_000))], "gzip"))
    assert max(given) <= PIECE
    assert sum(given) < 60_000_000


@given(st.lists(st.binary(max_size=40), max_size=20), st.integers(1, 60))
def test_lines_are_those_of_a_plain_file(parts: list[bytes], size: int) -> None:
    data = b"\n".join(parts)
    plain, unpacked = io.BytesIO(data), Unpacked(io.BytesIO(gzip.compress(data)))
    for _ in range(len(data) + 2):
        assert unpacked.readline(size) == plain.readline(size)


def test_read_gives_at_most_so_many_bytes() -> None:
    unpacked = Unpacked(io.BytesIO(gzip.compress(b"abcdefg")))
    assert [unpacked.read(3) for _ in range(4)] == [b"abc", b"def", b"g", b""]
