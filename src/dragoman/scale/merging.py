"""Merging over a lake: copies, origins and events of all its shards, as a store finds them, by a batch of tasks.

The same articles give the same events in a lake as in a store: the same code judges, and what it judges depends on the
mentions alone. Origins need no stage of their own: they follow from the mentions of an event and the copies among
their articles.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from dragoman.scale.engine import Engine, EngineName, Task, engine_named
from dragoman.scale.merge_copies import compare_bin, prepare_copies
from dragoman.scale.merge_events import link_bin, merge_bin, prepare_events, prepare_links
from dragoman.scale.merge_plan import Plan
from dragoman.scale.refusals import UnfinishedError
from dragoman.scale.run import alone
from dragoman.store.lake import quoted_path
from dragoman.store.lake_files import DONE, HIDDEN, LakeFiles

# Told the stage, and how many of its tasks are done of how many.
Progress = Callable[[str, int, int], None]
PLAN = "plan.json"
# The tables that are put in one order over all bins, each with the query for it.
SORTED = {
    "event": "SELECT * FROM {source} ORDER BY day, key",
    "event_facet": "SELECT * FROM {source} ORDER BY facet, day, event",
    "event_tie": "SELECT * FROM {source} ORDER BY dyad, day, event",
    "coverage": "SELECT day, CAST(sum(events) AS BIGINT) AS events FROM {source} GROUP BY day ORDER BY day",
}
# Rows of a group in sorted tables: a question reads whole groups.
GROUP = 50_000


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What came of a merging.

    Args:
        number: of the merging.
        shards: how many it merged.
        articles: articles, each once.
        mentions: event mentions.
        events: events.
        copies: pairs of articles of which one took text from the other.
        seconds: how long it took; of one that was stopped, the rest.
        known: the lake was merged already, and nothing was done.
    """

    number: int
    shards: int
    articles: int
    mentions: int
    events: int
    copies: int
    seconds: float
    known: bool = False


def silent(stage: str, done: int, tasks: int) -> None:
    """Tell nobody."""


def merge(
    root: str | Path, *, engine: EngineName = "local", processes: int | None = None, progress: Progress = silent
) -> MergeReport:
    """Merge the shards of a lake into events; it goes on where it was stopped, and does nothing where nothing is new.

    Args:
        root: the folder of the lake.
        engine: 'local' or 'ray'.
        processes: how many workers; None means one a core.
        progress: told where it stands.

    Raises:
        DragomanError: it is no lake, another run works on it, or a task fails.
    """
    files = LakeFiles(root)
    manifest = files.manifest
    began = time.monotonic()
    shards = files.shards()
    with alone(files.root):
        if not shards:
            return MergeReport(manifest.merged, 0, 0, 0, 0, 0, seconds=0.0, known=True)
        before = files.merging(manifest.merged) / PLAN
        if before.exists() and before.read_text(encoding="utf-8") == marks_of(files, shards):
            return report_in(before.parent)
        plan = begun(files, shards, manifest.merged + 1)
        running = engine_named(engine, processes or os.cpu_count() or 1)
        try:
            stages(plan, running, progress)
        finally:
            running.close()
        counts = finish(plan)
        report = MergeReport(plan.number, len(shards), *counts, seconds=round(time.monotonic() - began, 3))
        put_in_force(plan, report)
    return report


def begun(files: LakeFiles, shards: Sequence[str], number: int) -> Plan:
    """A plan for some shards: one that was stopped, where it was for the same, else a new one."""
    plan = Plan(files, shards, number)
    text = marks_of(files, shards)
    path = plan.work / PLAN
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return plan
    shutil.rmtree(plan.work)
    plan = Plan(files, shards, number)
    path.write_text(text, encoding="utf-8")
    return plan


def marks_of(files: LakeFiles, shards: Sequence[str]) -> str:
    """Which shards there are, and when each was coded."""
    return json.dumps({name: (files.shard(name) / DONE).stat().st_mtime_ns for name in shards}, indent=2)


