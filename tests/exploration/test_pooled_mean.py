"""The pooled interval covers the truth at both levels; one that forgets a level does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.exploration.pooled_mean import pooled_mean

POINTS, REPLICATIONS, TRIALS = 60, 8, 400


def two_levels(generator: np.random.Generator, *, crossed: bool, of_points: float, of_futures: float) -> np.ndarray:
    points = of_points * generator.normal(size=(POINTS, 1))
    futures = of_futures * generator.normal(size=(1 if crossed else POINTS, REPLICATIONS))
    return points + futures + 0.5 * generator.normal(size=(POINTS, REPLICATIONS))


def coverage(*, crossed: bool, told: bool, of_points: float = 1.0, of_futures: float = 1.0, blocks=None) -> float:
    generator = np.random.default_rng(7)
    blocks = np.arange(POINTS) if blocks is None else blocks
    covered = 0
    for _ in range(TRIALS):
        values = two_levels(generator, crossed=crossed, of_points=of_points, of_futures=of_futures)
        found = pooled_mean(values, blocks, same_futures=told)
        covered += found.low <= 0.0 <= found.high
    return covered / TRIALS


def test_it_covers_the_truth_where_each_point_has_futures_of_its_own():
    assert 0.92 <= coverage(crossed=False, told=False) <= 0.98


@pytest.mark.parametrize(("of_points", "of_futures"), [(1.0, 1.0), (0.2, 1.0), (1.0, 0.0)])
def test_it_covers_the_truth_where_all_points_share_their_futures(of_points, of_futures):
    assert 0.92 <= coverage(crossed=True, told=True, of_points=of_points, of_futures=of_futures) <= 0.985


def test_forgetting_that_futures_are_shared_covers_far_too_seldom():
    assert coverage(crossed=True, told=False) < 0.7


def test_points_drawn_together_count_as_one():
    """Points in sixes that are copies of each other: the interval must be as wide as for ten points."""
    generator = np.random.default_rng(3)
    ten = generator.normal(size=(10, 4))
    sixty = np.repeat(ten, 6, axis=0)
    together = pooled_mean(sixty, np.repeat(np.arange(10), 6), same_futures=False)
    alone = pooled_mean(ten, np.arange(10), same_futures=False)
    assert (together.low, together.high) == pytest.approx((alone.low, alone.high))


@given(st.floats(-100, 100), st.floats(0.1, 10), st.booleans())
def test_it_moves_and_stretches_with_the_values(shift, scale, same):
    values = np.random.default_rng(0).normal(size=(12, 3))
    plain, moved = (pooled_mean(v, np.arange(12), same_futures=same) for v in (values, scale * values + shift))
    expected = (scale * plain.mean + shift, scale * plain.low + shift, scale * plain.high + shift)
    assert (moved.mean, moved.low, moved.high) == pytest.approx(expected)


def test_one_future_for_all_points_has_no_known_error():
    found = pooled_mean(np.arange(5.0)[:, None], np.arange(5), same_futures=True)
    assert found.mean == 2.0
    assert np.isnan([found.low, found.high]).all()


def test_one_future_at_each_point_has():
    found = pooled_mean(np.arange(5.0)[:, None], np.arange(5), same_futures=False)
    assert found.low < 2.0 < found.high


def test_missing_values_are_left_out():
    values = np.array([[1.0, np.nan], [3.0, 5.0], [np.nan, np.nan]])
    assert pooled_mean(values, np.arange(3), same_futures=True).mean == pytest.approx(3.0)
    assert np.isnan(pooled_mean(np.full((3, 2), np.nan), np.arange(3), same_futures=True).mean)
