"""What the engine promises for every policy: limits are kept, and nothing but seed and number makes a result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from simulation.batches import Batch, Recording, play_batch, simulate, simulate_all
from simulation.futures import branch_point, setting_of, worlds_of
from simulation.panel import PANEL_FIELDS
from simulation.playing import Driver
from simulation.policies import POLICIES
from simulation.regulation.allocation import capacity_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.vocabulary import Regime
from tests.policies.examples import policies_of_page
from tests.policies.tampering import replace_truth

EVERY_POLICY = [*POLICIES.values(), *policies_of_page()]
every_policy = pytest.mark.parametrize("policy", EVERY_POLICY, ids=lambda p: p.name)
both_regimes = pytest.mark.parametrize("regime", ["inspection-led", "oversight-led"])

REGIONS = [{"name": "North", "organisations": 9}, {"name": "South", "organisations": 16}]
SEED = 5
RUNS = 64
COMPARED = 14
"""Runs in which smaller batches are compared with the batch of 64: a multiple of 1, 2 and 7, and not of 3."""
ALL = frozenset(range(RUNS))


@cache
def small(regime: str, **changes: float) -> Scenario:
    """A sector under so much pressure that every instrument is asked for, and more often than there is room."""
    scenario = Scenario.load("english-councils").changed(
        regions=REGIONS, regime=regime, years=5, plan="rota" if regime == "inspection-led" else "risk-based"
    )
    return scenario.with_settings({"run_in.quarters": 12, "capability_base": 27, "crisis_hazard": 0.02, **changes})


def batch_of(scenario: Scenario, policy: type[Policy], runs: Sequence[int]) -> Batch:
    """Some runs in one batch, with everything recorded."""
    return play_batch(scenario, scenario.sector(), [policy()], runs, SEED, Recording(series=True, panel=ALL))


@cache
def whole(regime: str, policy: type[Policy]) -> Batch:
    """All runs in one batch."""
    return batch_of(small(regime), policy, range(RUNS))


def assert_same(batch: Batch, other: Batch) -> None:
    """Results of the same runs are equal to the bit, NaN included."""
    places = [other.runs.index(run) for run in batch.runs]
    assert batch.outcomes[0].to_numpy().tobytes() == other.outcomes[0].to_numpy()[places].tobytes()
    for name in ("relapses", "recoveries", "series"):
        assert getattr(batch, name)[0].tobytes() == getattr(other, name)[0][places].tobytes(), name
    mine, others = batch.panels[0], other.panels[0]
    assert mine is not None
    assert others is not None
    for name in PANEL_FIELDS:
        assert mine[name].tobytes() == others[name][places].tobytes(), name


def driver_of(scenario: Scenario, policy: type[Policy], runs: int = 8) -> Driver:
    """A driver of some runs from where the policies branch."""
    worlds = worlds_of(scenario, runs=range(runs), seed=SEED)
    setting = setting_of(scenario)
    return Driver(worlds, branch_point(scenario, worlds, setting), setting, policy())


@every_policy
@both_regimes
def test_capacity_is_kept(policy: type[Policy], regime: str) -> None:
    driver = driver_of(small(regime), policy)
    tools, n = driver.worlds.tools, len(driver.worlds.sector)
    files = driver.state.arrays.files
    while driver.state.quarter < driver.worlds.quarters:
        driver.forward()
        driver.settle(driver.decide())
        for run in range(len(driver.worlds.runs)):
            running = np.bincount(files["instrument"][run], minlength=tools.shape[1])
            for kind in range(1, tools.shape[1]):
                assert running[kind] <= capacity_of(tools[run, kind], n), f"instrument {kind}, run {run}"
            helpers = files["helper"][run][files["helper"][run] >= 0]
            np.testing.assert_array_equal(files["helping"][run], np.bincount(helpers, minlength=n))


@every_policy
@both_regimes
@pytest.mark.parametrize("budget", [0.2, 0.7, 2.0])
def test_nothing_begins_beyond_the_budget(policy: type[Policy], regime: str, budget: float) -> None:
    driver = driver_of(small(regime).changed(budget=budget), policy)
    files, sector = driver.state.arrays.files, driver.state.arrays.sector
    while driver.state.quarter < driver.worlds.quarters:
        driver.forward()
        driver.settle(driver.decide())
        begun = ((files["instrument"] > 0) & (files["quarters_in"] == 0)).any(axis=1)
        # What was begun before, and inspections by plan, go on whatever they cost.
        assert (sector["spent"][begun] <= budget + 1e-9).all(), sector["spent"][begun].max()


@every_policy
@both_regimes
def test_the_same_seed_gives_the_same_bits(policy: type[Policy], regime: str) -> None:
    assert_same(batch_of(small(regime), policy, range(COMPARED)), whole(regime, policy))


@every_policy
@both_regimes
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_any_batch_gives_the_same_bits(policy: type[Policy], regime: str, size: int) -> None:
    for first in range(0, COMPARED, size):
        assert_same(batch_of(small(regime), policy, range(first, first + size)), whole(regime, policy))


@every_policy
@both_regimes
def test_threads_change_nothing(policy: type[Policy], regime: str) -> None:
    results = [
        simulate(small(regime), policy(), runs=COMPARED, seed=SEED, workers=workers, recording=Recording(series=True))
        for workers in (1, 2)
    ]
    assert results[0].outcomes.to_numpy().tobytes() == results[1].outcomes.to_numpy().tobytes()
    assert results[0].series.tobytes() == results[1].series.tobytes()


@both_regimes
def test_policies_alongside_change_nothing(regime: str) -> None:
    together = simulate_all(small(regime), [policy() for policy in EVERY_POLICY], runs=COMPARED, seed=SEED, workers=1)
    for policy, result in zip(EVERY_POLICY, together, strict=True):
        alone = whole(regime, policy).outcomes[0].iloc[:COMPARED]
        assert result.outcomes.to_numpy().tobytes() == alone.to_numpy().tobytes(), policy.name


@every_policy
@both_regimes
def test_the_truth_behind_the_view_changes_no_decision(policy: type[Policy], regime: str) -> None:
    driver = driver_of(small(regime), policy)
    setting = setting_of(small(regime))
    while driver.state.quarter < driver.worlds.quarters:
        driver.forward()
        memory = {name: array.copy() for name, array in driver.memory.items()}
        decisions = driver.decide()
        other = Driver(*replace_truth(driver.worlds, driver.state, seed=driver.state.quarter), setting, driver.policy)
        other.memory = memory
        for name, array in other.decide()._asdict().items():
            assert array.tobytes() == getattr(decisions, name).tobytes(), name
        driver.settle(decisions)


@both_regimes
def test_the_sector_is_one_in_which_limits_bind(regime: str) -> None:
    """Else the tests above would prove little."""
    assert setting_of(small(regime)).regime == Regime[regime.upper().replace("-", "_")]
    waited = {
        name: whole(regime, POLICIES[name]).outcomes[0]["waiting_years"].sum() for name in ("ladder", "central-early")
    }
    assert all(years > 0 for years in waited.values()), waited
    panel = whole(regime, POLICIES["ladder"]).panels[0]
    assert panel is not None
    assert set(np.unique(panel["instrument"]).tolist()) == {0, 1, 2, 3}
