"""Text alternatives are built from the numbers that the picture shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import simulation.plots  # noqa: F401  # every picture registers what describes it
from simulation.plots.alternatives import describe, listed
from tests.plots import fixed

SAID: dict[str, tuple[Callable[[], object], tuple[str, ...]]] = {
    "failing": (fixed.bands, ("Truly failing councils over 10 years in 40 futures", "under Hands off")),
    "quality": (lambda: fixed.bands("quality"), ("points of quality",)),
    "differences": (
        fixed.differences,
        (
            "Ladder, coordinated 6.6 fewer",
            "−9.6 to −3.6",
            "Hands off 2 more",
            "No clear difference: Improvement boards",
        ),
    ),
    "designation": (fixed.fall, ("660 first designations under Improvement boards", "points lower", "more honest")),
    "seen": (fixed.seen_and_true, ("after 1, 3 and 5 years", "under Ladder, coordinated, truly")),
    "recovery": (
        fixed.recovery,
        ("17 organisations failing", "fastest: Ladder, coordinated 3.4 years, 59 of 100"),
    ),
    "frontier": (
        fixed.frontier,
        (
            "Hands off (cost 6.3, harm 19,100; in 100 of 100 futures)",
            "1 other policy is beaten on both",
        ),
    ),
    "sector": (fixed.snapshot, ("The 30 councils at the end of year 5", "2 under peer support", "1 under board")),
}


@pytest.mark.parametrize("name", SAID)
def test_it_says_the_numbers(name: str) -> None:
    result, expected = SAID[name]
    said = describe(result())
    for part in expected:
        assert part in said
    assert "nan" not in said
    assert "\n" not in said


def test_the_baseline_alone_is_no_clear_difference() -> None:
    ordered = fixed.differences(draws=0)
    ordered.table["verdict"] = "no clear difference"
    assert "No policy differs clearly." in describe(ordered)


def test_what_no_picture_shows() -> None:
    with pytest.raises(TypeError, match="no picture shows a int"):
        describe(3)


def test_lists() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
