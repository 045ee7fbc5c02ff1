"""Tasks over a Ray cluster: actors that load the pipeline once, restarted where they die.

Needs the extra ``dragoman[ray]``. The lake must lie where all machines of the cluster see it under one path.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.scale.engine import TICK, Outcome, Task
from dragoman.scale.refusals import EngineError

# Ray starts its workers at nice 15 unless told otherwise; one thread a process, as everywhere.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# Two actors of one processor on a machine of two wait for ever: Ray needs some for itself.
SPARE = 2


class Actor:
    """Runs tasks one by one in a process of the cluster."""

    def run(self, task: Task) -> Any:
        """Run a task."""
        return task.function(*task.arguments)


class RayEngine:
    """Actors on the cluster that ``RAY_ADDRESS`` names, or on a Ray of this machine's own.

    Args:
        workers: how many actors.

    Raises:
        EngineError: Ray is not installed, or the cluster does not answer.
    """

    def __init__(self, workers: int) -> None:
        os.environ.setdefault("RAY_worker_niceness", "0")
        try:
            import ray
        except ImportError as error:
            raise EngineError("Ray is not installed", where="--engine ray", do="pip install 'dragoman[ray]'") from error
        # Ray's own types know nothing of actors made at run time.
        self.ray: Any = ray
        self.workers = max(1, workers)
        self.own = not ray.is_initialized()
        address = os.environ.get("RAY_ADDRESS")
        cores: dict[str, Any] = {} if address else {"num_cpus": self.workers + SPARE, "include_dashboard": False}
        if self.own:
            try:
                ray.init(
                    address=address, log_to_driver=False, logging_level=logging.ERROR,
                    runtime_env={"env_vars": ENVIRONMENT}, **cores,
                )  # fmt: skip
            except (ConnectionError, RuntimeError, ValueError) as error:
                raise EngineError(
                    f"no cluster answers ({error})", where=f"RAY_ADDRESS={address}", do="start it, or take it away"
                ) from error
        actor = self.ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(Actor)
        self.actors = [actor.remote() for _ in range(self.workers)]

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome | None]:
        """Run tasks; their outcomes come as they are done, and now and then None."""
        waiting = deque(tasks)
        running: dict[Any, tuple[Any, Task]] = {}
        free = list(self.actors)
        while waiting or running:
            while waiting and free:
                actor, task = free.pop(), waiting.popleft()
                running[actor.run.remote(task)] = actor, task
            done, _ = self.ray.wait(list(running), num_returns=1, timeout=TICK)
            if not done:
                yield None
            for reference in done:
                actor, task = running.pop(reference)
                free.append(actor)
                yield self._outcome(reference, task)

    def _outcome(self, reference: Any, task: Task) -> Outcome:
        """What came of a task."""
        try:
            return Outcome(task, self.ray.get(reference))
        except self.ray.exceptions.RayError as error:
            return Outcome(task, None, getattr(error, "cause", None) or error)

    def close(self) -> None:
        """End the actors, and Ray where it was started here."""
        for actor in self.actors:
            self.ray.kill(actor)
        if self.own:
            self.ray.shutdown()
