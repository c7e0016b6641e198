"""One quarter of the organisations of one run: look around, then move on.

Two passes, so that whatever is read from another organisation is last quarter's. The rules say what
happens; this file says only to whom, with what, and in which order. The Mesa agents do the same with
their own attributes.
"""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled, compiled_inside
from simulation.draws import Chance, Shock, normal_at, uniform_at
from simulation.events import event_pressure
from simulation.memory import fetch_ahead
from simulation.rules import capability as learn
from simulation.rules import culture, leadership, pressure, quality, reporting, ties
from simulation.rules.honesty import honesty_next, honesty_target, scrutiny_on
from simulation.rules.limits import points

__all__ = ["SIGHT", "look_around", "move_on"]

SIGHT = np.dtype(
    (
        np.record,  # so that uncompiled code takes its fields by name too
        [
            ("peers_capability", np.float64),
            ("peers_openness", np.float64),
            ("lessons_heard", np.float64),
            ("spilt", np.float64),
            ("interference", np.float64),
            ("helper_capability", np.float64),
            ("events", np.float64),
        ],
    )
)
"""What an organisation sees of others before it moves: points of capability and pressure, lessons."""


@compiled
def _tell_lessons(organisations, files, p):
    """What each closed case leaves for others to learn; the sum over the sector. S13."""
    told = 0.0
    for i in range(files.shape[0]):
        own = organisations[i]
        own.lesson = learn.lesson_of(own.openness, p) if files[i].closed > 0 else 0.0
        told += own.lesson
    return told


@compiled
def _clash(i, begin, end, on, organisations, files):
    """Mean disruption of those that treated ``i`` depends on and that are treated under other leads. S2."""
    clashing = 0.0
    clashes = 0
    for e in range(begin, end):
        if files[on[e]].instrument > 0 and files[on[e]].lead != files[i].lead:
            clashing += organisations[on[e]].disruption
            clashes += 1
    return clashing / clashes if clashes > 0 else 0.0


@compiled_inside
def look_around(quarter, run, p, coordinated, events, sights):
    """First pass: each organisation sees its neighbours, its dependencies, its helper and prepared events.

    Sums go from left to right in the order of the rows. Fills ``sights`` (``SIGHT``), and in the state how
    connected each organisation is and what sanctions it sees on its neighbours.
    """
    organisations, files, places = run.organisations, run.files, run.places
    tie_start, tie_to, tie_weight = run.tie_start, run.tie_to, run.tie_weight
    start, on = run.dependency_start, run.dependency_on
    told = _tell_lessons(organisations, files, p)
    for i in range(sights.shape[0]):
        own, file, sight = organisations[i], files[i], sights[i]
        total = 0.0
        capability = 0.0
        openness = 0.0
        sanction = 0.0
        heard = 0.0
        for e in range(tie_start[i], tie_start[i + 1]):
            other = organisations[tie_to[e]]
            live = tie_weight[e] * other.reach
            total += live
            capability += live * other.capability
            openness += live * other.openness
            sanction += live * other.sanction
            heard += live * other.lesson
        own.connected = ties.connectedness(own.reach * total, p)
        each = 1.0 / total if total > 0.0 else 0.0
        sight.peers_capability = capability * each if total > 0.0 else own.capability
        sight.peers_openness = openness * each if total > 0.0 else own.openness
        own.neighbours_sanction = sanction * each
        # Under one lead what closed cases teach is told to all, tie or no tie.
        sight.lessons_heard = told - own.lesson if coordinated > 0 else own.reach * heard

        begin, end = start[i], start[i + 1]
        short = 0.0
        for e in range(begin, end):
            short += quality.shortfall(organisations[on[e]].quality, p)
        sight.spilt = pressure.spill(short / (end - begin), p) if end > begin else 0.0
        sight.interference = 0.0
        if file.instrument > 0:
            sight.interference = quality.interference(_clash(i, begin, end, on, organisations, files), p)
        sight.helper_capability = organisations[file.helper].capability if file.helper >= 0 else 0.0
        sight.events = event_pressure(quarter, i, places[i].region, events) if events.shape[0] > 0 else 0.0


@compiled_inside
def _take_effect(i, quarter, key, own, file, p, ended, tool):
    """What the last decision ended and began: what leaves, what is reshuffled, what disrupts."""
    if file.ended > 0:
        shuffle = ended.redraw_sd * normal_at(key, quarter, Chance.REFORM_REDRAW, i)
        own.capability = points(own.capability - ended.gain_lost * own.gain_accrued + shuffle)
        own.gain_accrued = 0.0
        if ended.replaces_leader == 2.0:
            own.leadership = leadership.newcomer(
                own.usual_leadership, normal_at(key, quarter, Chance.NEWCOMER, i), p
            )
            own.change_cost += p.change_cost
    own.disruption = quality.disruption_left(own.disruption, p)
    if file.instrument > 0 and file.quarters_in == 0:
        own.disruption += tool.disruption
        own.gain_accrued = 0.0


