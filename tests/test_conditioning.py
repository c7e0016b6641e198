"""Real grades: the branching state is drawn given each grade and its age, from what the run-in itself produced."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from simulation.conditioning import (
    _FILE_FIELDS,
    _ORGANISATION_FIELDS,
    QUARTERS_WATCHED,
    Pool,
    _draw_donor,
    _nearest_grade_with_donors,
)
from simulation.futures import branch_point, play_by_engine, setting_of, worlds_of
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.state import State
from simulation.totals import Total
from simulation.vocabulary import NEVER, NOBODY, Grade, words
from simulation.worlds import Worlds
from tests.building import same_bits
from tests.scenario.files import REAL, needs_real_lists

RUNS = 60
DATES = {"2026-01-01": 0, "2025-01-01": 3, "2023-01-01": 12, "2021-07-01": 18}
"""Dates of grades, and how many whole quarters old they are."""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Fifty places: ten of each grade and ten that were never inspected."""
    rows = ["code,name,region,grade,date"]
    for i in range(50):
        grade, date = Grade(i % 5), list(DATES)[i // 5 % 4]
        graded = f"{words(grade)},{date}" if grade else ","
        rows.append(f"P{i},Place {i},{'North' if i < 25 else 'South'},{graded}")
    file = tmp_path_factory.mktemp("lists") / "places.csv"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    return Scenario.from_data(
        {
            "schema_version": 1, "name": "graded", "title": "Graded places", "purpose": "Tests.", "use": "Tests.",
            "regime": "inspection-led", "plan": "rota", "monitoring_visits": True, "years": 5,
            "organisations": {
                "file": str(file), "identifier": "code", "name": "name", "region": "region", "grade": "grade",
                "grade_date": "date",
            },
            "parameters": {"leadership_sd": 0.3, "willing_share": 1.0},
            "run_in": {"quarters": 40, "response": "brokered-early"},
        }
    )  # fmt: skip


def branching(scenario: Scenario, sector: Sector | None = None, runs: range = range(RUNS)) -> tuple[Worlds, State]:
    worlds = worlds_of(scenario, runs=runs, seed=3, sector=sector)
    return worlds, branch_point(scenario, worlds)


@pytest.fixture(scope="module")
def graded(scenario: Scenario) -> tuple[Worlds, State]:
    return branching(scenario)


@pytest.fixture(scope="module")
def ungraded(scenario: Scenario) -> tuple[Worlds, State]:
    """The same places had none of them ever been inspected."""
    return branching(scenario, replace(scenario.sector(), grade=None, grade_age=None))


def quality_by_grade(worlds: Worlds, state: State) -> dict[Grade, np.ndarray]:
    grade, quality = worlds.sector.grade, state.arrays.organisations["quality"]
    assert grade is not None
    return {g: quality[:, grade == g].ravel() for g in Grade if (grade == g).any()}


def assert_given_their_grades(worlds: Worlds, state: State) -> None:
    """The better graded are better on average, and no grade is a point."""
    by_grade = quality_by_grade(worlds, state)
    order = [g for g in (Grade.INADEQUATE, Grade.REQUIRES_IMPROVEMENT, Grade.GOOD, Grade.OUTSTANDING) if g in by_grade]
    for worse, better in pairwise(order):
        a, b = by_grade[worse], by_grade[better]
        error = math.hypot(a.std() / math.sqrt(a.size), b.std() / math.sqrt(b.size))
        assert b.mean() - a.mean() > 4 * error, (worse, better)
    for grade in order:
        assert by_grade[grade].std() > 3.0, grade


def assert_published(worlds: Worlds, state: State) -> None:
    """The real grade and its date stand in the files, and the inadequate are called failing."""
    grade, age, files = worlds.sector.grade, worlds.sector.grade_age, state.arrays.files
    assert grade is not None
    assert age is not None
    has = grade > 0
    assert (files["grade"][:, has] == grade[has]).all()
    for name in ("grade_quarter", "looked"):
        assert (files[name][:, has] == state.quarter - age[has]).all()
    is_inadequate = grade == Grade.INADEQUATE
    assert (files["designated"][:, has] == is_inadequate[has]).all()
    assert (files["designated_quarter"][:, is_inadequate] == state.quarter - age[is_inadequate]).all()
    assert (files["designated_quarter"][:, has & ~is_inadequate] == NEVER).all()
    assert (files["due"][:, has] >= state.quarter).all()


def test_the_better_graded_are_better_and_no_grade_is_a_midpoint(graded: tuple[Worlds, State]) -> None:
    assert_given_their_grades(*graded)
    by_grade = quality_by_grade(*graded)
    # A grade is an error-prone look some time ago: some of every grade stand in another's range.
    assert (by_grade[Grade.INADEQUATE] >= 40.0).any()
    assert (by_grade[Grade.GOOD] < 60.0).any()


def test_what_else_is_true_and_believed_comes_with_the_grade(graded: tuple[Worlds, State]) -> None:
    worlds, state = graded
    grade = worlds.sector.grade
    for records, name in ((state.arrays.organisations, "capability"), (state.arrays.organisations, "usual_leadership"),
                          (state.arrays.files, "belief")):  # fmt: skip
        assert records[name][:, grade == Grade.INADEQUATE].mean() < records[name][:, grade == Grade.GOOD].mean()
    belief, quality = state.arrays.files["belief"][:, grade > 0], state.arrays.organisations["quality"][:, grade > 0]
    assert np.corrcoef(belief.ravel(), quality.ravel())[0, 1] > 0.7


def test_real_grades_and_dates_are_on_file(graded: tuple[Worlds, State]) -> None:
    worlds, state = graded
    assert_published(worlds, state)
    assert worlds.sector.grade_age is not None
    assert set(worlds.sector.grade_age[worlds.sector.grade > 0].tolist()) == set(DATES.values())


def test_the_next_inspection_is_due_a_cycle_after_the_grade_or_within_the_year(graded: tuple[Worlds, State]) -> None:
    worlds, state = graded
    due = state.arrays.files["due"][0] - state.quarter
    for i in np.flatnonzero(worlds.sector.grade > 0):
        cycle = 12 if worlds.sector.grade[i] == Grade.INADEQUATE else 17
        rest = cycle - worlds.sector.grade_age[i]
        assert due[i] == max(rest, i % 4)


def test_each_takes_over_one_donor_whole_of_its_own_run_grade_and_about_its_age(scenario: Scenario) -> None:
    worlds = worlds_of(scenario, runs=range(4), seed=3)
    pool = Pool()

    def play(*given):
        play_by_engine(*given[:5], (*given[5], pool))

    state = branch_point(scenario, worlds, play=play)
    donors_taken = set()
    for place in range(4):
        grades, ages, values = pool.of_run(place)
        assert len(grades) == QUARTERS_WATCHED * 50
        for i in np.flatnonzero(worlds.sector.grade > 0):
            own = [state.arrays.organisations[place, i][name] for name in _ORGANISATION_FIELDS]
            own += [state.arrays.files[place, i][name] for name in _FILE_FIELDS]
            found = np.flatnonzero((values == own).all(axis=1))
            assert found.size == 1
            assert grades[found[0]] == _nearest_grade_with_donors(int(worlds.sector.grade[i]), grades)
            fitting = abs(ages[grades == grades[found[0]]] - worlds.sector.grade_age[i])
            nearest = np.sort(fitting)[: min(12, fitting.size)]
            # The window widens in doubles until it holds enough.
            assert abs(ages[found[0]] - worlds.sector.grade_age[i]) <= max(2 * nearest[-1], 1)
            donors_taken.add((place, int(found[0])))
    assert len(donors_taken) > 100


def test_those_without_a_grade_keep_their_own_state(
    graded: tuple[Worlds, State], ungraded: tuple[Worlds, State]
) -> None:
    without = graded[0].sector.grade == 0
    now, then = graded[1].arrays, ungraded[1].arrays
    for name in ("organisations", "files", "tracks"):
        for field in getattr(now, name).dtype.names:
            if field != "helping":
                a, b = getattr(now, name)[field][:, without], getattr(then, name)[field][:, without]
                assert np.array_equal(a, b), field
    for name in ("sector", "regional_pressure", "tie_weight", "uses", "last_end"):
        assert same_bits(getattr(now, name), getattr(then, name)), name


def test_what_was_running_at_the_graded_is_gone_and_helpers_go_home(
    graded: tuple[Worlds, State], ungraded: tuple[Worlds, State]
) -> None:
    has, files = graded[0].sector.grade > 0, graded[1].arrays.files
    assert ungraded[1].arrays.files["instrument"][:, has].any()
    for name in ("instrument", "wanted", "waiting", "ended", "closed", "requested", "exposed"):
        assert not files[name][:, has].any(), name
    assert (files["helper"][:, has] == NOBODY).all()
    for place in range(RUNS):
        helped = files["helper"][place][files["helper"][place] >= 0]
        assert files["helping"][place].tolist() == np.bincount(helped, minlength=50).tolist()
    assert files["helping"].sum() < ungraded[1].arrays.files["helping"].sum()


def test_a_scandal_of_the_run_in_sends_no_inspector_to_the_graded(scenario: Scenario) -> None:
    worlds = worlds_of(scenario, runs=range(2), seed=3)

    def play(*given):
        play_by_engine(*given)
        given[1].arrays.files["exposed"] = 1

    files = branch_point(scenario, worlds, play=play).arrays.files
    assert (files["exposed"] == (worlds.sector.grade == 0)).all()


def test_those_who_now_fail_are_in_a_spell_and_in_the_cohort(graded: tuple[Worlds, State]) -> None:
    worlds, state = graded
    has = worlds.sector.grade > 0
    fails = state.arrays.organisations["quality"] < 40.0
    assert (state.arrays.tracks["failing_spell"][:, has] == fails[:, has]).all()
    assert (state.arrays.tracks["onset"][:, has][fails[:, has]] < state.quarter).all()
    assert (state.arrays.tracks["cohort"] == state.arrays.tracks["failing_spell"]).all()
    assert (state.arrays.totals[:, Total.COHORT] == state.arrays.tracks["cohort"].sum(axis=1)).all()


def test_a_run_is_conditioned_the_same_alone_and_in_any_batch(
    scenario: Scenario, graded: tuple[Worlds, State]
) -> None:
    for runs in (range(2, 3), range(1, 6)):
        _, state = branching(scenario, runs=runs)
        for a, b in zip(state.arrays, graded[1].arrays, strict=True):
            assert same_bits(a, b[runs.start : runs.stop])


def test_without_a_run_in_there_are_no_donors_and_grades_are_left_aside(scenario: Scenario) -> None:
    short = scenario.changed(run_in={"quarters": 0, "response": "hands-off"})
    _, state = branching(short, runs=range(2))
    assert state.quarter == 0
    assert not state.arrays.files["designated"].any()


# Donors


def test_the_window_of_ages_widens_until_it_holds_enough() -> None:
    grades, ages = np.array([2, 2, 2, 1, 2]), np.array([5, 9, 20, 5, 6])
    assert {_draw_donor(u, 2, 5, grades, ages, 2) for u in (0.0, 0.49, 0.5, 0.99)} == {0, 4}
    assert {_draw_donor(u, 2, 5, grades, ages, 3) for u in (0.0, 0.4, 0.99)} == {0, 1, 4}
    assert {_draw_donor(u, 2, 5, grades, ages, 99) for u in (0.0, 0.3, 0.6, 0.99)} == {0, 1, 2, 4}
    assert _draw_donor(0.5, 3, 5, grades, ages, 2) == -1


@pytest.mark.parametrize(
    ("grade", "present", "nearest"), [(1, [1, 2], 1), (1, [2, 3], 2), (4, [1, 2], 2), (2, [1, 3], 1), (3, [0], 0)]
)
def test_a_grade_that_no_donor_has_is_stood_in_for_by_the_nearest(
    grade: int, present: list[int], nearest: int
) -> None:
    assert _nearest_grade_with_donors(grade, np.array(present)) == nearest


# The real councils


@needs_real_lists
def test_the_real_councils_start_where_their_grades_say() -> None:
    real = Scenario.load("english-councils").with_lists(
        organisations=Path(REAL) / "authorities.csv", ties=Path(REAL) / "neighbours.csv",
        ratings=Path(REAL) / "inspections.csv", identifier="ons_code",
    )  # fmt: skip
    worlds = worlds_of(real, runs=range(20), seed=0)
    state = branch_point(real, worlds, setting_of(real))
    assert_given_their_grades(worlds, state)
    assert_published(worlds, state)
