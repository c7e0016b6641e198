"""PRIM finds a planted box; its measures are what they are called."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.exploration.box import Box, measures_of, quasi_p, worth
from simulation.exploration.peeling import peel

INSIDE, OUTSIDE = 0.9, 0.1


def planted(points: int, numbers: int = 5, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Cases in 90 of 100 where the first number is above 0.62 and the second below 0.4, elsewhere in 10."""
    generator = np.random.default_rng(seed)
    design = generator.random((points, numbers))
    inside = (design[:, 0] > 0.62) & (design[:, 1] < 0.4)
    return design, (generator.random(points) < np.where(inside, INSIDE, OUTSIDE)).astype(float)


@pytest.mark.parametrize("seed", range(5))
def test_a_planted_box_is_found_at_2000_points(seed):
    design, share = planted(2000, seed=seed)
    box = peel(design, share).box
    assert box.restricted.tolist() == [0, 1]
    assert box.low[0] == pytest.approx(0.62, abs=0.03)
    assert box.high[1] == pytest.approx(0.40, abs=0.03)
    assert np.isinf([box.high[0], box.low[1]]).all()
    found = measures_of(box, design, share)
    assert found.density == pytest.approx(INSIDE, abs=0.05)
    assert found.mass == pytest.approx(0.38 * 0.4, abs=0.03)
    cases = 0.38 * 0.4 * INSIDE
    assert found.coverage == pytest.approx(cases / (cases + (1 - 0.38 * 0.4) * OUTSIDE), abs=0.06)


def test_a_box_with_both_ends_of_a_number_is_found():
    generator = np.random.default_rng(4)
    design = generator.random((3000, 4))
    share = ((design[:, 2] > 0.3) & (design[:, 2] < 0.55)).astype(float)
    box = peel(design, share).box
    assert box.restricted.tolist() == [2]
    assert (box.low[2], box.high[2]) == pytest.approx((0.3, 0.55), abs=0.01)


def test_a_number_of_few_values_is_peeled_by_whole_values():
    generator = np.random.default_rng(5)
    design = np.column_stack([generator.integers(0, 4, 1000), generator.random(1000)]).astype(float)
    box = peel(design, (design[:, 0] == 3).astype(float)).box
    assert box.restricted.tolist() == [0]
    assert 2.0 < box.low[0] <= 3.0


def test_shares_of_futures_count_as_much_as_runs():
    """Ten futures at a point, as one share, give the box that ten rows give."""
    design, _ = planted(400, seed=6)
    inside = (design[:, 0] > 0.62) & (design[:, 1] < 0.4)
    runs = np.random.default_rng(6).random((400, 10)) < np.where(inside, INSIDE, OUTSIDE)[:, None]
    by_point = peel(design, runs.mean(axis=1)).box
    by_run = peel(np.repeat(design, 10, axis=0), runs.ravel().astype(float)).box
    assert by_point.low == pytest.approx(by_run.low)
    assert by_point.high == pytest.approx(by_run.high)


@pytest.mark.parametrize("share", [np.zeros(100), np.ones(100)])
def test_where_all_or_none_are_cases_the_box_is_open(share):
    assert not len(peel(np.random.default_rng(0).random((100, 3)), share).box.restricted)


@settings(max_examples=25)
@given(st.integers(0, 1000), st.integers(30, 300), st.integers(1, 4))
def test_what_holds_of_every_path(seed, points, numbers):
    generator = np.random.default_rng(seed)
    design = generator.random((points, numbers))
    share = (generator.random(points) < design[:, 0] ** 2).astype(float)
    found = peel(design, share)
    path = found.path
    assert (np.diff(path["mass"]) < 0).all()
    assert (np.diff(path["coverage"]) <= 1e-12).all()
    assert path["mass"].min() >= 0.05 - 1e-9
    assert path.iloc[0].tolist() == [share.mean(), 1.0, 1.0, 0]
    # What was moved and simplified keeps most of what the best of the path is worth.
    best = (path["mass"] * (path["density"] - share.mean())).max()
    assert worth(found.box, design, share) >= 0.5 * best - 1e-12


def test_measures_and_worth_by_hand():
    design = np.array([[0.1], [0.2], [0.8], [0.9]])
    share = np.array([0.0, 0.5, 1.0, 0.5])
    box = Box(np.array([0.5]), np.array([np.inf]))
    found = measures_of(box, design, share)
    assert (found.density, found.coverage, found.mass) == (0.75, 0.75, 0.5)
    assert worth(box, design, share) == pytest.approx(0.5 * (0.75 - 0.5))
    assert worth(Box.open(1), design, share) == pytest.approx(0.0)


def test_quasi_p_is_the_binomial_s_tail():
    design = np.array([[0.1], [0.2], [0.8], [0.9]])
    share = np.array([0.0, 0.0, 1.0, 1.0])
    box = Box(np.array([0.5]), np.array([np.inf]))
    assert quasi_p(box, 0, design, share) == pytest.approx(0.25)  # two of two, where half are cases


def test_a_restriction_that_does_nothing_is_no_more_than_chance():
    design, share = planted(2000)
    box = Box.open(5).moved(0, 0.62, is_low=True).moved(1, 0.4, is_low=False).moved(4, 0.5, is_low=True)
    assert quasi_p(box, 0, design, share) < 1e-6
    assert quasi_p(box, 4, design, share) > 0.01
