"""A comparison on its way: at every step its numbers are those of ``compare`` with as many futures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.analysis.designation import designation_panels, fall_after_designation
from simulation.app.comparing.course import Course
from simulation.app.comparing.falls import quarters_after
from simulation.app.comparing.setting import OUTCOMES
from simulation.app.comparing.snapshot import content_of
from simulation.app.comparing.steps import FOLLOWED_FUTURES, MOST_FUTURES, Lane, steps_of
from simulation.errors import InputError
from simulation.policies import load_policies
from tests.analysis.small import SMALL_SECTOR

POLICIES = "last-resort,improvement-boards,brokered-early"
FUTURES, SEED = 28, 3


@given(st.integers(2, 1_000), st.integers(20, 200), st.integers(2, 4), st.sampled_from([4, 12, 60, MOST_FUTURES]))
def test_each_lane_begins_small_and_leaves_no_future_out(
    organisations: int, quarters: int, policies: int, futures: int
) -> None:
    steps = steps_of(organisations, quarters, policies, futures)
    assert len(steps[0].runs) == 4
    for lane in (Lane.ASSUMED, Lane.PLAUSIBLE):
        assert [run for step in steps if step.lane is lane for run in step.runs] == list(range(futures))
    followed = [run for step in steps if step.lane is Lane.DESIGNATED for run in step.runs]
    assert followed == list(range(len(followed)))
    assert len(followed) <= min(FOLLOWED_FUTURES, futures)
    heaviest = max(len(step.runs) for step in steps)
    assert heaviest * organisations * quarters * policies <= max(
        24 * 153 * 80 * 4, 4 * organisations * quarters * policies
    )


@pytest.fixture(scope="module")
def course() -> Course:
    found = Course(SMALL_SECTOR, load_policies(POLICIES), SEED, futures=FUTURES)
    while not found.is_done:
        found.take(found.taken)
    return found


@pytest.mark.parametrize("futures", [4, 12, FUTURES])
def test_after_so_many_futures_all_numbers_are_those_of_compare(course: Course, futures: int) -> None:
    ours = course.comparison(futures)
    theirs = compare(SMALL_SECTOR, POLICIES, runs=futures, seed=SEED)
    assert ours.runs == futures
    pd.testing.assert_frame_equal(ours.differences(OUTCOMES), theirs.differences(OUTCOMES), check_exact=True)
    pd.testing.assert_frame_equal(ours.outcomes(), theirs.outcomes(), check_exact=True)
    as_assumed = theirs.series().query("assumptions == 'as assumed'").reset_index(drop=True)
    series = ours.series()
    assert np.array_equal(series["q95"], as_assumed["q95"])
    assert ours.headline() == theirs.headline()


def test_the_page_shows_these_numbers(course: Course) -> None:
    theirs = compare(SMALL_SECTOR, POLICIES, runs=FUTURES, seed=SEED)
    shown = content_of(course.comparison(), course.falls())
    assert shown["futures"] == shown["across"] == 2 * shown["draws"] == FUTURES
    assert list(shown["headlines"]) == list(OUTCOMES)
    for outcome, told in shown["headlines"].items():
        headline = replace(theirs, outcome=outcome).headline()
        assert told["sentences"] == list(headline.sentences)
        assert told["question"] == headline.question
    assert "harm" in shown["headlines"]["harm"]["sentences"][0]
    for outcome in shown["differences"]:
        expected = theirs.differences(outcome["name"]).set_index("policy")
        means = [row["difference"] for row in outcome["rows"]]
        assert means == sorted(means, reverse=outcome["lessIsBetter"] is False)
        for row in outcome["rows"]:
            for column in ("difference", "error_low", "futures_high", "assumptions_low", "better_assumptions"):
                assert row[column] == pytest.approx(expected.loc[row["policy"], column], rel=1e-6, abs=1e-9), column
    quarters = {len(values) for series in shown["years"] for of in series["of"].values() for values in of.values()}
    assert quarters == {SMALL_SECTOR.quarters}


def test_the_fall_is_that_of_all_cases_together(course: Course) -> None:
    policies = load_policies(POLICIES)
    after = quarters_after(SMALL_SECTOR.quarters)
    *played, twin = designation_panels(SMALL_SECTOR, policies, runs=FOLLOWED_FUTURES, seed=SEED)
    falls = course.falls()
    assert list(falls) == [simulation.label for simulation in played]
    for simulation in played:
        expected = fall_after_designation(simulation, twin, after=after)
        found = falls[simulation.label]
        assert found is not None
        assert (found.cases, found.futures) == (expected.cases, expected.futures)
        pd.testing.assert_frame_equal(found.table, expected.table, check_dtype=False, rtol=1e-9)


def test_a_step_that_was_taken_is_not_taken_again(course: Course) -> None:
    before = course.taken, course.futures
    course.take(0)
    course.take(course.taken)
    assert (course.taken, course.futures) == before


def test_there_is_no_comparison_without_a_future() -> None:
    with pytest.raises(InputError, match="no future has been simulated yet"):
        Course(SMALL_SECTOR, load_policies(POLICIES), SEED).comparison()


def test_before_the_first_plausible_futures_only_as_assumed_is_said() -> None:
    begun = Course(SMALL_SECTOR, load_policies(POLICIES), SEED)
    begun.take(0)
    shown: dict[str, Any] = content_of(begun.comparison(), begun.falls())
    assert shown["futures"] == 4
    assert (shown["across"], shown["draws"], shown["falls"]) == (0, 0, {})
    assert not any("plausible" in sentence for sentence in shown["headlines"]["harm"]["sentences"])
    assert all(row["assumptions_low"] is None for one in shown["differences"] for row in one["rows"])


def test_its_memory_grows_with_its_futures(course: Course) -> None:
    begun = Course(SMALL_SECTOR, load_policies(POLICIES), SEED)
    begun.take(0)
    assert begun.nbytes < course.nbytes < 20_000_000
    assert isinstance(course.comparison(), Comparison)
