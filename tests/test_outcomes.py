"""The table of measures: every column defined, ratios empty where nothing is at risk, incidence by Kaplan and Meier."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.outcomes import OUTCOMES, cumulative_incidence, outcome_frame, outcome_named
from simulation.state import new_arrays
from simulation.totals import Total
from tests.paths import outcomes_of, play, product_limit


def test_every_measure_has_a_column_and_every_column_is_a_measure() -> None:
    frame = outcome_frame(play(np.full((4, 3), 60.0)).state.arrays, sizes_known=True)
    assert list(frame.columns) == [outcome.name for outcome in OUTCOMES]
    assert len(frame) == 1
    assert len({outcome.name for outcome in OUTCOMES}) == len(OUTCOMES)
    assert {str(kind) for kind in frame.dtypes} == {"float64"}


def test_each_measure_says_what_it_means_and_counts() -> None:
    for outcome in OUTCOMES:
        assert outcome.meaning.endswith(".")
        assert outcome.title
        assert outcome.unit
        assert outcome_named(outcome.name) is outcome
    with pytest.raises(KeyError):
        outcome_named("happiness")


def test_where_nothing_is_at_risk_there_is_no_number() -> None:
    found = outcomes_of(play(np.full((20, 3), 60.0)).state.arrays)
    empty = {name for name, value in found.items() if np.isnan(value)}
    assert empty == {
        "detection_delay", "detected_share", "true_relapse", "observed_relapse", "recovery_quarters",
        "person_years_failing",
    }  # fmt: skip
    assert found["true_relapse_at_risk"] == found["observed_relapse_at_risk"] == found["cohort"] == 0


@pytest.mark.parametrize(("quarters", "known"), [(3, ()), (4, (1,)), (11, (1,)), (12, (1, 3)), (20, (1, 3, 5))])
def test_what_is_seen_is_known_once_the_year_has_come(quarters: int, known: tuple[int, ...]) -> None:
    found = outcomes_of(play(np.full((quarters, 2), 30.0)).state.arrays)
    for year in (1, 3, 5):
        assert found[f"failing_year_{year}"] == pytest.approx(1.0 if year in known else np.nan, nan_ok=True)


def test_a_runs_measures_are_its_own() -> None:
    """A row a run, whatever the others did."""
    arrays = new_arrays(3, 10, 1, 0, 5, len(Total))
    arrays.totals[:, Total.QUARTERS] = 8
    arrays.totals[:, Total.FAILING] = 4, 0, 16
    arrays.totals[1, Total.RELOOKS], arrays.totals[1, Total.OBSERVED_RELAPSES] = 4, 1
    frame = outcome_frame(arrays, sizes_known=False)
    assert frame["failing_share"].tolist() == [4 / 80, 0.0, 16 / 80]
    assert frame["observed_relapse"].tolist() == pytest.approx([np.nan, 0.25, np.nan], nan_ok=True)


# Incidence


def test_incidence_by_hand() -> None:
    events, at_risk = np.array([0.0, 1.0, 0.0, 1.0]), np.array([5.0, 4.0, 3.0, 2.0])
    expected = [0.0, 1 / 4, 1 / 4, 1 - 3 / 4 * 1 / 2]
    assert cumulative_incidence(events, at_risk).tolist() == pytest.approx(expected)


def test_without_censoring_incidence_is_the_share_that_had_the_event() -> None:
    events = np.array([1.0, 0.0, 2.0, 3.0, 0.0])
    at_risk = 10 - np.concatenate([[0], np.cumsum(events)[:-1]])
    assert cumulative_incidence(events, at_risk).tolist() == pytest.approx((np.cumsum(events) / 10).tolist())


def test_with_nobody_at_risk_nothing_happens() -> None:
    assert cumulative_incidence(np.zeros((2, 5)), np.zeros((2, 5))).tolist() == np.zeros((2, 5)).tolist()


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12), st.booleans()), min_size=1, max_size=30))
def test_incidence_is_kaplan_and_meiers_over_single_lives(given_lives: list[tuple[int, int, bool]]) -> None:
    lives = [(first, min(first + more, 12), relapses) for first, more, relapses in given_lives]
    since = np.arange(1, 13)
    at_risk = np.array([sum(first <= d <= last for first, last, _ in lives) for d in since], float)
    events = np.array([sum(relapses and last == d for _, last, relapses in lives) for d in since], float)
    curve = cumulative_incidence(events, at_risk)
    assert curve[-1] == pytest.approx(product_limit(lives))
    assert (np.diff(curve) >= -1e-12).all()
    assert curve.min() >= 0.0
    assert curve.max() <= 1.0
