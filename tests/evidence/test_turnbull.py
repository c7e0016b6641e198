"""Turnbull's estimator on samples whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from simulation.evidence.turnbull import Distribution, turnbull

INFINITE = float("inf")
Interval = tuple[float, float]


def fitted(*samples: list[Interval], weight: list[float] | None = None) -> Distribution:
    pairs = np.array([pair for sample in samples for pair in sample], float).reshape(-1, 2)
    which = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    often = np.ones(len(pairs)) if weight is None else np.array(weight)
    return turnbull(which, pairs[:, 0], pairs[:, 1], often, len(samples))


def test_a_published_example() -> None:
    # Gentleman and Geyer (1994): six intervals, by symmetry and calculus a third in each of three.
    found = fitted([(0, 1), (1, 3), (1, 3), (0, 2), (0, 2), (2, 3)])
    assert found.left[0].tolist() == [0, 1, 2]
    assert found.right[0].tolist() == [1, 2, 3]
    np.testing.assert_allclose(found.mass[0], 1 / 3, atol=1e-3)


def test_intervals_apart_give_their_own_shares() -> None:
    found = fitted([(0, 1), (2, 3), (2, 3), (5, INFINITE)])
    np.testing.assert_allclose(found.mass[0], [0.25, 0.5, 0.25], atol=1e-6)
    assert found.surely_by(2.5)[0] == pytest.approx(0.25)
    assert found.at_most_by(2.5)[0] == pytest.approx(0.75)
    assert [end[0] for end in found.median()] == [2, 3]


def test_what_overlaps_lies_in_the_overlap() -> None:
    found = fitted([(0, 2), (1, 3)])
    assert (found.left[0].tolist(), found.right[0].tolist()) == ([1], [2])
    assert found.mass[0].tolist() == [1.0]


def test_times_that_only_touch_do_not_overlap() -> None:
    # (0, 1] and (1, 2] have no time in common.
    np.testing.assert_allclose(fitted([(0, 1), (1, 2)]).mass[0], [0.5, 0.5], atol=1e-9)


def test_with_exact_times_it_is_kaplan_and_meiers() -> None:
    chance = np.random.default_rng(4)
    times, stops = chance.exponential(10, 60), chance.exponential(15, 60)
    seen = times <= stops
    found = fitted([(t - 1e-9, t) if s else (c, INFINITE) for t, c, s in zip(times, stops, seen, strict=True)])
    other = stats.ecdf(stats.CensoredData.right_censored(np.minimum(times, stops), ~seen)).cdf
    for time in (3.0, 8.0, 15.0):
        assert found.surely_by(time)[0] == pytest.approx(other.evaluate(time), abs=2e-3)


def test_bounds_hold_the_truth_in_a_large_sample() -> None:
    chance = np.random.default_rng(2)
    times = chance.exponential(40.0, 4_000)
    looks = np.cumsum(6.0 * chance.integers(3, 9, (4_000, 4)), axis=1)
    missed = (looks < times[:, None]).sum(axis=1)
    edges = np.column_stack([np.zeros(4_000), looks, np.full(4_000, np.inf)])
    rows = np.arange(4_000)
    found = turnbull(np.zeros(4_000, int), edges[rows, missed], edges[rows, missed + 1], np.ones(4_000), 1)
    for months in (36.0, 60.0):
        truth = 1.0 - np.exp(-months / 40.0)
        assert found.surely_by(months)[0] - 0.04 < truth < found.at_most_by(months)[0] + 0.04


def test_a_median_beyond_all_looks_is_unknown() -> None:
    found = fitted([(0, 10), (12, INFINITE), (14, INFINITE), (20, INFINITE)])
    least, most = found.median()
    assert least[0] == 20
    assert np.isnan(most[0])


def test_a_sample_without_times_knows_nothing() -> None:
    found = fitted([(0, 1)], [])
    assert np.isnan(found.mass[1]).all()
    assert np.isnan(found.surely_by(5.0)[1])
    assert np.isnan(found.median()[0][1])


def test_an_interval_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="must end after it begins"):
        fitted([(3, 2)])


_ENDS = st.integers(0, 8)
_INTERVALS = st.lists(
    st.tuples(_ENDS, st.integers(1, 6), st.booleans()).map(
        lambda t: (float(t[0]), float(t[0] + t[1]) if t[2] else INFINITE)
    ),
    min_size=1,
    max_size=9,
)


def _log_likelihood(mass: np.ndarray, sample: list[Interval], found: Distribution) -> float:
    inside = np.array([(a <= found.left[0]) & (found.right[0] <= b) for a, b in sample])
    return float(np.log(np.maximum(inside @ mass, 1e-300)).sum())


@settings(max_examples=25)
@given(_INTERVALS)
def test_no_other_mass_is_more_likely(sample: list[Interval]) -> None:
    found = fitted(sample)
    mass = found.mass[0]
    assert mass.sum() == pytest.approx(1.0)
    assert (mass >= 0).all()
    # Another way to the same: a general optimiser over the logarithms of the masses.
    best = optimize.minimize(
        lambda x: -_log_likelihood(np.exp(x) / np.exp(x).sum(), sample, found), np.zeros(len(mass)), method="BFGS"
    )
    assert _log_likelihood(mass, sample, found) >= -best.fun - 1e-3 * len(sample)


@settings(max_examples=30)
@given(st.lists(_INTERVALS, min_size=2, max_size=4))
def test_samples_do_not_touch_each_other(samples: list[list[Interval]]) -> None:
    together = fitted(*samples)
    for place, sample in enumerate(samples):
        alone = fitted(sample)
        for months in (2.0, 5.0, 9.0):
            assert together.surely_by(months)[place] == pytest.approx(alone.surely_by(months)[0], abs=1e-9)


@settings(max_examples=30)
@given(_INTERVALS, st.integers(1, 3))
def test_a_weight_is_a_repetition(sample: list[Interval], times: int) -> None:
    weighted = fitted([*sample, (0, 4)], weight=[1.0] * len(sample) + [float(times)])
    repeated = fitted(sample + [(0, 4)] * times)
    assert weighted.surely_by(4.0)[0] == pytest.approx(repeated.surely_by(4.0)[0], abs=1e-6)
    unweighted = fitted([*sample, (3, 5)], weight=[1.0] * len(sample) + [0.0])
    np.testing.assert_array_equal(unweighted.mass, fitted(sample).mass)
