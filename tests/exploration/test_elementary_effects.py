"""Morris's effects against functions whose effects are known."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.sample import morris

from simulation.exploration.elementary_effects import elementary_effects

NAMES = ["a", "b", "c"]


def design(trajectories: int, low: float = 0.0, high: float = 1.0) -> np.ndarray:
    problem = {"num_vars": 3, "names": NAMES, "bounds": [[low, high]] * 3}
    return morris.sample(problem, trajectories, num_levels=4, seed=1)


def effects(points: np.ndarray, outcome: np.ndarray, low: float = 0.0, high: float = 1.0):
    return elementary_effects(points, outcome, NAMES, (np.full(3, low), np.full(3, high)), levels=4)


def test_a_line_s_effects_are_its_slopes_over_the_range_and_have_no_spread():
    points = design(20, -1.0, 3.0)
    found = effects(points, points @ [2.0, -1.0, 0.0], -1.0, 3.0)
    assert found["mean_size"].to_numpy() == pytest.approx([8.0, 4.0, 0.0])
    assert found["mean"].to_numpy() == pytest.approx([8.0, -4.0, 0.0])
    assert found["spread"].to_numpy() == pytest.approx(0.0, abs=1e-9)
    assert (found["mean_size_high"] - found["mean_size_low"]).to_numpy() == pytest.approx(0.0, abs=1e-9)


def test_an_interaction_shows_as_spread():
    points = design(200)
    found = effects(points, points[:, 0] * points[:, 1])
    # On the grid 0, 1/3, 2/3, 1 the other number is 1/2 on average, with a standard deviation of sqrt(5)/6.
    assert found["mean_size"].to_numpy() == pytest.approx([0.5, 0.5, 0.0], abs=0.06)
    assert found["spread"].to_numpy() == pytest.approx([5**0.5 / 6, 5**0.5 / 6, 0.0], abs=0.03)


def test_effects_that_cancel_are_seen_in_size():
    points = design(100)
    found = effects(points, np.abs(points[:, 0] - 0.5)).set_index("uncertainty")
    assert abs(found.loc["a", "mean"]) < 0.1
    assert found.loc["a", "mean_size"] == pytest.approx(0.25, abs=0.26)
    assert found.loc["a", "mean_size"] > 10 * found.loc["b", "mean_size"]
