"""Foreign files: events that GDELT or POLECAT coded, into a lake, marked as theirs."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import get_args

import duckdb

from dragoman import __version__
from dragoman.knowledge.data import load_data
from dragoman.knowledge.names import names
from dragoman.scale.foreign_cells import Cut, cut
from dragoman.scale.foreign_coding import TITLES, Coding, Columns, Name
from dragoman.scale.foreign_gdelt import GDELT, LAYOUTS, MENTIONS
from dragoman.scale.foreign_gdelt import columns as gdelt_columns
from dragoman.scale.foreign_lines import Lines
from dragoman.scale.foreign_polecat import POLECAT
from dragoman.scale.foreign_polecat import columns as polecat_columns
from dragoman.scale.foreign_refusals import ForeignFileError
from dragoman.scale.foreign_rows import ForeignRows
from dragoman.scale.foreign_tables import write_tables
from dragoman.store.lake_files import LakeFiles

CODINGS: dict[Name, Coding] = {"gdelt": GDELT, "polecat": POLECAT}
FOLDER = "foreign"
# In this order files are put into their places: where it stops half-way, there are no events without their rows.
ORDER = ("coverage", "event_tie", "event_facet", "event")
# So many lines are looked at to tell what a file is.
LOOKED_AT = 1_000
# So many pieces of a file are taken in at once.
TOGETHER = 8
ENDINGS = re.compile(r"(?:\.(?:zip|gz|csv|txt|tsv|tab))+$", re.IGNORECASE)
# Told how far an import is: what is done now, and how many lines were read.
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    Args:
        path: the file.
        name: what its files in the lake are called.
        coding: whose it is.
        layout: which of its layouts the file has.
        rows: lines that hold something, without a header.
        events: how many became events.
        ties: rows of ties: an event has one for each pair of states.
        left_out: lines that became no event, by the reason.
        noted: what was odd about those that did, and was mended or left as it is.
        first: the number of the first line of each of these, where it is known.
        unknown: codes of countries that are not known, with the number of times they come; nobody has a state by them.
        seconds: how long it took.
        versions: of what made the rows.
    """

    path: str
    name: str
    coding: Name
    layout: str
    rows: int
    events: int
    ties: int
    left_out: dict[str, int]
    noted: dict[str, int]
    first: dict[str, int]
    unknown: dict[str, int]
    seconds: float
    versions: dict[str, str]


def silent(_: str, __: int) -> None:
    """Tells nobody."""


