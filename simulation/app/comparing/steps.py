"""In which order a comparison's futures are simulated: few at first, so that there are numbers at once.

Every step is short, and a visitor has one at a time: so visitors take turns in the pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FOLLOWED_FUTURES", "MOST_FUTURES", "Lane", "Step", "steps_of"]

MOST_FUTURES = 200
"""Where a comparison on the page ends, as the command does by default."""
FOLLOWED_FUTURES = 24
"""Futures in which single organisations are followed around their first designation."""
_FIRST = (4, 8, 16)
_LONGEST = 24
_USUAL = 153 * 80 * 4
"""Organisations, quarters and policies of which so many futures take about half a second of a processor."""
_LEAST = 4
_FOLLOWED = (8, FOLLOWED_FUTURES)


class Lane(StrEnum):
    """What a step's futures are for."""

    ASSUMED = "as assumed"
    PLAUSIBLE = "across plausible effects"
    DESIGNATED = "around designation"


@dataclass(frozen=True)
class Step:
    """Some futures to simulate under every policy."""

    lane: Lane
    runs: range


def steps_of(organisations: int, quarters: int, policies: int, futures: int = MOST_FUTURES) -> list[Step]:
    """The steps of a comparison.

    Args:
        organisations, quarters, policies: how much a future takes; the more, the shorter the steps.
        futures: how many there are to be, as assumed and across the plausible effects alike.

    Returns:
        Steps in order. In each lane they begin at run 0 and leave none out.
    """
    weight = organisations * quarters * policies / _USUAL
    # Two futures share a draw of the assumptions, so that steps are even.
    longest = max(_LEAST, min(_LONGEST, 2 * int(_LONGEST / weight / 2)))
    steps: list[Step] = []
    for k, runs in enumerate(_ranges(futures, longest)):
        steps += [Step(Lane.ASSUMED, runs), Step(Lane.PLAUSIBLE, runs)]
        if 0 < k <= len(_FOLLOWED):
            before = 0 if k == 1 else _FOLLOWED[k - 2]
            steps += _followed(before, min(_FOLLOWED[k - 1], futures), longest)
    return steps


def _ranges(futures: int, longest: int) -> Iterator[range]:
    start = 0
    for size in (*_FIRST, *[longest] * futures):
        if start >= futures:
            return
        stop = min(start + min(size, longest), futures)
        yield range(start, stop)
        start = stop


def _followed(start: int, stop: int, longest: int) -> list[Step]:
    """Following keeps every organisation's quarters for a while: half as many futures at once."""
    size = max(2, longest // 3)
    return [Step(Lane.DESIGNATED, range(k, min(k + size, stop))) for k in range(start, stop, size)]
