"""S10: openness without blame protects against future failure."""

from __future__ import annotations

import numpy as np

from simulation.parameters import REGISTER
from simulation.worlds import Worlds
from tests.signatures.effects import SEED, Effect, Futures, Placebo, Play, Signature, effect, share_failing
from tests.signatures.kept import check_live, check_placebo

SIGNATURE = Signature(
    "S10",
    "Openness without blame protects against future failure.",
    "english-councils, nobody designated, in the run-in neither; usual openness raised by .15 for a random"
    " third, against the same worlds without; percentage failing of that third in the last ten years. Apart: one"
    " way alone at a time, with the others held at their level at the mean openness.",
)

RAISED = 0.15
SMALLEST = 1.0
"""Percentage points of the third: an eighth or so of failure without help."""
SMALLEST_WAY = 0.1
"""Percentage points for each way alone: a tenth of that."""


def _mean_level() -> dict[str, dict[str, float]]:
    """By way: the settings that take openness out of it, and keep what it gives at the mean openness."""
    p = {name: parameter.default for name, parameter in REGISTER.items()}
    openness = p["openness_mean"]
    return {
        "sustained capability": {
            "capability_from_openness": 0.0,
            "capability_base": p["capability_base"] + p["capability_from_openness"] * openness,
        },
        "crises": {
            "crisis_openness": 0.0,
            "crisis_in_closed_culture": p["crisis_in_closed_culture"] - p["crisis_openness"] * openness,
        },
        "learning": {
            "learning_from_shortfall": 0.0,
            "learning_from_peers": 0.0,
            "learning_from_lessons": 0.0,
        },
    }


WAYS = _mean_level()
LEARNT = 3.0
"""Points of capability that stand in for learning where it is off: .12 points a quarter at a rate of .04."""


def without(*ways: str) -> dict[str, float]:
    """Settings in which openness does nothing by these ways."""
    settings: dict[str, float] = {}
    for way in ways:
        settings |= WAYS[way]
    if "learning" in ways:
        base = settings.get("capability_base", REGISTER["capability_base"].default)
        settings["capability_base"] = base + LEARNT
    return settings


def third_of(runs: int, organisations: int) -> np.ndarray:
    """A random third of each world's organisations, bool."""
    return np.random.default_rng(SEED).random((runs, organisations)).argsort(axis=1) < organisations // 3


def raise_openness(worlds: Worlds) -> None:
    """Raise the usual openness of a random third, before the run-in."""
    usual = worlds.world.places["usual_openness"]
    usual[:] = np.clip(usual + RAISED * third_of(*usual.shape), 0.0, 1.0)


def arms(settings: dict, fields: tuple[str, ...] = ("quality",), **how: int) -> tuple[Play, Play]:
    """The worlds as they are, and with openness raised."""
    settings = settings | {"run_in.response": "nobody-designated"}
    as_is = Futures("english-councils", settings, **how).play("nobody-designated", fields)
    raised = Futures("english-councils", settings, raise_openness, **how).play("nobody-designated", fields)
    return as_is, raised


def protected(settings: dict) -> np.ndarray:
    """Percentage points fewer failing in the third, last ten years, by world."""
    as_is, raised = arms(settings)
    third = third_of(as_is["quality"].shape[0], as_is["quality"].shape[2])
    fewer = share_failing(as_is, of=third) - share_failing(raised, of=third)
    return np.asarray(fewer[:, 40:].mean(axis=1))


def live() -> list[Effect]:
    unit = "percentage points"
    effects = [effect("Fewer failing, all ways together", unit, protected({}), SMALLEST)]
    for way in WAYS:
        others = [other for other in WAYS if other != way]
        effects.append(effect(f"Fewer failing, by {way} alone", unit, protected(without(*others)), SMALLEST_WAY))
    return effects


def placebo() -> list[Placebo]:
    as_is, raised = arms(without(*WAYS), ("quality", "openness"), runs=50)
    assert not as_is.same(raised, ("openness",)), "openness was raised"
    return [Placebo("Quality with openness raised, and none of the three ways", equal=as_is.same(raised, ("quality",)))]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
