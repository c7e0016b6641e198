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

Steps 1 to 11 are ``_forward``, the rest but the decision ``_settle``, and ``turn`` takes either or both:
compiled loops over the batch's runs, one thread. A run's result depends on its seed and number alone.
"""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled, compiled_inside
from simulation.dynamics import SIGHT, look_around, move_on
from simulation.measures import COUNT, account
from simulation.memory import borrowed
from simulation.regulation.allocation import allocate
from simulation.regulation.designation import designate
from simulation.regulation.examination import examine
from simulation.regulation.sanctioning import spread_blame
from simulation.regulation.shown import show
from simulation.rows import run_at
from simulation.rules.pressure import trend_at
from simulation.series import record_series

__all__ = ["turn"]


@compiled_inside
def _forward(r, quarter, branched, world, arrays, p, tools, conduct, events, shown, sights):
    """Steps 1 to 11 of one quarter, for one run."""
    run = run_at(world, arrays, r, quarter)
    look_around(quarter, run, p, conduct.coordinated, events, sights)
    move_on(quarter, trend_at(quarter - branched, p), run, p, tools, sights)
    examine(quarter, branched, run, p, tools, conduct, events)
    designate(quarter, run, p, conduct)
    show(r, run, shown)


@compiled_inside
def _settle(r, quarter, counted_from, world, arrays, p, tools, conduct, series, decisions):
    """Steps 13 and 14 of one quarter, and what is counted of it, for one run."""
    run = run_at(world, arrays, r, quarter)
    allocate(
        quarter, run, p, tools, conduct,
        borrowed(decisions.instrument[r]), borrowed(decisions.priority[r]), borrowed(decisions.examine[r]),
        borrowed(decisions.fresh[r]),
    )  # fmt: skip
    spread_blame(run, p, tools, borrowed(decisions.stance[r]))
    account(quarter, counted_from, run, p, np.zeros(1, COUNT))
    if series.shape[0] > 0 and quarter >= counted_from:
        record_series(run, p, series[r, quarter - counted_from])


@compiled
def turn(
    quarter, branched, counted_from, world, arrays, parameters, tools, conduct, events, shown, series, decisions,
    settles, goes_forward,
):  # fmt: skip
    """``settle`` this quarter, go ``forward`` to the next decision, or both, run by run.

    Both in one go is the same as one after the other, to the bit, and each run's records pass through
    the cache once. One compiled function does all three, since it is the longest to compile.

    Args:
        quarter, branched: from the run-in's first; the quarter in which the policies branch.
        counted_from: the quarter from which outcomes count.
        world, arrays: the arrays of the worlds, and of the state, which change in place.
        parameters: a record a run, shape (runs,); tools: shape (runs, instruments).
        conduct: regime, plan and the policy's traits.
        events: prepared events, ``EVENT_DTYPE``.
        shown: what the regulator's view shows, filled at the end.
        series: room for the sector's series, shape (runs or 0, quarters, columns).
        decisions: the regulator's ``Decisions`` in this quarter; any where it is not settled.
        settles: whether steps 13 and 14 of this quarter are taken and what is counted of it.
        goes_forward: whether steps 1 to 11 are taken: of the next quarter where this one is settled.
    """
    sights = np.empty(arrays.files.shape[1], SIGHT)
    next_quarter = quarter + 1 if settles else quarter
    for r in range(arrays.files.shape[0]):
        p, tool = parameters[r], borrowed(tools[r])
        if settles:
            _settle(r, quarter, counted_from, world, arrays, p, tool, conduct, series, decisions)
        if goes_forward:
            _forward(r, next_quarter, branched, world, arrays, p, tool, conduct, events, shown, sights)
