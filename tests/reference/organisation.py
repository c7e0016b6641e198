"""Steps 1 to 7 and 14 of a quarter, after ``docs/model/submodels-organisation.md``."""

from __future__ import annotations

import math
from types import SimpleNamespace

from tests.reference.draws import Chance, Shock
from tests.reference.entities import CANDOUR, CENSURE, NEUTRAL, NOBODY, Organisation, points, positive, share
from tests.reference.world import World

Tools = list[SimpleNamespace]
"""The instruments' numbers by code; those of code 0, no instrument, are all nil"""


def look_around(o: Organisation, world: World, *, coordinated: bool, events: float) -> None:
    """See others as they were when the last quarter ended. ``events`` are the points of prepared pressure."""
    p, all_of_them = world.numbers, world.organisations
    live = [(all_of_them[k], weight * all_of_them[k].reach) for k, weight in o.ties.items()]
    total = sum(weight for _, weight in live)
    strength = o.reach * total
    o.seen = SimpleNamespace(
        connected=strength / (strength + p.connectedness_half),
        capability=sum(w * k.capability for k, w in live) / total if total > 0.0 else o.capability,
        openness=sum(w * k.openness for k, w in live) / total if total > 0.0 else o.openness,
        sanction=sum(w * k.sanction for k, w in live) / total if total > 0.0 else 0.0,
        heard=_lessons_heard(o, world, live, coordinated=coordinated),
        spilt=_spilt(o, world),
        interference=_interference(o, world),
        helper_capability=0.0 if o.file.helper == NOBODY else all_of_them[o.file.helper].capability,
        events=events,
    )


def _lesson(o: Organisation, world: World) -> float:
    return world.numbers.lessons_spread * o.openness if o.file.closed else 0.0


def _lessons_heard(
    o: Organisation, world: World, live: list[tuple[Organisation, float]], *, coordinated: bool
) -> float:
    if coordinated:
        return sum(_lesson(k, world) for k in world.organisations) - _lesson(o, world)
    return o.reach * sum(weight * _lesson(k, world) for k, weight in live)


def _spilt(o: Organisation, world: World) -> float:
    p = world.numbers
    shortfalls = [positive(p.good_threshold - world.organisations[k].quality) for k in o.depends_on]
    return p.linkage * sum(shortfalls) / len(shortfalls) if shortfalls else 0.0


def _interference(o: Organisation, world: World) -> float:
    if not o.file.instrument:
        return 0.0
    others = [world.organisations[k] for k in o.depends_on]
    treated = [k.disruption for k in others if k.file.instrument and k.file.lead != o.file.lead]
    return world.numbers.interference * sum(treated) / len(treated) if treated else 0.0


def move_shared_pressures(world: World, quarter: int) -> None:
    """The common pressure, then every region's, before any organisation moves."""
    p, shocks = world.numbers, world.shocks[quarter]
    fresh = math.sqrt(1.0 - p.pressure_persistence**2)
    world.common_pressure = p.pressure_persistence * world.common_pressure + p.common_pressure_sd * fresh * shocks[0]
    for g, old in enumerate(world.regional_pressure):
        world.regional_pressure[g] = p.pressure_persistence * old + p.regional_pressure_sd * fresh * shocks[1 + g]


def act(o: Organisation, world: World, tools: Tools, quarter: int, branched: int) -> None:
    """Steps 1 to 7, in this order."""
    o.connected = o.seen.connected
    pressure = _pressure(o, world, tools, quarter, branched)
    _quality(o, world, quarter, pressure)
    _leadership(o, world, tools, quarter)
    _capability(o, world, tools, quarter)
    _culture(o, world, tools)
    _honesty(o, world, tools)
    _report(o, world, quarter)
    if o.file.instrument:
        o.file.quarters_in += 1


def _pressure(o: Organisation, world: World, tools: Tools, quarter: int, branched: int) -> float:
    p, draw = world.numbers, world.chances
    if o.file.ended:
        tool = tools[o.file.ended]
        redraw = tool.redraw_sd * draw.normal(Chance.REFORM_REDRAW, quarter, o.index)
        o.capability = points(o.capability - tool.gain_lost * o.gain_accrued + redraw)
        o.gain_accrued = 0.0
        if tool.replaces_leader == 2:
            newcomer = draw.normal(Chance.NEWCOMER, quarter, o.index)
            o.leadership = share(o.usual_leadership + p.newcomer_sd * newcomer)
            o.change_cost += p.change_cost
    o.disruption *= p.disruption_kept
    if o.file.instrument and o.file.quarters_in == 0:
        o.disruption += tools[o.file.instrument].disruption
        o.gain_accrued = 0.0
    fresh = p.own_pressure_sd * math.sqrt(1.0 - p.pressure_persistence**2)
    o.own_pressure = p.pressure_persistence * o.own_pressure + fresh * world.shock(Shock.PRESSURE, quarter, o.index)
    trend = p.pressure_level + (p.pressure_trend * (quarter - branched) / 4.0 if quarter >= branched else 0.0)
    shared = trend + world.common_pressure + world.regional_pressure[o.region] + world.burden[o.region]
    return shared + o.own_pressure + o.seen.spilt + o.seen.events


def _quality(o: Organisation, world: World, quarter: int, pressure: float) -> None:
    p = world.numbers
    borne = pressure + o.disruption + o.seen.interference + p.helper_load * o.file.helping + o.change_cost
    chance = p.quality_noise * world.shock(Shock.QUALITY, quarter, o.index)
    o.quality = points(o.quality + p.adjustment_rate * (o.capability - borne - o.quality) + chance)


