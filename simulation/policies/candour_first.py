"""Improvement boards that protect candour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer
from simulation.policies.improvement_boards import board
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument, Stance

__all__ = ["CandourFirst"]


@dataclass(frozen=True)
class CandourFirst(Policy):
    """Whoever is called failing is promised no blame for what it admits, and gets a board that supports.

    The promise holds for as long as an organisation is designated or helped. Boards come and leave as
    under improvement-boards, from which it differs by the stance alone. Evidence: S10, openness
    without blame protects against future failure, and S11, honest reports look worse before they look
    better. It is the opposite of blame-first.
    """

    name = "candour-first"
    title = "Candour first"
    uses = (Instrument.IMPROVEMENT_BOARD,)

    delay: float = lever(0, 0, 8, "quarters", "from designation to the board, with candour protected meanwhile")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where the board leaves")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Protect candour where failure is official or a board sits, and send a board."""
        decisions = answer(view, {Instrument.IMPROVEMENT_BOARD: board(view, self.delay, self.hold)})
        protected = (view.designated > 0) | (view.instrument > 0)
        np.putmask(decisions.stance, protected, Stance.CANDOUR_PROTECTED)
        return decisions
