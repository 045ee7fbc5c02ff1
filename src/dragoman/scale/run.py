"""A run: the shards of an input coded into a lake over an engine, with progress, and a report of what came of it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dragoman import __version__
from dragoman.knowledge.gazetteer_file import gazetteer_mark
from dragoman.scale.coder import CodeOptions, ShardReport, code_shard, report_of
from dragoman.scale.engine import EngineName, Outcome, Task, engine_named
from dragoman.scale.journal import read_page
from dragoman.scale.refusals import BusyLakeError, InputAddressError
from dragoman.scale.shards import Shard, shards_of
from dragoman.store.lake_files import LakeFiles

REPORT = "report.json"
LOCK = ".lock"


@dataclass(slots=True)
class RunReport:
    """What came of a run.

    Args:
        shards: how many the input has.
        known: shards that were in the lake before.
        documents: what the shards hold, whether read, skipped or refused; those known before count as well.
        articles: coded articles; of one that several shards hold, each counts.
        repeated: articles that one shard holds a second time.
        events: event mentions.
        failed: documents that could not be read or coded.
        skipped: documents that were not read in full, by kind of reason.
        errors: failures by their code.
        unfinished: shards that could not be coded, with the reason.
        fresh: documents of the shards that this run coded.
        seconds: how long the run took.
        processors: seconds that workers spent on shards, together.
        engine: 'local' or 'ray'.
        processes: how many workers.
        coder: what coded.
        version: dragoman's.
    """

    shards: int = 0
    known: int = 0
    documents: int = 0
    articles: int = 0
    repeated: int = 0
    events: int = 0
    failed: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    fresh: int = 0
    seconds: float = 0.0
    processors: float = 0.0
    engine: str = "local"
    processes: int = 1
    coder: str = ""
    version: str = __version__

    @property
    def rate(self) -> float:
        """Documents a second of this run."""
        return self.fresh / self.seconds if self.seconds else 0.0

    def count(self, one: ShardReport, *, fresh: bool) -> None:
        """Count a shard in."""
        self.documents += one.documents
        self.articles += one.articles
        self.repeated += one.repeated
        self.events += one.events
        self.failed += one.failed
        self.skipped = dict(sorted((Counter(self.skipped) + Counter(one.skipped or {})).items()))
        self.errors = dict(sorted((Counter(self.errors) + Counter(one.errors or {})).items()))
        self.coder = one.coder
        if fresh:
            self.fresh += one.documents
            self.processors = round(self.processors + one.seconds, 3)
        else:
            self.known += 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a run stands: shards done, of how many, and documents done, those of shards under way as well."""

    done: int
    shards: int
    documents: int
    report: RunReport


Progress = Callable[[Standing], None]


def silent(standing: Standing) -> None:
    """Tell nobody."""


def code(
    inputs: Sequence[str], out: str | Path, *, engine: EngineName = "local", processes: int | None = None,
    options: CodeOptions | None = None, progress: Progress = silent,
) -> RunReport:  # fmt: skip
    """Code files, folders, archives and object stores into a lake; what is in it already is passed over.

    The same input gives the same rows, whichever engine codes it with how many processes, and however often it was
    stopped and begun again. The report is kept in the lake as ``report.json``.

    Args:
        inputs: files (JSON Lines, Parquet, CSV, WARC, text, HTML), folders, addresses of object stores.
        out: the folder of the lake; it is made where it is not there.
        engine: 'local', the processes of this machine, or 'ray', the cluster that RAY_ADDRESS names.
        processes: how many workers; None means one a core.
        options: what is skipped, and how files are read.
        progress: told where it stands, twice a second and after each shard.

    Raises:
        DragomanError: the lake cannot be written, the input cannot be listed, or the engine cannot be had.
    """
    if "://" in str(out):
        raise InputAddressError(
            "a lake lies in a folder", where=str(out), do="give a folder that all workers see, and copy it afterwards"
        )
    files = LakeFiles(out)
    files.begin()
    began = time.monotonic()
    workers = processes or os.cpu_count() or 1
    report = RunReport(engine=engine, processes=workers)
    with alone(files.root):
        shards, refusals = shards_of(inputs)
        for refusal in refusals:
            report.unfinished[refusal.locator] = refusal.error.message
        report.shards = len(shards)
        for outcome in outcomes(files, shards, engine, workers, options or CodeOptions(), report, progress):
            if outcome.error is None:
                report.count(outcome.result, fresh=True)
                clear(files, outcome.task.name)
            else:
                report.unfinished[outcome.task.name] = str(outcome.error)
        report.seconds = round(time.monotonic() - began, 3)
        text = json.dumps({**asdict(report), "rate": round(report.rate, 2)}, indent=2)
        (files.root / REPORT).write_text(text + "\n", encoding="utf-8")
    return report


def outcomes(
    files: LakeFiles, shards: Sequence[Shard], engine: EngineName, workers: int, options: CodeOptions,
    report: RunReport, progress: Progress,
) -> Iterator[Outcome]:  # fmt: skip
    """What came of the shards that are not in the lake; no worker is started where all are."""
    waiting = []
    for shard in shards:
        # A worker looks again, and with its own coder: what is as it was costs it nothing.
        known = report_of(files.shard(shard.name))
        if known is not None and is_current(known, shard, options):
            report.count(known, fresh=False)
        else:
            waiting.append(Task(shard.name, code_shard, (shard, str(files.root), options)))
    done = report.known
    progress(Standing(done, len(shards), report.documents, report))
    if not waiting:
        return
    running = engine_named(engine, min(workers, len(waiting)))
    try:
        for outcome in running.run(waiting):
            if outcome is not None:
                done += 1
                yield outcome
            progress(Standing(done, len(shards), report.documents + under_way(files, waiting), report))
    finally:
        running.close()


def is_current(known: ShardReport, shard: Shard, options: CodeOptions) -> bool:
    """Whether a shard in the lake is what coding it now would give: of the same files, by the same coder."""
    coder = f"dragoman {__version__}{gazetteer_mark()} "
    return (known.mark, known.options) == (shard.mark, str(options)) and known.coder.startswith(coder)


def under_way(files: LakeFiles, tasks: Sequence[Task]) -> int:
    """Documents that are done of shards that are not."""
    return sum(read_page(files.root / "coded" / f".shard={task.name}.journal").documents for task in tasks)


def clear(files: LakeFiles, shard: str) -> None:
    """Remove what workers that died left of a shard."""
    for path in files.root.glob(f"coded/.shard={shard}.*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else codes into a lake or merges it at the same time.

    Raises:
        BusyLakeError: somebody does.
    """
    with (root / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyLakeError(
                "another run works on this lake", where=str(root), do="wait for it, or give another folder"
            ) from error
        yield
