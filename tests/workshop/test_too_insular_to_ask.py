"""Too insular to ask teaches what it says, in nearly any future: who knows nobody is missed, and a broker reaches them.

What "shows" means stands at the head of the scenario's file, stated before the numbers were chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from simulation.game import Game
from simulation.vocabulary import Instrument
from tests.workshop.lessons import A_YEAR, LEAST_OF_TEN, LONG, SHORT, WAYS, left_alone, outside_of_ranges, played, rule

NAME = "too-insular-to-ask"
WARNING = 50.0
FEW = 1
"""Ties of a council that keeps to itself, at most."""


class Need(NamedTuple):
    """Who is in need, apart by whether they keep to themselves, and the share of each to whom peers come."""

    alone: int
    others: int
    alone_reached: float
    others_reached: float


def reached(game: Game) -> np.ndarray:
    upto = slice(0, game.setting.curtain)
    return (game.session.history["instrument"][upto] == Instrument.PEER_SUPPORT).any(axis=0)


@cache
def need(seed: int, has_broker: bool) -> Need:
    """One future: means over the ways to regulate it."""
    game = left_alone(NAME, seed)
    quality = game.session.history["quality"][: game.setting.curtain]
    in_need = (quality < WARNING).sum(axis=0) >= A_YEAR
    to_itself = np.diff(game.session._desk.worlds.world.tie_start[0]) <= FEW
    settings = rule(NAME, "broker") if has_broker else {}
    helped = np.mean([reached(played(NAME, seed, way, settings)) for way in WAYS], axis=0)
    alone, others = in_need & to_itself, in_need & ~to_itself
    return Need(
        int(alone.sum()),
        int(others.sum()),
        float(helped[alone].mean()) if alone.any() else 0.0,
        float(helped[others].mean()) if others.any() else 0.0,
    )


def who_keeps_to_themselves_is_missed(seed: int) -> bool:
    """S7: purely voluntary help comes to fewer than half of those in need who know nobody."""
    found = need(seed, has_broker=False)
    return found.alone >= 2 and found.alone_reached < 0.5


def a_broker_reaches_them(seed: int) -> bool:
    """S8: where a sector body matches helpers, peers come to half of them or more."""
    found = need(seed, has_broker=True)
    return found.alone >= 2 and found.alone_reached >= 0.5


LESSONS = (who_keeps_to_themselves_is_missed, a_broker_reaches_them)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_shows_in_eight_of_ten_futures(lesson: Callable[[int], bool]) -> None:
    assert sum(lesson(seed) for seed in SHORT) >= LEAST_OF_TEN


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_shows_in_eighty_of_a_hundred_futures(lesson: Callable[[int], bool]) -> None:
    assert sum(lesson(seed) for seed in LONG) >= 10 * LEAST_OF_TEN


def test_others_in_need_are_reached_more_often() -> None:
    """In a single future three others are in need, and chance decides; so this is looked at over futures."""
    found = [need(seed, has_broker=False) for seed in SHORT]
    alone, others = (sum(getattr(one, who) for one in found) for who in ("alone", "others"))
    reached_alone = sum(one.alone * one.alone_reached for one in found) / alone
    reached_others = sum(one.others * one.others_reached for one in found) / others
    assert reached_others - reached_alone > 0.25


def test_numbers_are_plausible_but_for_the_broker_that_there_is_not() -> None:
    assert outside_of_ranges(NAME) == {"broker_capacity"}
    assert not {key for key, value in rule(NAME, "broker").items() if not 0.02 <= value <= 0.1}
