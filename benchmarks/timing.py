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


def best(task: Callable[[], object], repeats: int = 5) -> float:
    """Seconds of wall time that ``task`` takes, the least of ``repeats``."""
    least = float("inf")
    for _ in range(repeats):
        gc.collect()
        gc.disable()
        begun = time.perf_counter()
        task()
        least = min(least, time.perf_counter() - begun)
        gc.enable()
    return least
