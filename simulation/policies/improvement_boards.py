"""An improvement board for whoever is called failing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, called_failing, under_until
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["ImprovementBoards", "board"]


def board(view: View, delay: float, hold: float) -> np.ndarray:
    """Where a board is to sit: ``delay`` quarters after designation, until believed ``hold`` points above warning."""
    return called_failing(view, delay) | under_until(view, Instrument.IMPROVEMENT_BOARD, hold)


@dataclass(frozen=True)
class ImprovementBoards(Policy):
    """An improvement board sits with whoever is called failing, for as long as it takes.

    It comes at designation, sees the service from within every quarter, coaches its leaders, and holds
    its nerve when figures dip. Evidence: S5 and S9; S11, as a board makes reports more honest and so
    worse at first. It differs from impatient-board by its patience alone, from candour-first by the
    stance alone, and from central-early by its instrument alone.
    """

    name = "improvement-boards"
    title = "Improvement boards"
    uses = (Instrument.IMPROVEMENT_BOARD,)

    delay: float = lever(0, 0, 8, "quarters", "from designation to the board")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where the board leaves")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """A board where failure is official, until it is over."""
        return answer(view, {Instrument.IMPROVEMENT_BOARD: board(view, self.delay, self.hold)})
