"""Events over a lake: what each mention hangs on, block by block, then the events of whole trees, bin by bin."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from dragoman.merge.acts import Act
from dragoman.merge.events import event_key, merged
from dragoman.merge.forest import best
from dragoman.scale.merge_plan import Plan, bins_for, rows_in, write_rows
from dragoman.store.concerns import with_concerns
from dragoman.store.events import event_row, facet_rows
from dragoman.store.lake import quoted_path
from dragoman.store.lake_files import WORDS
from dragoman.store.lake_types import arrow_schema
from dragoman.store.rows import Row, act_from
from dragoman.store.tables import article_copy, coverage, event, event_facet, event_mention, event_tie
from dragoman.store.tie_rows import placed, tie_rows

Numbers = NDArray[np.int64]
LINK = pa.schema(
    [
        ("mention", pa.int64()), ("parent", pa.int64()), ("likeness", pa.float64()), ("definite", pa.int32()),
        ("report", pa.string()),
    ]
)  # fmt: skip
TREE = pa.schema([("mention", pa.int64()), ("tree", pa.int64())])
# Mentions are looked for among those that share a block, and among those of the same article.
BLOCKS = """
    CREATE TABLE held AS
    WITH blocks AS (
        SELECT block, mention, false AS own FROM mention_block
        UNION ALL SELECT article, key, true FROM event_mention
    ), shared AS (SELECT own, block FROM blocks GROUP BY own, block HAVING count(*) > 1)
    SELECT b.own, b.block, b.mention, CAST(hash(b.own, b.block) % {bins} AS BIGINT) AS bin
    FROM blocks b JOIN shared USING (own, block)
"""
# The likest wins; of equally like ones that which stands first in the order of mentions.
BEST = """
    SELECT mention, parent, likeness FROM read_parquet({links})
    QUALIFY row_number() OVER (PARTITION BY mention ORDER BY likeness DESC, definite, report, parent) = 1
