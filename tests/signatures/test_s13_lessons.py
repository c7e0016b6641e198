"""S13: the sector can learn from failing organisations."""

from __future__ import annotations

import numpy as np

from simulation.worlds import Worlds
from tests.signatures.effects import SEED, Effect, Futures, Placebo, Signature, effect, share_failing
from tests.signatures.kept import check_live, check_placebo

SIGNATURE = Signature(
    "S13",
    "The sector can learn from failing organisations.",
    "english-councils under ladder-coordinated (lessons are told to all) and improvement-boards (they travel"
    " over ties); lessons spread from the branching on, or not; percentage failing in years 6 to 20.",
    "Over ties alone lessons are worth next to nothing: a closed case is heard by its few neighbours, faintly."
    " What the sector learns from failure it learns because somebody tells everyone.",
)

SMALLEST = 0.1
"""Percentage points: one organisation in a thousand, at any time."""

NO_OTHER_LINK = {
    "linkage": 0, "interference": 0, "openness_contagion": 0, "blame_from_neighbours": 0, "blame_from_sector": 0,
    "improvement_board.capacity": 1, "improvement_board.openness": 0,
}  # fmt: skip
"""With these, nothing but lessons passes from the open to the closed."""


def receivers(runs: int, organisations: int) -> np.ndarray:
    """A random two thirds of each world, bool."""
    return np.random.default_rng(SEED).random((runs, organisations)).argsort(axis=1) >= organisations // 3


def close(worlds: Worlds) -> None:
    """Take the receivers' openness away."""
    usual = worlds.world.places["usual_openness"]
    usual[receivers(*usual.shape)] = 0.0


def spared(policy: str) -> np.ndarray:
    """Percentage points fewer failing with lessons than without, years 6 to 20, by world."""
    futures = Futures("english-councils")
    on = share_failing(futures.play(policy, ("quality",)))
    off = share_failing(futures.play(policy, ("quality",), lessons_spread=0.0))
    return np.asarray((off - on)[:, 20:].mean(axis=1))


def live() -> list[Effect]:
    unit = "percentage points"
    return [
        effect("Fewer failing where lessons are told to all", unit, spared("ladder-coordinated"), SMALLEST),
        effect("Fewer failing where lessons travel over ties", unit, spared("improvement-boards"), 0.0),
    ]


def placebo() -> list[Placebo]:
    futures = Futures("english-councils", NO_OTHER_LINK, close, runs=50)
    on = futures.play("improvement-boards", ("quality", "lessons"))
    off = futures.play("improvement-boards", ("quality", "lessons"), lessons_spread=0.0)
    closed = receivers(*on["quality"][:, 0].shape)[:, None, :]
    assert (on["lessons"] * closed).max() > 0.0, "lessons reach the closed"
    assert not on.same(off, ("quality",)), "the open learn from them"
    same = np.array_equal(np.where(closed, on["quality"], 0.0), np.where(closed, off["quality"], 0.0))
    return [Placebo("Quality of receivers without openness, where nothing but lessons passes between them", equal=same)]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())
