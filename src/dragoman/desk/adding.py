"""Adding: sources to a store, over several processes, in bounded memory, so that a killed run can go on.

The parent splits sources into parcels, workers read and code them, and the parent writes what comes back in the order
in which it was handed out: each batch in one transaction with its failures, and a source is marked as done in the
transaction that writes the last of it. Whatever is killed, what was committed is whole, and the rest is done again.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from dragoman.desk.coding import Coded, code_parcels, opened
from dragoman.desk.options import BY_FORM, AddOptions, Progress, Report, silent
from dragoman.desk.recoding import reread
from dragoman.errors import DragomanError
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.inputs import parcels_from
from dragoman.intake.parcels import Finished, Found, Parcel, Refusal
from dragoman.record import NAMES_ONLY
from dragoman.scale.process import begin_worker
from dragoman.scale.refusals import BrokenCoderError
from dragoman.store.database import Database
from dragoman.store.ledger import Ledger, failure_row, failures, forget_failures, keep_failures, keep_marks
from dragoman.store.writer import Added, add_filed, collector_paused

BATCH = 16
BATCH_BYTES = 2_000_000
# Batches under way for each worker: one is coded while the next one waits.
AHEAD = 2


@dataclass(slots=True)
class Batch:
    """What is handed out together: parcels, with the refusals and finished units that came after them."""

    parcels: list[Parcel] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    source: str = ""

    @property
    def full(self) -> bool:
        """Whether nothing more is put in."""
        return (
            len(self.parcels) >= BATCH
            or len(self.refusals) + len(self.marks) >= 8 * BATCH
            or sum(len(parcel.data) for parcel in self.parcels) >= BATCH_BYTES
        )


class Adder:
    """Adds sources to a store.

    Args:
        database: the store's database.
        where: the store as a worker opens it.
        options: how.
        fetcher: asks for addresses; it remembers what hosts allow and how long to leave them alone.
        progress: called after each batch, and with the name of each source.
    """

    def __init__(
        self, database: Database, where: str, options: AddOptions, fetcher: Fetcher, progress: Progress = silent
    ) -> None:
        self.database = database
        self.where = where
        self.options = options
        self.progress = progress
        self.report = Report()
        self.fetcher = fetcher
        self.again: set[str] = set()

    def add(self, sources: Sequence[str]) -> Report:
        """Add sources, or what failed before; gives what came of it."""
        if self.options.retry:
            sources = self._failed()
            self.report.reread = reread(self.database)
        with Workers(self.where, self.options.processes) as workers:
            for batch, coded in workers.run(self._batches(sources)):
                self._write(batch, coded)
        return self.report

    def _failed(self) -> list[str]:
        """What failed before, as sources: an address is asked again, of a file the whole is read for its parts."""
        # What came by a form is gone: it can only be given again.
        listed = [one for one in failures(self.database) if not one.source.startswith(BY_FORM)]
        self.again = {one.locator for one in listed}
        return list(dict.fromkeys(one.locator if "://" in one.locator else one.source for one in listed))

    def _batches(self, sources: Iterable[str]) -> Iterator[Batch]:
        """The parcels of sources in batches."""
        for source in sources:
            self.report.sources += 1
            self.progress(self.report, source)
            batch = Batch(source=source)
            for found in self._found(source):
                if isinstance(found, Finished):
                    batch.marks.append((found.locator, found.mark))
                elif self._is_wanted(found.locator):
                    (batch.parcels if isinstance(found, Parcel) else batch.refusals).append(found)  # type: ignore[arg-type]
                if batch.full:
                    yield batch
                    batch = Batch(source=source)
            yield batch

    def _found(self, source: str) -> Iterator[Found]:
        """What is in a source."""
        ledger = Ledger(self.database, tuple(self.again))
        return parcels_from(
            source, memory=ledger, fetcher=self.fetcher, published=self.options.published, plain=self.options.plain
        )

    def _is_wanted(self, locator: str) -> bool:
        """On a second try only what failed is wanted."""
        return not self.again or any(locator == one or one.startswith(f"{locator},") for one in self.again)

    def _mended(self, coded: Coded) -> list[str]:
        """What failed before and was read now; of a parcel with several articles also its parts."""
        parts = [one for one in self.again if any(one.startswith(f"{done},") for done in coded.done)]
        return [*coded.done, *parts]

    def _write(self, batch: Batch, coded: Coded) -> None:
        """Write one batch in one transaction."""
        failed = [*coded.failed, *((one.locator, one.error) for one in batch.refusals)]
        with collector_paused(), self.database.writing() as connection:
            added = add_filed(connection, {one.key: one for one in coded.filed})
            forget_failures(connection, self._mended(coded))
            rows = [failure_row(locator, batch.source, error) for locator, error in failed]
            keep_failures(connection, rows, retried=self.options.retry)
            keep_marks(connection, batch.marks)
        self.report.added += Added(added.new, added.known + coded.known, added.mentions)
        self.report.failed += len(failed)
        self.report.unread += sum(NAMES_ONLY in one.article["coder"] for one in coded.filed)
        self.progress(self.report, batch.source)


class Workers:
    """Processes that code batches; with one process, this one does.

    Args:
        where: the store.
        processes: how many.
    """

    def __init__(self, where: str, processes: int) -> None:
        self.where = where
        self.processes = max(1, processes)
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
        if self.processes == 1:
            opened(self.where).close()

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Coded]]:
        """Code batches; they come back in their order."""
        if self.processes == 1:
            for batch in batches:
                yield batch, self._here(batch)
            return
        waiting: deque[tuple[Batch, Future[Coded]]] = deque()
        for batch in batches:
            waiting.append((batch, self._submit(batch)))
            if len(waiting) >= AHEAD * self.processes:
                yield self._settled(*waiting.popleft())
        while waiting:
            yield self._settled(*waiting.popleft())

    def _here(self, batch: Batch) -> Coded:
        """Code a batch in this process."""
        return code_parcels(batch.parcels, self.where) if batch.parcels else Coded()

    def _submit(self, batch: Batch) -> Future[Coded]:
        """Hand a batch out; one without parcels needs no worker."""
        if not batch.parcels:
            settled: Future[Coded] = Future()
            settled.set_result(Coded())
            return settled
        if self.pool is None:
            self.pool = ProcessPoolExecutor(
                self.processes, mp_context=multiprocessing.get_context("spawn"), initializer=begin_worker,
                initargs=(os.getpid(),),
            )  # fmt: skip
        try:
            return self.pool.submit(code_parcels, batch.parcels, self.where)
        except BrokenProcessPool as error:
            lost: Future[Coded] = Future()
            lost.set_exception(error)
            return lost

    def _settled(self, batch: Batch, future: Future[Coded]) -> tuple[Batch, Coded]:
        """A batch with what came of it; one that brought its worker down is tried again parcel by parcel."""
        error = future.exception()
        if error is None:
            return batch, future.result()
        if isinstance(error, KeyboardInterrupt):
            raise error
        coded = Coded()
        for parcel in batch.parcels:
            self._alone(parcel, coded)
        return batch, coded

    def _alone(self, parcel: Parcel, coded: Coded) -> None:
        """Code one parcel after its batch failed; if it fails again, it is a failure of its own."""
        if isinstance(self.pool, ProcessPoolExecutor) and self._broken():
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = None
        future = self._submit(Batch([parcel]))
        error = future.exception()
        if error is None:
            one = future.result()
            coded.filed += one.filed
            coded.known += one.known
            coded.held += one.held
            coded.failed += one.failed
            coded.done += one.done
        else:
            coded.failed.append((parcel.locator, broken(parcel.locator, error)))

    def _broken(self) -> bool:
        """Whether a worker of the pool died, so that it takes nothing any more."""
        return bool(getattr(self.pool, "_broken", False))


def broken(locator: str, error: BaseException) -> DragomanError:
    """The failure of an article on which the coder failed."""
    if isinstance(error, DragomanError):
        return error
    said = "a worker died" if isinstance(error, BrokenProcessPool) else f"{type(error).__name__}: {error}"
    return BrokenCoderError(f"the coder failed ({said})", where=locator, do="report it, with the article")
