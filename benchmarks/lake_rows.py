"""The rows of a lake as digests, one a table: equal digests, equal rows, whatever files they lie in."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dragoman.scale.coded_tables import schemas
from dragoman.store.lake import quoted_paths
from dragoman.store.lake_files import LakeFiles

MERGED = ("article_copy", "event", "event_facet", "event_mention", "event_tie", "coverage")


def coded_digests(root: Path) -> dict[str, str]:
    """The digests of the tables of all shards, each with its number of rows."""
    files = LakeFiles(root)
    shards = files.shards()
    return {name: digest([files.shard(shard) / f"{name}.parquet" for shard in shards]) for name in sorted(schemas())}


def merged_digests(root: Path) -> dict[str, str]:
    """The digests of the tables of the merging in force."""
    files = LakeFiles(root)
    place = files.merging(files.manifest.merged)
    return {name: digest(sorted(place.glob(f"{name}/*.parquet"))) for name in MERGED}


def digest(paths: list[Path]) -> str:
    """The number of rows of some files, and a digest of them in sorted order."""
    query = f"""
        SELECT count(*), md5(string_agg(row, chr(10) ORDER BY row))
        FROM (SELECT md5(t::VARCHAR) AS row FROM read_parquet({quoted_paths(paths)}, hive_partitioning = false) t)
    """
    with duckdb.connect() as connection:
        found = connection.execute(query).fetchone()
    return f"{found[0]} {found[1]}" if found else ""
