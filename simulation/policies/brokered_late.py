"""Peer support, matched by the sector body once an organisation is called failing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, called_failing, peers_at_work
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["BrokeredLate"]


@dataclass(frozen=True)
class BrokeredLate(Policy):
    """The sector body matches a peer to whoever is called failing.

    The same help as under brokered-early, but it waits until failure is official. Evidence: S1, early
    help averts more harm for each quarter of help than late. It differs from brokered-early in the
    trigger alone, and from improvement-boards in the instrument.
    """

    name = "brokered-late"
    title = "Brokered peer support, late"
    brokered = True
    uses = (Instrument.PEER_SUPPORT,)

    delay: float = lever(0, 0, 8, "quarters", "from designation to the match")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Brokered peer support where failure is official, until it has done its work."""
        return answer(view, {Instrument.PEER_SUPPORT: called_failing(view, self.delay) | peers_at_work(view)})
