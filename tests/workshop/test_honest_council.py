"""The honest council teaches what it says, in nearly any future: figures fall where honesty rises, and naming shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from simulation.game import Game, Reveal, reveal_of
from simulation.game.headless import PLAYERS, play_out
from simulation.session import History
from simulation.workshop import WorkshopSetting
from simulation.workshop.games import NOBODYS_MARKS

WAYS = ("nothing", "careful", "firm", "helpful")
A_YEAR = 4
LEAST_OF_TEN = 8


@cache
def told(seed: int) -> tuple[tuple[Reveal, History], ...]:
    """One future, regulated in four ways."""
    setting = WorkshopSetting.load("honest-council").game
    games = [play_out(Game(setting, seed, way), PLAYERS[way], random.Random(seed)) for way in WAYS]
    for game in games:
        game.finish(NOBODYS_MARKS)
    return tuple((reveal_of(game, policies=()), game.session.history) for game in games)


def honesty_makes_figures_fall(seed: int) -> bool:
    """S11: in most ways to regulate, somebody's figures fall while its truth does not; in one it is misread."""
    dips = [reveal.dips for reveal, _ in told(seed)]
    return sum(bool(found) for found in dips) >= 3 and any(dip.mistaken_by for found in dips for dip in found)


def after_naming(history: History, curtain: int) -> Iterator[tuple[float, float]]:
    """What a year of being called failing brought: honesty gained, and points by which reports came nearer to truth."""
    called = history["designated"] > 0
    for i in range(called.shape[1]):
        for q in range(curtain - A_YEAR):
            if called[q, i] and (q == 0 or not called[q - 1, i]):
                honesty, gap = history["honesty"][:, i], history["reported"][:, i] - history["quality"][:, i]
                yield float(honesty[q + A_YEAR] - honesty[q]), float(gap[q] - gap[q + A_YEAR])


def naming_shows_the_extent(seed: int) -> bool:
    """S12: within a year of being called failing, honesty rises by a twentieth and reports come nearer to the truth."""
    found = np.array([pair for reveal, history in told(seed) for pair in after_naming(history, reveal.curtain)])
    return len(found) > 0 and bool(found[:, 0].mean() > 0.05) and bool(found[:, 1].mean() > 0)


def there_is_something_to_find(seed: int) -> bool:
    """Marking three is neither won nor lost blindly: some flatter themselves, and some do not."""
    counts = [len(reveal.most_flattered) for reveal, _ in told(seed)]
    return 3 <= float(np.median(counts)) <= 11


LESSONS = (honesty_makes_figures_fall, naming_shows_the_extent, there_is_something_to_find)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_shows_in_eight_of_ten_futures(lesson: object) -> None:
    assert callable(lesson)
    assert sum(lesson(seed) for seed in range(10)) >= LEAST_OF_TEN


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_shows_in_eighty_of_a_hundred_futures(lesson: object) -> None:
    assert callable(lesson)
    assert sum(lesson(seed) for seed in range(1000, 1100)) >= 10 * LEAST_OF_TEN
