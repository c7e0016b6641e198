"""S11: honest reporting makes an organisation look worse before it gets better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.draws import Shock
from tests.signatures.effects import PLACEBO_SHARE, Cases, Effect, Futures, Placebo, Signature, effect, first_times
from tests.signatures.kept import check_live, check_placebo, kept_live

SIGNATURE = Signature(
    "S11",
    "Honest reporting makes an organisation look worse before it gets better.",
    "english-councils under improvement-boards; fall of reported quality in the year after the first"
    " designation, decomposed exactly into true change, concealment of the new shortfall, honesty and noise.",
)

YEAR = 4
SMALLEST_FALL = 1.0
"""Points of reported quality in the first year: half a report's noise. The prototype had 4."""
SMALLEST_EXCESS = 1.0
"""Points by which the honesty term exceeds half of the fall."""
NO_SCRUTINY = {"designation_scrutiny": 0, "improvement_board.scrutiny": 0}


@dataclass(frozen=True)
class Fall:
    """The fall of reports between two dates, and its four terms, points by case; all signed as parts of the fall."""

    cases: Cases
    fall: np.ndarray
    true: np.ndarray
    concealed: np.ndarray
    honesty: np.ndarray
    noise: np.ndarray


def falls(settings: dict) -> Fall:
    """Decompose the fall of reports in the year after designation (section 4 of the model)."""
    futures = Futures("english-councils", settings)
    fields = ("quality", "honesty", "reported", "designated")
    play = futures.play("improvement-boards", fields)
    cases = first_times(play["designated"], futures.designated_before, YEAR)
    p = futures.worlds.parameters[0]
    first, last = (Moment(futures, play.panel, cases, offset) for offset in (0, YEAR))
    mean_honesty = (first.honesty + last.honesty) / 2.0
    mean_short = (first.short + last.short) / 2.0
    return Fall(
        cases,
        fall=first.reported - last.reported,
        true=first.quality - last.quality,
        concealed=p.concealment * (1.0 - mean_honesty) * (first.short - last.short),
        honesty=p.concealment * mean_short * (last.honesty - first.honesty),
        noise=first.noise - last.noise,
    )


class Moment:
    """What is needed of every case at one date; the noise comes from the draws, not from what is left over."""

    def __init__(self, futures: Futures, panel: dict[str, np.ndarray], cases: Cases, offset: int) -> None:
        p, world = futures.worlds.parameters[0], futures.worlds.world
        self.quality, self.honesty, self.reported = (
            cases.of(panel[name], offset) for name in ("quality", "honesty", "reported")
        )
        self.short = np.maximum(p.good_threshold + p.concealment_margin - self.quality, 0.0)
        n, regions = panel["quality"].shape[2], world.burden.shape[1]
        place = 1 + regions + Shock.REPORT * n + cases.organisation
        quarter = futures.branching.branched + cases.quarter + offset
        self.noise = p.report_noise * world.shocks[cases.run, quarter, place]


def live() -> list[Effect]:
    f = falls({})
    terms = f.true + f.concealed + f.honesty + f.noise
    np.testing.assert_allclose(terms, f.fall, rtol=0, atol=1e-9, err_msg="the decomposition is an identity")
    return [
        effect("Fall of reported quality in the year after designation", "points", f.cases.mean(f.fall), SMALLEST_FALL),
        effect("Part of it that is honesty", "points", f.cases.mean(f.honesty), 0.0),
        effect(
            "Honesty's part less half of the fall",
            "points",
            f.cases.mean(f.honesty - f.fall / 2.0),
            SMALLEST_EXCESS,
        ),
    ]


def placebo() -> list[Placebo]:
    f = falls(NO_SCRUTINY)
    return [
        Placebo(
            "Honesty's part without scrutiny",
            value=float(np.nanmean(f.cases.mean(f.honesty))),
            allowed=PLACEBO_SHARE * kept_live("S11")[1].value,
            unit="points",
        )
    ]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
