"""What is counted quarter by quarter: spells, recovery, relapse and detection on paths made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulation.measures import COUNT, _tenth_percentile, account, branch_off
from simulation.series import SERIES, Series, record_series
from simulation.state import ORGANISATION
from simulation.totals import Total
from simulation.vocabulary import Grade, Instrument, Stance
from tests.building import bench
from tests.paths import column, counted_again, outcomes_of, play

GOOD, MIDDLING, LOW = 65.0, 45.0, 30.0


def named(quarters: int, *spans: tuple[int, int]) -> np.ndarray:
    """Designated from the first quarter of each span up to its last, shape (quarters, 1)."""
    mask = np.zeros((quarters, 1), np.int8)
    for first, last in spans:
        mask[first : last + 1] = 1
    return mask


# Spells


@pytest.mark.parametrize(
    ("path", "spells", "recoveries"),
    [
        (column((GOOD, 20)), 0, 0),
        (column((GOOD, 4), (LOW, 1), (GOOD, 4), (LOW, 1), (GOOD, 4)), 0, 0),
        (column((GOOD, 4), (LOW, 2), (GOOD, 3)), 1, 0),
        (column((GOOD, 4), (LOW, 2), (GOOD, 4)), 1, 1),
        (column((LOW, 2), (GOOD, 3), (MIDDLING, 1), (GOOD, 3)), 1, 0),
        (column((LOW, 2), (MIDDLING, 30)), 1, 0),
        (column((LOW, 2), (MIDDLING, 5), (LOW, 2), (GOOD, 4)), 1, 1),
        (column((LOW, 2), (GOOD, 4), (LOW, 1), (GOOD, 1), (LOW, 2)), 2, 1),
    ],
)
def test_a_spell_takes_two_quarters_below_and_ends_with_four_above_warning(
    path: np.ndarray, spells: int, recoveries: int
) -> None:
    found = outcomes_of(play(path).state.arrays)
    assert (found["spells"], found["recoveries"]) == (spells, recoveries)


def test_thresholds_themselves_are_neither_failing_nor_below_warning() -> None:
    assert outcomes_of(play(column((40.0, 10))).state.arrays)["spells"] == 0
    assert outcomes_of(play(column((39.999, 2), (50.0, 4))).state.arrays)["recoveries"] == 1


def test_a_spell_begun_before_the_policies_branch_is_not_counted_as_begun() -> None:
    path = column((GOOD, 3), (LOW, 4), (GOOD, 6), (LOW, 3))
    assert outcomes_of(play(path, branched=0).state.arrays)["spells"] == 2
    assert outcomes_of(play(path, branched=4).state.arrays)["spells"] == 1
    assert outcomes_of(play(path, branched=4).state.arrays)["recoveries"] == 1


# Detection


@pytest.mark.parametrize(
    ("spans", "delay", "share"),
    [
        ((), 6.0, 0.0),  # the spell lasts from quarter 2 up to, and not with, quarter 8
        (((2, 7),), 0.0, 1.0),
        (((0, 9),), 0.0, 1.0),
        (((3, 9),), 1.0, 1.0),
        (((6, 9),), 4.0, 1.0),
        (((4, 4), (7, 9)), 2.0, 1.0),
        (((0, 1), (5, 6)), 3.0, 1.0),
        (((2, 2),), 0.0, 1.0),
        (((8, 11),), 6.0, 0.0),  # named once the recovery had begun
        (((10, 13),), 6.0, 0.0),
        (((13, 13),), 6.0, 0.0),
    ],
)
def test_delay_is_the_quarters_of_a_spell_before_it_is_named(
    spans: tuple[tuple[int, int], ...], delay: float, share: float
) -> None:
    path = column((GOOD, 2), (LOW, 6), (GOOD, 8))
    found = outcomes_of(play(path, named(16, *spans)).state.arrays)
    assert (found["detection_delay"], found["detected_share"]) == (delay, share)


def test_one_named_in_a_run_that_breaks_off_was_named_within_its_spell() -> None:
    path = column((LOW, 4), (GOOD, 3), (LOW, 2), (GOOD, 5))
    found = outcomes_of(play(path, named(14, (5, 6))).state.arrays)
    assert (found["detection_delay"], found["detected_share"], found["spells"]) == (5.0, 1.0, 1)


def test_hidden_failure_is_failing_and_not_named() -> None:
    found = outcomes_of(play(column((LOW, 8), (GOOD, 4)), named(12, (3, 11))).state.arrays)
    assert found["hidden_failure_years"] == pytest.approx(3 / 4)
    assert found["failing_years"] == pytest.approx(2.0)
    assert found["designated_share"] == pytest.approx(9 / 12)


def test_a_false_alarm_names_one_at_or_above_warning_in_the_quarter_it_is_named() -> None:
    path = np.array([[50.0, 49.9, 30.0]] * 4)
    naming = np.array([[1, 1, 1]] * 4, np.int8)
    found = outcomes_of(play(path, naming).state.arrays)
    assert (found["designations"], found["false_alarms"]) == (3, 1)


# Relapse


@pytest.mark.parametrize(("since", "relapses"), [(5, 1.0), (12, 1.0), (13, 0.0)])
def test_a_relapse_begins_within_twelve_quarters_of_recovery(since: int, relapses: float) -> None:
    path = column((LOW, 3), (GOOD, since), (LOW, 3))
    found = outcomes_of(play(path).state.arrays)
    assert (found["true_relapse"], found["true_relapse_at_risk"], found["spells"]) == (relapses, 1, 2)


def test_recoveries_that_are_not_watched_to_the_end_are_censored() -> None:
    """Of three one relapses in its 6th quarter, one is lost from sight before, one is watched: one of two."""
    path = np.full((30, 3), GOOD)
    path[0:3, 0] = path[9:, 0] = LOW
    path[22:25, 1] = LOW
    path[0:3, 2] = LOW
    found = outcomes_of(play(path).state.arrays)
    assert found["true_relapse"] == pytest.approx(1 / 2)
    assert found["true_relapse_at_risk"] == 3


def test_a_relapse_that_began_before_branching_is_no_ones_who_is_watched_since() -> None:
    path = column((LOW, 2), (GOOD, 5), (LOW, 2))
    for branched in (7, 8):
        bed = play(path, branched=branched)
        relapses = bed.state.arrays.relapses[0]
        assert (relapses[:, 0] <= relapses[:, 1]).all()
        assert relapses[:, 0].sum() == (branched == 7)


# The cohort


@pytest.mark.parametrize(
    ("failing_for", "quarters"),
    [(0, 1), (1, 2), (10, 11), (18, 19), (19, 20), (25, 20)],
)
def test_the_cohort_waits_from_branching_to_recovery_twenty_quarters_at_most(failing_for: int, quarters: int) -> None:
    path = column((LOW, 4 + failing_for), (GOOD, 40))
    bed = play(path, branched=4)
    found = outcomes_of(bed.state.arrays)
    assert (found["cohort"], found["recovery_quarters"]) == (1, quarters)
    curve = bed.state.arrays.recoveries[0]
    assert curve.sum() == (quarters < 20 or failing_for == 19)
    assert curve[quarters] == curve.sum()


def test_one_that_had_begun_to_recover_as_policies_branched_waits_for_nothing() -> None:
    bed = play(column((LOW, 4), (GOOD, 20)), branched=6)
    assert outcomes_of(bed.state.arrays)["recovery_quarters"] == 0.0
    assert bed.state.arrays.recoveries[0, 0] == 1.0


def test_the_cohort_is_fixed_before_policies_branch() -> None:
    path = np.full((30, 4), GOOD)
    path[2:10, 0] = LOW  # failing as they branch
    path[1:3, 1] = LOW  # long recovered
    path[9:, 2] = LOW  # has failed for one quarter only
    path[15:, 3] = LOW
    assert outcomes_of(play(path, branched=10).state.arrays)["cohort"] == 1


def test_who_never_recovers_waits_all_twenty_quarters() -> None:
    found = outcomes_of(play(column((LOW, 44)), branched=4).state.arrays)
    assert found["recovery_quarters"] == 20.0
    assert outcomes_of(play(column((LOW, 12)), branched=4).state.arrays)["recovery_quarters"] == 8.0


def test_the_mean_wait_is_the_area_above_the_curve() -> None:
    rng = np.random.default_rng(0)
    path = np.full((60, 30), LOW)
    for i in range(30):
        path[4 + int(rng.integers(0, 30)) :, i] = GOOD
    bed = play(path, branched=4)
    by_then = np.cumsum(bed.state.arrays.recoveries[0])[:20]
    assert outcomes_of(bed.state.arrays)["recovery_quarters"] == pytest.approx((30 - by_then).sum() / 30)


# All of it, counted again


@st.composite
def worlds_of_paths(draw) -> tuple[np.ndarray, np.ndarray, int]:
    quarters = draw(st.integers(2, 50))
    levels = st.tuples(st.sampled_from([20.0, 39.9, 40.0, 45.0, 50.0, 70.0]), st.integers(1, 7))
    stays = st.tuples(st.booleans(), st.integers(1, 7))
    n = draw(st.integers(1, 4))
    quality = np.empty((quarters, n))
    designated = np.empty((quarters, n), np.int8)
    for i in range(n):
        path = [level for level, length in draw(st.lists(levels, min_size=1, max_size=14)) for _ in range(length)]
        mask = [named for named, length in draw(st.lists(stays, min_size=1, max_size=10)) for _ in range(length)]
        quality[:, i] = np.resize(path, quarters)
        designated[:, i] = np.resize(mask, quarters)
    return quality, designated, draw(st.integers(0, quarters - 1))


def random_walk(seed: int, quarters: int = 80, n: int = 12) -> tuple[np.ndarray, np.ndarray, int]:
    rng = np.random.default_rng(seed)
    walk = np.cumsum(rng.normal(0, 2.4, (quarters, n)), axis=0) + rng.normal(0, 4, (quarters, n))
    return (47 + walk).clip(0, 100), (rng.random((quarters, n)) < 0.15).astype(np.int8), 20


@given(paths=worlds_of_paths())
@example(paths=random_walk(0))
@example(paths=random_walk(1))
@example(paths=random_walk(2))
@settings(max_examples=150)
def test_quarter_by_quarter_is_as_by_definition(paths: tuple[np.ndarray, np.ndarray, int]) -> None:
    quality, designated, branched = paths
    found = outcomes_of(play(quality, designated, branched).state.arrays)
    for name, expected in counted_again(quality, designated, branched).items():
        assert found[name] == pytest.approx(expected, abs=1e-12, nan_ok=True), name


# Sums over the sector


@given(n=st.integers(1, 60), seed=st.integers(0, 2**32 - 1))
def test_the_tenth_percentile_is_numpys(n: int, seed: int) -> None:
    organisations = np.zeros(n, ORGANISATION).view(np.recarray)
    organisations["quality"] = np.random.default_rng(seed).normal(55, 15, n).round(int(seed % 3))
    assert _tenth_percentile(organisations) == pytest.approx(np.percentile(organisations["quality"], 10), rel=1e-12)


def test_sector_sums_are_those_of_the_quarter() -> None:
    rng = np.random.default_rng(0)
    bed = bench(17, quarters=1)
    quality, reported = rng.normal(45, 15, (9, 17)), rng.normal(50, 15, (9, 17))
    spent = rng.random(9)
    rows = np.empty((9, len(Series)))
    branch_off(bed.state.arrays)
    for quarter in range(9):
        bed.organisations["quality"], bed.organisations["reported"] = quality[quarter], reported[quarter]
        bed.organisations["openness"], bed.organisations["honesty"] = quality[quarter] / 100, reported[quarter] / 100
        bed.state.arrays.sector["spent"] = spent[quarter]
        account(quarter, 0, bed.run(), bed.p, np.zeros(1, COUNT))
        record_series(bed.run(), bed.p, rows[quarter])
    found, size = outcomes_of(bed.state.arrays, sizes_known=True), bed.places["size"]
    expected = {
        "failing_share": (quality < 40).mean(),
        "failing_organisations": (quality < 40).sum(axis=1).mean(),
        "failing_years": (quality < 40).sum() / 4,
        "severe_years": (quality < 25).sum() / 4,
        "harm": (60 - quality).clip(0).sum() / 4,
        "hidden_failure_years": (quality < 40).sum() / 4,
        "mean_quality": quality.mean(),
        "spread_of_quality": quality.std(axis=1).mean(),
        "tenth_percentile": np.percentile(quality[[3, 7]], 10, axis=1).mean(),
        "reporting_gap": (reported - quality).mean(),
        "final_openness": quality[-1].mean() / 100,
        "final_honesty": reported[-1].mean() / 100,
        "cost": (spent / 1.035 ** (np.arange(9) / 4)).sum(),
        "cost_a_year": spent.sum() / 9 * 4,
        "person_years_failing": ((quality < 40) * size).sum() / 4,
        "failing_year_1": (quality[3] < 40).mean(),
        "reported_failing_year_1": (reported[3] < 40).mean(),
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-12)
    assert np.isnan(found["failing_year_3"])
    series = dict(zip(SERIES, rows.T, strict=True))
    by_quarter = {
        "quality": quality.mean(axis=1), "reported": reported.mean(axis=1), "failing": (quality < 40).mean(axis=1),
        "severe": (quality < 25).mean(axis=1), "reported_failing": (reported < 40).mean(axis=1), "spent": spent,
    }  # fmt: skip
    for name, values in by_quarter.items():
        np.testing.assert_allclose(series[name], values, rtol=1e-12, err_msg=name)


def test_what_the_regulator_does_is_counted() -> None:
    bed = bench(6, quarters=1)
    branch_off(bed.state.arrays)
    bed.files["designated"][:3] = 1
    bed.files["designated_quarter"][:3] = -5
    bed.files["instrument"][[0, 1, 4]] = Instrument.IMPROVEMENT_BOARD
    bed.files["quarters_in"][[0, 1, 4]] = 0, 3, 0
    bed.files["wanted"][5] = Instrument.PEER_SUPPORT
    bed.files["helping"][3] = 2
    bed.files["stance"][[0, 4]] = Stance.CENSURE
    for quarter in range(4):
        account(quarter, 0, bed.run(), bed.p, np.zeros(1, COUNT))
        bed.files["quarters_in"][bed.files["instrument"] > 0] += 1
    found = outcomes_of(bed.state.arrays)
    assert found["treated_share"] == 3 / 6
    assert found["designated_share"] == 3 / 6
    assert found["starts"] == 2
    assert found["waiting_years"] == 1.0
    assert found["helper_years"] == 2.0
    assert found["designations"] == 0
    assert bed.state.arrays.totals[0, Total.CENSURES] == 4  # of a designated one only


def test_before_branching_nothing_but_spells_is_followed() -> None:
    bed = play(column((LOW, 6)), branched=5)
    totals = bed.state.arrays.totals[0]
    assert totals[Total.QUARTERS] == 1
    assert totals[Total.FAILING] == 1
    assert bed.tracks["failing_spell"].tolist() == [1]
    assert bed.tracks["onset"].tolist() == [0]


@pytest.mark.parametrize(
    ("news", "relooks", "relapses"),
    [
        ([(0, Grade.GOOD), (9, Grade.INADEQUATE)], 1, 1),
        ([(0, Grade.REQUIRES_IMPROVEMENT), (9, Grade.GOOD), (15, Grade.INADEQUATE)], 1, 0),
        ([(0, Grade.GOOD)], 0, 0),
        ([(1, Grade.INADEQUATE)], 1, 1),
    ],
)
def test_an_observed_relapse_is_inadequate_at_the_next_inspection_after_the_one_that_lifted(
    news: list[tuple[int, Grade]], relooks: int, relapses: int
) -> None:
    """Lifted in quarter 0; ``news`` are grades and the quarters in which they are published."""
    bed = bench(1, quarters=1)
    bed.tracks["relook"] = 1
    branch_off(bed.state.arrays)
    for quarter in range(20):
        for when, grade in news:
            if when == quarter:
                bed.files["grade"], bed.files["grade_quarter"] = grade, quarter
        account(quarter, 0, bed.run(), bed.p, np.zeros(1, COUNT))
    found = outcomes_of(bed.state.arrays)
    assert found["observed_relapse_at_risk"] == relooks
    assert found["observed_relapse"] == pytest.approx(relapses / relooks if relooks else np.nan, nan_ok=True)
