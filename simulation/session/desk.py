"""The regulator's desk in one run: who decides, what is in hand, and what was decided so far.

The machinery under a session. It rests where the regulator is about to decide: this quarter's news is
in (``Driver.forward`` is done), its decisions are not (``Driver.settle`` is to come).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from simulation.errors import InputError
from simulation.events import EVENT_DTYPE
from simulation.futures import branch_point, setting_of, worlds_of
from simulation.log import Context, Snapshot, context_of, snapshot_of
from simulation.playing import Driver, Setting, conduct_of
from simulation.policies import spec_of
from simulation.regulation.conduct import Conduct
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.scenario.parts import Event
from simulation.session.decisions import Order
from simulation.session.hands import ByHand, Hands, new_hands
from simulation.state import State
from simulation.worlds import Worlds

__all__ = ["Decided", "Desk", "Quarter", "events_in", "laid_out", "with_events"]


@dataclass(frozen=True, eq=False)
class Decided:
    """What was decided in one quarter, enough to decide it again to the bit.

    Attributes:
        quarter: quarters since the policies branched.
        policy: who decided, as ``spec_of`` writes it.
        seen_under: the conduct under which the quarter's news came in (plan of inspections, one lead).
        conduct: the conduct under which the decisions were carried out.
        decisions: the decisions, arrays of shape (1, organisations).
    """

    quarter: int
    policy: str
    seen_under: Conduct
    conduct: Conduct
    decisions: Decisions


@dataclass(frozen=True, eq=False)
class Quarter:
    """The three moments of a quarter that has passed: see ``simulation.log``."""

    decided: Snapshot
    settled: Snapshot
    now: Snapshot


def events_in(scenario: Scenario, events: Sequence[Event]) -> np.recarray:
    """Prepared events as compiled code takes them, checked as those of a scenario are.

    Raises:
        ScenarioError: where one happens too late, or hits nobody that exists.
    """
    data = [event.model_dump(exclude_none=True) for event in events]
    return scenario.changed(events=data).prepared_events()


def with_events(setting: Setting, events: np.ndarray) -> Setting:
    """A setting with events beside its own, which come first."""
    both = np.empty(len(setting.events) + len(events), EVENT_DTYPE)
    both[: len(setting.events)], both[len(setting.events) :] = setting.events, events
    return replace(setting, events=both.view(np.recarray))


@dataclass(eq=False)
class Desk:
    """One run with whoever decides in it.

    Attributes:
        scenario, seed, run: what determines the run, with ``added`` and the decisions.
        real_names: whether a real list shows its own names.
        added: events added to those of the scenario.
        worlds, setting: the run's world, and the regulator's surroundings.
        driver: the state, and the policy at the desk with its memory.
        hands: organisations in somebody's hands.
        decided: what was decided, quarter by quarter.
        seen_under: the conduct under which the present quarter's news came in.
        is_claimed: whether a policy was chosen; else the first to decide is taken to have been here
            from the beginning.
    """

    scenario: Scenario
    seed: int
    run: int
    real_names: bool
    added: tuple[Event, ...]
    worlds: Worlds
    setting: Setting
    driver: Driver
    hands: Hands
    decided: list[Decided]
    seen_under: Conduct
    is_claimed: bool
    _told: tuple[Setting, Context] | None = field(default=None, init=False, repr=False)

    @property
    def state(self) -> State:
        """The run's state."""
        return self.driver.state

    @property
    def quarter(self) -> int:
        """The quarter in which the regulator is to decide now; as many have been settled."""
        return self.state.quarter - self.state.branched

    @property
    def last(self) -> int:
        """How many quarters the scenario has; in it there is nothing left to decide."""
        return self.worlds.quarters - self.state.branched

    @property
    def context(self) -> Context:
        """What the log needs to know of the run; only an event that is added changes it."""
        s = self.setting
        if self._told is None or self._told[0] is not s:
            context = context_of(self.worlds, budget=s.budget, events=s.events, branched=self.state.branched)
            self._told = s, context
        return self._told[1]

    def snapshot(self) -> Snapshot:
        """What the regulator knows now."""
        return snapshot_of(self.state)

    def see(self) -> None:
        """Let the present quarter's news in; after the last quarter, only show what there is."""
        if self.quarter < self.last:
            self.seen_under = self.driver.conduct
            self.driver.forward()
        else:
            self.driver.look()

    def seat(self, policy: Policy) -> None:
        """Put a policy at the desk: an equal one goes on with its memory, another begins anew."""
        if policy != self.driver.policy:
            self.driver = Driver(self.worlds, self.state, self.setting, policy)

    def add_event(self, event: Event) -> None:
        """Add a prepared event.

        Raises:
            InputError: where its quarter has come already.
            ScenarioError: where it happens too late, or hits nobody that exists.
        """
        if event.first_quarter <= self.quarter:
            raise InputError(
                f"an event can be prepared from quarter {self.quarter + 1} on, not for quarter {event.first_quarter}:"
                " what happens in the present one is known already"
            )
        self.setting = with_events(self.setting, events_in(self.scenario, [event]))
        self.driver.events = self.setting.events
        self.added = (*self.added, event)

    def decide(self, orders: Sequence[Order] = ()) -> Decisions:
        """What is decided now: by the policy, and over it what is ordered by hand."""
        view = self.driver.view
        self.hands.catch_up(view)
        self.hands.take(orders, view)
        return self.hands.over(self.driver.decide(), orders, view)

    def advance(
        self,
        decisions: Decisions,
        settled: Callable[[State], None] | None = None,
        before: Quarter | None = None,
    ) -> Quarter:
        """Carry decisions out, and let the next quarter's news in.

        Args:
            decisions: arrays of shape (1, organisations).
            settled: called with the state once they are carried out.
            before: the quarter that has just passed, where the caller has it: its end is this one's beginning.
        """
        decided = self.snapshot() if before is None else before.now
        kept = Decisions(*(array.copy() for array in decisions))
        entry = Decided(self.quarter, spec_of(self.driver.policy), self.seen_under, self.driver.conduct, kept)
        self.driver.settle(decisions)
        self.decided.append(entry)
        if settled is not None:
            settled(self.state)
        between = self.snapshot()
        self.see()
        return Quarter(decided, between, self.snapshot())

    def again(self, entry: Decided, settled: Callable[[State], None] | None = None) -> Quarter:
        """Carry out what was decided before, as it was carried out then."""
        self.driver.conduct = entry.conduct
        quarter = self.advance(entry.decisions, settled)
        self.driver.conduct = conduct_of(self.setting, self.driver.policy)
        self.decided[-1] = replace(self.decided[-1], policy=entry.policy)
        return quarter


