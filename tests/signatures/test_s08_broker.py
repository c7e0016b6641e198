"""S8: sector bodies can broker help, and reach those whom nobody knows."""

from __future__ import annotations

import numpy as np

from simulation.vocabulary import Instrument
from tests.signatures.effects import Effect, Futures, Placebo, Signature, effect
from tests.signatures.kept import check_live, check_placebo
from tests.signatures.test_s07_insular import NEED_QUARTERS, mean_of

SIGNATURE = Signature(
    "S8",
    "Sector bodies can broker help as a non-statutory intervention.",
    "insular-sector; organisations without any tie that are in need (as in S7); brokered-early against"
    " voluntary-peers.",
)

SMALLEST = 50.0
"""Percent of the tieless in need: a broker that reaches fewer than half would not be called one."""


def reached(settings: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The tieless in need, and whether voluntary and brokered help reached each, (runs, organisations)."""
    futures = Futures("insular-sector", settings)
    nothing = futures.play("hands-off", ("quality",))
    in_need = (nothing["quality"] < 50.0).sum(axis=1) >= NEED_QUARTERS
    tieless = np.diff(futures.worlds.world.tie_start, axis=1) == 0
    helped = [
        futures.play(name, ()).state.arrays.uses[:, Instrument.PEER_SUPPORT] > 0
        for name in ("voluntary-peers", "brokered-early")
    ]
    return tieless & in_need, helped[0], helped[1]


def live() -> list[Effect]:
    who, voluntary, brokered = reached({})
    more = mean_of(brokered.astype(float), who) - mean_of(voluntary.astype(float), who)
    return [effect("More of the tieless in need reached", "percentage points", 100.0 * more, SMALLEST)]


def placebo() -> list[Placebo]:
    who, voluntary, brokered = reached({"broker_capacity": 0})
    same = np.array_equal(voluntary & who, brokered & who) and not (brokered & who).any()
    return [Placebo("The broker without capacity: nobody without a tie is reached, as with voluntary help", equal=same)]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
