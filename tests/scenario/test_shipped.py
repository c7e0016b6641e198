"""The scenarios that ship, and the starter."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from simulation.fitted import fitted_numbers
from simulation.parameters import REGISTER
from simulation.scenario import Scenario, shipped_files
from simulation.scenario.starter import starter
from simulation.vocabulary import Plan, Regime

WANTED = {
    "austerity",
    "childrens-services",
    "english-councils",
    "honest-sector",
    "hospital-trusts",
    "insular-sector",
    "linked-failures",
    "schools",
}


def test_all_ship() -> None:
    assert set(shipped_files()) >= WANTED


@pytest.mark.parametrize("name", shipped_files())
def test_each_can_be_used_and_says_what_it_is_for(name: str) -> None:
    scenario = Scenario.load(name)
    assert scenario.name == name
    assert scenario.sources
    assert len(scenario.use) < 120
    assert tomllib.loads(shipped_files()[name].read_text(encoding="utf-8"))["run_in"]["response"]


@pytest.mark.parametrize("name", shipped_files())
def test_each_stays_within_the_plausible_ranges(name: str) -> None:
    scenario = Scenario.load(name)
    fitted = fitted_numbers(scenario)
    for parameter, value in scenario.parameters.items():
        entry = REGISTER[parameter]
        assert value != entry.default
        if parameter in fitted:
            assert value == pytest.approx(np.median(fitted[parameter]), rel=0.01)
        else:
            assert entry.low <= value <= entry.high


def test_childrens_services_set_every_fitted_number_and_no_other() -> None:
    scenario = Scenario.load("childrens-services")
    fitted = fitted_numbers(scenario)
    assert set(scenario.parameters) == set(fitted)
    assert {len(values) for values in fitted.values()} == {400}
    assert {"pressure_trend", "earlier_framework_shift"}.isdisjoint(fitted)
    assert len(scenario.sector()) == 104


def test_english_councils_are_as_in_england() -> None:
    scenario = Scenario.load("english-councils")
    counts = {region.name: region.organisations for region in scenario.regions}
    assert counts == {
        "North East": 12,
        "North West": 24,
        "Yorkshire and the Humber": 15,
        "East Midlands": 10,
        "West Midlands": 14,
        "East of England": 11,
        "London": 33,
        "South East": 19,
        "South West": 15,
    }
    assert sum(counts.values()) == 153
    assert (scenario.regime_code, scenario.plan_code) == (Regime.INSPECTION_LED, Plan.ROTA)
    assert scenario.monitoring_visits


def test_trusts_and_schools() -> None:
    trusts, schools = Scenario.load("hospital-trusts"), Scenario.load("schools")
    assert (trusts.regime_code, trusts.plan_code) == (Regime.OVERSIGHT_LED, Plan.RISK_BASED)
    assert len(schools.sector()) == 22_000
    assert len(set(schools.sector().names)) == 22_000


def test_the_starter_can_be_used_and_so_can_what_it_hides() -> None:
    text = starter("my-sector")
    assert Scenario.from_data(tomllib.loads(text)).name == "my-sector"
    shown = text.split("# Things that happen")[0]
    told = [line.removeprefix("# ") for line in shown.splitlines() if not line.startswith("# [") and " = " in line]
    assert Scenario.from_data(tomllib.loads(shown)).title == "A sector of my own"
    assert any(line.startswith("budget = 10") for line in told)
