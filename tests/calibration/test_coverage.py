"""Simulation-based calibration: flat where posteriors are right, and it sees where they are not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from docs.calibration_coverage import page
from simulation.calibration.coverage import DRAWS, Coverage, coverage
from simulation.errors import InputError
from tests.calibration.test_regression import simulated


def table(points: int) -> Any:
    """A reference table of the two numbers and three targets whose posterior is known."""
    unit, targets = simulated(points)
    estimates = SimpleNamespace(of=lambda names: targets)
    return SimpleNamespace(
        unit=unit, depth=np.zeros(points, int), estimates=lambda: estimates, basis=SimpleNamespace(names=["one", "two"])
    )


def test_ranks_of_the_truth_are_even_where_the_posterior_is_right() -> None:
    found = coverage(table(4_000), ("a", "b", "c"), repeats=100, kept=500, seed=2)
    frame = found.frame().set_index("name")
    assert (frame["p"] > 0.001).all()
    assert frame["within_95"].to_numpy() == pytest.approx(0.95, abs=0.07)
    assert frame["mean_rank"].to_numpy() == pytest.approx(0.5, abs=0.1)
    assert ((found.ranks >= 0) & (found.ranks <= DRAWS)).all()
    assert found.histogram().sum(axis=1).tolist() == [100, 100]
    again = coverage(table(4_000), ("a", "b", "c"), repeats=100, kept=500, seed=2)
    assert np.array_equal(found.ranks, again.ranks)


def test_intervals_that_are_too_narrow_too_wide_or_lean_are_seen() -> None:
    chance = np.random.default_rng(1)
    bowl = np.where(chance.random(200) < 0.5, chance.integers(0, 12, 200), chance.integers(88, 100, 200))
    ranks = np.stack([bowl, chance.integers(30, 70, 200), chance.integers(40, 100, 200), np.arange(200) % 100], axis=1)
    frame = Coverage(("narrow", "wide", "leaning", "even"), ranks, 1_000, 100).frame().set_index("name")
    assert (frame.loc[["narrow", "wide", "leaning"], "p"] < 0.001).all()
    assert frame.loc["even", "p"] == pytest.approx(1.0)
    assert frame.loc["narrow", "within_50"] == 0.0
    assert frame.loc["wide", "within_50"] == 1.0
    assert frame.loc["leaning", "mean_rank"] > 0.6
    assert frame.loc["even", "outside_band"] == 0


def test_the_page_says_which_ranks_are_uneven() -> None:
    ranks = np.stack([np.arange(200) % 100, np.full(200, 50)], axis=1)
    text = page(Coverage(("even", "wide"), ranks, 12_345, 2_000), targets=72, seed=0)
    assert "Ranks of `wide` are uneven" in text
    assert "| `even` | 50% | 80% |" in text
    assert "12,345 other panels" in text
    fine = page(Coverage(("even",), ranks[:, :1], 12_345, 2_000), targets=72, seed=0)
    assert "No number's ranks are uneven" in fine


def test_a_table_that_is_too_small_is_told() -> None:
    with pytest.raises(InputError, match="only 100 panels lie where matching left the prior in"):
        coverage(table(100), ("a", "b", "c"), repeats=10, kept=500)
