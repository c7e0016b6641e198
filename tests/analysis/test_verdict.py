"""'Better' in fewer than 80 of 100 is no clear difference."""

from __future__ import annotations

import math

import pytest

from simulation.analysis.verdict import verdict_of


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ((0.80, 0.20), "better"),
        ((0.79, 0.21), "no clear difference"),
        ((0.10, 0.90), "worse"),
        ((0.0, 0.0), "no clear difference"),
        ((0.95, 0.05, 0.80, 0.20), "better"),
        ((0.95, 0.05, 0.71, 0.29), "no clear difference"),
        ((0.60, 0.40, 0.95, 0.05), "no clear difference"),
        ((0.10, 0.90, 0.15, 0.85), "worse"),
        ((0.95, 0.05, 0.10, 0.90), "no clear difference"),
        ((math.nan, math.nan), "not judged"),
    ],
)
def test_verdicts(shares: tuple[float, ...], verdict: str) -> None:
    assert verdict_of(200, *shares) == verdict


def test_few_futures_say_nothing() -> None:
    assert verdict_of(19, 1.0, 0.0, 1.0, 0.0) == "no clear difference"
    assert verdict_of(20, 1.0, 0.0, 1.0, 0.0) == "better"
