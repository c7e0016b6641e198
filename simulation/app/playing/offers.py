"""What can be played: the games that ship, and any scenario that the server offers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from simulation.app.address import Choice
from simulation.app.catalogue import catalogue
from simulation.errors import InputError, did_you_mean
from simulation.game import GameSetting, game_files
from simulation.scenario import Scenario

__all__ = ["LENGTHS", "MOST_ORGANISATIONS", "asked_setting", "offers"]

LENGTHS = {"short": (6, 4), "long": (16, 2)}
"""Rounds, and quarters in each, for any scenario."""
MOST_ORGANISATIONS = 200
"""More than this nobody could look through in a round."""


@cache
def _shipped() -> dict[str, GameSetting]:
    """The games that ship, the shortest first."""
    games = [GameSetting.load(name) for name in game_files()]
    return {one.name: one for one in sorted(games, key=lambda one: one.rounds)}


def offers() -> dict[str, Any]:
    """What the start shows: games with their titles and lengths, and scenarios small enough to be played."""
    return {
        "games": [
            {
                "name": one.name,
                "title": one.title,
                "rounds": one.rounds,
                "quarters": one.quarters_a_round,
                "minutes": max(round(one.rounds * one.seconds_a_round / 60), 1),
                "seconds": one.seconds_a_round,
            }
            for one in _shipped().values()
        ],
        "scenarios": [
            {"name": name, "title": one.title, "size": f"{_size(one):,} {one.organisations_word}"}
            for name, one in catalogue().scenarios.items()
            if _size(one) <= MOST_ORGANISATIONS
        ],
    }


def asked_setting(asked: Mapping[str, Any]) -> GameSetting:
    """The setting that a player asks for.

    Args:
        asked: game (a name), or scenario (a name) and length ("short" or "long").

    Raises:
        InputError: where there is none.
    """
    if "game" in asked:
        name = str(asked["game"])[:60]
        if name not in _shipped():
            raise InputError(f'there is no game "{name}"{did_you_mean(name, _shipped())}')
        return _shipped()[name]
    length = str(asked.get("length", "long"))[:20]
    if length not in LENGTHS:
        raise InputError(f'the length is "{length}"; it must be short or long')
    scenario = catalogue().opened(Choice(scenario=str(asked.get("scenario", ""))))
    if _size(scenario) > MOST_ORGANISATIONS:
        raise InputError(
            f"{scenario.name} has {_size(scenario):,} {scenario.organisations_word}; a game has at most"
            f" {MOST_ORGANISATIONS}, so that they can be looked through"
        )
    rounds, quarters = LENGTHS[length]
    return GameSetting.of_scenario(scenario, rounds=rounds, quarters_a_round=quarters)


def _size(scenario: Scenario) -> int:
    return sum(region.organisations for region in scenario.regions) or len(scenario.sector())
