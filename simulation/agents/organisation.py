"""An organisation as an agent: it looks around, then moves on, one behaviour after the other.

Every behaviour calls the rules of ``simulation.rules`` on the agent's own numbers, in the order of
section 4 of the model, as the engine does. To change one behaviour, subclass and override it::

    class Candid(Organisation):
        def report(self):
            self.reported = self.quality
"""

from __future__ import annotations

import mesa
import numpy as np

from simulation.agents.rules import capability, culture, honesty, leadership, limits, pressure, quality, reporting, ties
from simulation.agents.surroundings import Surroundings
from simulation.draws import Chance, Shock
from simulation.parameters import Tool
from simulation.vocabulary import NOBODY

__all__ = ["Organisation"]


class Organisation(mesa.Agent):
    """A council, a hospital trust, a school: one that serves, leads, learns, admits and reports.

    What it is (set it between steps, and the run goes on from there):

    Attributes:
        index, name, region, region_name: who it is; ``region`` is the region's index.
        size, insularity, willingness: people served, and traits, 0 to 1.
        quality, capability, reported: points, 0 to 100 (reports may lie beyond).
        leadership, openness, honesty, blame: 0 to 1.
        usual_leadership, usual_openness, usual_honesty: where these drift back to.
        own_pressure, pressure: its own fluctuating pressure, and all that bears on it, points.
        disruption, change_cost: points of quality that instruments and changes of leaders cost now.
        lesson, lessons: what its closed case leaves to learn this quarter; its stock from others' cases.
        gain_accrued: points of capability that the running instrument has added.
        reach, connected: the part of its ties that it keeps alive, and how connected that makes it.
        sanction, neighbours_sanction: the sanction on it, and the mean of those that it sees.
        neighbours, tie_weights: whom it talks to, and the weights of these ties, in stored order.
        dependencies: those that it depends on, in stored order.

    What the regulator decided, as the organisation feels it (the regulator's files rule; what is set
    here is overwritten at the end of the quarter):

    Attributes:
        instrument, quarters_in: code of the running instrument, and quarters that it has worked.
        ended, closed: the instrument that ended with the last decision; 1 where a case closed.
        designated, exposed, grade, stance: as published.
        helper, match: who helps it, if anyone, and the weight of that tie.
        helping: how many it helps.
        lead: who leads its case (an index), -1 where nobody does.
    """

    def __init__(
        self, model: mesa.Model, index: int, name: str, region_name: str, place: np.record, surroundings: Surroundings
    ) -> None:
        super().__init__(model)
        self.index, self.name, self.region_name = index, name, region_name
        self.region, self.size = int(place.region), float(place["size"])
        self.insularity, self.willingness = float(place.insularity), float(place.willingness)
        self.around = surroundings
        self.neighbours: tuple[Organisation, ...] = ()
        self.tie_weights: list[float] = []
        self.dependencies: tuple[Organisation, ...] = ()

        self.quality = self.capability = self.reported = 0.0
        self.leadership = self.openness = self.honesty = self.blame = 0.0
        self.usual_leadership = self.usual_openness = self.usual_honesty = 0.0
        self.own_pressure = self.pressure = self.disruption = self.change_cost = 0.0
        self.lesson = self.lessons = self.gain_accrued = self.reach = self.connected = 0.0
        self.sanction = self.neighbours_sanction = 0.0

        self.instrument = self.quarters_in = self.ended = self.closed = 0
        self.designated = self.exposed = self.grade = self.stance = self.helping = 0
        self.helper: Organisation | None = None
        self.match, self.lead = 0.0, NOBODY

        self.peers_capability = self.peers_openness = self.lessons_heard = 0.0
        self.spilt = self.interference = self.helper_capability = 0.0

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def tool(self) -> Tool:
        """The numbers of the running instrument; where none runs, of none."""
        return self.around.tools[self.instrument]

    @property
    def has_begun(self) -> bool:
        """Whether the instrument is past its lag, so that it helps (of none, every effect is nil)."""
        return self.quarters_in >= self.tool.lag

    def teach(self) -> None:
        """Leave others something to learn where a case of its own has just closed. S13."""
        self.lesson = capability.lesson_of(self.openness, self.around.p) if self.closed > 0 else 0.0

    # First pass: what it sees of others, all of it as they were last quarter.

    def observe(self) -> None:
        """See neighbours, those that it depends on, and its helper."""
        self.look_at_neighbours()
        self.look_at_dependencies()
        self.helper_capability = self.helper.capability if self.helper is not None else 0.0

    def look_at_neighbours(self) -> None:
        """Means over live ties, from left to right in stored order; lessons heard over ties. S7, S13."""
        total = seen_capability = seen_openness = seen_sanction = heard = 0.0
        for other, weight in zip(self.neighbours, self.tie_weights, strict=True):
            live = weight * other.reach
            total += live
            seen_capability += live * other.capability
            seen_openness += live * other.openness
            seen_sanction += live * other.sanction
            heard += live * other.lesson
        self.connected = ties.connectedness(self.reach * total, self.around.p)
        each = 1.0 / total if total > 0.0 else 0.0
        self.peers_capability = seen_capability * each if total > 0.0 else self.capability
        self.peers_openness = seen_openness * each if total > 0.0 else self.openness
        self.neighbours_sanction = seen_sanction * each
        told = self.around.lessons_told
        # Under one lead what closed cases teach is told to all, tie or no tie.
        self.lessons_heard = self.reach * heard if told is None else told - self.lesson

    def look_at_dependencies(self) -> None:
        """Shortfall of those that it depends on, and disruption there under leads other than its own. S2."""
        p, short, clashing, clashes = self.around.p, 0.0, 0.0, 0
        for other in self.dependencies:
            short += quality.shortfall(other.quality, p)
            if self.instrument > 0 and other.instrument > 0 and self.lead != other.lead:
                clashing += other.disruption
                clashes += 1
        self.spilt = pressure.spill(short / len(self.dependencies), p) if self.dependencies else 0.0
        self.interference = quality.interference(clashing / clashes, p) if clashes > 0 else 0.0

    # Second pass: its own variables, in the order of section 4 of the model.

    def advance(self) -> None:
        """Live through the quarter."""
        self.take_effect()
        self.feel_pressure()
        self.serve()
        self.lead_on()
        self.learn()
        self.open_up()
        self.admit()
        self.report()
        if self.instrument > 0:
            self.quarters_in += 1

    def take_effect(self) -> None:
        """What the last decision ended and began: what leaves, what is reshuffled, what disrupts. S4, S5."""
        p, around = self.around.p, self.around
        if self.ended > 0:
            ended = around.tools[self.ended]
            shuffle = ended.redraw_sd * around.normal(Chance.REFORM_REDRAW, self.index)
            self.capability = limits.points(self.capability - ended.gain_lost * self.gain_accrued + shuffle)
            self.gain_accrued = 0.0
            if ended.replaces_leader == 2.0:
                self.welcome_leader(self.usual_leadership)
        self.disruption = quality.disruption_left(self.disruption, p)
        if self.instrument > 0 and self.quarters_in == 0:
            self.disruption += self.tool.disruption
            self.gain_accrued = 0.0

    def feel_pressure(self) -> None:
        """Step 1, pressure: trend, common, regional, its own, spilt over from others, prepared events. S2, S3."""
        around, g = self.around, self.region
        draw = around.shock(Shock.PRESSURE, self.index)
        self.own_pressure = pressure.fluctuation(self.own_pressure, around.own_spread, draw, around.p)
        self.pressure = pressure.pressure_on(
            around.trend, around.common, around.regional[g], around.burden[g],
            self.own_pressure, self.spilt, around.event_pressure(self.index, g),
        )  # fmt: skip

    def serve(self) -> None:
        """Step 2, quality: towards what capability sustains under all that bears on it. S5."""
        p, draw = self.around.p, self.around.shock(Shock.QUALITY, self.index)
        disruption, load = self.disruption + self.interference, p.helper_load * self.helping
        self.quality = quality.quality_next(
            self.quality, self.capability, self.pressure, disruption, load, self.change_cost, draw, p
        )

    def lead_on(self) -> None:
        """Step 3, leadership: leaders leave, are replaced, or drift and are coached. S4."""
        p, tool, around = self.around.p, self.tool, self.around
        self.change_cost = leadership.change_cost_left(self.change_cost, p)
        hazard = leadership.change_hazard(self.blame, self.designated, p)
        is_replaced = self.quarters_in == 0 and tool.replaces_leader == 1.0
        if is_replaced or around.uniform(Chance.LEADER_LEAVES, self.index) < hazard:
            self.welcome_leader(tool.leader_level if tool.leader_level > 0.0 else self.usual_leadership)
        else:
            coaching = tool.coaching if self.has_begun else 0.0
            self.leadership = leadership.leadership_next(self.leadership, self.usual_leadership, coaching, p)

    def welcome_leader(self, level: float) -> None:
        """New leaders come, around the level that the place or the instrument attracts; the change costs."""
        draw = self.around.normal(Chance.NEWCOMER, self.index)
        self.leadership = leadership.newcomer(level, draw, self.around.p)
        self.change_cost += self.around.p.change_cost

    def learn(self) -> None:
        """Step 4, capability: sustained, learnt and helped; staff leave; a crisis may strike. S3, S10, S13."""
        p = self.around.p
        self.lessons = capability.lessons_next(self.lessons, self.lessons_heard, p)
        learnt = (
            capability.learning_from_shortfall(self.openness, self.honesty, self.quality, p)
            + capability.learning_from_peers(self.openness, self.connected, self.capability, self.peers_capability, p)
            + capability.learning_from_lessons(self.openness, self.lessons, p)
        )
        helped, lost = self.take_help(), self.crisis()
        sustained = capability.sustained_capability(self.leadership, self.openness, p)
        left = capability.staff_leaving(self.quality, p)
        draw = self.around.shock(Shock.CAPABILITY, self.index)
        self.capability = capability.capability_next(self.capability, sustained, learnt, helped, left, lost, draw, p)

    def take_help(self) -> float:
        """Points of capability that the running instrument adds this quarter. S1, S4."""
        tool = self.tool
        if tool.gain <= 0.0 or not self.has_begun:
            return 0.0
        by_helper = tool.needs_helper > 0.0
        gain, ceiling = (tool.gain * self.match, self.helper_capability) if by_helper else (tool.gain, tool.ceiling)
        helped = float(capability.gain_from_help(self.capability, self.openness, gain, ceiling, self.around.p))
        self.gain_accrued += helped
        return helped

    def crisis(self) -> float:
        """Points of capability that a crisis takes this quarter, nil where none strikes. S3."""
        p, around = self.around.p, self.around
        if around.uniform(Chance.CRISIS, self.index) < capability.crisis_hazard(self.openness, p):
            return float(p.crisis_size * abs(around.normal(Chance.CRISIS_SIZE, self.index)))
        return 0.0

    def open_up(self) -> None:
        """Step 5, culture: openness, and how much of its ties the organisation keeps alive. S4, S7, S10."""
        p, effect = self.around.p, self.tool.openness if self.has_begun else 0.0
        self.openness = culture.openness_next(
            self.openness, self.usual_openness, self.connected, self.peers_openness, self.blame, effect, p
        )
        self.reach = ties.reach_next(self.reach, self.blame, self.quality, p)

    def admit(self) -> None:
        """Step 6, honesty: the organisation's own, or what scrutiny enforces. S11, S12."""
        p = self.around.p
        scrutiny = honesty.scrutiny_on(self.designated, self.tool.scrutiny, p)
        target = honesty.honesty_target(
            self.usual_honesty, self.openness, self.usual_openness, self.blame, self.stance, scrutiny, p
        )
        self.honesty = honesty.honesty_next(self.honesty, target, self.designated + self.instrument, p)

    def report(self) -> None:
        """Step 7, report: quality with part of the shortfall hidden. S11, S14."""
        draw = self.around.shock(Shock.REPORT, self.index)
        self.reported = reporting.report(self.quality, self.honesty, draw, self.around.p)
