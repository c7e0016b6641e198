"""Emulators and history matching, where the simulation is a function that is known."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.calibration.emulator import fit_emulator, quadratic
from simulation.calibration.matching import LEAST_KEPT, Matching, draw_left_in, judged
from simulation.calibration.table import balance_weights

CHANCE = np.random.default_rng(7)


def surface(unit: np.ndarray) -> np.ndarray:
    x, y = unit.T
    return np.stack([0.3 + 0.5 * x - 0.2 * y, 0.1 + x * y + 0.3 * y**2], axis=1)


def test_a_quadratic_surface_is_found_and_so_is_the_chance_around_it() -> None:
    unit = CHANCE.random((4_000, 2))
    emulator = fit_emulator(unit, surface(unit) + CHANCE.normal(0.0, [0.05, 0.1], (4_000, 2)))
    places = CHANCE.random((50, 2))
    assert emulator.mean(places) == pytest.approx(surface(places), abs=0.02)
    assert emulator.spread == pytest.approx([0.05, 0.1], rel=0.05)
    assert emulator.explained[0] > 0.85


def test_panels_that_cannot_tell_a_target_are_left_out_of_its_surface() -> None:
    unit = CHANCE.random((400, 2))
    targets = surface(unit)
    holed = targets.copy()
    holed[::3, 1] = np.nan
    assert fit_emulator(unit, holed).mean(unit) == pytest.approx(targets, abs=1e-9)


def test_a_surface_needs_twice_as_many_points_as_terms() -> None:
    assert quadratic(np.zeros((1, 20))).shape == (1, 231)
    with pytest.raises(ValueError, match="too few"):
        fit_emulator(CHANCE.random((10, 2)), np.zeros((10, 2)))


def judgement(observed: float, earlier: list[Matching] | None = None) -> Matching:
    """Two numbers; four targets tell the first, and none the second."""
    chance = np.random.default_rng(3)
    unit, _ = draw_left_in(earlier or [], 2, 3_000, seed=8, most=200_000)
    targets = np.repeat(unit[:, :1], 4, axis=1) + chance.normal(0.0, 0.1, (len(unit), 4))
    return judged(unit, targets, np.full(4, observed), earlier or [], seed=1)


def test_what_is_left_in_is_near_in_what_the_data_tells_and_free_in_the_rest() -> None:
    unit, share = draw_left_in([judgement(0.5)], 2, 10_000, seed=1, most=200_000)
    assert 0.2 <= share < 0.6
    assert np.abs(unit[:, 0] - 0.5).max() < 0.3
    assert unit[:, 0].mean() == pytest.approx(0.5, abs=0.05)
    assert (unit[:, 1].min(), unit[:, 1].max()) == pytest.approx((0.0, 1.0), abs=0.01)


def test_panels_are_left_in_where_they_came_from() -> None:
    judge, chance = judgement(0.5), np.random.default_rng(4)
    places = chance.random((500, 2))
    panels = np.repeat(places[:, :1], 4, axis=1) + chance.normal(0.0, 0.1, (500, 4))
    away = judge.summaries.of(panels) - judge.emulator.mean(places)
    distance = np.einsum("ij,jk,ik->i", away, judge.precision, away)
    assert (distance <= judge.usual).mean() == pytest.approx(0.99, abs=0.015)


def test_a_model_that_misfits_keeps_the_nearest_fifth_and_says_so() -> None:
    judge = judgement(3.0)
    assert judge.nearest > judge.usual
    unit, share = draw_left_in([judge], 2, 5_000, seed=1, most=200_000)
    assert share == pytest.approx(LEAST_KEPT, abs=0.02)
    assert unit[:, 0].min() > 0.7


def test_waves_lie_within_one_another() -> None:
    first = judgement(0.5)
    second = judgement(0.5, [first])
    unit, share = draw_left_in([first, second], 2, 2_000, seed=2, most=400_000)
    assert first.leaves_in(unit).all()
    assert share <= draw_left_in([first], 2, 2_000, seed=2, most=400_000)[1] + 0.02


def test_weighted_draws_of_nested_waves_are_draws_of_the_prior() -> None:
    first = CHANCE.random(3_000)
    second = 0.25 * CHANCE.random(3_000)  # drawn from a quarter of the prior
    places = np.concatenate([first, second])
    weights = balance_weights((places < 0.25).astype(int), np.array([3_000, 3_000]), np.array([1.0, 0.25]))
    assert weights.sum() == pytest.approx(1.0)
    assert weights[places < 0.25].sum() == pytest.approx(0.25, abs=0.02)
    assert np.average(places, weights=weights) == pytest.approx(0.5, abs=0.02)
