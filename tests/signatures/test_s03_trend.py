"""S3: failure is ever-present, and the risks rise."""

from __future__ import annotations

import numpy as np

from tests.signatures.effects import Effect, Futures, Placebo, Signature, effect, share_failing
from tests.signatures.kept import check_live, check_placebo

SIGNATURE = Signature(
    "S3",
    "Failure is ever-present, and the risks rise.",
    "english-councils under the response of its run-in (last-resort); years 11 to 20 less years 1 to 10.",
)

TREND = 0.5
SMALLEST_RISE = 2.0
"""Percentage points: pressure is 5 points higher in the second ten years, half a standard deviation of quality;
failing should rise by half or more from the 4 to 8% without a trend."""
SMALLEST_PRESENCE = 1.0
"""Percent of the sector: no world without failure in the long run; real sectors have 3 to 20%."""
STILL = 0.3
"""Percentage points by which the two halves may differ without a trend."""


def decades(trend: float) -> np.ndarray:
    """Percentage failing in years 1 to 10 and in years 11 to 20, (runs, 2)."""
    futures = Futures("english-councils", {"pressure_trend": trend})
    failing = share_failing(futures.play(futures.scenario.run_in.response, ("quality",)))
    return failing.reshape(len(failing), 2, -1).mean(axis=2)


def live() -> list[Effect]:
    without, rising = decades(0.0), decades(TREND)
    return [
        effect("Failing without a trend, years 1 to 20", "% of the sector", without.mean(axis=1), SMALLEST_PRESENCE),
        effect(
            f"Rise of failing with {TREND} points more pressure a year",
            "percentage points",
            rising[:, 1] - rising[:, 0],
            SMALLEST_RISE,
        ),
    ]


def placebo() -> list[Placebo]:
    without = decades(0.0)
    change = float((without[:, 1] - without[:, 0]).mean())
    return [Placebo("Rise of failing without a trend", value=change, allowed=STILL, unit="percentage points")]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
