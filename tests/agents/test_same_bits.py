"""The science exists once: agents and engine give the same bits, for every policy, quarter by quarter."""

from __future__ import annotations

from functools import cache
from operator import attrgetter

import numpy as np
import pytest

from simulation.agents import Organisation
from simulation.batches import Recording, simulate
from simulation.futures import branch_point, setting_of, worlds_of
from simulation.model import PublicSector
from simulation.playing import Driver
from simulation.policies import POLICIES, load_policy
from simulation.scenario import Scenario
from simulation.series import SERIES
from simulation.state import FILE, ORGANISATION, State
from simulation.vocabulary import NOBODY, Instrument
from tests.agents.small import small_scenario

RUN_IN = {"quarters": 40, "response": "hands-off"}
"""Under which no instrument runs, so that those in use are the policy's own."""
REGIMES = ("inspection-led", "oversight-led")
FELT = (
    "instrument", "quarters_in", "ended", "closed", "designated", "exposed", "grade", "stance", "helping", "match",
    "lead",
)  # fmt: skip


def driver_of(scenario: Scenario, policy: str, seed: int, run: int = 0) -> Driver:
    worlds = worlds_of(scenario, runs=[run], seed=seed)
    setting = setting_of(scenario)
    return Driver(worlds, branch_point(scenario, worlds, setting), setting, load_policy(policy))


def assert_same_state(found: State, expected: State, when: str) -> None:
    for name, array in expected.arrays._asdict().items():
        other = getattr(found.arrays, name)
        for field in array.dtype.names or ():
            assert other[field].tobytes() == array[field].tobytes(), f"{name}.{field} {when}"
        if array.dtype.names is None:
            assert other.tobytes() == array.tobytes(), f"{name} {when}"
    assert (found.quarter, found.branched) == (expected.quarter, expected.branched)


def assert_agents_are(organisations: tuple[Organisation, ...], state: State, when: str) -> None:
    """Every number that an agent carries is the engine's."""
    for records, names in ((state.arrays.organisations, ORGANISATION.names), (state.arrays.files, FELT)):
        for name in names:
            agents = np.array([attrgetter(name)(o) for o in organisations], records[name].dtype)
            assert agents.tobytes() == records[name][0].tobytes(), f"{name} of the agents {when}"
    helpers = [NOBODY if o.helper is None else o.helper.index for o in organisations]
    assert helpers == state.arrays.files["helper"][0].tolist(), when


def play_both(scenario: Scenario, policy: str, *, seed: int, by_agents: bool = False) -> set[int]:
    """Play a policy by both drivers, compare every quarter, and return the instruments that were used."""
    engine = driver_of(scenario, policy, seed)
    model = PublicSector(scenario, policy, seed=seed, collect=False, run_in_by_agents=by_agents)
    assert_same_state(model.state, engine.state, "at the branch")
    used: set[int] = set()
    while engine.state.quarter < engine.worlds.quarters:
        engine.play(engine.state.quarter + 1)
        model.step()
        when = f"after quarter {engine.state.quarter}"
        assert_same_state(model.state, engine.state, when)
        assert_agents_are(model.organisations, engine.state, when)
        assert model.regulator.believed == engine.state.arrays.files["belief"][0].tolist()
        used |= set(engine.state.arrays.files["instrument"][0].tolist())
    return used


@cache
def instruments_used_by(policy: str, regime: str) -> set[int]:
    return play_both(small_scenario(regime=regime, run_in=RUN_IN), policy, seed=5)


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_in_both_regimes(policy: str, regime: str) -> None:
    assert instruments_used_by(policy, regime) <= {0, *POLICIES[policy].uses}


def test_all_instruments_take_part() -> None:
    used = {regime: set.union(*(instruments_used_by(policy, regime) for policy in POLICIES)) for regime in REGIMES}
    assert used == {regime: set(Instrument) for regime in REGIMES}


@pytest.mark.parametrize("plan", ["risk-based", "random", "none"])
def test_other_inspection_plans_within_a_budget(plan: str) -> None:
    play_both(small_scenario(plan=plan, budget=1.5, monitoring_visits=False), "ladder", seed=6)


def test_prepared_events() -> None:
    plain = small_scenario()
    names = plain.sector().names
    told = [
        {"kind": "scandal", "quarter": 2, "organisation": names[3]},
        {"kind": "whistleblower", "quarter": 4, "organisation": names[8]},
        {"kind": "pressure", "quarter": 6, "organisation": names[0], "amount": 20.0, "quarters": 4},
    ]
    play_both(small_scenario(events=told), "improvement-boards", seed=7)


@pytest.mark.parametrize("policy", ["ladder-coordinated", "structural-reform"])
def test_agents_that_live_through_the_run_in(policy: str) -> None:
    play_both(small_scenario(run_in={"quarters": 40, "response": policy}), policy, seed=8, by_agents=True)


def test_full_size() -> None:
    used = play_both(Scenario.load("english-councils"), "ladder-coordinated", seed=9)
    assert len(used) > 2


def test_outcomes_and_series_are_those_of_simulate() -> None:
    scenario = small_scenario()
    model = PublicSector(scenario, "ladder", seed=3, run=2)
    model.run()
    result = simulate(scenario, "ladder", runs=[0, 2, 5], seed=3, recording=Recording(series=True), workers=1)
    outcomes = model.outcomes()
    assert list(outcomes.columns) == list(result.outcomes.columns)
    assert outcomes.index.tolist() == [2]
    assert outcomes.to_numpy().tobytes() == result.outcomes.loc[[2]].to_numpy().tobytes()
    series = model.datacollector.get_model_vars_dataframe()
    assert list(series.columns) == list(SERIES)
    assert series.to_numpy()[1:].tobytes() == result.series[1].tobytes()


def test_what_an_agent_feels_is_in_the_file() -> None:
    assert set(FELT) <= set(FILE.names)
