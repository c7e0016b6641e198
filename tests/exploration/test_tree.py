"""The tree divides where cases change, leaves nothing out, and stays shallow."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.exploration import discovery
from simulation.exploration.cases import losing_cases
from simulation.exploration.tree import grow
from tests.exploration.made import OUTCOME, POLICIES, sweep_of
from tests.exploration.test_discovery import lost_where_linkage_is_high
from tests.exploration.test_peeling import planted


def test_a_planted_box_is_the_densest_leaf_at_2000_points():
    design, share = planted(2000)
    leaves = grow(design, share)
    assert leaves[0].restricted.tolist() == [0, 1]
    assert leaves[0].low[0] == pytest.approx(0.62, abs=0.02)
    assert leaves[0].high[1] == pytest.approx(0.4, abs=0.02)
    assert len(leaves) <= 6


def test_every_point_lies_in_one_leaf():
    design, share = planted(500)
    assert (np.sum([leaf.holds(design) for leaf in grow(design, share)], axis=0) == 1).all()


def test_what_depends_on_nothing_is_not_divided():
    generator = np.random.default_rng(0)
    (leaf,) = grow(generator.random((1000, 4)), (generator.random(1000) < 0.3).astype(float))
    assert not len(leaf.restricted)


def test_without_the_extra_there_are_boxes_and_a_word(monkeypatch):
    monkeypatch.setattr(discovery, "has_tree", lambda: False)
    results = sweep_of({OUTCOME: lost_where_linkage_is_high}, samples=150)
    found = discovery.discover(results, losing_cases(results, OUTCOME, POLICIES[1]))
    assert found.boxes
    assert not found.leaves
    assert "pip install 'turnaround[discover]'" in found.notes[-1]
