"""Agents can be changed: one behaviour overridden, one number set, and the sector follows."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents import Organisation, Regulator
from simulation.model import PublicSector
from simulation.regulation.decisions import Decisions
from simulation.vocabulary import Instrument
from tests.agents.small import small_scenario


class Candid(Organisation):
    """It reports what is."""

    def report(self) -> None:
        self.reported = self.quality


def qualities(model: PublicSector) -> list[float]:
    return [o.quality for o in model.organisations]


def test_another_way_to_report_changes_reports_at_once_and_quality_later() -> None:
    usual = PublicSector(small_scenario(), "ladder", seed=1, collect=False)
    candid = PublicSector(small_scenario(), "ladder", seed=1, collect=False, organisation_class=Candid)
    usual.step()
    candid.step()
    assert qualities(candid) == qualities(usual)
    assert [o.reported for o in candid.organisations] == qualities(candid)
    assert [o.reported for o in candid.organisations] != [o.reported for o in usual.organisations]
    assert candid.regulator.believed != usual.regulator.believed
    usual.run()
    candid.run()
    assert qualities(candid) != qualities(usual)


def test_a_changed_behaviour_begins_after_the_run_in_or_with_it() -> None:
    later = PublicSector(small_scenario(), seed=1, collect=False, organisation_class=Candid)
    always = PublicSector(small_scenario(), seed=1, collect=False, organisation_class=Candid, run_in_by_agents=True)
    assert qualities(PublicSector(small_scenario(), seed=1, collect=False)) == qualities(later)
    assert [o.reported for o in always.organisations] == qualities(always)
    assert qualities(always) != qualities(later)


@pytest.mark.parametrize(
    "behaviour", ["feel_pressure", "serve", "lead_on", "learn", "open_up", "admit", "report", "take_effect", "teach"]
)
def test_each_behaviour_can_be_left_out(behaviour: str) -> None:
    idle = type("Idle", (Organisation,), {behaviour: lambda self: None})
    model = PublicSector(small_scenario(), "ladder", seed=1, collect=False, organisation_class=idle)
    model.run(8)
    assert all(np.isfinite(qualities(model)))


def test_a_number_set_between_steps_is_where_the_run_goes_on() -> None:
    model = PublicSector(small_scenario(), seed=1, collect=False)
    model.step()
    model.organisations[0].capability = model.organisations[0].quality = 99.0
    model.step()
    assert model.organisations[0].quality > 80.0
    assert model.state.arrays.organisations["quality"][0, 0] == model.organisations[0].quality


class Alarmed(Regulator):
    """A board for everyone, whatever the policy says."""

    def decide(self) -> Decisions:
        decisions = self.view.no_decisions()
        decisions.instrument[:] = Instrument.IMPROVEMENT_BOARD
        return decisions


def test_another_regulator() -> None:
    scenario = small_scenario(instruments={"improvement_board": {"capacity": 1.0}})
    model = PublicSector(scenario, "hands-off", seed=1, collect=False, regulator_class=Alarmed)
    model.step()
    assert {o.instrument for o in model.organisations} == {Instrument.IMPROVEMENT_BOARD}
    model.step()
    assert all(o.quarters_in == 1 for o in model.organisations)
