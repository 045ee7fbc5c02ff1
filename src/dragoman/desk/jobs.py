"""Jobs: what was given by a form, looked at, and then kept one after the other while the desk goes on.

A job that is kept is written down as not yet read before its turn comes, and crossed out when it was read: whatever
happens to the desk, each thing that was to be kept is in the store or among the failures.
"""

from __future__ import annotations

import secrets
import shutil
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, Semaphore, Thread, Timer
from typing import BinaryIO, Literal

from sqlalchemy import Connection, select

from dragoman.desk.adding import Adder, Batch
from dragoman.desk.coding import Coded
from dragoman.desk.folder import private_folder
from dragoman.desk.given import Given, Pasted, Remembering, given_files, refuse_nothing
from dragoman.desk.looking import Look, Missed, look_at, missed
from dragoman.desk.options import AddOptions, Report
from dragoman.errors import CodingError, StoreError
from dragoman.intake.parcels import Found
from dragoman.store.articles import ListedArticle, articles_named
from dragoman.store.batches import delete_where, rows_where
from dragoman.store.database import Database
from dragoman.store.ledger import Ledger, failure_row, keep_failures, now
from dragoman.store.rows import Row, locator_key
from dragoman.store.tables import failure

State = Literal["looking", "ready", "waiting", "adding", "done", "failed", "dropped"]
ENDED: frozenset[State] = frozenset({"done", "failed", "dropped"})
# Seconds after which what was looked at and not kept is thrown away.
EXPIRY = 3600.0
# Looks at one time, looks that wait for an answer, and jobs that are remembered.
MOST_LOOKS, MOST_OPEN, MOST_JOBS = 2, 20, 100
MOST_MISSED = 200


class UnknownJobError(StoreError):
    """There is no such job: it ended long ago, or the desk was opened anew since."""

    code = "D608"


class NotReadError(CodingError):
    """What was to be kept was not read: the desk ended before."""

    code = "D404"


