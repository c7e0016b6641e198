"""Driving a batch: a policy's decisions between the engine's two halves of a quarter.

The one place where a policy meets a state. ``simulate``, sessions and the run-in all come here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from simulation.engine import turn
from simulation.events import NO_EVENTS
from simulation.regulation.allocation import capacity_of
from simulation.regulation.conduct import Conduct
from simulation.regulation.decisions import Decisions, complaint_about, laid_out, no_decisions
from simulation.regulation.policy import Policy
from simulation.regulation.shown import new_shown, show_all, view_of
from simulation.regulation.view import View
from simulation.series import Series
from simulation.state import State
from simulation.vocabulary import Plan, Regime
from simulation.worlds import Worlds

__all__ = ["NO_SERIES", "Driver", "Setting", "conduct_of"]

NO_SERIES = np.zeros((0, 0, len(Series)))
_UNDECIDED = no_decisions(0, 0)


@dataclass(frozen=True)
class Setting:
    """What a scenario says of the regulator's surroundings, whatever the policy.

    Attributes:
        regime: what designates.
        plan: whom inspectors visit.
        visits: whether the designated get monitoring visits.
        budget: cost units a quarter, infinite where none is set.
        events: prepared events, ``EVENT_DTYPE``.
    """

    regime: Regime = Regime.INSPECTION_LED
    plan: Plan = Plan.ROTA
    visits: bool = True
    budget: float = np.inf
    events: np.ndarray = field(default_factory=lambda: NO_EVENTS)


def conduct_of(setting: Setting, policy: Policy) -> Conduct:
    """The numbers that compiled code needs to know of a setting and a policy."""
    plan = setting.plan if policy.plan is None else Plan[policy.plan.upper().replace("-", "_")]
    return Conduct(
        int(setting.regime),
        int(plan) if policy.designates else int(Plan.NONE),
        int(setting.visits),
        int(policy.designates),
        int(policy.brokered),
        int(policy.coordinated),
        float(setting.budget),
    )


class Driver:
    """One policy on one batch of worlds, quarter by quarter.

    The policy's memory begins when the driver is made, so it never reaches from the run-in, or from
    another batch, into a run.

    Attributes:
        counted_from: the quarter from which outcomes count (from the run-in's first): that in which the
            policies branch, unless a session branched again later. The trend goes on from the former.
    """

    def __init__(self, worlds: Worlds, state: State, setting: Setting, policy: Policy) -> None:
        self.worlds = worlds
        self.state = state
        self.policy = policy
        self.events = setting.events
        self.counted_from = state.branched
        self.conduct = conduct_of(setting, policy)
        kinds = worlds.tools.shape[1]
        capacity = np.array(
            [[capacity_of(worlds.tools[r, k], len(worlds.sector)) for k in range(kinds)] for r in range(state.runs)],
            np.int64,
        ).reshape(state.runs, kinds)
        self._shown = new_shown(state.runs, len(worlds.sector))
        show_all(state, self._shown)
        self._view = view_of(worlds, state, self._shown, capacity, setting.budget)
        self.memory: dict[str, np.ndarray] = policy.begin(self.view)

    @property
    def view(self) -> View:
        """What the regulator sees now."""
        return self._view.at(self.state.quarter, self.state.branched)

    def look(self) -> None:
        """Show the state as it is now, where no ``forward`` has done so: after the last quarter."""
        show_all(self.state, self._shown)

    def forward(self) -> None:
        """Everything up to the decision."""
        self._turn(_UNDECIDED, NO_SERIES, settles=False, goes_forward=True)

    def decide(self) -> Decisions:
        """What the policy decides, checked.

        Raises:
            ValueError: where decisions are not legal: says which and why.
        """
        view = self.view
        decisions = laid_out(self.policy.decide(view, self.memory))
        complaint = complaint_about(decisions, view.shape, self.worlds.tools.shape[1])
        if complaint:
            raise ValueError(f"policy {self.policy.name!r}: {complaint}")
        return decisions

    def settle(self, decisions: Decisions, series: np.ndarray = NO_SERIES) -> None:
        """Carry decisions out, count the quarter, and go on to the next."""
        self._turn(decisions, series, settles=True, goes_forward=False)
        self.state.quarter += 1

    def turn(self, decisions: Decisions, series: np.ndarray = NO_SERIES) -> None:
        """``settle``, and ``forward`` in the next quarter: the same bits, in one go."""
        self._turn(decisions, series, settles=True, goes_forward=True)
        self.state.quarter += 1

    def _turn(self, decisions: Decisions, series: np.ndarray, settles: bool, goes_forward: bool) -> None:
        w, s = self.worlds, self.state
        turn(
            s.quarter, s.branched, self.counted_from, w.world, s.arrays, w.parameters, w.tools, self.conduct,
            self.events, self._shown, series, decisions, settles, goes_forward,
        )  # fmt: skip

    def play(
        self,
        until: int,
        series: np.ndarray = NO_SERIES,
        watchers: Iterable[Callable[[State], None]] = (),
    ) -> State:
        """Play the policy up to quarter ``until`` (from the run-in's first); watchers see every settled quarter."""
        watchers = tuple(watchers)
        if self.state.quarter >= until:
            return self.state
        self.forward()
        while self.state.quarter < until - 1:
            if not watchers:
                self.turn(self.decide(), series)
                continue
            self.settle(self.decide(), series)
            for watch in watchers:
                watch(self.state)
            self.forward()
        self.settle(self.decide(), series)
        for watch in watchers:
            watch(self.state)
        return self.state
