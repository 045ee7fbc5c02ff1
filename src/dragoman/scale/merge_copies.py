"""Copies over a lake: pairs of texts that may be copies by SQL, compared bin by bin as the store compares them."""

from __future__ import annotations

from array import array
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from dragoman.merge.copies import PERMUTATIONS, compare
from dragoman.scale.merge_plan import Plan, bins_for, rows_in, write_rows
from dragoman.store.copies import LEAST, MOST_HOLDERS, known_from
from dragoman.store.lake_types import arrow_schema
from dragoman.store.rows import Row, listed
from dragoman.store.tables import article_copy

# Pairs whose signatures are compared at once.
AT_ONCE = 100_000
CANDIDATES = f"""
    CREATE TABLE candidate AS
    WITH telling AS (
        SELECT sentence FROM (SELECT DISTINCT sentence, article FROM passage)
        GROUP BY sentence HAVING count(*) BETWEEN 2 AND {MOST_HOLDERS}
    ), held AS (
        SELECT DISTINCT p.sentence, p.article FROM passage p JOIN telling USING (sentence)
    ), pairs AS (
        SELECT a.article AS one, b.article AS other, 0 AS shared
        FROM copy_band a JOIN copy_band b ON a.band = b.band AND a.article < b.article
        UNION ALL
        SELECT a.article, b.article, 1 FROM held a JOIN held b ON a.sentence = b.sentence AND a.article < b.article
    )
    SELECT one, other, sum(shared) AS shared FROM pairs GROUP BY one, other
"""
PAIRS = """
    SELECT c.one, c.other, c.shared > 0 AND a.outlet <> b.outlet AS reprinted, a.signature AS first,
           b.signature AS second
    FROM candidate c JOIN article a ON a.key = c.one JOIN article b ON b.key = c.other
"""
NEAR = pa.schema([("one", pa.int64()), ("other", pa.int64())])


def prepare_copies(plan: Plan, connection: duckdb.DuckDBPyConnection) -> None:
    """Find the pairs of texts that are worth comparing, and lay them out in bins with their texts."""
    connection.execute(CANDIDATES)
    near = pa.concat_tables([NEAR.empty_table(), *worth(connection)])
    connection.register("near", near)
    count = bins_for(near.num_rows)
    connection.execute(
        f"CREATE TABLE near_bin AS SELECT one, other, (row_number() OVER (ORDER BY one, other) - 1) // "
        f"{-(-max(near.num_rows, 1) // count)} AS bin FROM near"
    )
    connection.unregister("near")
    plan.shuffle(connection, "pairs", "SELECT bin, one, other FROM near_bin")
    plan.shuffle(
        connection, "texts",
        "SELECT DISTINCT n.bin, a.key, a.outlet, a.published, a.text, a.record FROM article a JOIN "
        "(SELECT bin, one AS key FROM near_bin UNION SELECT bin, other FROM near_bin) n USING (key)",
    )  # fmt: skip


def worth(connection: duckdb.DuckDBPyConnection) -> list[pa.Table]:
    """The pairs that share sentences across outlets, or whose signatures agree; as the store decides it."""
    found = []
    for batch in connection.sql(PAIRS).to_arrow_reader(AT_ONCE):
        first, second = (signatures(batch.column(name)) for name in ("first", "second"))
        alike = (first == second).mean(axis=1) >= LEAST if len(first) else np.zeros(0, dtype=np.bool_)
        kept = pa.array(alike | np.array(batch.column("reprinted").to_pylist(), dtype=np.bool_))
        found.append(pa.Table.from_batches([batch.select(["one", "other"]).filter(kept)], schema=NEAR))
    return found


def signatures(column: pa.Array) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    """Signatures as rows of numbers."""
    joined = b"".join(column.to_pylist())
    return np.frombuffer(joined, dtype=f"u{array('I').itemsize}").reshape(-1, PERMUTATIONS)


def compare_bin(work: str, out: str, number: int) -> int:
    """Compare the pairs of a bin; gives how many are copies or hold parts of one another.

    Args:
        work: the folder of the merging's stages.
        out: where the rows go.
        number: of the bin.
    """
    path = Path(out) / "article_copy" / f"{number:05}.parquet"
    if path.exists():
        return 0
    texts = {row["key"]: known_from(row) for row in rows_in(Path(work) / "texts" / f"bin={number}", "key")}
    rows: list[Row] = []
    for pair in rows_in(Path(work) / "pairs" / f"bin={number}", "one"):
        later, earlier = sorted((texts[pair["one"]], texts[pair["other"]]), key=lambda one: one.order, reverse=True)
        likeness = compare(later.body, earlier.body)
        if likeness is not None:
            rows.append(
                {
                    "article": later.key,
                    "other": earlier.key,
                    "kind": likeness.kind,
                    "share": likeness.share,
                    "detail": listed([[one.paragraph, one.other, one.share] for one in likeness.taken]),
                }
            )
    rows.sort(key=lambda row: (row["article"], row["other"]))
    write_rows(path, rows, arrow_schema(article_copy))
    return len(rows)
