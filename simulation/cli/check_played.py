"""``turnaround check`` on what is played: a game, and a workshop for a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.cli.tables import console, print_json
from simulation.scenario.shipped import top_level_keys

if TYPE_CHECKING:
    from simulation.game import GameSetting

__all__ = ["checks_game", "checks_workshop"]


def checks_game(file: str, *, as_json: bool) -> bool:
    """Check a game, and say what it holds; False where the file, or the name, is none.

    Raises:
        ScenarioError: at the first mistake.
    """
    from simulation.game import GameSetting, game_files

    if file not in game_files() and "rounds" not in top_level_keys(file):
        return False
    game = GameSetting.load(file)
    if as_json:
        print_json({"name": game.name, "rounds": game.rounds, "scenario": game.scenario.hash})
        return True
    out = console()
    out.print(f"{game.name} can be played.", style="bold")
    out.print(f"  {_size(game)}")
    return True


def checks_workshop(file: str, *, as_json: bool) -> bool:
    """Check a workshop, and say what it holds; False where the file, or the name, is none.

    Raises:
        ScenarioError: at the first mistake.
    """
    from simulation.workshop import WorkshopSetting, workshop_files
    from simulation.workshop.arc import arc_of

    if file not in workshop_files() and "game" not in top_level_keys(file):
        return False
    setting = WorkshopSetting.load(file)
    minutes = sum(station.seconds for station in arc_of(setting)) / 60
    if as_json:
        print_json({"name": setting.name, "minutes": minutes, "scenario": setting.game.scenario.hash})
        return True
    out = console()
    out.print(f"{setting.name} can be held.", style="bold")
    out.print(f"  {_size(setting.game)}")
    out.print(f"  {minutes:g} minutes in all; the brief has {len(setting.game.brief.split())} words.")
    out.print(f"  Events: {_listed([event.key for event in setting.events])}.")
    out.print(f"  Rules to vote on: {_listed([change.key for change in setting.changes])}.")
    return True


def _size(game: GameSetting) -> str:
    scenario = game.scenario
    count = f"{len(scenario.sector()):,} {scenario.organisations_word}"
    length = f"{game.quarters_a_round} quarter{'' if game.quarters_a_round == 1 else 's'}"
    return f"{count}; {game.rounds} rounds of {length}."


def _listed(keys: list[str]) -> str:
    return ", ".join(keys) or "none"
