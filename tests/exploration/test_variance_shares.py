"""Sobol' indices against functions whose indices are known, at a stated sample size."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.sample import sobol
from SALib.test_functions import Ishigami, Sobol_G

from simulation.exploration.variance_shares import variance_shares

# Ishigami with A = 7, B = 0.1 (Ishigami and Homma 1990): exact to four decimals.
FIRST, TOTAL = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])
SAMPLES = 1024
NAMES = ["a", "b", "c"]


def ishigami(samples: int, *, second_order: bool = False, seed: int = 1) -> np.ndarray:
    problem = {"num_vars": 3, "names": NAMES, "bounds": [[-np.pi, np.pi]] * 3}
    return Ishigami.evaluate(sobol.sample(problem, samples, calc_second_order=second_order, seed=seed))


def test_ishigami_at_1024_base_samples():
    found = variance_shares(ishigami(SAMPLES), NAMES, second_order=False)
    assert np.abs(found["first"] - FIRST).max() < 0.02
    assert np.abs(found["total"] - TOTAL).max() < 0.02
    assert ((found["first_low"] <= FIRST) & (found["first_high"] >= FIRST)).all()
    assert ((found["total_low"] <= TOTAL) & (found["total_high"] >= TOTAL)).all()


def test_more_samples_are_nearer_and_surer():
    few, many = (variance_shares(ishigami(n, seed=3), NAMES, second_order=False) for n in (64, 2048))
    assert np.abs(many["total"] - TOTAL).max() < np.abs(few["total"] - TOTAL).max()
    assert (many["total_high"] - many["total_low"]).max() < 0.5 * (few["total_high"] - few["total_low"]).max()


def test_sobol_g_at_2048_base_samples():
    a = np.array([0.0, 1.0, 4.5, 9.0])
    names = list("abcd")
    problem = {"num_vars": 4, "names": names, "bounds": [[0.0, 1.0]] * 4}
    outcome = Sobol_G.evaluate(sobol.sample(problem, 2048, calc_second_order=False, seed=2), a)
    parts = 1.0 / (3.0 * (1.0 + a) ** 2)
    variance = np.prod(1.0 + parts) - 1.0
    total = parts * np.array([np.prod(1.0 + np.delete(parts, k)) for k in range(4)]) / variance
    found = variance_shares(outcome, names, second_order=False)
    assert found["first"].to_numpy() == pytest.approx(parts / variance, abs=0.02)
    assert found["total"].to_numpy() == pytest.approx(total, abs=0.02)


def test_a_design_for_second_order_indices_gives_the_same_ones():
    with_pairs = variance_shares(ishigami(SAMPLES, second_order=True), NAMES, second_order=True)
    assert np.abs(with_pairs["first"] - FIRST).max() < 0.02
    assert np.abs(with_pairs["total"] - TOTAL).max() < 0.02


def test_the_same_seed_gives_the_same_intervals_and_nil_is_a_seed():
    outcome = ishigami(128)
    assert variance_shares(outcome, NAMES, second_order=False, seed=0).equals(
        variance_shares(outcome, NAMES, second_order=False, seed=0)
    )


def test_what_never_changes_depends_on_nothing():
    found = variance_shares(np.full(5 * 8, 3.0), NAMES, second_order=False)
    assert (found.drop(columns="uncertainty") == 0.0).all(axis=None)
