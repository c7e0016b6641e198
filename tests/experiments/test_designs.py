"""Designs against what is known of them."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.analyze import sobol as sobol_analysis
from scipy import stats

from simulation.experiments.content import DesignContent
from simulation.experiments.designs import design_points, design_size
from simulation.experiments.results import Uncertainty
from simulation.experiments.uncertainties import values_at

TWO = (Uncertainty("a", 0.0, 1.0), Uncertainty("b", 10.0, 30.0))


def made(kind: str, uncertainties: tuple[Uncertainty, ...] = TWO, seed: int = 0, **keys: object) -> np.ndarray:
    design = DesignContent.model_validate({"kind": kind, **keys})
    points = design_points(design, uncertainties, seed)
    assert len(points) == design_size(design, uncertainties)
    return points


def test_a_factorial_has_every_combination_once_the_last_fastest() -> None:
    levels = (Uncertainty("a", 1, 2, "levels", levels=(1.0, 2.0)), Uncertainty("b", 0.0, 4.0))
    assert made("full-factorial", levels, levels=3).tolist() == [[1, 0], [1, 2], [1, 4], [2, 0], [2, 2], [2, 4]]


def test_a_factorial_of_nothing_is_one_point() -> None:
    assert made("full-factorial", ()).shape == (1, 0)


def test_levels_of_a_log_uniform_are_spaced_by_ratio() -> None:
    points = made("full-factorial", (Uncertainty("a", 0.1, 10.0, "log-uniform"),), levels=3)
    assert points[:, 0] == pytest.approx([0.1, 1.0, 10.0])


def test_a_hypercube_has_one_point_in_each_slice_of_each_axis() -> None:
    points = made("latin-hypercube", samples=50)
    assert sorted((points[:, 0] * 50).astype(int)) == list(range(50))
    assert sorted(((points[:, 1] - 10) / 20 * 50).astype(int)) == list(range(50))


def test_saltellis_scheme_finds_the_known_indices_of_a_linear_function() -> None:
    # Y = a + b/10: variances 1/12 and 4/12, so that first and total indices are 0.2 and 0.8.
    points = made("sobol", samples=1024)
    assert len(points) == 1024 * 4
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [10, 30]]}
    found = sobol_analysis.analyze(problem, points[:, 0] + points[:, 1] / 10, calc_second_order=False, seed=1)
    assert found["S1"] == pytest.approx([0.2, 0.8], abs=0.02)
    assert found["ST"] == pytest.approx([0.2, 0.8], abs=0.02)


def test_second_order_takes_twice_the_points_of_each_uncertainty() -> None:
    assert len(made("sobol", samples=8, second_order=True)) == 8 * 6


def test_a_morris_trajectory_moves_one_number_at_a_time() -> None:
    points = made("morris", trajectories=5).reshape(5, 3, 2)
    moved = (np.diff(points, axis=1) != 0).sum(axis=2)
    assert (moved == 1).all()
    assert set(np.round(points[..., 0].ravel(), 6)) <= {0.0, 0.333333, 0.666667, 1.0}


@pytest.mark.parametrize(
    ("kind", "size"),
    [("latin-hypercube", {"samples": 16}), ("sobol", {"samples": 16}), ("morris", {"trajectories": 4})],
)
def test_a_seed_is_a_design(kind: str, size: dict[str, int]) -> None:
    assert made(kind, **size).tobytes() == made(kind, **size).tobytes()
    assert made(kind, **size).tobytes() != made(kind, seed=1, **size).tobytes()


@pytest.mark.parametrize(
    ("uncertainty", "known"),
    [
        (Uncertainty("x", 2.0, 6.0), stats.uniform(2.0, 4.0)),
        (Uncertainty("x", 0.1, 10.0, "log-uniform"), stats.loguniform(0.1, 10.0)),
        (Uncertainty("x", 0.0, 8.0, "normal"), stats.truncnorm(-2, 2, loc=4.0, scale=2.0)),
        (Uncertainty("x", 0.0, 4.0, "triangular", mode=1.0), stats.triang(0.25, 0.0, 4.0)),
        (Uncertainty("x", 0.0, 4.0, "triangular", mode=0.0), stats.triang(0.0, 0.0, 4.0)),
    ],
    ids=["uniform", "log-uniform", "normal", "triangular", "triangular at its low"],
)
def test_distributions_are_those_that_they_are_called(uncertainty: Uncertainty, known: stats.rv_continuous) -> None:
    share = (np.arange(2000) + 0.5) / 2000
    values = values_at((uncertainty,), share[:, None])[:, 0]
    assert stats.kstest(values, known.cdf).statistic < 0.001
    ends = values_at((uncertainty,), np.array([[0.0], [1.0]]))[:, 0]
    assert ends.tolist() == [uncertainty.low, uncertainty.high]


def test_levels_are_equally_likely() -> None:
    uncertainty = Uncertainty("x", 1.0, 5.0, "levels", levels=(1.0, 2.0, 5.0))
    values = values_at((uncertainty,), np.linspace(0, 1, 301)[:, None])[:, 0]
    assert np.unique(values, return_counts=True)[1].tolist() == [100, 100, 101]
