"""Simulated panels: what the engine's inspectors published, seen as a real panel is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from simulation.batches import Recording, simulate
from simulation.errors import InputError
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import DAYS_A_MONTH, Window
from simulation.evidence.observation import Observation, Timetable
from simulation.evidence.simulated import play_panels, simulated_panels
from simulation.evidence.targets import targets_of
from simulation.evidence.writing import COLUMNS, inspections_frame
from simulation.futures import fixed_assumptions
from simulation.policies import load_policy
from simulation.scenario import Scenario

WINDOW = Window.between("2014-02", "2020-01")
SEEN = Observation(WINDOW)


def test_an_earlier_framework_grades_worse_until_the_new_one_begins() -> None:
    scenario = Scenario.load("english-councils").with_settings({"earlier_framework_shift": 8.0})
    seen = Observation(WINDOW, new_framework=WINDOW.first + 36)
    usual = simulated_panels("english-councils", 4, observation=SEEN, workers=1)
    shifted = simulated_panels(scenario, 4, observation=seen, workers=1)

    def mean_grade(panels: Inspections, *, early: bool) -> float:
        first = panels.visited < WINDOW.first_day + 36 * DAYS_A_MONTH - 45
        return float(panels.grade[first if early else ~first].mean())

    assert mean_grade(shifted, early=True) < mean_grade(usual, early=True) - 0.15
    assert abs(mean_grade(shifted, early=False) - mean_grade(usual, early=False)) < 0.12
    with pytest.raises(InputError, match="the new framework begins in 2013-12, outside the window"):
        Observation(WINDOW, new_framework=WINDOW.first - 2)


@pytest.fixture(scope="module")
def small() -> Scenario:
    return Scenario.load("english-councils").changed(
        regions=[{"name": "North", "organisations": 14}, {"name": "South", "organisations": 10}],
        run_in={"quarters": 20, "response": "last-resort"},
    )


@pytest.fixture(scope="module")
def panels(small: Scenario) -> Inspections:
    return simulated_panels(small, 6, seed=3, observation=SEEN)


def rows_of(panels: Inspections, panel: int = 0) -> list[tuple[int, ...]]:
    one = panels.of_panels(panel, panel + 1)
    return list(
        zip(one.organisation.tolist(), one.visited.tolist(), one.reported.tolist(), one.grade.tolist(), strict=True)
    )


def test_it_is_in_order_and_within_the_window(panels: Inspections) -> None:
    assert (panels.panels, panels.organisations, panels.region_names) == (6, 24, ("North", "South"))
    assert (panels.reported >= WINDOW.first_day).all()
    assert (panels.reported <= WINDOW.last_day).all()
    assert (np.diff(panels.place * 100_000 + panels.reported) > 0).all()
    assert ((panels.quarter >= 0) & (panels.quarter < WINDOW.quarters)).all()
    assert (panels.reported - panels.visited == round(2 * DAYS_A_MONTH)).all()


def test_a_panel_depends_on_its_run_alone(small: Scenario, panels: Inspections) -> None:
    some = simulated_panels(small, [4, 1], seed=3, observation=SEEN, workers=1)
    assert rows_of(some, 0) == rows_of(panels, 4)
    assert rows_of(some, 1) == rows_of(panels, 1)
    with ThreadPoolExecutor(2) as pool:
        assert rows_of(simulated_panels(small, 6, seed=3, observation=SEEN, executor=pool), 2) == rows_of(panels, 2)
    assert rows_of(simulated_panels(small, 1, seed=4, observation=SEEN)) != rows_of(panels, 0)


def test_grades_are_those_that_the_engine_published(small: Scenario, panels: Inspections) -> None:
    recording = Recording(panel=frozenset({2}), panel_fields=("grade", "grade_quarter"))
    years = small.changed(years=7)
    played = simulate(years, years.run_in.response, runs=[2], seed=3, recording=recording).panel
    assert played is not None
    new = played["grade_quarter"][0] == np.arange(28)[:, None] + small.run_in.quarters
    published = [(int(i), int(q), int(played["grade"][0, q, i])) for q, i in np.argwhere(new)]
    one = panels.of_panels(2, 3)
    # A grade is published a quarter after the visit.
    visit = (one.visited.astype("datetime64[D]").astype("datetime64[M]").astype(int) - WINDOW.first) // 3
    seen = list(zip(one.organisation.tolist(), (visit + 1).tolist(), one.grade.tolist(), strict=True))
    assert set(seen) <= set(published)
    # What is missing was reported before the window, or after it.
    missing = {quarter for _, quarter, _ in set(published) - set(seen)}
    assert missing <= {0, 24, 25, 26, 27}


def test_a_gap_has_no_reports_and_moves_what_was_due(small: Scenario, panels: Inspections) -> None:
    gap = Window.between("2016-02", "2017-04")
    paused = simulated_panels(small, 6, seed=3, observation=Observation(WINDOW, gap=gap))
    visited = np.bincount(_visit_quarter(paused), minlength=24)
    usual = np.bincount(_visit_quarter(panels), minlength=24)
    assert usual[8:13].sum() > 20
    # After a scandal inspectors come all the same.
    assert visited[8:13].sum() <= 3
    assert visited[13:18].sum() > 0.5 * usual[8:13].sum()
    np.testing.assert_array_equal(visited[:8], usual[:8])


def _visit_quarter(panels: Inspections) -> np.ndarray:
    months = panels.visited.astype("datetime64[D]").astype("datetime64[M]").astype(int) - WINDOW.first
    return months[months >= 0] // 3


def test_the_timetable_and_the_delay_are_kept(small: Scenario) -> None:
    timetable = Timetable(inadequate=12, other=24, early_or_late=0)
    often = simulated_panels(small, 4, observation=Observation(WINDOW, timetable, delay=5))
    found = targets_of(often, "often", resamples=0)
    assert (often.reported - often.visited == round(5 * DAYS_A_MONTH)).all()
    # A visit falls on any day of its quarter, so single gaps differ by up to three months.
    assert found["months.good.mean"].value == pytest.approx(24, abs=1.0)
    assert found["months.inadequate.mean"].value == pytest.approx(12, abs=2.0)


def test_whatever_assumptions_say_inspectors_keep_to_the_observation(small: Scenario) -> None:
    def drawn(runs):  # type: ignore[no-untyped-def]
        parameters, tools = fixed_assumptions(small, len(runs))
        parameters["rota_other"], parameters["publication_delay"] = 8.0, 6
        parameters["inspection_sd"] = 3.0 + np.asarray(runs)
        return parameters, tools

    seen = Observation(WINDOW, Timetable(other=36))
    given = simulated_panels(small, 4, observation=seen, assumptions=drawn)
    assert targets_of(given, "given", resamples=0)["months.good.median"].value == pytest.approx(36, abs=4)
    alone = play_panels(small.changed(years=7), small.sector(), load_policy("last-resort"), [3], 0, seen, drawn)
    assert set(np.unique(alone.run)) == {3}
    assert len(alone.run) >= len(given.of_panels(3, 4))


def test_another_policy_has_its_own_panel(small: Scenario, panels: Inspections) -> None:
    other = simulated_panels(small, 6, policy="improvement-boards", seed=3, observation=SEEN)
    assert any(rows_of(other, panel) != rows_of(panels, panel) for panel in range(6))


def test_where_nobody_is_inspected_there_is_no_panel(small: Scenario) -> None:
    unseen = small.changed(plan="none", parameters={"exposure_hazard": 0.0})
    with pytest.raises(InputError, match="english-councils under last-resort publishes no grade"):
        simulated_panels(unseen, 1, observation=SEEN)


def test_events_after_the_window_do_no_harm(small: Scenario) -> None:
    late = small.changed(events=[{"kind": "pressure", "year": 15.0, "amount": 3.0}])
    assert rows_of(simulated_panels(late, 1, seed=3, observation=SEEN)) == rows_of(
        simulated_panels(small, 1, seed=3, observation=SEEN)
    )


def test_a_frame_has_the_columns_of_a_real_panel(panels: Inspections) -> None:
    frame = inspections_frame(panels, [5, 6, 7, 8, 9, 10])
    assert tuple(frame.columns) == COLUMNS
    assert set(frame["run"]) == {5, 6, 7, 8, 9, 10}
    assert frame["ons_code"].str.match(r"SIM\d{5}$").all()
    assert set(frame["framework"]) == {"simulated"}
    assert (frame["publication_date"] > frame["inspection_start"]).all()
    assert set(frame["overall"]) <= {"inadequate", "requires improvement", "good", "outstanding"}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Observation(WINDOW, delay=-1.0), "the delay is -1 months"),
        (lambda: Observation(WINDOW, gap=Window.between("2019-06", "2021-01")), "must lie within the window"),
        (lambda: Timetable(inadequate=1.0), "inadequate is 1; it must lie between 3 and 240 months"),
        (lambda: Window.between("2020-05", "2020-04"), "a window runs forwards"),
        (lambda: Window.between("2020", "2021-04"), "it must be a month such as 2014-02"),
    ],
)
def test_an_observation_that_cannot_be_is_told(make, told: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as caught:
        make()
    assert told in str(caught.value)


def test_there_must_be_a_run(small: Scenario) -> None:
    with pytest.raises(InputError, match="runs is 0; it must be a whole number from 1 up"):
        simulated_panels(small, 0, observation=SEEN)
