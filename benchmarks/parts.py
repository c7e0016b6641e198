"""Where the engine's time goes: each half of a quarter taken apart, on worlds that are built."""

from __future__ import annotations

import numpy as np

from benchmarks.timing import Row, best
from simulation.compiled import compiled
from simulation.draws import Purpose, fill_normals, stream_of
from simulation.dynamics import SIGHT, look_around, move_on
from simulation.measures import COUNT, account
from simulation.playing import Driver
from simulation.regulation.allocation import allocate
from simulation.regulation.designation import designate
from simulation.regulation.examination import examine
from simulation.regulation.sanctioning import spread_blame
from simulation.regulation.shown import show
from simulation.rows import run_at
from simulation.rules.pressure import trend_at
from simulation.worlds import Worlds

__all__ = ["profile"]


@compiled
def _rules(quarter, branched, world, arrays, parameters, tools, conduct, events, sights):
    for r in range(arrays.files.shape[0]):
        run, p = run_at(world, arrays, r, quarter), parameters[r]
        look_around(quarter, run, p, conduct.coordinated, events, sights)
        move_on(quarter, trend_at(quarter - branched, p), run, p, tools[r], sights)


@compiled
def _sight_of_the_regulator(quarter, branched, world, arrays, parameters, tools, conduct, events, shown):
    for r in range(arrays.files.shape[0]):
        run, p = run_at(world, arrays, r, quarter), parameters[r]
        examine(quarter, branched, run, p, tools[r], conduct, events)
        designate(quarter, run, p, conduct)
        show(r, run, shown)


@compiled
def _response(quarter, world, arrays, parameters, tools, conduct, decisions):
    for r in range(arrays.files.shape[0]):
        run, p = run_at(world, arrays, r, quarter), parameters[r]
        allocate(
            quarter, run, p, tools[r], conduct,
            decisions.instrument[r], decisions.priority[r], decisions.examine[r], decisions.fresh[r],
        )  # fmt: skip
        spread_blame(run, p, tools[r], decisions.stance[r])


@compiled
def _recording(quarter, branched, world, arrays, parameters):
    for r in range(arrays.files.shape[0]):
        account(quarter, branched, run_at(world, arrays, r, quarter), parameters[r], np.zeros(1, COUNT))


def profile(worlds: Worlds, driver: Driver, quarters: int) -> list[Row]:
    """Milliseconds that each part takes in a run of ``quarters``, measured on one quarter over and over."""
    state, runs = driver.state, len(worlds.runs)
    quarter, decisions = state.quarter, driver.decide()
    sights = np.empty(len(worlds.sector), SIGHT)
    common = worlds.world, state.arrays, worlds.parameters, worlds.tools, driver.conduct
    shocks = np.empty(worlds.world.shocks.shape[1:])
    stream = stream_of(0, 0, Purpose.SHOCKS)
    parts = {
        "rules of organisations": lambda: _rules(quarter, state.branched, *common, driver.events, sights),
        "inspection, belief, designation": lambda: _sight_of_the_regulator(
            quarter, state.branched, *common, driver.events, driver._shown
        ),
        "decisions of the policy": driver.decide,
        "allocation and blame": lambda: _response(quarter, *common, decisions),
        "recording of outcomes": lambda: _recording(quarter, state.branched, *common[:3]),
    }
    rows = []
    for what, task in parts.items():
        task()
        rows.append(Row(f"  {what}", f"{1e3 * quarters * best(task, 20) / runs:.2f} ms a run"))
    fill_normals(stream, shocks)
    drawing = best(lambda: fill_normals(stream, shocks), 20)
    return [Row("  draws (part of worlds)", f"{1e3 * drawing:.2f} ms a run"), *rows]
