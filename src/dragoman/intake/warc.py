"""Web archives (WARC): the pages in them, one parcel each, read as they are needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman.errors import IntakeError
from dragoman.intake.compressed import GZIP, inflated
from dragoman.intake.folders import named
from dragoman.intake.parcels import Parcel, Refusal
from dragoman.intake.refusals import BrokenArchiveError, TooLargeError
from dragoman.intake.source import TYPES
from dragoman.intake.url import LONGEST_ADDRESS
from dragoman.settings import settings

KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
LONGEST_ID = 200


def parcels_in_archive(path: Path, given: str | None) -> Iterator[Parcel | Refusal]:
    """The pages that an archive holds: answers of HTTP with status 200, in HTML or plain text.

    Args:
        path: the archive, with or without gzip.
        given: the date of publication that the caller gave.
    """
    where = named(path)
    number = 0
    try:
        with path.open("rb") as file:
            # Given a path, which is faster, the iterator believes its suffix.
            misnamed = file.read(len(GZIP)).startswith(GZIP) != (path.suffix.lower() == ".gz")
            file.seek(0)
            source = file if misnamed else path
            for record in ArchiveIterator(source, record_types=WarcRecordType.response, fsspec_args=False):
                number += 1
                if is_page(record):
                    yield parcel_of(record, where, given)
    except (OSError, ValueError) as error:
        what = f"broken after {number} answers ({' '.join(str(error).split())[:120]})"
        yield Refusal(where, BrokenArchiveError(what, where=where, do="get the whole archive; its start is read"))


def is_page(record: WarcRecord) -> bool:
    """Whether a record is an answer with a page."""
    if not record.is_http or record.http_headers.status_code != 200:
        return False
    kind = (record.http_content_type or "text/html").strip().lower()
    return kind in KINDS


def parcel_of(record: WarcRecord, where: str, given: str | None) -> Parcel | Refusal:
    """The parcel of one page."""
    name = (record.record_id or "").strip("<>").removeprefix("urn:uuid:")[:LONGEST_ID] or str(record.stream_pos)
    place = f"{where}, record {name}"
    address = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    good = address.startswith(("http://", "https://")) and len(address) <= LONGEST_ADDRESS
    try:
        data = payload(record, place)
    except IntakeError as error:
        return Refusal(place, type(error)(error.what, where=place, do=error.do))
    kind = (record.http_content_type or "").strip().lower()
    return Parcel(place, data, TYPES.get(kind), address if good else None, record.http_charset, given)


def payload(record: WarcRecord, place: str) -> bytes:
    """The page of a record as it was meant: its chunks joined, its compression undone.

    Raises:
        TooLargeError: it is larger than the setting ``max_bytes``.
        BrokenArchiveError: it is cut short, or broken.
    """
    most = settings().max_bytes
    too_large = TooLargeError(f"more than {most} bytes", where=place, do="raise DRAGOMAN_MAX_BYTES")
    expected = record.content_length
    if expected > most:
        raise too_large
    # Decoding is ours: after a record that fails to decode, the iterator would not find the next one.
    data = record.reader.read(expected)
    if len(data) < expected:
        raise BrokenArchiveError("cut short", where=place, do="get the whole archive")
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = unchunked(data, most)
    data = unpacked(data, (headers.get("Content-Encoding") or "").strip().lower(), most)
    if len(data) > most:
        raise too_large
    return data


def unchunked(data: bytes, most: int) -> bytes:
    """The joined chunks; the bytes as they are where the crawler has joined them and kept the header."""
    try:
        return ChunkedReader(io.BytesIO(data), fsspec_args=False).read(most + 1)
    except OSError:
        return data


def unpacked(data: bytes, encoding: str, most: int) -> bytes:
    """Bytes without their compression, at most a little more of them than a limit.

    Raises:
        BrokenArchiveError: they are not so compressed.
    """
    if encoding == "br":
        try:
            return BrotliReader(io.BytesIO(data), fsspec_args=False).read(most + 1)
        except OSError as error:
            raise BrokenArchiveError("broken compression (Brotli)", do="get the archive again") from error
    # Some crawlers undo the compression and keep its header.
    if encoding in ("gzip", "x-gzip") and not data.startswith(GZIP):
        return data
    pieces: list[bytes] = []
    size = 0
    for piece in inflated([data], encoding):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    return b"".join(pieces)
