"""Organisations in somebody's hands: what was ordered there, and how it overrides a policy, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulation.policies.conditions import urgency
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.regulation.view import View
from simulation.session.decisions import UNSAID, Action, Order

__all__ = ["ByHand", "Hands", "new_hands"]


@dataclass(frozen=True)
class ByHand(Policy):
    """What runs goes on, what is said stays said, and nothing begins but what is asked for by hand.

    The policy for all organisations that no explicit decision names, where no other is given. Peers
    are matched by the sector body. A subclass may have other traits: a plan of inspections, one lead
    for a case.
    """

    name = "by-hand"
    title = "By hand"
    brokered = True

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Hold everything as it is."""
        decisions = view.no_decisions()
        decisions.instrument[:] = view.instrument
        decisions.stance[:] = view.stance
        decisions.priority[:] = urgency(view)
        return decisions


class Hands(NamedTuple):
    """What is ordered, arrays of shape (runs, organisations).

    Attributes:
        action: code of ``Action``, int8; 0 where the organisation is left to the policy.
        instrument: what is to start, int8.
        uses: how often that had been started when it was asked for, int32.
        stance: the stance said, int8; ``UNSAID`` where none was.
    """

    action: np.ndarray
    instrument: np.ndarray
    uses: np.ndarray
    stance: np.ndarray

    def copy(self) -> Hands:
        """A copy that shares nothing."""
        return Hands(*(a.copy() for a in self))

    def repeat(self, times: int) -> Hands:
        """The same for a batch of ``times`` runs."""
        return Hands(*(np.repeat(a, times, axis=0) for a in self))

    @property
    def are_empty(self) -> bool:
        """Whether no organisation is in anybody's hands, and no stance was said."""
        return not (self.action.any() or (self.stance != UNSAID).any())

    def catch_up(self, view: View) -> None:
        """See what became of the orders: what was started or stopped is held, what cannot begin is given up."""
        if self.are_empty:
            return
        asked = self.instrument.astype(np.int64)[:, np.newaxis, :]
        uses = np.take_along_axis(view.uses, asked, axis=1)[:, 0, :]
        starting = self.action >= Action.START
        # An order goes on while it waits its turn, or until a running instrument may be replaced.
        is_over = (uses > self.uses) | ((view.instrument == 0) & (view.waiting == 0))
        stopped = (self.action == Action.STOP) & (view.instrument == 0)
        np.putmask(self.action, (starting & is_over) | stopped, Action.HOLD)
        is_dealt_with = (view.designated > 0) | (view.instrument > 0) | (self.action >= Action.START)
        np.putmask(self.stance, ~is_dealt_with, UNSAID)

    def take(self, orders: Sequence[Order], view: View) -> None:
        """Put in new orders, the same in every run of the batch."""
        for order in orders:
            i = order.organisation
            if order.action >= 0:
                self.action[:, i] = order.action
            if order.action >= Action.START:
                self.instrument[:, i] = order.instrument
                self.uses[:, i] = view.uses[:, order.instrument, i]
            if order.action == Action.LEAVE:
                self.stance[:, i] = UNSAID
            if order.stance != UNSAID:
                self.stance[:, i] = order.stance

    def over(self, decisions: Decisions, orders: Sequence[Order], view: View) -> Decisions:
        """A policy's decisions, with what is ordered in place of its own; looks asked for once are added."""
        if self.are_empty and not any(order.examine for order in orders):
            return decisions
        instrument, stance, priority, examine, fresh = (a.copy() for a in decisions)
        held = self.action > 0
        np.copyto(instrument, view.instrument, where=held)
        np.putmask(instrument, self.action == Action.STOP, 0)
        np.copyto(instrument, self.instrument, where=self.action >= Action.START)
        np.copyto(priority, urgency(view), where=held)
        np.copyto(fresh, self.action == Action.AFRESH, where=held, casting="unsafe")
        np.copyto(stance, self.stance, where=self.stance != UNSAID)
        for order in orders:
            if order.examine:
                examine[:, order.organisation] = order.examine
        return Decisions(instrument, stance, priority, examine, fresh)


def new_hands(runs: int, organisations: int) -> Hands:
    """Nothing is in anybody's hands."""
    shape = (runs, organisations)
    return Hands(
        np.zeros(shape, np.int8), np.zeros(shape, np.int8), np.zeros(shape, np.int32), np.full(shape, UNSAID, np.int8)
    )
