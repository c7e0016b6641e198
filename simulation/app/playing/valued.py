"""Values of decisions, made on the pool that all visitors share, while play goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from simulation.app.pool import Pool
from simulation.game import ValueTask

__all__ = ["OnPool"]


class OnPool(Executor):
    """The shared pool as an executor: each task is valued once, however often its game is opened again.

    Args:
        pool: the shared one; it is never shut down from here.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Value a task.

        Raises:
            BusyError: where too much waits already.
        """
        (task,) = args
        return self._pool.ask(_key(task), lambda: fn(task, **kwargs))


def _key(task: ValueTask) -> tuple[str, str]:
    """What tells one task from another: all that its value depends on."""
    told = f"{task.setting.model_dump_json()} {task.place} {task.decisions} {task.standing} {task.until} {task.seed}"
    return "value", hashlib.sha256(told.encode() + task.state).hexdigest()
