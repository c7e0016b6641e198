"""S6: the centre steps in last."""

from __future__ import annotations

import numpy as np

from tests.signatures.effects import Cases, Effect, Futures, Placebo, Play, Signature, effect
from tests.signatures.kept import check_live, check_placebo

SIGNATURE = Signature(
    "S6",
    "The centre steps in last.",
    "hospital-trusts; last-resort against central-early; first true onset of failure of organisations that were"
    " not failing when the policies branched; cumulative incidence of help, recovery competing.",
)

WITHIN = 8
SMALLEST = 10.0
"""Percentage points of failing spells: help for one spell in ten must come later for anybody to notice."""


def onsets(play: Play, failing_before: np.ndarray, after: int) -> Cases:
    """First quarters of first failing spells: two quarters in a row truly below failing."""
    below = play["quality"] < 40.0
    begins = below[:, :-1] & below[:, 1:]
    first = begins.argmax(axis=1)
    ever = begins.any(axis=1) & ~failing_before & (first + after < below.shape[1])
    run, organisation = np.nonzero(ever)
    return Cases(run, organisation, first[run, organisation], below.shape[0])


def helped(play: Play, cases: Cases) -> np.ndarray:
    """Percentage of spells that got help within ``WITHIN`` quarters and before recovery, by world."""
    above = play["quality"] >= 50.0
    recovered = np.zeros(len(cases.run), bool)
    got_help = np.zeros(len(cases.run), bool)
    for offset in range(WITHIN + 1):
        # Recovery dates from the first of four quarters at or above warning.
        recovered |= np.all([cases.of(above, offset + k) > 0 for k in range(4)], axis=0)
        got_help |= (cases.of(play["instrument"], offset) > 0) & ~recovered
    return 100.0 * cases.mean(got_help.astype(float))


def live() -> list[Effect]:
    futures = Futures("hospital-trusts")
    failing_before = futures.branching.arrays.tracks["failing_spell"] > 0
    late, early = (futures.play(name, ("quality", "instrument")) for name in ("last-resort", "central-early"))
    rarer = [helped(play, onsets(play, failing_before, WITHIN + 4)) for play in (early, late)]
    return [
        effect("Spells helped within 8 quarters under central-early", "% of spells", rarer[0], 0.0),
        effect("Fewer spells helped under last-resort", "percentage points", rarer[0] - rarer[1], SMALLEST),
    ]


def placebo() -> list[Placebo]:
    futures = Futures("hospital-trusts", {"severe_threshold": 40}, runs=50)
    fields = ("quality", "instrument", "belief")
    late, early = futures.play("last-resort", fields), futures.play("central-early", fields)
    return [Placebo("Severe threshold equal to the failing one", equal=late.same(early))]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
