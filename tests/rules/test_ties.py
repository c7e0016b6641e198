"""Ties thin with insularity, fear and failure. S7."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import ties
from tests.rules.numbers import DEFAULTS, parameters, points, shares, with_numbers

rules = plain_rules(ties)


@given(a=shares, b=shares, more=shares, p=parameters())
def test_insularity_on_either_side_cuts_ties_and_their_weight(a: float, b: float, more: float, p) -> None:
    for rule in (rules.chance_of_tie, rules.tie_weight):
        assert 0.0 <= rule(a, b, p) <= 1.0
        assert rule(a, b, p) == pytest.approx(rule(b, a, p), abs=1e-15)
        assert rule(max(a, more), b, p) <= rule(a, b, p)


def test_two_without_insularity_have_the_full_tie() -> None:
    assert rules.chance_of_tie(0.0, 0.0, DEFAULTS) == 1.0
    assert rules.tie_weight(0.0, 0.0, DEFAULTS) == DEFAULTS.tie_strength
    assert rules.chance_of_tie(1.0, 0.0, with_numbers(insularity_thinning=1.0)) == 0.0


@given(low=st.floats(0.0, 50.0), high=st.floats(0.0, 50.0), p=parameters())
def test_connectedness_rises_to_one(low: float, high: float, p) -> None:
    low, high = min(low, high), max(low, high)
    assert 0.0 <= rules.connectedness(low, p) <= rules.connectedness(high, p) < 1.0
    assert rules.connectedness(p.connectedness_half, p) == pytest.approx(0.5)
    assert rules.connectedness(0.0, p) == 0.0


@given(reach=shares, blame=shares, quality=points, p=parameters())
def test_fear_and_failure_make_an_organisation_withdraw(reach: float, blame: float, quality: float, p) -> None:
    after = rules.reach_next(reach, blame, quality, p)
    assert 0.0 <= after <= 1.0
    assert rules.reach_next(reach, min(blame + 0.1, 1.0), quality, p) <= after
    assert rules.reach_next(reach, blame, max(quality - 5.0, 0.0), p) <= after


@given(quality=st.floats(40.0, 100.0), p=parameters())
def test_the_unblamed_who_do_not_fail_keep_their_ties_and_win_them_back(quality: float, p) -> None:
    assert rules.reach_next(1.0, 0.0, quality, p) == 1.0
    assert 0.4 < rules.reach_next(0.4, 0.0, quality, p) < 1.0


@pytest.mark.parametrize(("connected", "openness", "asks"), [(0.5, 0.5, True), (0.5, 0.3, False), (0.0, 1.0, False)])
def test_voluntary_help_needs_ties_and_openness(connected: float, openness: float, asks: bool) -> None:
    assert rules.takes_up_voluntary_help(connected, openness, DEFAULTS) is asks
