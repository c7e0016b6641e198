"""Futures of a workshop that ships, played in several ways, under its own rules and with one of them changed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import Any

from simulation.game import Game, RoundOrders
from simulation.game.headless import PLAYERS, play_out
from simulation.game.standing import StandingOrders
from simulation.parameters import REGISTER
from simulation.workshop import WorkshopSetting

LEAST_OF_TEN = 8
LONG = range(1000, 1100)
SHORT = LONG[:10]
WAYS = ("nothing", "careful", "helpful")
A_YEAR = 4


@cache
def shipped(name: str) -> WorkshopSetting:
    return WorkshopSetting.load(name)


def rule(name: str, key: str) -> dict[str, Any]:
    """What a rule of a workshop, by its key, changes."""
    return dict(next(change.settings for change in shipped(name).changes if change.key == key))


def played(name: str, seed: int, way: str, settings: Mapping[str, Any] | None = None) -> Game:
    """A future of a workshop, regulated in a way to the curtain; with settings changed, the same future otherwise."""
    return play_out(_begun(name, seed, settings), PLAYERS[way], random.Random(seed))


def _begun(name: str, seed: int, settings: Mapping[str, Any] | None) -> Game:
    game = shipped(name).game
    return Game(game.model_copy(update={"scenario": game.scenario.with_settings(settings or {})}), seed, "a-game")


def left_alone(name: str, seed: int, settings: Mapping[str, Any] | None = None) -> Game:
    """The same future, had nobody done anything."""
    game = _begun(name, seed, settings)
    game.play(RoundOrders(standing=StandingOrders(peers_below=0)))
    return play_out(game, PLAYERS["nothing"])


def outside_of_ranges(name: str) -> set[str]:
    """Parameters that a workshop sets outside of the register's plausible range."""
    given = shipped(name).game.scenario.parameters
    return {key for key, value in given.items() if not REGISTER[key].low <= value <= REGISTER[key].high}
