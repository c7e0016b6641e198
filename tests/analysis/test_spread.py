"""The spread over assumptions, told from what chance does, on a truth that is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from simulation.analysis.spread import expected_under_draws, means_of_draws, nine_in_ten, shares_better

LESS = np.array([1])


def studies(
    spread: float, chance: float, *, draws: int = 100, futures: int = 2, repeats: int = 200
) -> tuple[float, float, float]:
    """Mean ends of nine in ten, and mean share below nil, over repeated studies of a normal truth around -1."""
    random, found = np.random.default_rng(17), []
    numbers = np.repeat(np.arange(draws), futures)
    for _ in range(repeats):
        truth = random.normal(-1.0, spread, draws)
        values = truth[numbers][:, None] + random.normal(0.0, chance, (draws * futures, 1))
        expected = expected_under_draws(values, numbers)
        low, high = nine_in_ten(expected)
        found.append((low[0], high[0], shares_better(expected, LESS)[0][0]))
    low_end, high_end, share = np.mean(found, axis=0)
    return float(low_end), float(high_end), float(share)


@pytest.mark.parametrize(("spread", "chance"), [(2.0, 1.0), (1.0, 1.0), (0.7, 1.0)])
@pytest.mark.parametrize("futures", [2, 4])
def test_the_spread_of_the_expected_difference_is_recovered(spread: float, chance: float, futures: int) -> None:
    low, high, share = studies(spread, chance, futures=futures)
    assert low == pytest.approx(-1.0 - 1.645 * spread, abs=0.1 * spread)
    assert high == pytest.approx(-1.0 + 1.645 * spread, abs=0.1 * spread)
    assert share == pytest.approx(norm.cdf(1.0 / spread), abs=0.02)


def test_plain_means_of_draws_would_spread_too_widely() -> None:
    random = np.random.default_rng(2)
    numbers = np.repeat(np.arange(4_000), 2)
    values = random.normal(0.0, 0.5, 4_000)[numbers][:, None] + random.normal(0.0, 2.0, (8_000, 1))
    plain, _ = nine_in_ten(means_of_draws(values, numbers)[0])
    corrected, _ = nine_in_ten(expected_under_draws(values, numbers))
    assert plain[0] < -2.0
    assert corrected[0] == pytest.approx(-0.82, abs=0.15)


def test_chance_alone_leaves_little_spread() -> None:
    low, high, share = studies(0.0, 1.0)
    assert high - low < 0.6
    assert share > 0.98


def test_the_mean_stays() -> None:
    numbers = np.repeat(np.arange(30), 2)
    values = np.random.default_rng(4).normal(3.0, 2.0, (60, 3))
    expected = expected_under_draws(values, numbers)
    assert expected.mean(axis=0) == pytest.approx(values.mean(axis=0))


def test_no_difference_stays_no_difference() -> None:
    numbers = np.repeat(np.arange(10), 2)
    values = np.where(numbers[:, None] < 5, 0.0, np.random.default_rng(0).normal(-2.0, 1.0, (20, 1)))
    expected = expected_under_draws(values, numbers)
    assert (expected[:5] == 0.0).all()
    better, worse = shares_better(expected, LESS)
    assert (better[0], worse[0]) == (0.5, 0.0)
    assert (expected_under_draws(np.zeros((20, 1)), numbers) == 0.0).all()


def test_missing_numbers_and_a_last_draw_with_one_future() -> None:
    numbers = np.array([0, 0, 1, 1, 2, 2, 3])
    values = np.array([1.0, 2.0, np.nan, 4.0, np.nan, np.nan, 6.0])[:, None]
    means, within = means_of_draws(values, numbers)
    assert means[:, 0] == pytest.approx([1.5, 4.0, np.nan, 6.0], nan_ok=True)
    assert within[:, 0] == pytest.approx([0.25, np.nan, np.nan, np.nan], nan_ok=True)
    assert np.isnan(expected_under_draws(values, numbers)[2, 0])


def test_where_more_is_better_and_where_nothing_is() -> None:
    differences = np.array([[1.0, 1.0, np.nan], [2.0, 2.0, np.nan], [-1.0, -1.0, np.nan], [0.0, 0.0, np.nan]])
    better, worse = shares_better(differences, np.array([-1, 0, 1]))
    assert better == pytest.approx([0.5, np.nan, np.nan], nan_ok=True)
    assert worse == pytest.approx([0.25, np.nan, np.nan], nan_ok=True)
