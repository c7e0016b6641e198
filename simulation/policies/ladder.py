"""Early peers, then a board, the centre last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import (
    answer,
    called_failing,
    called_severe,
    in_warning,
    peers_at_work,
    under,
    under_until,
)
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["Ladder"]


@dataclass(frozen=True)
class Ladder(Policy):
    """A ladder of three steps: brokered peers early, then a board, the centre last.

    Peers come as soon as a warning is on. Where failure becomes official, they get some quarters in
    all to turn it, and a board replaces them if they don't (or comes at once where no peers are at
    work). The centre takes over where failure is severe, or goes on under a board for years. Evidence:
    S1, S6, S8 and S9. It differs from brokered-early by what follows, and from improvement-boards by
    what precedes.
    """

    name = "ladder"
    title = "Ladder"
    brokered = True
    uses = (Instrument.PEER_SUPPORT, Instrument.IMPROVEMENT_BOARD, Instrument.CENTRAL_INTERVENTION)

    margin: float = lever(0, -10, 4, "points", "above the warning threshold: where peers are triggered")
    peers_patience: float = lever(6, 1, 16, "quarters", "that peers get in all once failure is official")
    board_patience: float = lever(12, 4, 24, "quarters", "that a board gets before the centre takes over")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where boards and commissioners leave")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """The highest step that is called for."""
        return answer(
            view,
            {
                Instrument.PEER_SUPPORT: in_warning(view, self.margin) | peers_at_work(view),
                Instrument.IMPROVEMENT_BOARD: self._board(view),
                Instrument.CENTRAL_INTERVENTION: self._centre(view),
            },
        )

    def _board(self, view: View) -> np.ndarray:
        """Official failure that peers haven't turned in their time, until it is over."""
        peers_have_time = under(view, Instrument.PEER_SUPPORT) & (view.quarters_in < self.peers_patience)
        goes_on = under_until(view, Instrument.IMPROVEMENT_BOARD, self.hold)
        return (called_failing(view) & ~peers_have_time) | goes_on

    def _centre(self, view: View) -> np.ndarray:
        """Severe failure, or failure that a board hasn't turned in its time, until it is over."""
        board_had_time = under(view, Instrument.IMPROVEMENT_BOARD) & (view.quarters_in >= self.board_patience)
        long_failing = called_failing(view) & board_had_time & (view.belief < view.failing_threshold)
        return called_severe(view) | long_failing | under_until(view, Instrument.CENTRAL_INTERVENTION, self.hold)
