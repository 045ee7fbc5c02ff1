"""JSON Lines of any length: one parcel a line, read as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Protocol

from dragoman.intake.parcels import Parcel, Refusal
from dragoman.intake.refusals import BrokenArchiveError, TooLargeError
from dragoman.settings import settings


class Lines(Protocol):
    """A file that is read line by line."""

    def readline(self, size: int, /) -> bytes:
        """The rest of a line with its end, at most so many bytes of it."""


def parcels_in_lines(file: Lines, where: str, given: str | None, before: int = 0) -> Iterator[Parcel | Refusal]:
    """A parcel for each line that is not blank; a line that is too long is refused, the others come out.

    Args:
        file: the lines.
        where: what the file is called.
        given: the date of publication that the caller gave.
        before: how many lines of the file stand before these.
    """
    try:
        for number in count(before + 1):
            place = f"{where}, line {number}"
            line = file.readline(settings().max_bytes + 1)
            if not line:
                return
            if len(line) > settings().max_bytes:
                yield too_long(place)
                passed_over(file, line)
            elif line.strip():
                yield Parcel(place, line, "json", given=given)
    except (OSError, BrokenArchiveError) as error:
        reason = error.what if isinstance(error, BrokenArchiveError) else error.strerror or str(error)
        yield Refusal(where, BrokenArchiveError(f"{reason}, at line {number}", where=where, do="get the whole file"))


def passed_over(file: Lines, line: bytes) -> None:
    """Read to the end of a line without keeping it."""
    while line and not line.endswith(b"\n"):
        line = file.readline(1_000_000)


def too_long(place: str) -> Refusal:
    """The refusal of a line that is larger than the setting ``max_bytes``."""
    most = settings().max_bytes
    return Refusal(
        place, TooLargeError(f"more than {most} bytes", where=place, do="split it or raise DRAGOMAN_MAX_BYTES")
    )
