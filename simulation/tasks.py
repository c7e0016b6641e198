"""Runs in parts, each a task of any executor of ``concurrent.futures``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["Workers", "play_parts"]

Played = TypeVar("Played")

Workers = int | Callable[[], int]
"""How many tasks are done at a time, or a function that says so by now, for a cluster that grows."""


def play_parts(
    play: Callable[[tuple[int, ...]], Played],
    parts: Sequence[tuple[int, ...]],
    *,
    workers: int,
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Played]:
    """Play parts of the runs, each a task, and give their results in the order of the parts.

    Args:
        play: what a task does with the run numbers of its part; it can be pickled where the executor asks that.
        parts: run numbers, part by part.
        workers: threads.
        executor: any executor of ``concurrent.futures`` in place of threads.
        progress: called with the number of runs finished, as they finish.
    """
    pool = executor or ThreadPoolExecutor(max_workers=workers)
    tasks: list[Future[Played]] = []
    try:
        tasks.extend(pool.submit(play, part) for part in parts)
        results = []
        for task, part in zip(tasks, parts, strict=True):
            results.append(task.result())
            if progress is not None:
                progress(len(part))
        return results
    except BaseException:
        # What has not begun is called off; an executor that was lent goes on for its owner.
        for task in tasks:
            task.cancel()
        raise
    finally:
        if executor is None:
            pool.shutdown(wait=True)
