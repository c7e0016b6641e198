"""Regression-adjusted ABC where the posterior is known."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.calibration.fitting import fit_arrays
from simulation.calibration.regression import adjusted, fit_summaries
from simulation.errors import InputError

SLOPES = np.array([[1.0, 0.0], [0.5, 0.0], [-0.3, 0.0]])
NOISE = np.array([0.2, 0.1, 0.1])


def simulated(points: int, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Two numbers with uniform priors, of which three targets tell the first and none the second."""
    chance = np.random.default_rng(seed)
    unit = chance.random((points, 2))
    return unit, unit @ SLOPES.T + NOISE * chance.normal(size=(points, 3))


def exact(observed: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation of the first number's posterior, by adding up over a grid."""
    grid = (np.arange(4_000) + 0.5) / 4_000
    away = (observed[:, None] - SLOPES[:, :1] * grid) / NOISE[:, None]
    density = np.exp(-0.5 * (away**2).sum(axis=0))
    mean = float(np.average(grid, weights=density))
    return mean, float(np.sqrt(np.average((grid - mean) ** 2, weights=density)))


@pytest.mark.parametrize("truth", [0.3, 0.5, 0.75])
def test_the_posterior_is_the_one_that_adding_up_gives(truth: float) -> None:
    unit, targets = simulated(20_000)
    observed = truth * SLOPES[:, 0] + NOISE * [0.3, -0.5, 0.2]
    sample, summaries = fit_arrays(unit, targets, observed, np.full(len(unit), 1 / len(unit)), 2_000)
    mean, spread = exact(observed)
    found = np.average(sample.unit[:, 0], weights=sample.weights)
    wide = np.sqrt(np.average((sample.unit[:, 0] - found) ** 2, weights=sample.weights))
    assert found == pytest.approx(mean, abs=0.02)
    assert wide == pytest.approx(spread, rel=0.15)
    assert summaries.explained[0] > 0.3


def test_a_number_that_nothing_tells_keeps_its_prior() -> None:
    unit, targets = simulated(20_000)
    sample, summaries = fit_arrays(unit, targets, targets[0], np.full(len(unit), 1 / len(unit)), 2_000)
    second = sample.unit[:, 1]
    assert np.average(second, weights=sample.weights) == pytest.approx(0.5, abs=0.03)
    low, high = np.quantile(second, [0.1, 0.9])
    assert (low, high) == pytest.approx((0.1, 0.9), abs=0.04)
    assert summaries.explained[1] < 0.02


def test_weights_count() -> None:
    """Points of which half of the prior is twice as dense, weighed down, give the same posterior."""
    unit, targets = simulated(20_000)
    more, again = simulated(20_000, seed=6)
    chosen = more[:, 1] < 0.5
    unit, targets = np.concatenate([unit, more[chosen]]), np.concatenate([targets, again[chosen]])
    weights = np.where(unit[:, 1] < 0.5, 0.5, 1.0)
    sample, _ = fit_arrays(unit, targets, np.array([0.5, 0.25, -0.15]), weights / weights.sum(), 3_000)
    assert np.average(sample.unit[:, 1], weights=sample.weights) == pytest.approx(0.5, abs=0.03)


def test_numbers_never_leave_their_priors_and_weights_add_up() -> None:
    unit, targets = simulated(3_000)
    sample, _ = fit_arrays(unit, targets, np.array([3.0, 2.0, -2.0]), np.full(3_000, 1 / 3_000), 300)
    assert ((sample.unit >= 0.0) & (sample.unit <= 1.0)).all()
    assert sample.weights.sum() == pytest.approx(1.0)
    assert sample.acceptance == pytest.approx(0.1)
    assert 1.0 <= sample.effective <= 300.0


def test_the_nearest_are_kept() -> None:
    unit = np.linspace(0.05, 0.95, 100)[:, None]
    sample = adjusted(unit, unit.copy(), np.array([0.5]), np.full(100, 0.01), 10)
    assert np.abs(sample.unmoved - 0.5).max() < 0.06


def test_a_target_that_hardly_any_panel_tells_does_no_harm() -> None:
    unit, targets = simulated(500)
    targets[:450, 2] = np.nan
    assert np.isfinite(fit_summaries(unit, targets, np.full(500, 1 / 500)).of(targets)).all()


def test_a_table_that_is_too_small_is_told() -> None:
    unit, targets = simulated(100)
    with pytest.raises(InputError, match="rest on 200 panels, but only 100"):
        fit_arrays(unit, targets, targets[0], np.full(100, 0.01), 200)
