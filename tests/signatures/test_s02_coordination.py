"""S2: failures are linked, and uncoordinated interventions misfire."""

from __future__ import annotations

import numpy as np

from simulation.vocabulary import Instrument
from tests.signatures.effects import Effect, Futures, Placebo, Play, Signature, effect
from tests.signatures.kept import check_live, check_placebo, kept_live

SIGNATURE = Signature(
    "S2",
    "Failures at notionally separate organisations are linked; uncoordinated interventions misfire.",
    "linked-failures; ladder against ladder-coordinated, which differ by the flag alone. Shortfall of"
    " organisations in cases of two or more (treated organisations that depend on each other), in either arm,"
    " the same organisations and quarters in both. Apart: without lessons, so that nothing but the lead is left;"
    " and without peers, with boards and commissioners enough for all, so that the order of starts cannot matter"
    " and the placebo is nil.",
)

SMALLEST = 0.2
"""Points of shortfall for each organisation-quarter: about one hundredth of what organisations in cases are short
of. The prototype found .9 to 3.7% of all harm with interference at .5 to 2."""

NO_LESSONS = {"lessons_spread": 0}
NO_QUEUE = NO_LESSONS | {"willing_share": 0, "improvement_board.capacity": 1, "central_intervention.capacity": 1}
UNLINKED = {"linkage": 0, "interference": 0}


def in_cases(futures: Futures, play: Play) -> np.ndarray:
    """Who is in a case of two or more: treated, and linked to another that is; (runs, quarters, organisations)."""
    treated = play["instrument"] > Instrument.NONE
    together = np.zeros_like(treated)
    world = futures.worlds.world
    for run, (start, on) in enumerate(zip(world.dependency_start, world.dependency_on, strict=True)):
        i = np.repeat(np.arange(treated.shape[2]), np.diff(start))
        j = on[: start[-1]]
        both = treated[run][:, i] & treated[run][:, j]
        for end in (i, j):
            np.logical_or.at(together[run], (slice(None), end), both)
    return together


def arms(settings: dict) -> tuple[Futures, Play, Play]:
    """The ladder without and with the flag."""
    futures = Futures("linked-failures", settings)
    fields = ("quality", "capability", "instrument")
    return futures, futures.play("ladder", fields), futures.play("ladder-coordinated", fields)


def spared(settings: dict) -> np.ndarray:
    """Points of shortfall spared by the flag in cases of two or more, by world."""
    futures, apart, together = arms(settings)
    cases = in_cases(futures, apart) | in_cases(futures, together)
    less = np.maximum(60.0 - apart["quality"], 0.0) - np.maximum(60.0 - together["quality"], 0.0)
    counts = cases.sum(axis=(1, 2))
    return np.divide((less * cases).sum(axis=(1, 2)), counts, out=np.full(len(counts), np.nan), where=counts > 0)


def live() -> list[Effect]:
    unit = "points for each organisation-quarter in a case"
    return [
        effect("Shortfall spared by one lead and by the lessons that it spreads", unit, spared({}), SMALLEST),
        effect("Shortfall spared by one lead alone", unit, spared(NO_LESSONS), SMALLEST),
        effect("Shortfall spared by one lead alone, where nobody waits", unit, spared(NO_QUEUE), SMALLEST),
    ]


def placebo() -> list[Placebo]:
    _, apart, together = arms(NO_QUEUE | UNLINKED)
    return [
        Placebo("No linkage and no interference, where nobody waits", equal=apart.same(together)),
        Placebo(
            "No linkage and no interference; only who is matched first differs",
            value=float(np.nanmean(spared(NO_LESSONS | UNLINKED))),
            allowed=0.1 * kept_live("S2")[1].value,
            unit="points for each organisation-quarter in a case",
        ),
    ]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
