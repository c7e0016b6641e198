"""Measuring: best of several, with the collector off; and a row of the table."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Row", "best"]


@dataclass(frozen=True)
class Row:
    """What was measured, the number with its unit, and the goal that it is held against."""

    what: str
    measured: str
    goal: str = ""


def best(
    task: Callable[[], object], repeats: int = 5, clock: Callable[[], float] = time.thread_time
) -> float:
    """Seconds that ``task`` takes, the least of ``repeats``.

    By default processor time of this thread: what else the machine does adds less to it than to wall
    time. Rows that use several threads pass ``time.perf_counter``.
    """
    least = float("inf")
    for _ in range(repeats):
        gc.collect()
        gc.disable()
        begun = clock()
        task()
        least = min(least, clock() - begun)
        gc.enable()
    return least
