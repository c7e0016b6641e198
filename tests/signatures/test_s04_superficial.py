"""S4: restructuring and parcelling out blame are superficial."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.hands_off import HandsOff
from simulation.regulation.decisions import Decisions
from simulation.regulation.view import View
from simulation.vocabulary import Instrument, Stance
from tests.signatures.effects import RUNS, Effect, Futures, Placebo, Play, Signature, effect, first_times
from tests.signatures.kept import check_live, check_placebo

SIGNATURE = Signature(
    "S4",
    "Restructuring and parcelling out blame are superficial.",
    "english-councils; reform: structural-reform against the twin, organisations that were not designated when"
    " the policies branched, 12 quarters after the end of their first reform. Censure: whoever is designated is"
    " censured and nothing else is done, against hands off.",
    "First measured in hospital-trusts, where the rise of hidden failure was too small. Two things changed"
    " after that: a defect was mended (stances moved an organisation's own target of honesty, which examination"
    " overrides, so they did next to nothing to those to whom they are addressed; now they move what examination"
    " enforces), and the scenario. Under oversight of the figures (hospital-trusts) censure lowers the reported"
    " failing share by more, 1.0 points, but hidden failure does not rise by more than chance within five years"
    " (0.1 organisation-years); over twenty it does, by 19.",
)

SMALLEST_GAIN = 0.5
"""Points: a gain in mean capability below half a point is none."""
SMALLEST_SPREAD = 1.0
"""Points of standard deviation: the redraw of 8 points should leave about 2 of them, with 60% of it left after 12
quarters, beside a spread of 8 or so."""
SMALLEST_SILENCE = 0.2
"""Percentage points of the sector reported failing: one organisation in 500."""
SMALLEST_HIDDEN = 0.5
"""Organisation-years of hidden failure in five years: a tenth of an organisation hidden at any time."""

REFORM_QUARTERS = 4
AFTER = REFORM_QUARTERS + 1 + 12
"""Quarters from the decision to reform to 12 quarters after its end."""

NO_REFORM = {f"structural_reform.{name}": 0 for name in ("redraw_sd", "disruption", "tie_cut", "replaces_leader")}
NO_REFORM |= {f"structural_reform.{name}": 0 for name in ("openness", "scrutiny", "blame")}
NO_REFORM |= {"lessons_spread": 0, "honesty_rate_examined": 0.15, "run_in.response": "hands-off"}
"""Nothing of a reform is left. The run-in leaves no instruments that would wait for the reform to replace them."""
NO_BLAME = {"censure_blame": 0, "censure_secrecy": 0}


@dataclass(frozen=True)
class Censure(HandsOff):
    """Whoever is called failing is censured, and nothing else happens."""

    name = "censure"
    title = "Censure alone"

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Censure where failure is official."""
        decisions = super().decide(view, memory)
        np.putmask(decisions.stance, view.designated > 0, Stance.CENSURE)
        return decisions


def reformed() -> tuple[np.ndarray, np.ndarray]:
    """By world: the gain in mean capability, and the growth of its variance, against the twins."""
    futures = Futures("english-councils")
    reform = futures.play("structural-reform", ("capability", "instrument"))
    twin = futures.play("nobody-designated", ("capability",))
    before = futures.designated_before | (futures.branching.arrays.files["instrument"] > 0)
    cases = first_times(reform["instrument"] == Instrument.STRUCTURAL_REFORM, before, AFTER)
    treated, untreated = cases.of(reform["capability"], AFTER), cases.of(twin["capability"], AFTER)
    gain = cases.mean(treated - untreated)
    centres = treated.mean(), untreated.mean()
    wider = cases.mean((treated - centres[0]) ** 2 - (untreated - centres[1]) ** 2)
    # From variance to standard deviation, at the mean of the two.
    return gain, wider / (treated.std() + untreated.std())


def censured(settings: dict, runs: int = RUNS) -> tuple[Play, Play]:
    futures = Futures("english-councils", settings, runs=runs)
    fields = ("quality", "reported", "designated", "honesty")
    return futures.play("hands-off", fields), futures.play(Censure(), fields)


def hidden_years(play: Play, years: int) -> np.ndarray:
    """Organisation-years of failure that nobody has named, by world."""
    hidden = (play["quality"] < 40.0) & (play["designated"] == 0)
    return np.asarray(hidden[:, : 4 * years].sum(axis=(1, 2)) / 4.0)


def reported_failing(play: Play, years: int) -> np.ndarray:
    """Percentage of the sector whose reports are below failing, mean of the first years, by world."""
    return np.asarray(100.0 * (play["reported"] < 40.0)[:, : 4 * years].mean(axis=(1, 2)))


def live() -> list[Effect]:
    gain, wider = reformed()
    neutral, censure = censured({})
    return [
        effect(
            "Reform: points short of a gain of half a point in mean capability", "points", SMALLEST_GAIN - gain, 0.0
        ),
        effect("Reform: growth of capability's standard deviation", "points", wider, SMALLEST_SPREAD),
        effect(
            "Censure: fall of the reported failing share, year 1",
            "percentage points",
            reported_failing(neutral, 1) - reported_failing(censure, 1),
            SMALLEST_SILENCE,
        ),
        effect(
            "Censure: rise of hidden failure, years 1 to 5",
            "organisation-years",
            hidden_years(censure, 5) - hidden_years(neutral, 5),
            SMALLEST_HIDDEN,
        ),
    ]


def placebo() -> list[Placebo]:
    futures = Futures("english-councils", NO_REFORM, runs=50)
    fields = ("quality", "capability", "openness", "honesty", "reported")
    reform, untouched = futures.play("structural-reform", fields), futures.play("hands-off", fields)
    neutral, censure = censured(NO_BLAME, runs=50)
    return [
        Placebo(
            "Reform without redraw, disruption, cut ties and the like, against hands off", equal=reform.same(untouched)
        ),
        Placebo("Censure without blame and secrecy, against neutral", equal=neutral.same(censure)),
    ]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