"""


def prepare_links(plan: Plan, connection: duckdb.DuckDBPyConnection) -> None:
    """Lay out the blocks of mentions in bins, each with its mentions."""
    (mentions,) = one(connection, "SELECT count(*) FROM event_mention")
    connection.execute(BLOCKS.format(bins=bins_for(mentions)))
    plan.shuffle(connection, "blocks", "SELECT bin, own, block, mention FROM held")
    plan.shuffle(
        connection, "held",
        "SELECT h.bin, m.* FROM event_mention m "
        "JOIN (SELECT DISTINCT bin, mention FROM held) h ON h.mention = m.key",
    )  # fmt: skip


def link_bin(work: str, number: int) -> int:
    """Find for each mention of a bin the one that it hangs on best, of those that share a block of the bin.

    Args:
        work: the folder of the merging's stages.
        number: of the bin.
    """
    path = Path(work) / "links" / f"{number:05}.parquet"
    if path.exists():
        return 0
    acts: dict[int, Act] = {row["key"]: act_from(row) for row in rows_in(Path(work) / "held" / f"bin={number}", "key")}
    blocks: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for row in rows_in(Path(work) / "blocks" / f"bin={number}", "block"):
        blocks[row["own"], row["block"]].append(row["mention"])
    near: dict[int, set[int]] = defaultdict(set)
    for members in blocks.values():
        for member in members:
            near[member].update(members)
    rows: list[Row] = []
    for key in sorted(near):
        link = best(acts[key], (acts[other] for other in sorted(near[key] - {key})))
        if link.parent is not None:
            definite, report, _ = acts[link.parent].order
            rows.append(
                {
                    "mention": key,
                    "parent": link.parent,
                    "likeness": link.likeness,
                    "definite": definite,
                    "report": report,
                }
            )
    write_rows(path, rows, LINK)
    return len(rows)


def prepare_events(plan: Plan, connection: duckdb.DuckDBPyConnection) -> None:
    """Join links to trees, and lay the mentions of whole trees out in bins, with the copies among their articles."""
    # Where nothing hangs on anything there are no bins: a file without rows says so.
    write_rows(plan.stage("links") / "none.parquet", [], LINK)
    write_rows(plan.out / "article_copy" / "none.parquet", [], arrow_schema(article_copy))
    links = quoted_path(plan.stage("links") / "*.parquet")
    connection.execute(f"CREATE TABLE link AS {BEST.format(links=links)}")
    (mentions,) = one(connection, "SELECT count(*) FROM event_mention")
    keys = column(connection, "SELECT key FROM event_mention ORDER BY key")
    tree = trees_of(keys, column(connection, "SELECT mention FROM link ORDER BY mention"),
                    column(connection, "SELECT parent FROM link ORDER BY mention"))  # fmt: skip
    connection.register("tree_of", pa.table({"mention": keys, "tree": tree}, schema=TREE))
    connection.execute(
        "CREATE TABLE tree AS SELECT mention, tree, "
        f"CAST(hash(tree) % {bins_for(mentions)} AS BIGINT) AS bin FROM tree_of"
    )
    connection.unregister("tree_of")
    plan.shuffle(
        connection, "trees",
        "SELECT t.bin, t.tree, m.* EXCLUDE (parent, likeness), l.parent, l.likeness "
        "FROM event_mention m JOIN tree t ON t.mention = m.key LEFT JOIN link l ON l.mention = m.key",
    )  # fmt: skip
    copies = quoted_path(plan.out / "article_copy" / "*.parquet")
    connection.execute(
        "CREATE TABLE tree_article AS SELECT DISTINCT t.bin, m.article FROM tree t JOIN event_mention m "
        "ON m.key = t.mention"
    )
    plan.shuffle(
        connection, "copies",
        f"SELECT a.bin, c.article, c.other FROM read_parquet({copies}) c "
        "JOIN tree_article a ON a.article = c.article JOIN tree_article b ON b.article = c.other AND b.bin = a.bin "
        "WHERE c.kind = 'copy'",
    )  # fmt: skip


def trees_of(keys: Numbers, mentions: Numbers, parents: Numbers) -> Numbers:
    """The number of the tree in which each mention stands.

    Args:
        keys: the keys of all mentions, ascending.
        mentions: those that hang on another.
        parents: what each of them hangs on.
    """
    ends = np.searchsorted(keys, mentions), np.searchsorted(keys, parents)
    graph = coo_matrix((np.ones(len(mentions), dtype=np.int8), ends), shape=(len(keys), len(keys)))
    found: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return found


def merge_bin(work: str, out: str, number: int) -> int:
    """Merge the mentions of the trees of a bin into events; gives how many.

    Args:
        work: the folder of the merging's stages.
        out: where the rows of the store's tables go.
        number: of the bin.
    """
    name = f"{number:05}.parquet"
    last = Path(out) / "event_mention" / name
    if last.exists():
        return 0
    rows = rows_in(Path(work) / "trees" / f"bin={number}", "key")
    copies = [(row["article"], row["other"]) for row in rows_in(Path(work) / "copies" / f"bin={number}", "article")]
    trees: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        trees[row["tree"]].append(row)
    by_article = copies_by_article(copies)
    events = [merge_tree(members, by_article) for members in trees.values()]
    write_events(Path(out), name, events)
    mentions = sorted(rows, key=lambda row: (row["event"], row["key"]))
    columns = arrow_schema(event_mention).append(pa.field(WORDS, pa.string()))
    write_rows(last, [{field: row[field] for field in columns.names} for row in mentions], columns)
    return len(events)


def copies_by_article(copies: Iterable[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    """Pairs of copies by the first of each."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in copies:
        found[pair[0]].append(pair)
    return found


def merge_tree(members: list[Row], copies: Mapping[int, list[tuple[int, int]]]) -> Row:
    """The event of one tree; its mentions are told which it is."""
    acts = [act_from(row) for row in members]
    articles = {act.article for act in acts}
    pairs = [pair for name in articles for pair in copies.get(name, ()) if pair[1] in articles]
    key = event_key(acts)
    for row in members:
        row["event"] = key
    return with_concerns(event_row(merged(acts, pairs if len(articles) > 1 else [])))


def write_events(out: Path, name: str, events: list[Row]) -> None:
    """Write events with their facets, their ties, and the days that they cover."""
    events.sort(key=lambda row: (row["day"], row["key"]))
    facets = [facet for row in events for facet in facet_rows(row)]
    ties = [tie for row in events for tie in tie_rows(row)]
    days = Counter(row["day"] for row in events if placed(row))
    write_rows(out / "event" / name, events, arrow_schema(event))
    facets.sort(key=lambda row: (row["facet"], row["day"], row["event"]))
    write_rows(out / "event_facet" / name, facets, arrow_schema(event_facet))
    ties.sort(key=lambda row: (row["dyad"], row["day"], row["event"]))
    write_rows(out / "event_tie" / name, ties, arrow_schema(event_tie))
    covered = [{"day": day, "events": number} for day, number in sorted(days.items())]
    write_rows(out / "coverage" / name, covered, arrow_schema(coverage))


def one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The only row of a query."""
    return connection.execute(query).fetchone()


def column(connection: duckdb.DuckDBPyConnection, query: str) -> Numbers:
    """The only column of a query."""
    (found,) = connection.execute(query).fetchnumpy().values()
    return np.asarray(found, dtype=np.int64)
