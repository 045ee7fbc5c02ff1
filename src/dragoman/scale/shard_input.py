"""The input of a shard: its parcels, wherever its files lie."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fsspec.core import url_to_fs

from dragoman.intake.addresses import Way
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.folders import named
from dragoman.intake.inputs import path_parcels
from dragoman.intake.json_lines import parcels_in_lines
from dragoman.intake.parcels import Finished, NoMemory, Parcel, Refusal
from dragoman.intake.refusals import UnreadableError
from dragoman.intake.tables import parcels_in_parquet
from dragoman.scale.shards import ELSEWHERE, Shard


def parcels_in_shard(shard: Shard, published: str | None = None, *, plain: bool = False) -> Iterator[Parcel | Refusal]:
    """The parcels of a shard, as they are read; in the place of what cannot be read, a refusal.

    Args:
        shard: the shard.
        published: the date of publication that the caller gave.
        plain: take files as plain text.
    """
    way = Way(NoMemory(), Fetcher(), published, plain)
    for path in shard.paths:
        try:
            yield from parcels_at(shard, path, way)
        except OSError as error:
            yield unreadable(path, error)


def parcels_at(shard: Shard, path: str, way: Way) -> Iterator[Parcel | Refusal]:
    """The parcels of one file of a shard.

    Raises:
        OSError: it cannot be read.
    """
    if ELSEWHERE.match(path):
        yield from fetched_parcels(path, way)
    elif shard.kind == "lines":
        with Path(path).open("rb") as file:
            file.seek(shard.first)
            data = io.BytesIO(file.read(shard.last - shard.first))
        yield from parcels_in_lines(data, named(path), way.given, shard.number)
    elif shard.kind == "rows":
        with Path(path).open("rb") as file:
            groups = range(shard.first, shard.last)
            yield from parcels_in_parquet(file, named(path), way.given, groups, shard.number)
    else:
        yield from (one for one in path_parcels(Path(path), way) if not isinstance(one, Finished))


def fetched_parcels(path: str, way: Way) -> Iterator[Parcel | Refusal]:
    """The parcels of a file in an object store: it is fetched whole, and called by its address."""
    system, there = url_to_fs(path)
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        here = Path(folder) / Path(there).name
        system.get_file(there, str(here))
        for one in path_parcels(here, way):
            if isinstance(one, Parcel):
                yield replace(one, locator=one.locator.replace(str(here), path, 1))
            elif isinstance(one, Refusal):
                error = type(one.error)(one.error.what, where=path, do=one.error.do)
                yield Refusal(one.locator.replace(str(here), path, 1), error)


def unreadable(path: str, error: OSError) -> Refusal:
    """The refusal of a file that cannot be read."""
    where = named(path)
    what = f"cannot be read: {error.strerror or error}"
    return Refusal(where, UnreadableError(what, where=where, do="check its rights, or that it is still there"))