def stages(plan: Plan, engine: Engine, progress: Progress) -> None:
    """Do all stages that are not done: copies, links, events."""
    work, out = str(plan.work), str(plan.out)
    prepared(plan, "copies.ready", prepare_copies)
    tasks = [Task(f"copies {at}", compare_bin, (work, out, at)) for at in plan.bins("pairs")]
    run_all(engine, tasks, "copies", progress)
    prepared(plan, "links.ready", prepare_links)
    tasks = [Task(f"links {at}", link_bin, (work, at)) for at in plan.bins("held")]
    run_all(engine, tasks, "links", progress)
    prepared(plan, "events.ready", prepare_events)
    tasks = [Task(f"events {at}", merge_bin, (work, out, at)) for at in plan.bins("trees")]
    run_all(engine, tasks, "events", progress)


def prepared(plan: Plan, name: str, prepare: Callable[[Plan, duckdb.DuckDBPyConnection], None]) -> None:
    """Lay out the rows of a stage, once."""
    if not plan.is_done(name):
        with plan.database() as connection:
            prepare(plan, connection)
        plan.done(name)


def run_all(engine: Engine, tasks: Sequence[Task], stage: str, progress: Progress) -> None:
    """Run the tasks of a stage.

    Raises:
        UnfinishedError: one of them failed.
    """
    done = 0
    progress(stage, done, len(tasks))
    for outcome in engine.run(tasks):
        if outcome is None:
            continue
        if outcome.error is not None:
            raise UnfinishedError(
                f"merging failed ({outcome.error})", where=outcome.task.name, do="run it again: it goes on from there"
            ) from outcome.error
        done += 1
        progress(stage, done, len(tasks))


def finish(plan: Plan) -> tuple[int, int, int, int]:
    """Put events, facets and ties in one order over all bins, so that a question reads few; count what there is."""
    with plan.database() as connection:
        for table, query in SORTED.items():
            put_in_order(plan, connection, table, query)
        queries = (
            "SELECT count(*) FROM owner",
            "SELECT count(*) FROM event_mention",
            counted(plan, "event"),
            counted(plan, "article_copy"),
        )
        connection.execute(
            "COPY (SELECT a.key, a.shard FROM every_articles a ANTI JOIN owner o USING (key, shard)) "
            f"TO {quoted_path(plan.out / HIDDEN)} (FORMAT parquet)"
        )
        found = [connection.execute(query).fetchone() for query in queries]
    articles, mentions, events, copies = (int(row[0]) for row in found if row)
    return articles, mentions, events, copies


def counted(plan: Plan, table: str) -> str:
    """The query for the number of rows of a table; none of its files may be there."""
    if not list((plan.out / table).glob("*.parquet")):
        return "SELECT 0"
    return f"SELECT count(*) FROM read_parquet({quoted_path(plan.out / table / '*.parquet')})"


def put_in_order(plan: Plan, connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    """Sort a table over all its bins; it is put in the place of the bins at once."""
    source, target = plan.out / table, plan.out / f"{table}.sorted"
    done = source / "sorted.parquet"
    if done.exists() or not source.exists():
        return
    target.mkdir(exist_ok=True)
    connection.execute("SET preserve_insertion_order = true")
    rows = query.format(source=f"read_parquet({quoted_path(source / '*.parquet')})")
    target_file = quoted_path(target / "sorted.parquet")
    connection.execute(f"COPY ({rows}) TO {target_file} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})")
    shutil.rmtree(source)
    target.rename(source)


def put_in_force(plan: Plan, report: MergeReport) -> None:
    """Make a merging the one in force, and remove those before the last one."""
    place = plan.files.merging(plan.number)
    shutil.rmtree(place, ignore_errors=True)
    shutil.copyfile(plan.work / PLAN, plan.out / PLAN)
    (plan.out / "report.json").write_text(json.dumps(asdict(report), indent=2) + "\n", encoding="utf-8")
    plan.out.rename(place)
    plan.files.put_in_force(plan.number, plan.shards)
    shutil.rmtree(plan.work, ignore_errors=True)
    # Who opened the lake before reads the merging before: it goes with the next one.
    for path in place.parent.iterdir():
        if path.name.isdigit() and int(path.name) < plan.number - 1:
            shutil.rmtree(path, ignore_errors=True)


def report_in(place: Path) -> MergeReport:
    """The report of a merging that is in force."""
    told = json.loads((place / "report.json").read_text(encoding="utf-8"))
    return MergeReport(**{**told, "known": True, "seconds": 0.0})