def import_foreign(path: Path, out: Path, *, coding: Name | None = None, progress: Progress = silent) -> Imported:
    """Turn a file of foreign events into files of a lake: ``OUT/foreign/<table>/<name>.parquet``.

    One row of the file is one event. It has no reports, one origin (the outlet that is named, or the coding), and the
    grade F6: it cannot be judged. The same file again gives the same files; one of the same name takes its place. Ids
    that another file of the lake has are passed over.

    Args:
        path: the file, plain, gzipped or zipped.
        out: folder of the lake.
        coding: whose it is; None tells by its columns.
        progress: told how far it is.

    Raises:
        ForeignFileError: it is no such file.
        BrokenArchiveError: it is compressed, and broken.
    """
    began = time.monotonic()
    lines = Lines(path)
    given = iter(lines)
    head = next(given, b"")
    found, columns = recognised(head, path, coding)
    name = name_of(path, found.name)
    LakeFiles(out).begin()
    folder = out / FOLDER / f".new-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with ForeignRows(found, columns, folder) as rows:
            read_into(rows, chain([head], given), progress)
            others = (out / FOLDER / "event").glob(f"{found.name}-*.parquet")
            progress("sorting out", 0)
            events = rows.make(sorted(other for other in others if other.stem != name))
            progress("writing", 0)
            counts = write_tables(rows.sql, found.name, folder)
        put_in_place(folder, out / FOLDER, name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Imported(
        path=str(path), name=name, coding=found.name, layout=columns.layout, rows=rows.rows, events=events,
        ties=counts["event_tie"], left_out=ranked(rows.left_out), noted=ranked(rows.noted + lines.noted),
        first=dict(sorted(rows.first.items())), unknown=ranked(rows.unknown), seconds=time.monotonic() - began,
        versions=versions(),
    )  # fmt: skip


def read_into(rows: ForeignRows, given: Iterator[bytes], progress: Progress) -> None:
    """Take in all lines, without a header. While some are taken in, the next ones are unpacked and cut."""
    pieces = pieces_of(given, rows.coding, rows.columns)
    with ThreadPoolExecutor(2) as ahead:
        # The names that sides are known by take a second to load.
        known = ahead.submit(names)
        coming = ahead.submit(together, pieces)
        while cuts := coming.result():
            coming = ahead.submit(together, pieces)
            rows.take(cuts)
            progress("reading", cuts[-1].after - 1)
        known.result()


def together(pieces: Iterator[Cut]) -> list[Cut]:
    """The next pieces that are taken in together."""
    return list(islice(pieces, TOGETHER))


def pieces_of(given: Iterator[bytes], coding: Coding, columns: Columns) -> Iterator[Cut]:
    """The lines of a file cut into cells, some thousand at a time."""
    number = 1
    for piece in given:
        if number == 1 and columns.header:
            piece, number = piece.partition(b"\n")[2], 2
        found = cut(piece, number, columns, coding.fields)
        yield found
        number = found.after


def recognised(head: bytes, path: Path, coding: Name | None) -> tuple[Coding, Columns]:
    """Whose file it is and what its columns are, by its first lines.

    Raises:
        ForeignFileError: neither GDELT's nor POLECAT's, or not that of the coding that was named.
    """
    where = str(path)
    lines = [line.split("\t") for line in head.decode("utf-8").split("\n", LOOKED_AT)[:LOOKED_AT]]
    if coding != "gdelt" and "Event ID" in (cell.strip() for cell in lines[0]):
        return POLECAT, polecat_columns(lines[0], where)
    fitting = Counter(len(cells) for cells in lines if len(cells) in LAYOUTS and is_gdelt(cells))
    if coding != "polecat" and fitting:
        return GDELT, gdelt_columns(max(fitting, key=lambda width: (fitting[width], width)))
    if any(len(cells) == MENTIONS for cells in lines):
        raise ForeignFileError(
            "a file of GDELT's mentions, which holds no events", where=where, do="give the file '.export.CSV' beside it"
        )
    named = " or ".join(TITLES[name] for name in get_args(Name) if coding in (None, name))
    raise ForeignFileError(
        f"no file of events of {named}", where=where,
        do="give one as it was published: tab-separated, GDELT with 61, 58 or 57 columns, POLECAT with its header",
    )  # fmt: skip


def is_gdelt(cells: Sequence[str]) -> bool:
    """Whether cells begin as GDELT's events do: with a number and a day."""
    return cells[0].isdecimal() and cells[1].isdecimal() and len(cells[1]) == 8


def name_of(path: Path, coding: str) -> str:
    """What the files of a file are called: '20230913.export.CSV.zip' of GDELT is 'gdelt-20230913.export'."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", ENDINGS.sub("", path.name)).strip(".")
    return f"{coding}-{plain or 'events'}"


def put_in_place(folder: Path, out: Path, name: str) -> None:
    """Put written files into their places."""
    for table in ORDER:
        place = out / table / f"{name}.parquet"
        place.parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{table}.parquet").replace(place)


def ranked(counts: Counter[str]) -> dict[str, int]:
    """Counts, the most frequent first."""
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def versions() -> dict[str, str]:
    """The versions of what makes rows."""
    tables = {name: str(load_data(name)["meta"]["as_of"]) for name in ("cameo", "plover", "foreign_states")}
    return {"dragoman": __version__, "duckdb": duckdb.__version__, **tables}
