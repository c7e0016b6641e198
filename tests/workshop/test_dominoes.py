"""Dominoes teaches what it says, in nearly any future: failures are linked, interventions misfire, pressure rises.

What "shows" means stands at the head of the scenario's file, stated before anything was measured.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from simulation.game import Game
from tests.workshop.lessons import A_YEAR, LEAST_OF_TEN, LONG, SHORT, WAYS, left_alone, outside_of_ranges, played, rule

NAME = "dominoes"
FAILING, GOOD = 40.0, 60.0


def quality(game: Game) -> np.ndarray:
    return game.session.history["quality"][: game.setting.curtain]


@cache
def failing_alone(seed: int) -> np.ndarray:
    """How many fail in each quarter, had nobody done anything."""
    return (quality(left_alone(NAME, seed)) < FAILING).sum(axis=1)


def harm(game: Game) -> float:
    """Point-years short of good before the curtain."""
    return float(np.maximum(GOOD - quality(game), 0.0).sum()) / A_YEAR


def failures_are_linked(seed: int) -> bool:
    """S2: a fifth of all failing would not be, if nobody leant on anybody."""
    apart = (quality(left_alone(NAME, seed, {"linkage": 0.0})) < FAILING).sum()
    return bool(apart <= 0.8 * failing_alone(seed).sum())


def interventions_misfire(seed: int) -> bool:
    """S2: the same ways to regulate do less harm where one lead speaks for a cluster."""
    spared = [harm(played(NAME, seed, way)) - harm(played(NAME, seed, way, rule(NAME, "lead"))) for way in WAYS]
    return float(np.mean(spared)) >= 10.0


def failing_rises(seed: int) -> bool:
    """S3: more are failing in the last two years than in the first two."""
    failing = failing_alone(seed)
    return bool(failing[-2 * A_YEAR :].sum() > failing[: 2 * A_YEAR].sum())


LESSONS = (failures_are_linked, interventions_misfire, failing_rises)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_shows_in_eight_of_ten_futures(lesson: Callable[[int], bool]) -> None:
    assert sum(lesson(seed) for seed in SHORT) >= LEAST_OF_TEN


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_shows_in_eighty_of_a_hundred_futures(lesson: Callable[[int], bool]) -> None:
    assert sum(lesson(seed) for seed in LONG) >= 10 * LEAST_OF_TEN


def test_numbers_are_plausible() -> None:
    assert outside_of_ranges(NAME) == set()
