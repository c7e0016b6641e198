"""Peer support for whoever takes it up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, in_warning, peers_at_work
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["VoluntaryPeers"]


@dataclass(frozen=True)
class VoluntaryPeers(Policy):
    """Peers may help early, and it's left to the organisations to find each other.

    Help is welcome wherever an organisation is believed below the warning threshold, but nobody
    brokers it: it begins only where an organisation's own ties and openness bring it about. Evidence:
    S7, purely voluntary networks miss the insular. It differs from brokered-early in the broker alone.
    """

    name = "voluntary-peers"
    title = "Voluntary peer support"
    uses = (Instrument.PEER_SUPPORT,)

    margin: float = lever(0, -10, 4, "points", "above the warning threshold: where help is welcome")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Peer support where a warning is on, if they find it, until it has done its work."""
        return answer(view, {Instrument.PEER_SUPPORT: in_warning(view, self.margin) | peers_at_work(view)})
