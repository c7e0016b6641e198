"""S9: peer reviews do not always spot failure; improvement boards can."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.review_then_board import ReviewThenBoard
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.regulation.view import View
from simulation.vocabulary import Examination, Instrument
from tests.signatures.effects import PLACEBO_SHARE, RUNS, Cases, Effect, Futures, Placebo, Play, Signature, effect
from tests.signatures.kept import check_live, check_placebo, kept_live

SIGNATURE = Signature(
    "S9",
    "Peer reviews do not always spot failure; improvement boards can.",
    "hospital-trusts (belief designates) without inspections by plan; reviews of the riskiest, alone or"
    " followed by boards, which neither add capability nor coach, and of which there are enough. Among those"
    " truly failing and undesignated when reviewed: designated within 4 quarters. First as review-then-board"
    " does it: a board where a review or belief finds failure. Then so that missing is all that counts: a board"
    " wherever a review was, and looks without noise.",
    "First measured with the boards that there usually are: since boards that help nobody never leave, they"
    " were soon all taken, and found 1 point more. As the policy ships, the board finds more mostly because it"
    " looks every quarter and with less error; with nothing missed and nothing concealed it still finds 7 points"
    " more. So the second comparison was added, and the placebo goes with it.",
)

SMALLEST = 5.0
"""Percentage points of the failing who were reviewed: one in twenty more comes to light."""
WITHIN = 4
SEES_ONLY = {"improvement_board.gain": 0, "improvement_board.coaching": 0, "improvement_board.capacity": 1}
"""Boards that help nobody never leave, so there have to be enough of them."""
SEES_EXACTLY = SEES_ONLY | {
    "inspection_sd": 0, "inspection_variance": 0.01, "board_sd": 0, "board_variance": 0.01,
}  # fmt: skip
NOTHING_HIDDEN = SEES_EXACTLY | {
    "miss_peer_review": 0, "miss_inspection": 0, "miss_from_concealment": 0, "concealment": 0,
}  # fmt: skip


@dataclass(frozen=True)
class ReviewThenBoardOnly(ReviewThenBoard):
    """Review, then board, and no inspections by plan."""

    name = "review-then-board-only"
    title = "Review, then board, no inspections by plan"
    plan = "none"


@dataclass(frozen=True)
class BoardAfterReview(ReviewThenBoardOnly):
    """A board wherever a review was, whatever it found, for a year."""

    name = "board-after-review"
    title = "Board after every review"

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Ask for the same looks, and for a board where one has just been."""
        decisions = super().decide(view, memory)
        reviewed = view.quarters_since_look < WITHIN
        decisions.instrument[:] = np.where(reviewed, Instrument.IMPROVEMENT_BOARD, Instrument.NONE)
        return decisions


@dataclass(frozen=True)
class ReviewAlone(ReviewThenBoardOnly):
    """The same reviews, and no board."""

    name = "review-alone"
    title = "Review alone"

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Ask for the looks alone."""
        decisions = super().decide(view, memory)
        decisions.instrument[:] = Instrument.NONE
        return decisions


def found(play: Play) -> np.ndarray:
    """Percentage designated within ``WITHIN`` quarters of a review of the failing and undesignated, by world."""
    reviewed = play["look_kind"] == Examination.PEER_REVIEW
    hidden = (play["quality"] < 40.0)[:, 1:] & (play["designated"] == 0)[:, :-1]
    run, quarter, organisation = np.nonzero((reviewed[:, 1:] & hidden)[:, : -WITHIN or None])
    cases = Cases(run, organisation, quarter + 1, len(reviewed))
    named = np.any([cases.of(play["designated"], k) > 0 for k in range(WITHIN + 1)], axis=0)
    return 100.0 * cases.mean(named.astype(float))


def more_found(settings: dict, with_boards: Policy) -> tuple[np.ndarray, np.ndarray]:
    """By world: percentage found by reviews alone, and how much more with boards."""
    futures = Futures("hospital-trusts", settings)
    fields = ("quality", "designated", "look_kind")
    alone = found(futures.play(ReviewAlone(), fields))
    return alone, found(futures.play(with_boards, fields)) - alone


def live() -> list[Effect]:
    share = "% of the failing and undesignated reviewed"
    alone, more = more_found(SEES_ONLY, ReviewThenBoardOnly())
    exactly_alone, exactly_more = more_found(SEES_EXACTLY, BoardAfterReview())
    return [
        effect("Found by reviews alone", share, alone, 0.0),
        effect("More found with boards where failure was found", "percentage points", more, SMALLEST),
        effect("Found by reviews alone, looks without noise", share, exactly_alone, 0.0),
        effect(
            "More found with boards after every review, looks without noise",
            "percentage points",
            exactly_more,
            SMALLEST,
        ),
    ]


def placebo() -> list[Placebo]:
    alone, more = more_found(NOTHING_HIDDEN, BoardAfterReview())
    assert np.isfinite(alone).sum() > RUNS / 2, "there are some to be found"
    return [
        Placebo(
            "More found with boards where nothing is missed and nothing is concealed, looks without noise",
            value=float(np.nanmean(more)),
            allowed=PLACEBO_SHARE * kept_live("S9")[3].value,
            unit="percentage points",
        )
    ]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
