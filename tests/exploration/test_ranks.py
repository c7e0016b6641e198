"""Sensitivity from ranks: known answers, and what ranks promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.exploration.ranks import BINS, bins_of, fewest_points, rank_sensitivity

NAMES = ["a", "b", "c"]


def normal_points(points: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    design = generator.normal(size=(points, 3))
    return design, 2.0 * design[:, 0] - design[:, 1] + generator.normal(size=points)


def test_partial_rank_correlations_of_normal_numbers_at_4000_points():
    """Partial correlations are b / sqrt(b^2 + 1); of ranks, nearly 6 / pi asin(r / 2)."""
    design, outcome = normal_points(4000)
    found = rank_sensitivity(design, outcome, NAMES, np.arange(4000))
    partial = np.array([2.0, -1.0, 0.0]) / np.sqrt(np.array([4.0, 1.0, 0.0]) + 1.0)
    assert found["rank_correlation"].to_numpy() == pytest.approx(6 / np.pi * np.arcsin(partial / 2), abs=0.04)
    assert found["rank_correlation_low"][0] < found["rank_correlation"][0] < found["rank_correlation_high"][0]


def test_share_explained_sees_what_rises_and_falls_again_at_2000_points():
    generator = np.random.default_rng(1)
    design = generator.random((2000, 3))
    found = rank_sensitivity(design, (design[:, 0] - 0.5) ** 2, NAMES, np.arange(2000))
    assert abs(found["rank_correlation"][0]) < 0.1
    # Ten bins leave the curve's fall within each: 1 - the mean variance of a uniform rank within a bin.
    assert found["explained"][0] == pytest.approx(0.96, abs=0.02)
    assert (found["explained"][1:] < 0.02).all()


def test_intervals_cover_nil_for_what_does_nothing():
    covered = []
    for seed in range(60):
        design, outcome = normal_points(150, seed)
        row = rank_sensitivity(design, outcome, NAMES, np.arange(150), seed=seed).iloc[2]
        covered.append(row["rank_correlation_low"] <= 0.0 <= row["rank_correlation_high"])
    assert np.mean(covered) >= 0.85


def test_few_points_make_no_finding_of_what_does_nothing():
    """Of shares explained at 60 points: intervals hold the share that 20,000 points show, and mostly reach nil."""
    truth = rank_sensitivity(*normal_points(20_000), NAMES, np.arange(20_000))["explained"].to_numpy()
    found = [rank_sensitivity(*normal_points(60, seed), NAMES, np.arange(60), seed=seed) for seed in range(60)]
    low, value, high = (np.array([one[f"explained{end}"] for one in found]) for end in ("_low", "", "_high"))
    assert ((low <= truth) & (truth <= high)).mean(axis=0).min() >= 0.85
    assert ((low <= value) & (value <= high)).all()
    assert (low[:, 2] > 0.0).mean() <= 0.1


def test_with_few_points_for_many_numbers_no_direction_is_given():
    design = np.random.default_rng(0).random((60, 20))
    found = rank_sensitivity(design, design[:, 0], [f"n{k}" for k in range(20)], np.arange(60))
    assert found[["rank_correlation", "rank_correlation_low", "rank_correlation_high"]].isna().all(axis=None)
    assert found["explained"].idxmax() == 0


def test_how_many_points_are_needed_depends_on_the_bins():
    assert fewest_points(np.random.default_rng(0).random((100, 2))) == 40
    assert fewest_points(np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])) == 12


def test_many_points_are_resampled_in_groups_with_the_same_width():
    """Of 3,000 points the bootstrap draws 500 groups; the error is still that of 3,000 points: (1 - r^2) / sqrt(n)."""
    design, outcome = normal_points(3000, 5)
    found = rank_sensitivity(design, outcome, NAMES, np.arange(3000))
    width = found["rank_correlation_high"][2] - found["rank_correlation_low"][2]
    assert width == pytest.approx(2 * 1.96 / np.sqrt(3000), rel=0.25)


def test_points_drawn_together_are_resampled_together():
    design, outcome = normal_points(60)
    twice = np.repeat(np.arange(60), 20)
    together = rank_sensitivity(design[twice], outcome[twice], NAMES, twice)
    apart = rank_sensitivity(design[twice], outcome[twice], NAMES, np.arange(len(twice)))
    widths = [f["rank_correlation_high"][1] - f["rank_correlation_low"][1] for f in (together, apart)]
    assert widths[0] > 2.5 * widths[1]


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_a_rising_transformation_of_the_outcome_changes_nothing(seed):
    design, outcome = normal_points(80, seed)
    plain, bent = (
        rank_sensitivity(design, y, NAMES, np.arange(80)) for y in (outcome, np.exp(outcome) + 0.5 * outcome)
    )
    assert plain.drop(columns="uncertainty").to_numpy() == pytest.approx(bent.drop(columns="uncertainty").to_numpy())


def test_what_never_changes_depends_on_nothing():
    design, _ = normal_points(50)
    found = rank_sensitivity(design, np.ones(50), NAMES, np.arange(50))
    assert (found[["rank_correlation", "explained"]] == 0.0).all(axis=None)


def test_a_copied_number_is_no_fault():
    design, outcome = normal_points(50)
    design[:, 2] = design[:, 0]
    assert np.isfinite(rank_sensitivity(design, outcome, NAMES, np.arange(50)).iloc[:, 1:].to_numpy()).all()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=200))
def test_bins_keep_order(values):
    array = np.array(values)
    place = bins_of(array)
    assert place.min() >= 0
    assert place.max() < BINS
    order = np.argsort(array, kind="stable")
    assert (np.diff(place[order]) >= 0).all()
