"""Peer review finds failure, a board makes sure of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, called_failing, under, under_until
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Examination, Instrument

__all__ = ["ReviewThenBoard"]


@dataclass(frozen=True)
class ReviewThenBoard(Policy):
    """Peers review those at the highest risk, and a board sits where a review or belief finds failure.

    A review is cheap and needs no statute, but it does not always spot failure, least where reports
    conceal it. A board then sits and sees; where it, too, believes in failure that nobody has named,
    the regulator is asked for a statutory inspection. Evidence: S8 and S9. It differs from
    improvement-boards in that it looks for failure and doesn't wait for it to be official.
    """

    name = "review-then-board"
    title = "Peer review, then board"
    uses = (Instrument.IMPROVEMENT_BOARD,)

    share: float = lever(0.05, 0.0, 0.08, "share", "of the sector that is reviewed each quarter")
    gap: float = lever(4, 2, 12, "quarters", "for which a review counts, and before the next one")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where the board leaves")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Review the riskiest, send boards where failure is found, and have it inspected where it's hidden."""
        believed = view.belief < view.failing_threshold
        sits = under(view, Instrument.IMPROVEMENT_BOARD)
        begins = called_failing(view) | believed | self._found(view)
        goes_on = under_until(view, Instrument.IMPROVEMENT_BOARD, self.hold)
        decisions = answer(view, {Instrument.IMPROVEMENT_BOARD: begins | goes_on})
        np.putmask(decisions.examine, self._at_risk(view, sits), Examination.PEER_REVIEW)
        np.putmask(decisions.examine, self._hidden(view, sits & believed), Examination.INSPECTION)
        return decisions

    def _found(self, view: View) -> np.ndarray:
        """Found to be failing lately, and no board has looked since."""
        since = view.quarters_since_look
        unseen = ~under(view, Instrument.IMPROVEMENT_BOARD)
        unseen &= view.quarters_since_end(Instrument.IMPROVEMENT_BOARD) > since
        return (view.finding < view.failing_threshold) & (since < self.gap) & unseen

    def _at_risk(self, view: View, sits: np.ndarray) -> np.ndarray:
        """The share of the sector at the highest risk among those that nobody is looking at."""
        seen = (view.designated > 0) | sits | (view.quarters_since_look < self.gap)
        risk = np.where(seen, -np.inf, (view.failing_threshold - view.belief) / view.belief_sd)
        runs, organisations = view.shape
        return view.highest(risk, np.full(runs, int(self.share * organisations + 0.5), np.int64))

    def _hidden(self, view: View, board_believes: np.ndarray) -> np.ndarray:
        """Failing to the eyes of its board, named by nobody, and not inspected lately."""
        # A look of this very quarter is still to be published.
        inspected = (view.quarters_since_look < 1) | (view.quarters_since_grade < self.gap)
        return board_believes & (view.designated == 0) & ~inspected
