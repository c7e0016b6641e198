"""The reference for twins: the same organisations in the same futures, never called failing, never treated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.regulation.view import View

__all__ = ["NobodyDesignated"]


@dataclass(frozen=True)
class NobodyDesignated(Policy):
    """Nobody is ever called failing, and nothing is ever done: a reference, not a proposal.

    The twin of every treated organisation lives here. An effect of a response is measured against it
    and not against the quarter before, because whoever was lately found failing tends to rise anyway
    (S4, S5, S11, S12). It differs from hands-off, under which failure is named.
    """

    name = "nobody-designated"
    title = "Nobody designated"
    designates = False
    uses = ()

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Ask for nothing."""
        return view.no_decisions()
