"""S12: being called failing brings rigorous examination that shows the true extent."""

from __future__ import annotations

import numpy as np

from tests.signatures.effects import PLACEBO_SHARE, Effect, Futures, Placebo, Signature, effect, first_times
from tests.signatures.kept import check_live, check_placebo, kept_live

SIGNATURE = Signature(
    "S12",
    "Being called failing brings rigorous examination that shows the true extent.",
    "english-councils; hands off (named and left alone) against the twin; 4 quarters after the first"
    " designation. Gap: reported less true quality, scaled to a shortfall of 20 points.",
    "Without scrutiny alone, honesty falls by .011 against the twin: some are named after a scandal, and the"
    " blame that they feel for it makes them conceal more. The placebos leave that blame out.",
)

AFTER = 4
SHORTFALL = 20.0
SMALLEST_HONESTY = 0.03
"""Share of a shortfall: by hand, usual honesty of .6 with a spread of .2 has a mean of .08 below the scrutiny of
.6, most of which four quarters close."""
SMALLEST_GAP = 0.5
"""Points at a shortfall of 20: .85 times 20 times .03."""
NO_SCRUTINY = {"designation_scrutiny": 0, "exposure_blame": 0}
"""Whoever is named after a scandal also feels blame, which is another matter."""
NO_EXAMINATION = NO_SCRUTINY | {
    "honesty_rate_examined": 0.15, "turnover_when_designated": 0,
}  # fmt: skip


def against_twin(settings: dict) -> tuple[np.ndarray, np.ndarray, bool]:
    """By world: honesty gained, and points of gap at a fixed shortfall lost; whether honesty is equal to the bit."""
    futures = Futures("english-councils", settings)
    fields = ("quality", "honesty", "reported", "designated")
    named, twin = futures.play("hands-off", fields), futures.play("nobody-designated", fields[:3])
    cases = first_times(named["designated"], futures.designated_before, AFTER)

    def gap(play) -> np.ndarray:  # type: ignore[no-untyped-def]
        quality = cases.of(play["quality"], AFTER)
        short = cases.mean(np.maximum(62.0 - quality, 0.0))
        return np.asarray(SHORTFALL * cases.mean(cases.of(play["reported"], AFTER) - quality) / short)

    honesty = cases.mean(cases.of(named["honesty"], AFTER) - cases.of(twin["honesty"], AFTER))
    later = np.where(futures.designated_before[:, None, :], 0.0, 1.0)
    same = np.array_equal(named["honesty"] * later, twin["honesty"] * later)
    return honesty, gap(twin) - gap(named), same


def live() -> list[Effect]:
    honesty, gap, _ = against_twin({})
    return [
        effect("Honesty gained", "share of a shortfall", honesty, SMALLEST_HONESTY),
        effect("Gap at a shortfall of 20 points closed", "points", gap, SMALLEST_GAP),
    ]


def placebo() -> list[Placebo]:
    left = against_twin(NO_SCRUTINY)[:2]
    names = "Honesty gained without scrutiny and blame on exposure", "Gap closed without them"
    return [
        *(
            Placebo(name, value=float(np.nanmean(value)), allowed=PLACEBO_SHARE * kept.value, unit=kept.unit)
            for name, value, kept in zip(names, left, kept_live("S12"), strict=True)
        ),
        Placebo(
            "Honesty, also without faster response and departures",
            equal=against_twin(NO_EXAMINATION)[2],
        ),
    ]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
