"""Cost against harm: the frontier of planted options, and in how many futures it holds."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from simulation.analysis.frontier import cost_against_harm, on_frontier
from tests.analysis.played import with_outcomes


def test_planted_options() -> None:
    cost = np.array([1.0, 2.0, 2.0, 3.0, 3.0, 4.0])
    harm = np.array([9.0, 5.0, 6.0, 5.0, 1.0, 1.0])
    assert on_frontier(cost, harm).tolist() == [True, True, False, False, True, False]


def test_equal_options_stand_together() -> None:
    assert on_frontier(np.array([1.0, 1.0, 2.0]), np.array([3.0, 3.0, 3.0])).tolist() == [True, True, False]


@given(
    arrays(float, (4, 6), elements=st.integers(0, 5).map(float)),
    arrays(float, (4, 6), elements=st.integers(0, 5).map(float)),
)
def test_it_is_what_the_definition_says(cost: np.ndarray, harm: np.ndarray) -> None:
    found = on_frontier(cost, harm)
    for future in range(4):
        for k in range(6):
            beaten = any(
                cost[future, j] <= cost[future, k]
                and harm[future, j] <= harm[future, k]
                and (cost[future, j], harm[future, j]) != (cost[future, k], harm[future, k])
                for j in range(6)
            )
            assert found[future, k] != beaten
    assert found.any(axis=1).all()


def test_means_spread_and_futures() -> None:
    frontier = cost_against_harm(
        [
            with_outcomes("hands-off", cost_a_year=[1, 1, 1, 1], harm=[8, 8, 8, 8]),
            with_outcomes("ladder", cost_a_year=[4, 4, 4, 4], harm=[2, 2, 9, 3]),
            with_outcomes("blame-first", cost_a_year=[5, 5, 5, 5], harm=[9, 9, 9, 9]),
        ],
        harm="harm",
    )
    table = frontier.table.set_index("policy")
    assert table["on_frontier"].tolist() == [True, True, False]
    assert table["frontier_futures"].tolist() == [1.0, 0.75, 0.0]
    assert table.loc["ladder", "harm"] == 4
    assert table.loc["ladder", "harm_error"] == pytest.approx(pd.Series([2, 2, 9, 3]).std() / 2)
    assert frontier.frontier["policy"].tolist() == ["hands-off", "ladder"]
    assert (frontier.cost_unit, frontier.harm_unit) == ("cost units a year", "point-years")
