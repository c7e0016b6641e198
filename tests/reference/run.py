"""A quarter and a run, in the order of ``docs/model/schedule.md``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Literal

from tests.reference.adaptive import Adaptive
from tests.reference.allocation import Allocation
from tests.reference.entities import Conduct, Organisation
from tests.reference.grades import LAST_QUARTERS, Donor, condition, donors_of
from tests.reference.organisation import Tools, act, feel_blame, look_around, move_shared_pressures
from tests.reference.policies import BROKERED, COORDINATED, LEVERS, decide
from tests.reference.regulator import designate, look, plan_inspections
from tests.reference.world import World


@dataclass(frozen=True)
class Event:
    """Something prepared: what, from which quarter after the branching, and whom it hits (all where neither)."""

    kind: Literal["pressure", "scandal", "whistleblower"]
    quarter: int
    region: int | None = None
    organisation: int | None = None
    amount: float = 0.0
    quarters: int = 4

    def hits(self, o: Organisation) -> bool:
        return self.region in (None, o.region) and self.organisation in (None, o.index)


class Run:
    """One run: settle a quarter at a time by ``step``.

    Args:
        world: where it begins; it is moved on in place.
        tools: the instruments' numbers, by code.
        conduct: of the scenario; what depends on the policy is set by ``regulate``.
        branched: the first quarter of the policies.
        events: what is prepared to happen after the branching.
    """

    def __init__(
        self, world: World, tools: Tools, conduct: Conduct, branched: int, events: Sequence[Event] = ()
    ) -> None:
        self.world, self.tools, self.conduct = world, tools, conduct
        self.branched, self.events = branched, events
        self.quarter = 0
        self.spent = 0.0

    def regulate(self, policy: str, **levers: float) -> None:
        """Let another policy decide from now on, its levers at their defaults where nothing else is said."""
        self.policy, self.levers = policy, SimpleNamespace(**(LEVERS.get(policy, {}) | levers))
        self.conduct.brokered = policy in BROKERED
        self.conduct.coordinated = policy in COORDINATED
        self.conduct.designates = policy != "nobody-designated"
        self.adaptive = Adaptive(self.world, self.tools, self.levers)

    def run_in(self, response: str, watch: Callable[[Run], None] | None = None) -> None:
        """Play the years before the policies branch, watched quarter by quarter, and take real grades into account."""
        self.regulate(response)
        donors: list[Donor] = []
        while self.quarter < self.branched:
            self.step()
            if watch is not None:
                watch(self)
            if self.quarter > self.branched - LAST_QUARTERS:
                donors += donors_of(self.world, self.quarter - 1)
        if self.branched > 0:
            condition(self.world, donors, self.branched)

    def step(self) -> None:
        world, tools, conduct, quarter = self.world, self.tools, self.conduct, self.quarter
        for o in world.organisations:
            look_around(o, world, coordinated=conduct.coordinated, events=self._pressure_on(o))
        move_shared_pressures(world, quarter)
        for o in world.organisations:
            act(o, world, tools, quarter, self.branched)
        plan_inspections(world, conduct, quarter)
        looks = 0.0
        for o in world.organisations:
            looks += look(o, world, tools, conduct, quarter, self.branched, self._revealed_at(o))
        for o in world.organisations:
            designate(o, world, conduct, quarter)
        adapts = self.policy == "adaptive"
        decisions = self.adaptive.decide(quarter) if adapts else decide(self.policy, self.levers, world, quarter)
        self.spent = Allocation(world, tools, conduct, decisions, quarter, looks).allocate()
        feel_blame(world, tools, [decision.stance for decision in decisions])
        self.quarter += 1

    def _pressure_on(self, o: Organisation) -> float:
        now = self.quarter - self.branched
        on = [e for e in self.events if e.kind == "pressure" and e.quarter <= now < e.quarter + e.quarters]
        return sum(e.amount for e in on if e.hits(o))

    def _revealed_at(self, o: Organisation) -> list[str]:
        now = self.quarter - self.branched
        return [e.kind for e in self.events if e.kind != "pressure" and e.quarter == now and e.hits(o)]
