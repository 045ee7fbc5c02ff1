"""Lines of a foreign file, plain, gzipped or zipped, as they come, with what is odd about them counted."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.intake.compressed import MOST_SWELLING, SMALL, Unpacked
from dragoman.intake.refusals import BrokenArchiveError
from dragoman.scale.foreign_refusals import ForeignFileError

PIECE = 4_000_000
# A line of an event file has some hundred characters; a file without line ends is none.
LONGEST = 16_000_000
ZIP, GZIP = b"PK", b"\x1f\x8b"
LATIN = "a line that is ISO-8859-1 and was read so"
ZEROS = "a line with characters 0, which were left out"


class Lines:
    """The lines of a file in pieces of some thousand whole lines: UTF-8, parted by line feeds alone.

    Args:
        path: the file; whether it is zipped or gzipped is told by its first bytes.

    Attributes:
        noted: what was odd, by what it was; the numbers of lines.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.noted: Counter[str] = Counter()

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        first = True
        for piece in self._pieces():
            data = rest + (piece.removeprefix(b"\xef\xbb\xbf") if first else piece)
            first = False
            end = data.rfind(b"\n") + 1
            rest = data[end:]
            if len(rest) > LONGEST:
                raise ForeignFileError("a line without an end", where=str(self.path), do="give a file of events")
            if end:
                yield self._whole(data[: end - 1])
        if rest:
            yield self._whole(rest)

    def _whole(self, data: bytes) -> bytes:
        """Whole lines; each that is no UTF-8 is read as ISO-8859-1."""
        if b"\0" in data:
            self.noted[ZEROS] += sum(b"\0" in line for line in data.split(b"\n"))
            data = data.replace(b"\0", b"")
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").removesuffix(b"\r").replace(b"\r", b" ")
        # The unit separator parts cells further on.
        data = data.replace(b"\x1f", b" ")
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            data = b"\n".join([self._line(line) for line in data.split(b"\n")])
        return data

    def _line(self, line: bytes) -> bytes:
        """A line of either encoding."""
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            self.noted[LATIN] += 1
            return line.decode("iso-8859-1").encode("utf-8")
        return line

    def _pieces(self) -> Iterator[bytes]:
        """The plain bytes of the file.

        Raises:
            BrokenArchiveError: it is compressed, and broken.
        """
        with self.path.open("rb") as file:
            begins = file.read(2)
            file.seek(0)
            if begins == ZIP:
                yield from self._zipped(file)
            elif begins == GZIP:
                unpacked = Unpacked(file)
                while piece := unpacked.read(PIECE):
                    yield piece
            else:
                while piece := file.read(PIECE):
                    yield piece

    def _zipped(self, file: BinaryIO) -> Iterator[bytes]:
        """The plain bytes of the files in an archive, one after the other; each ends its last line."""
        try:
            with zipfile.ZipFile(file) as archive:
                for info in archive.infolist():
                    if info.is_dir():
                        continue
                    if info.file_size > max(SMALL, info.compress_size * MOST_SWELLING):
                        raise BrokenArchiveError(
                            f"swells to more than {MOST_SWELLING} times its size", where=str(self.path),
                            do="unpack it yourself",
                        )  # fmt: skip
                    last = b"\n"
                    with archive.open(info) as member:
                        while piece := member.read(PIECE):
                            last = piece[-1:]
                            yield piece
                    if last != b"\n":
                        yield b"\n"
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise BrokenArchiveError(f"broken zip ({error})", where=str(self.path), do="get the file again") from error