def laid_out(
    scenario: Scenario,
    policy: Policy | None,
    *,
    seed: int,
    run: int,
    events: Sequence[Event],
    real_names: bool,
    seen_under: Conduct | None = None,
) -> tuple[Desk, Snapshot]:
    """A desk where the policies branch, the first quarter's news just in; and what was known before it.

    Args:
        scenario, seed, run: what determines the run.
        policy: who decides, from the beginning; nobody in particular where there is none.
        events: prepared events beside the scenario's.
        real_names: whether a real list shows its own names.
        seen_under: the conduct under which the first quarter's news comes in, where it is not the policy's.
    """
    worlds = worlds_of(scenario, runs=[run], seed=seed, sector=scenario.sector(real_names=real_names))
    setting = setting_of(scenario)
    state = branch_point(scenario, worlds, setting)
    added = tuple(events)
    if added:
        setting = with_events(setting, events_in(scenario, added))
    driver = Driver(worlds, state, setting, ByHand() if policy is None else policy)
    hands = new_hands(1, len(worlds.sector))
    desk = Desk(
        scenario, seed, run, real_names, added, worlds, setting, driver, hands, [], driver.conduct, policy is not None
    )
    before = desk.snapshot()
    if seen_under is not None:
        driver.conduct = seen_under
    desk.see()
    driver.conduct = conduct_of(setting, driver.policy)
    return desk, before