def _leadership(o: Organisation, world: World, tools: Tools, quarter: int) -> None:
    p, tool, draw = world.numbers, tools[o.file.instrument], world.chances
    o.change_cost *= p.change_cost_kept
    replaced = o.file.instrument > 0 and o.file.quarters_in == 0 and tool.replaces_leader == 1
    hazard = p.turnover + p.turnover_from_blame * o.blame + p.turnover_when_designated * o.file.designated
    if replaced or draw.uniform(Chance.LEADER_LEAVES, quarter, o.index) < hazard:
        level = tool.leader_level if tool.leader_level > 0.0 else o.usual_leadership
        o.leadership = share(level + p.newcomer_sd * draw.normal(Chance.NEWCOMER, quarter, o.index))
        o.change_cost += p.change_cost
    else:
        coaching = tool.coaching if o.file.quarters_in >= tool.lag else 0.0
        o.leadership = share(o.leadership + p.leadership_drift * (o.usual_leadership - o.leadership) + coaching)


def _capability(o: Organisation, world: World, tools: Tools, quarter: int) -> None:
    p = world.numbers
    o.lessons = p.lessons_kept * o.lessons + o.seen.heard
    sustained = (
        p.capability_base + p.capability_from_leadership * o.leadership + p.capability_from_openness * o.openness
    )
    admitted = o.openness * o.honesty * positive(p.good_threshold - o.quality)
    from_peers = o.openness * o.connected * positive(o.seen.capability - o.capability)
    from_lessons = o.openness * min(o.lessons, p.lessons_most)
    learnt = (
        p.learning_from_shortfall * admitted
        + p.learning_from_peers * from_peers
        + p.learning_from_lessons * from_lessons
    )
    left = p.spiral * positive(p.failing_threshold + p.spiral_margin - o.quality)
    helped = _helped(o, world, tools)
    o.gain_accrued += helped
    lost = _lost_in_crisis(o, world, quarter)
    chance = p.capability_noise * world.shock(Shock.CAPABILITY, quarter, o.index)
    moved = p.capability_rate * (sustained - o.capability) + learnt - left + helped - lost
    o.capability = points(o.capability + moved + chance)


def _helped(o: Organisation, world: World, tools: Tools) -> float:
    p, tool = world.numbers, tools[o.file.instrument]
    if tool.gain <= 0.0 or o.file.quarters_in < tool.lag:
        return 0.0
    gain, ceiling = tool.gain, tool.ceiling
    if tool.needs_helper:
        gain, ceiling = gain * o.file.match, o.seen.helper_capability
    taken_up = p.help_in_closed_culture + p.help_from_openness * o.openness
    return float(gain * taken_up * positive(ceiling - o.capability))


def _lost_in_crisis(o: Organisation, world: World, quarter: int) -> float:
    p, draw = world.numbers, world.chances
    hazard = p.crisis_hazard * positive(p.crisis_in_closed_culture - p.crisis_openness * o.openness)
    if draw.uniform(Chance.CRISIS, quarter, o.index) < hazard:
        return float(p.crisis_size * abs(draw.normal(Chance.CRISIS_SIZE, quarter, o.index)))
    return 0.0


def _culture(o: Organisation, world: World, tools: Tools) -> None:
    p, tool = world.numbers, tools[o.file.instrument]
    moved = (
        p.openness_drift * (o.usual_openness - o.openness)
        + p.openness_contagion * o.connected * (o.seen.openness - o.openness)
        - p.openness_fear * o.blame * o.openness
        + (tool.openness if o.file.quarters_in >= tool.lag else 0.0)
    )
    o.openness = share(o.openness + moved)
    below = positive(p.failing_threshold - o.quality) / p.failing_threshold
    target = share(1.0 - p.fear_withdrawal * o.blame - p.failure_withdrawal * below)
    o.reach += p.withdrawal_rate * (target - o.reach)


def _honesty(o: Organisation, world: World, tools: Tools) -> None:
    p, file = world.numbers, o.file
    enforced = max(p.designation_scrutiny * file.designated, tools[file.instrument].scrutiny)
    away = p.honesty_from_openness * (o.openness - o.usual_openness)
    own = share(o.usual_honesty + away - p.honesty_from_blame * o.blame)
    stance = p.candour_honesty * (file.stance == CANDOUR) - p.censure_secrecy * (file.stance == CENSURE)
    target = share(max(own, enforced) + stance)
    rate = p.honesty_rate_examined if file.designated or file.instrument else p.honesty_rate
    o.honesty = share(o.honesty + rate * (target - o.honesty))


def _report(o: Organisation, world: World, quarter: int) -> None:
    p = world.numbers
    shortfall = positive(p.good_threshold + p.concealment_margin - o.quality)
    chance = p.report_noise * world.shock(Shock.REPORT, quarter, o.index)
    o.reported = o.quality + (1.0 - o.honesty) * p.concealment * shortfall + chance


def feel_blame(world: World, tools: Tools, stances: list[int]) -> None:
    """Step 14, for all: stances, sanctions and blame."""
    p, n = world.numbers, len(world.organisations)
    sector = sum(o.sanction for o in world.organisations)  # the last quarter's
    for o, decided in zip(world.organisations, stances, strict=True):
        o.file.stance = decided if o.file.designated or o.file.instrument else NEUTRAL
        o.sanction = tools[o.file.instrument].blame
        if o.file.stance == CENSURE:
            o.sanction = max(p.censure_blame, o.sanction)
        elif o.file.stance == CANDOUR:
            o.sanction = 0.0
        seen = p.blame_from_neighbours * o.seen.sanction + p.blame_from_sector * sector / n
        o.blame = p.blame_kept * o.blame + (1.0 - p.blame_kept) * share(o.sanction + seen)
