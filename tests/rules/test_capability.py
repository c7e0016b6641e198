"""How capability is sustained, learnt, helped and lost. S4, S7, S10, S13."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import capability
from tests.rules.numbers import DEFAULTS, draws, parameters, points, shares, with_numbers

rules = plain_rules(capability)
four = st.lists(st.floats(0.0, 20.0), min_size=4, max_size=4)


@given(low=shares, high=shares, other=shares, p=parameters())
def test_better_leaders_and_open_cultures_sustain_more(low: float, high: float, other: float, p) -> None:
    low, high = min(low, high), max(low, high)
    assert rules.sustained_capability(low, other, p) <= rules.sustained_capability(high, other, p)
    assert rules.sustained_capability(other, low, p) <= rules.sustained_capability(other, high, p)


def test_what_is_sustained_by_the_middling() -> None:
    assert rules.sustained_capability(0.5, 0.5, DEFAULTS) == pytest.approx(33 + 19 + 5)


# Learning


def test_an_organisation_learns_from_the_shortfall_that_it_admits() -> None:
    assert rules.learning_from_shortfall(1.0, 1.0, 50.0, DEFAULTS) == pytest.approx(0.2)
    assert rules.learning_from_shortfall(0.5, 0.5, 50.0, DEFAULTS) == pytest.approx(0.05)


@given(openness=shares, honesty=shares, quality=points, p=parameters())
def test_neither_the_closed_nor_the_dishonest_nor_the_good_learn_from_shortfall(
    openness: float, honesty: float, quality: float, p
) -> None:
    assert rules.learning_from_shortfall(0.0, honesty, quality, p) == 0.0
    assert rules.learning_from_shortfall(openness, 0.0, quality, p) == 0.0
    assert rules.learning_from_shortfall(openness, honesty, max(quality, 60.0), p) == 0.0


@given(low=shares, high=shares, honesty=shares, quality=points, p=parameters())
def test_openness_never_lessens_learning(low: float, high: float, honesty: float, quality: float, p) -> None:
    low, high = min(low, high), max(low, high)
    for learn in (
        lambda openness: rules.learning_from_shortfall(openness, honesty, quality, p),
        lambda openness: rules.learning_from_peers(openness, honesty, quality, 70.0, p),
        lambda openness: rules.learning_from_lessons(openness, 5.0, p),
    ):
        assert 0.0 <= learn(low) <= learn(high)


@given(openness=shares, connected=shares, own=points, theirs=points, p=parameters())
def test_one_learns_over_ties_and_only_from_those_who_can_do_more(
    openness: float, connected: float, own: float, theirs: float, p
) -> None:
    learnt = rules.learning_from_peers(openness, connected, own, theirs, p)
    assert 0.0 <= learnt <= max(theirs - own, 0.0)
    assert rules.learning_from_peers(openness, 0.0, own, theirs, p) == 0.0


def test_lessons_beyond_ten_add_nothing() -> None:
    assert rules.learning_from_lessons(1.0, 4.0, DEFAULTS) == pytest.approx(0.12)
    assert rules.learning_from_lessons(1.0, 10.0, DEFAULTS) == rules.learning_from_lessons(1.0, 25.0, DEFAULTS)
    assert rules.learning_from_lessons(0.0, 10.0, DEFAULTS) == 0.0


def test_a_closed_case_leaves_the_more_the_opener_it_was_and_lessons_fade() -> None:
    assert rules.lesson_of(0.8, DEFAULTS) == pytest.approx(0.4)
    assert rules.lesson_of(0.0, DEFAULTS) == 0.0
    assert rules.lesson_of(1.0, with_numbers(lessons_spread=0.0)) == 0.0
    assert rules.lessons_next(10.0, 0.5, DEFAULTS) == pytest.approx(10.3)


# Help


@given(own=points, openness=shares, gain=shares, ceiling=points, p=parameters())
def test_help_never_lifts_above_its_ceiling(own: float, openness: float, gain: float, ceiling: float, p) -> None:
    helped = rules.gain_from_help(own, openness, gain, ceiling, p)
    assert helped >= 0.0
    if own >= ceiling:
        assert helped == 0.0
    elif p.help_in_closed_culture + p.help_from_openness <= 1.0:
        assert own + helped <= ceiling + 1e-9


def test_a_closed_culture_takes_up_two_fifths_of_help() -> None:
    assert rules.gain_from_help(40.0, 1.0, 0.1, 70.0, DEFAULTS) == pytest.approx(3.0)
    assert rules.gain_from_help(40.0, 0.0, 0.1, 70.0, DEFAULTS) == pytest.approx(1.2)


# Losses


@pytest.mark.parametrize(("quality", "left"), [(30.0, 0.6), (40.0, 0.2), (45.0, 0.0), (70.0, 0.0)])
def test_staff_leave_below_and_just_above_failing(quality: float, left: float) -> None:
    assert rules.staff_leaving(quality, DEFAULTS) == pytest.approx(left)


@given(low=shares, high=shares, p=parameters())
def test_the_hazard_of_a_crisis_falls_with_openness(low: float, high: float, p) -> None:
    """S10."""
    low, high = min(low, high), max(low, high)
    assert 0.0 <= rules.crisis_hazard(high, p) <= rules.crisis_hazard(low, p) <= 1.0
    if high - low > 1e-6 and p.crisis_in_closed_culture - p.crisis_openness * high > 0.0:
        assert rules.crisis_hazard(high, p) < rules.crisis_hazard(low, p)


def test_a_closed_culture_has_six_times_the_crises_of_an_open_one() -> None:
    assert rules.crisis_hazard(0.0, DEFAULTS) == pytest.approx(0.0095)
    assert rules.crisis_hazard(1.0, DEFAULTS) == pytest.approx(0.0015)


# All together


@given(own=points, sustained=st.floats(0.0, 120.0), parts=four, draw=draws, p=parameters())
def test_capability_stays_on_its_scale_and_follows_its_parts(
    own: float, sustained: float, parts: list[float], draw: float, p
) -> None:
    learnt, helped, left, lost = parts
    after = rules.capability_next(own, sustained, learnt, helped, left, lost, draw, p)
    assert 0.0 <= after <= 100.0
    assert rules.capability_next(own, sustained, learnt + 1.0, helped, left, lost, draw, p) >= after
    assert rules.capability_next(own, sustained, learnt, helped + 1.0, left, lost, draw, p) >= after
    assert rules.capability_next(own, sustained, learnt, helped, left + 1.0, lost, draw, p) <= after
    assert rules.capability_next(own, sustained, learnt, helped, left, lost + 1.0, draw, p) <= after


def test_with_nothing_learnt_or_lost_capability_drifts_to_what_is_sustained() -> None:
    assert rules.capability_next(50.0, 60.0, 0.0, 0.0, 0.0, 0.0, 0.0, DEFAULTS) == pytest.approx(50.4)
