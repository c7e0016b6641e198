"""A full room, in short: the long form is ``python -m benchmarks.workshop``, and its results are in the docs."""

from __future__ import annotations

import statistics
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.workshop import Measured, full_room


def filled(people: int, waves: int, kills: int = 0) -> Measured:
    """In a thread of its own: where pages were looked at before, this one has an event loop that runs already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(full_room, people=people, waves=waves, kills=kills).result()


def test_a_room_decides_at_once_while_the_server_is_killed() -> None:
    found = filled(people=12, waves=2, kills=2)
    assert len(found.seconds) == 24
    assert (found.lost, found.doubled) == (0, 0)


@pytest.mark.slow
def test_a_hundred_join_and_decide_at_once() -> None:
    found = filled(people=100, waves=3)
    assert found.joined < 60
    assert (found.lost, found.doubled) == (0, 0)
    assert statistics.median(found.seconds) < 1
    assert found.late < 3
