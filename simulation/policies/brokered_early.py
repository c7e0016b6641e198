"""Peer support, matched by the sector body as soon as a warning is on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, in_warning, peers_at_work
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["BrokeredEarly"]


@dataclass(frozen=True)
class BrokeredEarly(Policy):
    """The sector body matches a peer to whoever is believed below the warning threshold.

    A formal trigger makes help happen before failure is severe, or even official, and the broker
    reaches organisations that have no ties of their own. Evidence: S1 and S8. It differs from
    voluntary-peers in the broker alone, and from brokered-late in the trigger alone.
    """

    name = "brokered-early"
    title = "Brokered peer support, early"
    brokered = True
    uses = (Instrument.PEER_SUPPORT,)

    margin: float = lever(0, -10, 4, "points", "above the warning threshold: where help is triggered")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Brokered peer support where a warning is on, until it has done its work."""
        return answer(view, {Instrument.PEER_SUPPORT: in_warning(view, self.margin) | peers_at_work(view)})
