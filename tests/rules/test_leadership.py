"""When leaders change, who comes, how leadership drifts. S4, S5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import leadership
from tests.rules.numbers import DEFAULTS, draws, parameters, shares, with_numbers

rules = plain_rules(leadership)


def test_leaders_leave_three_in_a_hundred_quarters_more_when_blamed_and_designated() -> None:
    assert rules.change_hazard(0.0, 0, DEFAULTS) == pytest.approx(0.03)
    assert rules.change_hazard(0.0, 1, DEFAULTS) == pytest.approx(0.07)
    assert rules.change_hazard(1.0, 1, DEFAULTS) == pytest.approx(0.12)


@given(low=shares, high=shares, designated=st.sampled_from([0, 1]), p=parameters())
def test_blame_and_designation_never_keep_leaders(low: float, high: float, designated: int, p) -> None:
    low, high = min(low, high), max(low, high)
    assert 0.0 <= rules.change_hazard(low, designated, p) <= rules.change_hazard(high, designated, p) <= 1.0
    assert rules.change_hazard(low, 0, p) <= rules.change_hazard(low, 1, p)


@given(level=shares, draw=draws, p=parameters())
def test_a_newcomer_is_as_good_as_the_place_attracts_give_or_take(level: float, draw: float, p) -> None:
    assert 0.0 <= rules.newcomer(level, draw, p) <= 1.0
    assert rules.newcomer(level, 0.0, p) == level


@given(now=shares, usual=shares, coaching=st.floats(0.0, 0.05), p=parameters())
def test_leadership_drifts_to_the_usual_and_coaching_raises_it(now: float, usual: float, coaching: float, p) -> None:
    drifted = rules.leadership_next(now, usual, 0.0, p)
    assert min(now, usual) - 1e-12 <= drifted <= max(now, usual) + 1e-12
    assert drifted <= rules.leadership_next(now, usual, coaching, p) <= 1.0


def test_a_change_of_leaders_costs_less_each_quarter() -> None:
    assert rules.change_cost_left(3.0, DEFAULTS) == pytest.approx(2.25)
    assert rules.change_cost_left(3.0, with_numbers(change_cost_kept=0.0)) == 0.0
