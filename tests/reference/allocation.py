"""Step 13 of a quarter, after ``docs/model/submodels-regulator.md``: endings, starts, leads, costs, looks."""

from __future__ import annotations

from tests.reference.entities import (
    INSPECTION,
    NO_INSTRUMENT,
    NOBODY,
    NOT_LOOKED,
    REVIEW,
    Conduct,
    Decision,
    Organisation,
    share,
)
from tests.reference.helpers import Helpers
from tests.reference.organisation import Tools
from tests.reference.world import World

MOST_IN_A_CASE = 6


class Allocation:
    """One quarter's. ``allocate`` goes through its six parts and returns what was spent."""

    def __init__(
        self, world: World, tools: Tools, conduct: Conduct, decisions: list[Decision], quarter: int, looks: float
    ) -> None:
        self.world, self.tools, self.conduct, self.decisions = world, tools, conduct, decisions
        self.quarter, self.looks = quarter, looks
        self.helpers = Helpers(world, conduct)

    def allocate(self) -> float:
        organisations = self.world.organisations
        for o in organisations:
            self._end(o)
            self._need(o)
        kept_back = 1.0 + self.world.numbers.coordination_cost if self.conduct.coordinated else 1.0
        running = 0.0
        for o in organisations:
            running += self.tools[o.file.instrument].cost
        left = self.conduct.budget - self.looks - kept_back * running
        needs = self._in_order()
        if any(self.tools[o.file.wanted].needs_helper for o in needs):
            self.helpers.make_register()
        for o in needs:
            left -= self._start(o, left, kept_back)
        cost = self._lead()
        self._grant_looks(self.conduct.budget - self.looks - cost)
        return self.looks + cost

    # (a) endings and needs

    def _end(self, o: Organisation) -> None:
        p, file = self.world.numbers, o.file
        file.ended, file.closed, file.wanted, file.requested = NO_INSTRUMENT, False, NO_INSTRUMENT, NOT_LOOKED
        if not file.instrument:
            return
        released = file.belief > p.warning_threshold + self.tools[file.instrument].release_margin
        file.quarters_released = file.quarters_released + 1 if released else 0
        if self._is_over(o):
            self._stop(o)
        elif file.helper != NOBODY:
            file.match = share(file.match + p.tie_growth)
            helper = self.world.organisations[file.helper]
            if file.helper in o.ties:
                o.ties[file.helper] = max(o.ties[file.helper], file.match)
                helper.ties[o.index] = max(helper.ties[o.index], file.match)

    def _is_over(self, o: Organisation) -> bool:
        file, tool = o.file, self.tools[o.file.instrument]
        if tool.needs_helper and (file.helper == NOBODY or self.world.organisations[file.helper].file.designated):
            return True
        if tool.most_quarters > 0 and file.quarters_in >= tool.most_quarters:
            return True
        if file.quarters_in < tool.least_quarters:
            return False
        if tool.release_margin > 0 and file.quarters_released >= 2:
            return True
        return self.decisions[o.index].instrument == NO_INSTRUMENT

    def _stop(self, o: Organisation) -> None:
        file, tool = o.file, self.tools[o.file.instrument]
        file.ended, file.closed = file.instrument, True
        file.last_end[file.instrument] = self.quarter
        if file.helper != NOBODY:
            self.world.organisations[file.helper].file.helping -= 1
        file.helper, file.match = NOBODY, 0.0
        if tool.tie_cut:
            for k in o.ties:
                o.ties[k] *= 1.0 - tool.tie_cut
                self.world.organisations[k].ties[o.index] *= 1.0 - tool.tie_cut
        file.instrument, file.quarters_in, file.quarters_released, file.lead = NO_INSTRUMENT, 0, 0, NOBODY

    def _need(self, o: Organisation) -> None:
        file, decision = o.file, self.decisions[o.index]
        if self._needs_start(o, decision):
            file.wanted = decision.instrument
            file.waiting += 1
        else:
            file.waiting = 0

    def _needs_start(self, o: Organisation, decision: Decision) -> bool:
        file, wanted = o.file, decision.instrument
        if wanted == NO_INSTRUMENT or (file.instrument == wanted and not decision.afresh):
            return False
        if file.instrument and file.quarters_in < self.tools[file.instrument].least_quarters:
            return False
        tool = self.tools[wanted]
        if tool.pause and (file.instrument == wanted or file.since_end(wanted, self.quarter) < tool.pause):
            return False
        warning = self.world.numbers.warning_threshold
        return not (tool.release_margin and file.belief > warning + tool.release_margin)

    # (b) order

    def _in_order(self) -> list[Organisation]:
        organisations = self.world.organisations
        needs = [o for o in organisations if o.file.wanted]
        priority = {o.index: self.decisions[o.index].priority for o in needs}
        if self.conduct.coordinated:
            case = self._cases([o for o in organisations if o.file.instrument or o.file.wanted])
            own = dict(priority)
            for o in needs:
                priority[o.index] = max(own[k] for k in own if case[k] == case[o.index])
        return sorted(needs, key=lambda o: (-priority[o.index], o.index))

    # (d) starts

    def _start(self, o: Organisation, left: float, kept_back: float) -> float:
        """Start what an organisation needs, where that can be had; returns its price, else 0."""
        file = o.file
        wanted, tool = file.wanted, self.tools[file.wanted]
        price = kept_back * (tool.cost - self.tools[file.instrument].cost)
        if not self._has_room(o, wanted) or price > left:
            return 0.0
        helper, match = NOBODY, 0.0
        if tool.needs_helper:
            helper = self.helpers.find(o)
            if helper == NOBODY:
                return 0.0
            match = max(self.world.numbers.matched_tie, o.ties.get(helper, 0.0))  # before what ran cuts ties
        if file.instrument:
            self._stop(o)
        file.instrument, file.closed, file.quarters_in = wanted, False, 0
        file.uses[wanted] = file.uses.get(wanted, 0) + 1
        if helper != NOBODY:
            file.helper, file.match = helper, match
            self.world.organisations[helper].file.helping += 1
        file.wanted, file.waiting = NO_INSTRUMENT, 0
        return float(price)

    def _has_room(self, o: Organisation, wanted: int) -> bool:
        capacity, n = self.tools[wanted].capacity, len(self.world.organisations)
        most = max(1, int(capacity * n + 0.5)) if capacity > 0 else 0
        others = [k for k in self.world.organisations if k.file.instrument == wanted and k is not o]
        return len(others) < most

    # (e) leads and costs

    def _cases(self, members: list[Organisation]) -> dict[int, int]:
        """The case of each member, by its index: a number that those of one case share, its lowest index."""
        case = {o.index: o.index for o in members}
        for o in members:
            for k in o.depends_on:
                if k not in case or case[k] == case[o.index]:
                    continue
                joined = [m for m in case if case[m] in (case[k], case[o.index])]
                if len(joined) <= MOST_IN_A_CASE:
                    for m in joined:
                        case[m] = min(joined)
        return case

    def _lead(self) -> float:
        """Give every treated organisation its lead; returns what all that runs costs."""
        treated = [o for o in self.world.organisations if o.file.instrument]
        case = self._cases(treated) if self.conduct.coordinated else {o.index: o.index for o in treated}
        cost = 0.0
        for o in treated:
            o.file.lead = case[o.index]
            alone = sum(1 for k in treated if case[k.index] == case[o.index]) == 1
            cost += self.tools[o.file.instrument].cost * (1.0 if alone else 1.0 + self.world.numbers.coordination_cost)
        return cost

    # (f) looks asked for

    def _grant_looks(self, left: float) -> None:
        p = self.world.numbers
        for o in self.world.organisations:
            asked = self.decisions[o.index].look
            price = {NOT_LOOKED: 0.0, REVIEW: p.review_cost, INSPECTION: p.inspection_cost}[asked]
            if asked != NOT_LOOKED and price <= left:
                o.file.requested = asked
                left -= price
