"""Simulation error: intervals that cover a known truth as often as they say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulation.analysis.bootstrap import error_of_means, error_of_ratios, resampled_counts

REPEATS, SEEDS = 4_000, 8
"""Repeats of a whole study, over a few streams of resampling; each study is a column. With 4,000, the coverage
is known to within 0.007."""


def coverage(make: Callable[[tuple[int, int]], np.ndarray], truth: float, worlds: int) -> float:
    covered = []
    for seed in range(SEEDS):
        low, high = error_of_means(make((worlds, REPEATS // SEEDS)), seed)
        covered.append((low <= truth) & (truth <= high))
    return float(np.mean(covered))


@pytest.mark.parametrize("worlds", [100, 200])
@pytest.mark.parametrize("shape", ["normal", "skewed", "mostly nil"])
def test_95_of_100_intervals_of_a_mean_cover_it(shape: str, worlds: int) -> None:
    chance = np.random.default_rng(worlds)
    draws: dict[str, tuple[Callable[[tuple[int, int]], np.ndarray], float]] = {
        "normal": (lambda size: chance.normal(-2.0, 3.0, size), -2.0),
        "skewed": (lambda size: chance.exponential(2.0, size), 2.0),
        "mostly nil": (lambda size: chance.exponential(1.0, size) * (chance.random(size) < 0.4), 0.4),
    }
    assert 0.93 <= coverage(*draws[shape], worlds) <= 0.97


def test_few_worlds_get_a_wider_interval() -> None:
    chance = np.random.default_rng(5)
    assert 0.93 <= coverage(lambda size: chance.normal(1.0, 1.0, size), 1.0, 20) <= 0.97


def test_95_of_100_intervals_of_a_ratio_cover_it() -> None:
    chance, covered = np.random.default_rng(3), []
    for seed in range(SEEDS):
        below = chance.poisson(10.0, (200, REPEATS // SEEDS)).astype(float)
        above = below * 0.3 + chance.normal(0.0, 2.0, below.shape) * np.sqrt(below)
        low, high = error_of_ratios(above, below, seed)
        covered.append((low <= 0.3) & (high >= 0.3))
    assert 0.93 <= np.mean(covered) <= 0.97


def test_missing_numbers_are_left_out() -> None:
    values = np.random.default_rng(1).normal(5.0, 1.0, (60, 2))
    values[::2, 1] = np.nan
    low, high = error_of_means(values, 0)
    assert (low < 5.3).all()
    assert (high > 4.7).all()
    assert high[1] - low[1] > high[0] - low[0]


def test_what_nobody_can_know_is_missing() -> None:
    for values in (np.ones((1, 2)), np.full((30, 2), np.nan)):
        low, high = error_of_means(values, 0)
        assert np.isnan([low, high]).all()


def test_constant_values_have_no_error() -> None:
    low, high = error_of_means(np.full((50, 1), 0.25), 0)
    assert (low[0], high[0]) == (0.25, 0.25)


def test_parts_do_not_change_the_resamples() -> None:
    whole = np.concatenate(list(resampled_counts(3_000, 7, 2_000)))
    assert whole.shape == (2_000, 3_000)
    assert (whole.sum(axis=1) == 3_000).all()
