"""The engine: many runs at once, a quarter at a time.

The order of a quarter, written once; the Mesa model follows the same list.

    look around   every organisation sees last quarter's neighbours, dependencies, helper
     1  pressure      trend, common, regional, own, spilt, prepared events
     2  quality       towards capability less pressure, disruption, load and leader's change
     3  leadership    leaders leave, newcomers come
     4  capability    sustained, learnt, helped; staff leave; crises; lessons
     5  culture       openness, withdrawal from ties
     6  honesty       its own, or what scrutiny enforces
     7  report        quality with part of the shortfall hidden
     8  inspection    by plan and on request; boards sit; visits
     9  exposure      hidden failure becomes public
    10  belief        the regulator's filter
    11  designation   by regime
    12  decision      the policy, from the view alone
    13  allocation    capacities, helpers, leads, budget
    14  blame         from instruments and stances
        account       what the outcomes count, and the sector's series

Steps 1 to 11 are ``forward``, the rest but the decision ``settle``, and one after the other ``turn``:
compiled loops over the batch's runs, one thread. A run's result depends on its seed and number alone.
"""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled, compiled_inside
from simulation.dynamics import SIGHT, look_around, move_on
from simulation.measures import COUNT, account
from simulation.regulation.allocation import allocate
from simulation.regulation.designation import designate
from simulation.regulation.examination import examine
from simulation.regulation.sanctioning import spread_blame
from simulation.regulation.shown import show
from simulation.rows import run_at
from simulation.rules.pressure import trend_at
from simulation.series import record_series

__all__ = ["forward", "settle", "turn"]


@compiled_inside
def _forward(r, quarter, branched, world, arrays, p, tools, conduct, events, shown, sights):
    """Steps 1 to 11 of one quarter, for one run."""
    run = run_at(world, arrays, r, quarter)
    look_around(quarter, run, p, conduct.coordinated, events, sights)
    move_on(quarter, trend_at(quarter - branched, p), run, p, tools, sights)
    examine(quarter, run, p, tools, conduct, events)
    designate(quarter, run, p, conduct)
    show(r, run, shown)


@compiled_inside
def _settle(r, quarter, counted_from, world, arrays, p, tools, conduct, series, decisions):
    """Steps 13 and 14 of one quarter, and what is counted of it, for one run."""
    run = run_at(world, arrays, r, quarter)
    allocate(
        quarter, run, p, tools, conduct,
        decisions.instrument[r], decisions.priority[r], decisions.examine[r], decisions.fresh[r],
    )  # fmt: skip
    spread_blame(run, p, tools, decisions.stance[r])
    account(quarter, counted_from, run, p, np.zeros(1, COUNT))
    if series.shape[0] > 0 and quarter >= counted_from:
        record_series(run, p, series[r, quarter - counted_from])


@compiled
def forward(quarter, branched, world, arrays, parameters, tools, conduct, events, shown):
    """Steps 1 to 11 of one quarter, for every run of the batch.

    Args:
        quarter, branched: from the run-in's first; the quarter in which the policies branch.
        world, arrays: the arrays of the worlds, and of the state, which change in place.
        parameters: a record a run, shape (runs,); tools: shape (runs, instruments).
        conduct: regime, plan and the policy's traits.
        events: prepared events, ``EVENT_DTYPE``.
        shown: what the regulator's view shows, filled at the end.
    """
    sights = np.empty(arrays.files.shape[1], SIGHT)
    for r in range(arrays.files.shape[0]):
        _forward(r, quarter, branched, world, arrays, parameters[r], tools[r], conduct, events, shown, sights)


@compiled
def settle(quarter, counted_from, world, arrays, parameters, tools, conduct, series, decisions):
    """Steps 13 and 14 of one quarter, for every run of the batch, and what is counted of it.

    Args:
        counted_from: the quarter from which outcomes count, from the run-in's first.
        series: room for the sector's series, shape (runs or 0, quarters, columns).
        decisions: the regulator's ``Decisions``; otherwise as ``forward``.
    """
    for r in range(arrays.files.shape[0]):
        _settle(r, quarter, counted_from, world, arrays, parameters[r], tools[r], conduct, series, decisions)


@compiled
def turn(
    quarter, branched, counted_from, world, arrays, parameters, tools, conduct, events, shown, series, decisions
):  # fmt: skip
    """``settle`` this quarter and go ``forward`` to the next decision, run by run.

    The same as one after the other, to the bit; each run's records pass through the cache once.
    """
    sights = np.empty(arrays.files.shape[1], SIGHT)
    for r in range(arrays.files.shape[0]):
        p = parameters[r]
        _settle(r, quarter, counted_from, world, arrays, p, tools[r], conduct, series, decisions)
        _forward(r, quarter + 1, branched, world, arrays, p, tools[r], conduct, events, shown, sights)
