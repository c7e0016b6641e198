"""S5: performance can dip further as recovery begins; overseers must hold their nerve."""

from __future__ import annotations

import numpy as np

from tests.signatures.effects import Effect, Futures, Placebo, Play, Signature, effect, first_times, share_failing
from tests.signatures.kept import check_live, check_placebo, kept_live

SIGNATURE = Signature(
    "S5",
    "Performance can dip further as recovery begins; overseers must hold their nerve.",
    "english-councils; improvement-boards against the twin, first designation; impatient-board against"
    " improvement-boards.",
)

SMALLEST_DIP = 0.3
"""Points, mean of quarters 1 to 4: the prototype had .9 at the worst quarter."""
SMALLEST_RECOVERY = 2.0
"""Points at quarter 16: the prototype rose from 34.6 to 45.6, most of which was the board's."""
SMALLEST_IMPATIENCE = 0.1
"""Percentage points of the sector failing: the prototype had .14."""

SMOOTH = {"improvement_board.disruption": 0, "improvement_board.lag": 0}
NO_FRESH = SMOOTH | {"improvement_board.least_quarters": 1}
"""A board that can leave at any time: a fresh one then differs from the old one in nothing."""


def against_twin(settings: dict) -> tuple[np.ndarray, np.ndarray]:
    """By world: points below the twin in quarters 1 to 4, and above it at quarter 16."""
    futures = Futures("english-councils", settings)
    boards = futures.play("improvement-boards", ("quality", "designated"))
    twin = futures.play("nobody-designated", ("quality",))
    cases = first_times(boards["designated"], futures.designated_before, 16)

    def above(offset: int) -> np.ndarray:
        return cases.of(boards["quality"], offset) - cases.of(twin["quality"], offset)

    return cases.mean(-sum(above(k) for k in (1, 2, 3, 4)) / 4.0), cases.mean(above(16))


def impatience(settings: dict) -> tuple[np.ndarray, Play, Play]:
    """By world: percentage points that impatience adds to the failing share; and the two arms."""
    futures = Futures("english-councils", settings)
    patient = futures.play("improvement-boards", ("quality",))
    impatient = futures.play("impatient-board", ("quality",))
    return (share_failing(impatient) - share_failing(patient)).mean(axis=1), patient, impatient


def live() -> list[Effect]:
    dip, recovery = against_twin({})
    return [
        effect("True quality below the twin's, quarters 1 to 4 after designation", "points", dip, SMALLEST_DIP),
        effect("True quality above the twin's, quarter 16", "points", recovery, SMALLEST_RECOVERY),
        effect("Impatience: more of the sector failing", "percentage points", impatience({})[0], SMALLEST_IMPATIENCE),
    ]


def placebo() -> list[Placebo]:
    dip = float(np.nanmean(against_twin(SMOOTH)[0]))
    _, patient, impatient = impatience(NO_FRESH)
    return [
        Placebo(
            "Dip below the twin without disruption and lag (nil where quality is higher)",
            value=max(dip, 0.0),
            allowed=0.1 * kept_live("S5")[0].value,
            unit="points",
        ),
        Placebo("Impatience without disruption, lag and least stay", equal=patient.same(impatient)),
    ]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
