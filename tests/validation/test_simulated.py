"""The model as a forecaster, with panels of a known chain in place of simulated ones."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.evidence.months import Window
from simulation.scenario import Scenario
from simulation.validation.simulated import Known, SimulatedForecaster, enlarged
from simulation.validation.transitions import transitions_of
from tests.validation.made import MATRIX, WINDOW, chain

UP = np.array([[0.0, 0.1, 0.3, 0.6]] * 4)
UNTIL = WINDOW.first + 71
SPLIT = Window(WINDOW.first, UNTIL).last_day


def test_what_followed_in_the_panels_is_what_is_predicted() -> None:
    asked = transitions_of(chain(40, seed=1))
    model = SimulatedForecaster.from_panels(chain(200, panels=30, seed=2))
    found = model.probabilities(asked)
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    # The chain has no memory beyond the last grade, so that a position tells no more than it.
    for grade in range(1, 5):
        of_grade = found[asked.last == grade]
        np.testing.assert_allclose(of_grade.mean(axis=0), MATRIX[grade - 1], atol=0.06)


def test_draws_have_the_predicted_shares() -> None:
    asked = transitions_of(chain(30, seed=3))
    model = SimulatedForecaster.from_panels(chain(200, panels=30, seed=4))
    drawn = model.draws(asked, 600, seed=1)
    shares = np.stack([(drawn == grade).mean(axis=0) for grade in range(1, 5)], axis=1)
    np.testing.assert_allclose(shares, MATRIX[asked.last - 1], atol=0.1)
    np.testing.assert_array_equal(drawn, model.draws(asked, 600, seed=1))


def test_later_reports_alone_serve_where_it_is_asked_for() -> None:
    panels = chain(60, panels=5, seed=5)
    later = SimulatedForecaster.from_panels(panels, since=SPLIT)
    rows = np.flatnonzero(panels.goes_on) + 1
    assert len(later.donors) == (panels.reported[rows] > SPLIT).sum() < len(rows)


def test_a_regions_past_moves_its_prediction() -> None:
    """Regions 0 and 2 of the simulated panels rise, 1 and 3 do not; the real region 0 stands high, 1 does not."""
    panels = chain(400, panels=20, regions=4, of_region={0: UP, 2: UP}, seed=6)
    real = chain(80, regions=4, of_region={0: UP}, seed=7)
    moves = transitions_of(real)
    asked = moves.where(real.reported[np.flatnonzero(real.goes_on) + 1] > SPLIT)
    told = SimulatedForecaster.from_panels(panels, known=Known.of(real, UNTIL), since=SPLIT)
    untold = SimulatedForecaster.from_panels(panels, since=SPLIT)
    is_high, was_good = asked.region == 0, asked.last == 3
    assert (is_high & was_good).any()
    outstanding = [one.probabilities(asked)[:, 3] for one in (told, untold)]
    assert outstanding[0][is_high & was_good].mean() > outstanding[1][is_high & was_good].mean() + 0.05
    assert outstanding[0][~is_high & was_good].mean() < outstanding[1][~is_high & was_good].mean()
    drawn = [(one.draws(asked, 400, seed=1) == 4).mean(axis=0) for one in (told, untold)]
    assert drawn[0][is_high & was_good].mean() > drawn[1][is_high & was_good].mean() + 0.05


def test_an_unknown_region_has_the_spread_of_regions() -> None:
    """Half of the simulated regions rise: a draw takes one region whole, so that its cases go together."""
    panels = chain(400, panels=20, regions=4, of_region={0: UP, 2: UP}, seed=8)
    asked = transitions_of(chain(40, regions=4, seed=9))
    here = asked.where(asked.region == 1)
    share = (SimulatedForecaster.from_panels(panels).draws(here, 500, seed=1) >= 3).mean(axis=1)
    p = share.mean()
    assert share.std() > 1.5 * np.sqrt(p * (1.0 - p) / len(here))


def test_a_grade_that_was_never_simulated_is_still_predicted() -> None:
    low = np.array([[0.5, 0.5, 0.0, 0.0]] * 4)
    panels = chain(50, panels=4, matrix=low, first=np.array([0.5, 0.5, 0.0, 0.0]), seed=10)
    asked = transitions_of(chain(40, seed=11))
    model = SimulatedForecaster.from_panels(panels)
    found = model.probabilities(asked)
    np.testing.assert_allclose(found[asked.last == 4], 0.25)
    drawn = model.draws(asked, 200, seed=0)
    assert set(np.unique(drawn[:, asked.last == 4])) == {1, 2, 3, 4}


def test_a_region_that_nobody_inspected_is_known_by_nothing() -> None:
    real = chain(40, regions=2, seed=12)
    nobody = real.in_regions(["Region 0"])
    known = Known.of(nobody, UNTIL)
    assert known.standing[1] == 0.0
    assert known.error[1] > 4.0 * known.error[0]


def test_a_sector_is_enlarged_region_by_region() -> None:
    scenario = Scenario.load("english-councils").changed(budget=10.0)
    larger = enlarged(scenario, 3)
    before, after = scenario.sector(), larger.sector()
    assert after.region_names == before.region_names
    np.testing.assert_array_equal(np.bincount(after.region), 3 * np.bincount(before.region))
    assert larger.budget == pytest.approx(30.0)
    assert larger.changed(regions=scenario.regions, budget=10.0) == scenario