@dataclass(slots=True)
class Job:
    """What was given at once, and how far it is.

    Args:
        id: its name.
        made: when it was given, ISO 8601 in UTC.
        given: what was given.
        folder: where uploaded bytes lie until it ends.
        state: how far it is.
        look: what was seen in it.
        report: what came of keeping it.
        source: what is being read.
        keys: the articles that it holds, new and known.
        failed: what could not be read or coded.
        settled: set when the look is over.
        ended: set when it is over.
    """

    id: str
    made: str
    given: Given
    folder: Path
    state: State = "looking"
    look: Look = field(default_factory=Look)
    report: Report = field(default_factory=Report)
    source: str = ""
    keys: list[int] = field(default_factory=list)
    failed: list[Missed] = field(default_factory=list)
    settled: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)

    @property
    def over(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in ENDED

    def progress(self) -> dict[str, str | int]:
        """How far it is, as data."""
        return {
            "state": self.state, "sources": len(self.given.sources), "source": self.report.sources,
            "added": self.report.added.new, "known": self.report.added.known, "failed": self.report.failed,
            "mentions": self.report.added.mentions,
        }  # fmt: skip


class GivenAdder(Adder):
    """Adds what was given by a form, and notes what came of it.

    Args:
        database: the store.
        where: the store as a worker opens it.
        job: the job.
        processes: how many processes code.
        fetcher: asks for addresses; it has asked for those that were looked at.
    """

    def __init__(self, database: Database, where: str, job: Job, processes: int, fetcher: Remembering) -> None:
        super().__init__(database, where, AddOptions(processes=processes), fetcher)
        self.job = job
        self.report = job.report

    def _found(self, source: str) -> Iterator[Found]:
        self.job.source = source
        memory = Ledger(self.database, self.job.given.addresses)
        return self.job.given.found(source, memory, self.fetcher)

    def _write(self, batch: Batch, coded: Coded) -> None:
        super()._write(batch, coded)
        self.job.keys += [*(one.key for one in coded.filed), *coded.held]
        failed = [*coded.failed, *((one.locator, one.error) for one in batch.refusals)]
        self.job.failed += [missed(locator, error) for locator, error in failed][: MOST_MISSED - len(self.job.failed)]


class Jobs:
    """All jobs of a desk that is being served.

    Args:
        database: the store.
        where: the store as a worker opens it.
        processes: how many processes code; with 1 this one does, and answers slowly meanwhile.
        expiry: seconds after which what is not kept is thrown away.
    """

    def __init__(self, database: Database, where: str, *, processes: int = 2, expiry: float = EXPIRY) -> None:
        self.database = database
        self.where = where
        self.processes = processes
        self.expiry = expiry
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._fetchers: dict[str, Remembering] = {}
        self._last: Job | None = None
        self._lock, self._keeping = Lock(), Lock()
        self._looks = Semaphore(MOST_LOOKS)

    @cached_property
    def folder(self) -> Path:
        """Where uploaded bytes lie, each job's in a folder of its own; it goes when the desk ends."""
        folder = private_folder()
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def begin(
        self, pasted: Pasted | None, addresses: Sequence[str], uploads: list[tuple[str, BinaryIO]]
    ) -> Job:  # fmt: skip
        """Take what was given, and begin to look at it; nothing is kept yet.

        Raises:
            IntakeError: nothing was given, or too much.
        """
        name = secrets.token_hex(6)
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        try:
            given = Given(name, pasted, tuple(addresses), given_files(uploads, folder))
            refuse_nothing(given)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        job = Job(name, now(), given, folder)
        with self._lock:
            self._jobs[name] = job
            self._fetchers[name] = Remembering()
        self._forget()
        Thread(target=self._look, args=[job], daemon=True).start()
        return job

    def find(self, name: str) -> Job:
        """A job.

        Raises:
            UnknownJobError: there is none of that name.
        """
        with self._lock:
            job = self._jobs.get(name)
        if job is None:
            raise UnknownJobError("no such job", where=name, do="see the articles and the failures, or give it again")
        return job

    def latest(self) -> list[Job]:
        """The jobs that are remembered, the latest first."""
        with self._lock:
            return [job for job in reversed(self._jobs.values()) if job.state != "dropped"]

    def keep(self, name: str) -> Job:
        """Keep what was looked at: it is added when its turn comes. Twice is as good as once.

        Raises:
            UnknownJobError: there is none of that name.
        """
        job = self.find(name)
        with self._keeping:
            if job.state != "ready":
                return job
            with self.database.writing() as connection:
                keep_failures(connection, unread(connection, job))
            with self._lock:
                # It may have been dropped meanwhile; what is written down then says that it was not read.
                kept = job.state == "ready"
                if kept:
                    job.state = "waiting"
            if kept:
                Thread(target=self._add, args=[job, self._last], daemon=True).start()
                self._last = job
        return job

    def drop(self, name: str) -> Job:
        """Throw away what was looked at, unless it is kept.

        Raises:
            UnknownJobError: there is none of that name.
        """
        job = self.find(name)
        self._throw_away(job)
        return job

    def articles(self, job: Job) -> list[ListedArticle]:
        """The articles of a job that the store holds."""
        with self.database.reading() as connection:
            return articles_named(connection, job.keys)

    def _look(self, job: Job) -> None:
        """Look at what was given."""
        state: State = "failed"
        try:
            memory = Ledger(self.database, job.given.addresses)
            with self._looks:
                job.look = look_at(job.given, self.database, memory, self._fetchers[job.id])
            state = "ready"
        finally:
            job.state = state
            job.settled.set()
            if state == "failed":
                self._clear(job)
        timer = Timer(self.expiry, self._throw_away, [job])
        timer.daemon = True
        timer.start()

    def _add(self, job: Job, before: Job | None) -> None:
        """Add what was given, when the job before it is over."""
        if before is not None:
            before.ended.wait()
        job.state = "adding"
        state: State = "failed"
        try:
            adder = GivenAdder(self.database, self.where, job, self.processes, self._fetchers[job.id])
            adder.add(job.given.sources)
            with self.database.writing() as connection:
                cross_out(connection, job)
            state = "done"
        finally:
            job.state = state
            self._clear(job)

    def _throw_away(self, job: Job) -> None:
        """Throw away what was looked at and is not kept."""
        with self._lock:
            waits = job.state == "ready"
            if waits:
                job.state = "dropped"
        if waits:
            self._clear(job)

    def _clear(self, job: Job) -> None:
        """Forget what was given, of which only what came of it is remembered."""
        shutil.rmtree(job.folder, ignore_errors=True)
        self._fetchers.pop(job.id, None)
        if job.given.pasted is not None:
            job.given = replace(job.given, pasted=replace(job.given.pasted, text=""))
        job.ended.set()

    def _forget(self) -> None:
        """Forget the oldest jobs that are over, and throw away the oldest of too many that nobody keeps."""
        with self._lock:
            over = [job for job in self._jobs.values() if job.over]
            waiting = [job for job in self._jobs.values() if job.state == "ready"]
            for job in over[: max(0, len(self._jobs) - MOST_JOBS)]:
                del self._jobs[job.id]
        for job in waiting[: max(0, len(waiting) - MOST_OPEN)]:
            self._throw_away(job)


def unread(connection: Connection, job: Job) -> list[Row]:
    """A job's sources as failures, until they are read; an address that failed before stays as it is."""
    error = NotReadError("kept, but not read yet", do="give it again, unless a job is still reading it")
    keys = [locator_key(one) for one in job.given.sources]
    known = {row["key"] for row in rows_where(connection, select(failure.c.key), failure.c.key, keys)}
    return [failure_row(one, one, error) for one in job.given.sources if locator_key(one) not in known]


def cross_out(connection: Connection, job: Job) -> None:
    """Take out that a job's sources were not read; what could not be read stays."""
    keys = [locator_key(one) for one in job.given.sources]
    query = select(failure.c.key).where(failure.c.code == NotReadError.code)
    done = [row["key"] for row in rows_where(connection, query, failure.c.key, keys)]
    delete_where(connection, failure, failure.c.key, done)
