"""The engine and the Mesa face on the same worlds: one policy, one thread, 150 organisations, 20 years."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.parts import profile
from benchmarks.timing import Row, best
from simulation.batches import simulate
from simulation.compiled import compiled
from simulation.futures import branch_point, setting_of, worlds_of
from simulation.model import PublicSector
from simulation.playing import Driver
from simulation.policies import load_policy
from simulation.scenario import Scenario

__all__ = ["engine_rows", "sector_of_150", "thread_rows"]

POLICY = "improvement-boards"
RUNS = 64


def sector_of_150() -> Scenario:
    """``english-councils`` with 150 councils: three fewer in London."""
    scenario = Scenario.load("english-councils")
    regions = [
        {"name": r.name, "organisations": r.organisations - (3 if r.name == "London" else 0)}
        for r in scenario.regions or ()
    ]
    return scenario.changed(regions=regions)


def engine_rows(mesa_quarters: int) -> list[Row]:
    """Engine, worlds, the Mesa face, the ratios, and where the engine's time goes."""
    scenario = sector_of_150()
    sector, setting, policy = scenario.sector(), setting_of(scenario), load_policy(POLICY)
    worlds = worlds_of(scenario, runs=range(RUNS), seed=1, sector=sector)
    branching = branch_point(scenario, worlds, setting)

    def play() -> Driver:
        driver = Driver(worlds, branching.copy(), setting, policy)
        driver.play(worlds.quarters)
        return driver

    play()
    engine = best(play) / RUNS
    building = best(lambda: worlds_of(scenario, runs=range(RUNS), seed=1, sector=sector)) / RUNS
    running_in = best(lambda: branch_point(scenario, worlds, setting)) / RUNS
    model = PublicSector(scenario, POLICY, seed=1, collect=False)
    model.run(2)
    mesa = best(lambda: model.run(mesa_quarters), 1) / mesa_quarters * scenario.quarters
    halfway = Driver(worlds, branching.copy(), setting, policy)
    halfway.play(worlds.quarters // 2)
    return [
        Row("Engine, a run of 80 quarters, worlds built", f"{1e3 * engine:.2f} ms", "at most 1.5 ms"),
        Row("Worlds, each", f"{1e3 * building:.2f} ms", "at most 0.4 ms"),
        Row("Run-in of 40 quarters, shared by all policies", f"{1e3 * running_in:.2f} ms"),
        Row("Mesa face, the same run", f"{1e3 * mesa:.0f} ms"),
        Row("Mesa face / engine", f"{mesa / engine:.0f} times", "at least 200"),
        Row("Mesa face / (engine + worlds)", f"{mesa / (engine + building):.0f} times", "at least 120"),
        *profile(worlds, halfway, scenario.quarters),
    ]


@compiled
def _plain_loop(values, rounds):
    """Work that fits the cache and shares nothing: what two threads can gain here at best."""
    total = 0.0
    for _ in range(rounds):
        for value in values:
            total += value * 0.999
    return total


def thread_rows() -> list[Row]:
    """What a second thread gains, beside what it gains for a plain compiled loop."""
    scenario = sector_of_150()
    runs = range(4 * RUNS)

    def timed(workers: int) -> float:
        return best(lambda: simulate(scenario, POLICY, runs=runs, seed=1, workers=workers), 5, time.perf_counter)

    simulate(scenario, POLICY, runs=2, seed=1)
    gained = timed(1) / timed(2)
    values, rounds = np.ones(2000), 20_000

    def plain(workers: int) -> float:
        def task() -> None:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(lambda _: _plain_loop(values, rounds), range(4)))

        task()
        return best(task, 5, time.perf_counter)

    possible = plain(1) / plain(2)
    return [
        Row("Two threads / one, engine with worlds", f"{gained:.2f} times", "at least 1.7, or 85% of the next"),
        Row("Two threads / one, a plain compiled loop", f"{possible:.2f} times"),
        Row("  share of what is possible", f"{100 * gained / possible:.0f}%"),
    ]
