"""Work handed to an executor, a little ahead of what is done, whatever the executor is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from typing import TypeVar

from simulation.errors import SweepStoppedError
from simulation.experiments.cells import Cells, Played, Study, play_cells
from simulation.experiments.warming import prepare

__all__ = ["as_done", "play_task", "told_when_lost"]

_AHEAD = 2
"""Tasks handed out for each worker: one that it does, and one that waits."""

Key = TypeVar("Key")


def play_task(study: Study, cells: Cells) -> Played:
    """What a worker does: make sure of itself, and play some cells. It depends on its arguments alone."""
    prepare(study)
    return play_cells(study, cells)


def as_done(
    executor: Executor, workers: Callable[[], int], study: Study, keys: Iterable[Key], cells_of: Callable[[Key], Cells]
) -> Iterator[tuple[Key, Cells, Played]]:
    """Play the cells of every key; gives what is done in the order in which it is done.

    Args:
        executor: who plays.
        workers: says how many play at a time; it may change.
        study: what all share.
        keys: names of tasks.
        cells_of: the cells of a task.

    Raises:
        SweepStoppedError: where a worker is lost for good, or the executor's connection.
    """
    waiting: dict[Future[Played], tuple[Key, Cells]] = {}
    rest = iter(keys)
    try:
        while True:
            most = _AHEAD * max(1, workers())
            while len(waiting) < most:
                key = next(rest, None)
                if key is None:
                    break
                cells = cells_of(key)
                waiting[executor.submit(play_task, study, cells)] = key, cells
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                key, cells = waiting.pop(future)
                with told_when_lost():
                    result = future.result()
                yield key, cells, result
    finally:
        # What has not begun is called off; an executor that was lent goes on for its owner.
        for future in waiting:
            future.cancel()


@contextmanager
def told_when_lost() -> Iterator[None]:
    """What an executor raises where a worker is lost, or memory runs out, becomes a sentence.

    Raises:
        SweepStoppedError: where a worker is lost for good, or the executor's connection.
    """
    try:
        yield
    except MemoryError:
        raise SweepStoppedError(
            "a worker ran out of memory; what is done is kept: go on with --resume and fewer --workers"
        ) from None
    except (BrokenExecutor, CancelledError, ConnectionError) as error:
        raise SweepStoppedError(_lost(error)) from None
    except Exception as error:
        # Dask's own, without importing it: a task that took several workers down, or a lost scheduler.
        if type(error).__module__.startswith("distributed"):
            raise SweepStoppedError(_lost(error)) from None
        raise


def _lost(error: BaseException) -> str:
    said = str(error).split("\n")[0][:200] or type(error).__name__
    return f"workers were lost ({said}); what is done is kept: go on with --resume"
