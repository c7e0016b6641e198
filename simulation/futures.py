"""From a scenario to worlds and to the state in which policies branch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from simulation.conditioning import Pool, condition_on_grades
from simulation.measures import branch_off
from simulation.parameters import REGISTER
from simulation.playing import Driver, Setting
from simulation.policies import load_policy
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.starting import start
from simulation.state import State
from simulation.worlds import Worlds, build_worlds

__all__ = ["Play", "Watchers", "branch_point", "fixed_assumptions", "play_by_engine", "setting_of", "worlds_of"]

Watchers = Sequence[Callable[[State], None]]
Play = Callable[[Worlds, State, Setting, Policy, int, Watchers], None]


def fixed_assumptions(scenario: Scenario, runs: int) -> tuple[np.recarray, np.recarray]:
    """The scenario's own numbers for every run.

    Returns:
        Parameter records, shape (runs,), and instruments' numbers, shape (runs, instruments).
    """
    _, tools = scenario.tools()
    repeated = np.repeat(tools.reshape(1, -1), runs, axis=0)
    return REGISTER.records(runs, scenario.parameters), repeated.view(np.recarray)


def worlds_of(
    scenario: Scenario,
    *,
    runs: Sequence[int],
    seed: int,
    sector: Sector | None = None,
    assumptions: tuple[np.recarray, np.recarray] | None = None,
) -> Worlds:
    """The worlds of a scenario, one for each run number.

    Args:
        scenario: the scenario.
        runs: run numbers.
        seed: from 0 up.
        sector: the scenario's sector where the caller has it already.
        assumptions: parameter records and instruments' numbers, a row a run; else the scenario's own.
    """
    names, _ = scenario.tools()
    parameters, tools = assumptions if assumptions is not None else fixed_assumptions(scenario, len(runs))
    return build_worlds(
        scenario.sector() if sector is None else sector,
        parameters,
        tools,
        names,
        runs=runs,
        seed=seed,
        quarters=scenario.run_in.quarters + scenario.quarters,
    )


def setting_of(scenario: Scenario) -> Setting:
    """What the scenario says of the regulator's surroundings."""
    return Setting(
        regime=scenario.regime_code,
        plan=scenario.plan_code,
        visits=scenario.monitoring_visits,
        budget=float("inf") if scenario.budget is None else float(scenario.budget),
        events=scenario.prepared_events(),
    )


def play_by_engine(
    worlds: Worlds, state: State, setting: Setting, policy: Policy, until: int, watchers: Watchers
) -> None:
    """Play a policy by the engine."""
    Driver(worlds, state, setting, policy).play(until, watchers=watchers)


def branch_point(
    scenario: Scenario, worlds: Worlds, setting: Setting | None = None, play: Play = play_by_engine
) -> State:
    """The state in which policies branch: after the run-in, and given the real grades where there are any.

    The run-in goes under the scenario's own response, without trend and without events, unrecorded,
    the same for all policies.

    Args:
        scenario, worlds: what is simulated.
        setting: the scenario's, where the caller has it already.
        play: plays a policy up to a quarter while watchers see every settled one; by default the engine,
            but agents can.
    """
    setting = setting_of(scenario) if setting is None else setting
    quiet = Setting(setting.regime, setting.plan, setting.visits, setting.budget)
    quarters = scenario.run_in.quarters
    state = start(worlds)
    state.branched = quarters
    is_graded = worlds.sector.grade is not None
    pool = Pool()
    response = load_policy(scenario.run_in.response)
    play(worlds, state, quiet, response, quarters, (pool,) if is_graded else ())
    if is_graded and quarters > 0:
        condition_on_grades(worlds, state, pool, worlds.sector)
    branch_off(state.arrays)
    return state
