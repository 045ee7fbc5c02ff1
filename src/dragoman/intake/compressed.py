"""Compressed bytes to plain ones, piece by piece: a bomb is stopped by what it swells to, not by what it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.intake.refusals import BrokenArchiveError

PIECE = 65_536
GZIP = b"\x1f\x8b"
GZIP_ONLY = 16 + zlib.MAX_WBITS
ZLIB_ONLY = zlib.MAX_WBITS
RAW = -zlib.MAX_WBITS
# Text shrinks to a tenth, tables of it to a hundredth; what shrinks more, and is not small, is made to do harm.
MOST_SWELLING = 500
SMALL = 50_000_000


def inflated(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes that chunks hold under a Content-Encoding, in pieces of bounded size.

    Args:
        chunks: the bytes as they come.
        encoding: '', 'identity', 'gzip' or 'deflate', as HTTP names them.

    Raises:
        BrokenArchiveError: they are not so encoded, end early, swell beyond measure, or the encoding is another.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from chunks
    elif name in ("gzip", "x-gzip"):
        yield from members(chunks, GZIP_ONLY)
    elif name == "deflate":
        yield from members(chunks, ZLIB_ONLY)
    else:
        raise BrokenArchiveError(f"compressed by '{name[:40]}'", do="ask for it without compression")


def members(chunks: Iterable[bytes], window: int) -> Iterator[bytes]:
    """The bytes of compressed members that follow each other."""
    taken = given = ended = 0
    machine = None
    for chunk in chunks:
        taken += len(chunk)
        rest = chunk
        while rest:
            if machine is None:
                # A member that follows another may be padding, which gzip's own readers pass over.
                if ended and not rest.strip(b"\0"):
                    break
                machine, rest = begun(rest, window, first=not ended)
            piece, rest = stepped(machine, rest)
            given += len(piece)
            if given > SMALL and given > taken * MOST_SWELLING:
                raise BrokenArchiveError(f"swells to more than {MOST_SWELLING} times its size", do="unpack it yourself")
            if piece:
                yield piece
            if machine.eof:
                rest, machine, ended = machine.unused_data, None, ended + 1
    if machine is not None:
        raise BrokenArchiveError("compressed bytes that end early", do="get the whole file")


def begun(data: bytes, window: int, *, first: bool) -> tuple[zlib._Decompress, bytes]:
    """A decompressor for the member that bytes begin."""
    # Some servers send raw deflate; a zlib stream's first byte names method 8.
    if window == ZLIB_ONLY and first and data[0] & 0x0F != 8:
        window = RAW
    return zlib.decompressobj(window), data


def stepped(machine: zlib._Decompress, data: bytes) -> tuple[bytes, bytes]:
    """The next piece, and the bytes that were not needed for it."""
    try:
        piece = machine.decompress(data, PIECE)
    except zlib.error as error:
        raise BrokenArchiveError(f"broken compression ({error})", do="get the file again") from error
    return piece, machine.unconsumed_tail


class Unpacked:
    """The plain bytes of a gzip file, read as from a file: in bounded pieces or lines."""

    def __init__(self, file: BinaryIO) -> None:
        self._pieces = inflated(iter(lambda: file.read(PIECE), b""), "gzip")
        self._held = bytearray()

    def read(self, size: int) -> bytes:
        """At most so many bytes; fewer only at the end.

        Raises:
            BrokenArchiveError: the file is broken, ends early or swells beyond measure.
        """
        while len(self._held) < size and (piece := next(self._pieces, b"")):
            self._held += piece
        return self._taken(size)

    def readline(self, size: int) -> bytes:
        """The rest of a line with its end, at most so many bytes of it.

        Raises:
            BrokenArchiveError: the file is broken, ends early or swells beyond measure.
        """
        searched = 0
        while (end := self._held.find(b"\n", searched, size)) < 0 and len(self._held) < size:
            searched = len(self._held)
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._held += piece
        return self._taken(end + 1 if end >= 0 else size)

    def _taken(self, size: int) -> bytes:
        """The first bytes held, which are given away."""
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken
