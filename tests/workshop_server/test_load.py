"""A full room, in short: the long form is ``python -m benchmarks.workshop``, and its results are in the docs."""

from __future__ import annotations

import statistics

import pytest

from benchmarks.workshop import full_room


def test_a_room_decides_at_once_while_the_server_is_killed() -> None:
    found = full_room(people=12, waves=2, kills=2)
    assert len(found.seconds) == 24
    assert (found.lost, found.doubled) == (0, 0)


@pytest.mark.slow
def test_a_hundred_join_and_decide_at_once() -> None:
    found = full_room(people=100, waves=3)
    assert found.joined < 60
    assert (found.lost, found.doubled) == (0, 0)
    assert statistics.median(found.seconds) < 1
    assert found.late < 3
