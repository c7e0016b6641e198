"""Improvement boards that are replaced when figures dip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, under
from simulation.policies.improvement_boards import board
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["ImpatientBoard"]


@dataclass(frozen=True)
class ImpatientBoard(Policy):
    """Improvement boards, but a new board replaces the old one when figures dip.

    Boards come and leave as under improvement-boards. After some quarters of patience, a board under
    which believed quality has fallen over the year is dismissed, and a fresh one starts again from
    nothing: its disruption first, its help later. Evidence: S5, performance can dip further as
    recovery begins, and overseers must hold their nerve. Where nothing dips, it is improvement-boards.
    """

    name = "impatient-board"
    title = "Impatient boards"
    uses = (Instrument.IMPROVEMENT_BOARD,)

    patience: float = lever(4, 4, 12, "quarters", "that each board gets before its figures are judged")
    dip: float = lever(1, 0, 5, "points", "of fall in believed quality over a year that end the patience")
    delay: float = lever(0, 0, 8, "quarters", "from designation to the board")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where the board leaves")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """A board where failure is official, and a fresh one where the figures dip."""
        sits = board(view, self.delay, self.hold)
        decisions = answer(view, {Instrument.IMPROVEMENT_BOARD: sits})
        tried = under(view, Instrument.IMPROVEMENT_BOARD) & (view.quarters_in >= self.patience)
        np.putmask(decisions.fresh, sits & tried & (view.trend < -self.dip), 1)
        return decisions