@compiled_inside
def _lead(i, quarter, key, own, file, p, tool):
    """3. Leaders leave, or an instrument replaces them; else they drift and are coached."""
    own.change_cost = leadership.change_cost_left(own.change_cost, p)
    hazard = leadership.change_hazard(own.blame, file.designated, p)
    is_replaced = file.quarters_in == 0 and tool.replaces_leader == 1.0
    if is_replaced or uniform_at(key, quarter, Chance.LEADER_LEAVES, i) < hazard:
        level = tool.leader_level if tool.leader_level > 0.0 else own.usual_leadership
        own.leadership = leadership.newcomer(level, normal_at(key, quarter, Chance.NEWCOMER, i), p)
        own.change_cost += p.change_cost
    else:
        coaching = tool.coaching if file.quarters_in >= tool.lag else 0.0
        own.leadership = leadership.leadership_next(own.leadership, own.usual_leadership, coaching, p)


@compiled_inside
def _learn(i, quarter, key, own, file, sight, shock, p, tool):
    """4. Capability: sustained, learnt and helped; staff leave; a crisis may strike."""
    own.lessons = learn.lessons_next(own.lessons, sight.lessons_heard, p)
    learnt = (
        learn.learning_from_shortfall(own.openness, own.honesty, own.quality, p)
        + learn.learning_from_peers(own.openness, own.connected, own.capability, sight.peers_capability, p)
        + learn.learning_from_lessons(own.openness, own.lessons, p)
    )
    helped = 0.0
    if tool.gain > 0.0 and file.quarters_in >= tool.lag:
        gain = tool.gain * file.match if tool.needs_helper > 0.0 else tool.gain
        ceiling = sight.helper_capability if tool.needs_helper > 0.0 else tool.ceiling
        helped = learn.gain_from_help(own.capability, own.openness, gain, ceiling, p)
        own.gain_accrued += helped
    lost = 0.0
    if uniform_at(key, quarter, Chance.CRISIS, i) < learn.crisis_hazard(own.openness, p):
        lost = p.crisis_size * abs(normal_at(key, quarter, Chance.CRISIS_SIZE, i))
    sustained = learn.sustained_capability(own.leadership, own.openness, p)
    left = learn.staff_leaving(own.quality, p)
    own.capability = learn.capability_next(own.capability, sustained, learnt, helped, left, lost, shock, p)


@compiled_inside
def _open_up(own, file, sight, p, tool):
    """5. Culture: openness, and how much of its ties the organisation keeps alive."""
    effect = tool.openness if file.quarters_in >= tool.lag else 0.0
    own.openness = culture.openness_next(
        own.openness, own.usual_openness, own.connected, sight.peers_openness, own.blame, effect, p
    )
    own.reach = ties.reach_next(own.reach, own.blame, own.quality, p)


@compiled_inside
def _admit(own, file, p, tool):
    """6. Honesty: the organisation's own, or what scrutiny enforces."""
    scrutiny = scrutiny_on(file.designated, tool.scrutiny, p)
    target = honesty_target(
        own.usual_honesty, own.openness, own.usual_openness, own.blame, file.stance, scrutiny, p
    )
    own.honesty = honesty_next(own.honesty, target, file.designated + file.instrument, p)


@compiled_inside
def move_on(quarter, trend, run, p, tools, sights):
    """Second pass: every organisation's own variables, in the order of section 4 of the model."""
    organisations, files, places, burden = run.organisations, run.files, run.places, run.burden
    shocks, key, regional = run.shocks, run.key, run.regional_pressure
    n, regions = sights.shape[0], regional.shape[0]
    shared = run.sector[0]
    common = pressure.fluctuation(
        shared.common_pressure, pressure.innovation(p.common_pressure_sd, p), shocks[0], p
    )
    shared.common_pressure = common
    spread = pressure.innovation(p.regional_pressure_sd, p)
    for g in range(regions):
        regional[g] = pressure.fluctuation(regional[g], spread, shocks[1 + g], p)
    spread = pressure.innovation(p.own_pressure_sd, p)
    first = 1 + regions
    for i in range(n):
        own, file, sight, g = organisations[i], files[i], sights[i], places[i].region
        tool = tools[file.instrument]
        # What follows is the next run of the batch.
        fetch_ahead(organisations, i + n)
        fetch_ahead(files, i + n)
        _take_effect(i, quarter, key, own, file, p, tools[file.ended], tool)
        own.own_pressure = pressure.fluctuation(own.own_pressure, spread, shocks[first + Shock.PRESSURE * n + i], p)
        bearing = pressure.pressure_on(
            trend, common, regional[g], burden[g], own.own_pressure, sight.spilt, sight.events
        )
        own.quality = quality.quality_next(
            own.quality, own.capability, bearing, own.disruption + sight.interference,
            p.helper_load * file.helping, own.change_cost, shocks[first + Shock.QUALITY * n + i], p,
        )  # fmt: skip
        _lead(i, quarter, key, own, file, p, tool)
        _learn(i, quarter, key, own, file, sight, shocks[first + Shock.CAPABILITY * n + i], p, tool)
        _open_up(own, file, sight, p, tool)
        _admit(own, file, p, tool)
        own.reported = reporting.report(own.quality, own.honesty, shocks[first + Shock.REPORT * n + i], p)
        if file.instrument > 0:
            file.quarters_in += 1
