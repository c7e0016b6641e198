"""S7: purely voluntary networks miss the insular."""

from __future__ import annotations

import numpy as np

from simulation.vocabulary import Instrument
from tests.signatures.effects import PLACEBO_SHARE, Effect, Futures, Placebo, Play, Signature, effect
from tests.signatures.kept import check_live, check_placebo, kept_live

SIGNATURE = Signature(
    "S7",
    "Purely voluntary networks miss the insular.",
    "english-councils; voluntary-peers against brokered-early. In need: truly below the warning threshold in a"
    " tenth of the quarters at least, without any help (hands off). The connected third less the insular third,"
    " voluntary less brokered.",
)

SMALLEST_STARTS = 0.3
"""Starts of help for each organisation in need in twenty years: one in three is missed."""
SMALLEST_GAIN = 0.5
"""Points of capability, mean of twenty years."""
NEED_QUARTERS = 8


def thirds(insularity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The connected and the insular third of each world's organisations, ties by index."""
    order = np.argsort(insularity, axis=1, kind="stable")
    size = insularity.shape[1] // 3
    connected, insular = np.zeros(insularity.shape, bool), np.zeros(insularity.shape, bool)
    np.put_along_axis(connected, order[:, :size], True, axis=1)
    np.put_along_axis(insular, order[:, -size:], True, axis=1)
    return connected, insular


def mean_of(values: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Mean over the organisations in ``mask``, by world; NaN where there are none."""
    counts = mask.sum(axis=1)
    return np.divide((values * mask).sum(axis=1), counts, out=np.full(len(counts), np.nan), where=counts > 0)


def missed(settings: dict) -> tuple[np.ndarray, np.ndarray]:
    """By world: starts, and points of capability, that the insular miss more under voluntary help than brokered."""
    futures = Futures("english-councils", settings)
    nothing = futures.play("hands-off", ("quality", "capability"))
    in_need = (nothing["quality"] < 50.0).sum(axis=1) >= NEED_QUARTERS
    connected, insular = thirds(futures.worlds.world.places["insularity"])

    def gap(values: np.ndarray) -> np.ndarray:
        return mean_of(values, connected & in_need) - mean_of(values, insular & in_need)

    def of(play: Play) -> tuple[np.ndarray, np.ndarray]:
        begun = play.state.arrays.uses[:, Instrument.PEER_SUPPORT].astype(float)
        return gap(begun), gap((play["capability"] - nothing["capability"]).mean(axis=1))

    voluntary = of(futures.play("voluntary-peers", ("capability",)))
    brokered = of(futures.play("brokered-early", ("capability",)))
    return voluntary[0] - brokered[0], voluntary[1] - brokered[1]


def live() -> list[Effect]:
    starts, gain = missed({})
    return [
        effect("Starts of help that the insular miss", "starts for each organisation in need", starts, SMALLEST_STARTS),
        effect("Capability that the insular miss", "points for each organisation in need", gain, SMALLEST_GAIN),
    ]


def placebo() -> list[Placebo]:
    left = missed({"insularity_spread": 0})
    names = "Starts missed where all are alike", "Capability missed where all are alike"
    return [
        Placebo(name, value=float(np.nanmean(value)), allowed=PLACEBO_SHARE * kept.value, unit=kept.unit)
        for name, value, kept in zip(names, left, kept_live("S7"), strict=True)
    ]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
