"""What looks see and miss, and the grades that they give. S9."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import inspection
from simulation.vocabulary import Grade
from tests.rules.numbers import DEFAULTS, draws, parameters, points, shares, with_numbers

rules = plain_rules(inspection)


@given(usual=shares, low=shares, high=shares, p=parameters())
def test_looks_miss_more_where_more_is_concealed(usual: float, low: float, high: float, p) -> None:
    low, high = min(low, high), max(low, high)
    assert 0.0 <= rules.chance_of_miss(usual, high, p) <= rules.chance_of_miss(usual, low, p) <= 1.0
    assert rules.chance_of_miss(usual, 1.0, p) == usual


@given(quality=points, reported=points, draw=draws, p=parameters())
def test_a_look_sees_the_truth_give_or_take_or_the_report_where_it_misses(
    quality: float, reported: float, draw: float, p
) -> None:
    assert rules.seen(quality, reported, True, p.inspection_sd, draw) == reported
    assert rules.seen(quality, reported, False, p.inspection_sd, 0.0) == quality
    assert rules.seen(quality, reported, False, p.inspection_sd, draw) == quality + p.inspection_sd * draw


@pytest.mark.parametrize(
    ("finding", "grade"),
    [
        (-5.0, Grade.INADEQUATE), (39.99, Grade.INADEQUATE), (40.0, Grade.REQUIRES_IMPROVEMENT),
        (59.99, Grade.REQUIRES_IMPROVEMENT), (60.0, Grade.GOOD), (79.99, Grade.GOOD), (80.0, Grade.OUTSTANDING),
        (130.0, Grade.OUTSTANDING),
    ],
)  # fmt: skip
def test_grades_are_bounded_by_the_thresholds(finding: float, grade: Grade) -> None:
    assert rules.grade_of(finding, DEFAULTS) == grade


def test_grades_follow_thresholds_that_a_scenario_moves() -> None:
    p = with_numbers(failing_threshold=30.0, good_threshold=50.0, outstanding_threshold=90.0)
    assert [rules.grade_of(x, p) for x in (35.0, 55.0, 85.0)] == [Grade.REQUIRES_IMPROVEMENT, Grade.GOOD, Grade.GOOD]


def test_an_earlier_framework_holds_in_the_run_in_and_for_some_quarters_after_it() -> None:
    p = with_numbers(earlier_framework_shift=4.0, earlier_framework_quarters=16)
    assert [rules.framework_shift(quarter, p) for quarter in (-8, 0, 15, 16, 40)] == [4.0, 4.0, 4.0, 0.0, 0.0]
    assert rules.grade_of(62.0 - rules.framework_shift(15, p), p) == Grade.REQUIRES_IMPROVEMENT
    assert rules.grade_of(62.0 - rules.framework_shift(16, p), p) == Grade.GOOD
    assert rules.framework_shift(-1, DEFAULTS) == 0.0


def test_the_next_inspection_comes_after_three_years_or_four_give_or_take_two_quarters() -> None:
    assert rules.quarters_to_next(Grade.INADEQUATE, 0.5, DEFAULTS) == 12
    assert rules.quarters_to_next(Grade.GOOD, 0.5, DEFAULTS) == 17
    span = [rules.quarters_to_next(Grade.GOOD, u, DEFAULTS) for u in np.linspace(0.0, 1.0, 1001)[:-1]]
    assert (min(span), max(span)) == (15, 19)
    assert np.mean(span) == pytest.approx(17, abs=0.05)


@given(grade=st.integers(1, 4), u=st.floats(0.0, 1.0, exclude_max=True), p=parameters())
def test_the_rota_always_leaves_time_between_inspections(grade: int, u: float, p) -> None:
    assert rules.quarters_to_next(grade, u, p) >= 1
