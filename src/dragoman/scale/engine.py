"""Engines: tasks run over the processes of this machine, or over a Ray cluster; each is done once, whoever dies.

A task is a function that gives the same result however often it is run, and leaves nothing half-done; so an engine may
run it again. What a task gives back is small: what it makes, it writes.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from dragoman.errors import DragomanError
from dragoman.scale.process import begin_worker
from dragoman.scale.refusals import DeadWorkerError

EngineName = Literal["local", "ray"]
# Workers that die on one task: the coder sets a document aside after four, so that more says something else is wrong.
MOST_DEATHS = 8
# How often whoever waits is told that there is nothing new, in seconds.
TICK = 0.5


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done.

    Args:
        name: what it is called in messages.
        function: what does it; a function of a module, so that another process finds it.
        arguments: its arguments.
    """

    name: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: its result, or its error."""

    task: Task
    result: Any = None
    error: BaseException | None = None


class Engine(Protocol):
    """Runs tasks."""

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome | None]:
        """Run tasks; their outcomes come as they are done, in any order, and now and then None: nothing new."""

    def close(self) -> None:
        """Let go of processes."""


class LocalEngine:
    """Processes on this machine, one pool each, so that one that dies takes no other with it.

    Args:
        processes: how many; 1 runs tasks in this process.
    """

    def __init__(self, processes: int) -> None:
        self.processes = max(1, processes)
        self.pools: list[ProcessPoolExecutor | None] = [None] * self.processes

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome | None]:
        """Run tasks; their outcomes come as they are done, and now and then None."""
        if self.processes == 1:
            yield from map(here, tasks)
            return
        waiting = deque(tasks)
        deaths: dict[str, int] = {}
        running: dict[Future[Any], tuple[int, Task]] = {}
        free = list(range(self.processes))
        while waiting or running:
            while waiting and free:
                place, task = free.pop(), waiting.popleft()
                running[self._submit(place, task)] = place, task
            done, _ = wait(running, timeout=TICK, return_when=FIRST_COMPLETED)
            if not done:
                yield None
            for future in done:
                place, task = running.pop(future)
                free.append(place)
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    self._drop(place)
                    deaths[task.name] = deaths.get(task.name, 0) + 1
                    if deaths[task.name] < MOST_DEATHS:
                        waiting.appendleft(task)
                        continue
                    error = DeadWorkerError(
                        f"{MOST_DEATHS} workers died on it", where=task.name, do="look at the machine's memory"
                    )
                yield Outcome(task, future.result() if error is None else None, error)

    def _submit(self, place: int, task: Task) -> Future[Any]:
        """Give a task to a process, which is started where there is none."""
        pool = self.pools[place]
        if pool is None:
            pool = self.pools[place] = ProcessPoolExecutor(
                1, mp_context=multiprocessing.get_context("spawn"), initializer=begin_worker, initargs=(os.getpid(),)
            )
        try:
            return pool.submit(task.function, *task.arguments)
        except BrokenProcessPool as error:
            # It died while it had nothing to do.
            lost: Future[Any] = Future()
            lost.set_exception(error)
            return lost

    def _drop(self, place: int) -> None:
        """Let go of a process that died."""
        pool = self.pools[place]
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        self.pools[place] = None

    def close(self) -> None:
        """Let go of all processes."""
        for place in range(self.processes):
            self._drop(place)


def here(task: Task) -> Outcome:
    """Run a task in this process."""
    try:
        return Outcome(task, task.function(*task.arguments))
    except DragomanError as error:
        return Outcome(task, None, error)


def engine_named(name: EngineName, processes: int) -> Engine:
    """An engine by its name.

    Args:
        name: 'local' or 'ray'.
        processes: how many workers.

    Raises:
        EngineError: Ray is not installed, or its cluster does not answer.
    """
    if name == "local":
        return LocalEngine(processes)
    # Ray takes a second to import, and is an extra.
    from dragoman.scale.ray_engine import RayEngine

    return RayEngine(processes)
