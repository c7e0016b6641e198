"""A bookmark of a game: what can be taken away before the curtain, since nothing in it betrays the future.

A saved game holds the seed. A bookmark holds the game's id, and what the player decided; it opens the game on the
machine where that is kept.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from simulation.errors import ScenarioError
from simulation.game.game import Game
from simulation.game.orders import RoundOrders
from simulation.game.record import MOST_BYTES, GameFileError, GameId, checksum
from simulation.scenario.fields import Part, Text, Whole, between
from simulation.scenario.reading import validated

__all__ = ["bookmark_of", "bookmarked"]

_FORMAT, _VERSION = "turnaround bookmark", 1


class _Bookmark(Part):
    format: Literal["turnaround bookmark"]
    version: Annotated[Whole, AfterValidator(between(_VERSION, _VERSION))]
    about: Text
    id: GameId
    title: Text
    rounds: Whole
    decisions: tuple[RoundOrders, ...]
    checksum: Text


def bookmark_of(game: Game) -> str:
    """A bookmark as JSON, at any moment of a game."""
    data: dict[str, Any] = {
        "format": _FORMAT,
        "version": _VERSION,
        "about": "Open it on the first page of the game, on the machine where the game was played.",
        "id": game.id,
        "title": game.setting.title,
        "rounds": game.setting.rounds,
        "decisions": [stage.orders.model_dump(exclude_none=True) for stage in game.stages],
    }
    plain = json.loads(json.dumps(data))
    return json.dumps({**plain, "checksum": checksum(plain)}, ensure_ascii=False, indent=1)


def bookmarked(text: str | bytes, *, where: str = "the bookmark") -> str | None:
    """The id of the game that a file is a bookmark of; nothing where it is another kind of file.

    Args:
        text: the file's content.
        where: what messages call it.

    Raises:
        GameFileError: where it is a bookmark that was cut off or altered.
    """
    try:
        data = json.loads(text) if len(text) <= MOST_BYTES else None
        if not isinstance(data, dict) or data.get("format") != _FORMAT:
            return None
        is_whole = data.get("checksum") == checksum(data)
    except (ValueError, RecursionError):
        return None
    if not is_whole:
        raise GameFileError(f"{where} is a bookmark that was altered: its checksum does not fit; take it again")
    try:
        return validated(_Bookmark, data, where).id
    except ScenarioError as error:
        raise GameFileError(str(error)) from None
