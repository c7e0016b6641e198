"""Pairs of consecutive inspections, where they can be read off."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.evidence.computing import estimate
from simulation.evidence.months import Window, first_day_of
from simulation.validation.transitions import NOTHING_BEFORE, standing_of_regions, transitions_of
from tests.evidence.made import made
from tests.validation.made import chain

WINDOW = Window.between("2014-01", "2025-12")


def test_each_pair_knows_what_came_before() -> None:
    panel = made([[(0, 1), (36, 2), (72, 4)], [(10, 3)], [(5, 2), (41, 2)]], window=WINDOW, region=[0, 0, 1])
    found = transitions_of(panel)
    assert found.organisation.tolist() == [0, 0, 2]
    assert found.region.tolist() == [0, 0, 1]
    assert found.before.tolist() == [NOTHING_BEFORE, 1, NOTHING_BEFORE]
    assert found.last.tolist() == [1, 2, 2]
    assert found.next.tolist() == [2, 4, 2]
    assert found.months == pytest.approx(36.0, abs=0.1)
    assert found.month == pytest.approx([(2017 - 1970) * 12, (2020 - 1970) * 12, (2017 - 1970) * 12 + 5], abs=1.0)


def test_nothing_is_carried_from_one_organisation_or_panel_to_the_next() -> None:
    histories = [[[(0, 1), (36, 2)], [(0, 4), (36, 3)]], [[(0, 2), (36, 1)], [(0, 3)]]]
    found = transitions_of(made(histories, window=WINDOW))
    assert (found.before == NOTHING_BEFORE).all()
    assert found.panel.tolist() == [0, 0, 1]


def test_counts_are_the_matrix_of_the_targets() -> None:
    panel = chain(60, seed=3)
    counts = transitions_of(panel).counts().sum(axis=0)
    shares = counts / counts.sum(axis=1, keepdims=True)
    names = [f"next.{one}.{other}" for one in ("inadequate", "good") for other in ("inadequate", "outstanding")]
    expected = estimate(panel).of(names)[0]
    np.testing.assert_allclose([shares[0, 0], shares[0, 3], shares[2, 0], shares[2, 3]], expected)


def test_a_region_stands_where_its_last_grades_put_it() -> None:
    panel = made([[(0, 1), (30, 4)], [(0, 2)], [(12, 2)], [(80, 4)]], window=WINDOW, region=[0, 0, 1, 1])
    early = standing_of_regions(panel, int(first_day_of(WINDOW.first + 20)))
    # Grades 1 and 2 in the first region, 2 in the second; the fourth organisation has none yet.
    np.testing.assert_allclose(early, [[1.5 - 5 / 3, 2.0 - 5 / 3]])
    later = standing_of_regions(panel, int(first_day_of(WINDOW.first + 90)))
    np.testing.assert_allclose(later, [[0.0, 0.0]])
