"""A game as a file: what was decided, not what came of it; played again on the way in, to the same bits.

JSON with a version and a checksum. The checksum tells accidents, and what came of the decisions is
compared with what the file says of it, so that neither a damaged file nor one of another version of
the model goes on as if nothing had happened. The file holds the seed: whoever has it can work out the future.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from simulation.errors import InputError, ScenarioError
from simulation.game.game import AdviceTaken, Game
from simulation.game.orders import RoundOrders
from simulation.game.predictions import Predictions
from simulation.game.setting import GameSetting
from simulation.scenario.fields import Part, Text, Whole, between, matching
from simulation.scenario.parts import Event
from simulation.scenario.reading import FILE_PARTS, validated
from simulation.scenario.shipped import POSTERIOR_FILE

__all__ = ["MOST_BYTES", "GameFileError", "GameId", "checksum", "exported", "imported", "rewound"]

FORMAT, VERSION = "turnaround game", 1
MOST_BYTES = 2_000_000
"""A file larger than this is no game, and is not read."""
GameId = Annotated[Text, AfterValidator(matching(r"[A-Za-z0-9_-]{1,64}", "letters, digits, - and _, at most 64"))]
_MOST_DECISIONS = 400
_MOST_ORGANISATIONS = 500
"""What a game from outside may have, so that nobody is kept waiting by a file."""


class GameFileError(InputError):
    """A file that is no game, or none that can go on here; the message says why."""


class _Decided(Part):
    orders: RoundOrders
    strict: bool
    ended: Whole


class _Added(Part):
    after: Annotated[Whole, AfterValidator(between(0, _MOST_DECISIONS))]
    event: Event


class _Advised(Part):
    place: Annotated[Whole, AfterValidator(between(0, _MOST_DECISIONS))]
    organisation: Whole
    adviser: Text


class _Record(Part):
    format: Literal["turnaround game"]
    version: Whole
    id: GameId
    seed: Annotated[Text, AfterValidator(matching(r"[0-9]{1,39}", "a whole number in digits"))]
    setting: dict[str, Any]
    decisions: tuple[_Decided, ...]
    events: tuple[_Added, ...] = ()
    advice: tuple[_Advised, ...] = ()
    predictions: Predictions | None = None
    came_to: Text
    checksum: Text


def checksum(data: dict[str, Any]) -> str:
    """What tells that a file is as it was written: SHA-256 of all in it but its own checksum."""
    plain = {key: value for key, value in data.items() if key != "checksum"}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def exported(game: Game) -> str:
    """The game as JSON, at any moment of it; ``imported`` goes on from there."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "id": game.id,
        "seed": str(game.seed),
        "setting": game.setting.as_data(),
        "decisions": [
            {"orders": stage.orders.model_dump(exclude_none=True), "strict": stage.strict, "ended": stage.ended}
            for stage in game.stages
        ],
        "events": [{"after": after, "event": event.model_dump(exclude_none=True)} for after, event in game.events],
        "advice": [vars(taken) for taken in game.advice],
        "predictions": None if game.predictions is None else game.predictions.model_dump(),
        "came_to": game.digest,
    }
    plain = json.loads(json.dumps(data))
    return json.dumps({**plain, "checksum": checksum(plain)}, ensure_ascii=False, indent=1)


def imported(text: str | bytes, *, where: str = "the game", is_ours: bool = False) -> Game:
    """The game that was exported, played again to where it stood.

    Args:
        text: what ``exported`` gave, or the bytes of its file.
        where: what messages call it.
        is_ours: whether it was kept on this machine: then it may name lists of organisations that lie here,
            and be of any size. What comes from outside reaches no file.

    Raises:
        GameFileError: where it is no game, was cut off or altered, or comes to something else here.
    """
    record = _read(text, where)
    if not is_ours:
        _refuse_what_is_not_ours(record.setting, where)
    try:
        setting = GameSetting.from_data(record.setting, f"{where}, setting")
        game = _played(record, setting)
    except GameFileError:
        raise
    except InputError as error:
        raise GameFileError(f"{where} cannot be played again here: {error}") from None
    if game.digest != record.came_to:
        raise GameFileError(
            f"{where} does not come to what it says when it is played again: it was altered, or saved by another"
            " version of the program"
        )
    return game


def rewound(game: Game, decisions: int) -> Game:
    """The game as it stood after so many decisions, for a facilitator who goes back a round.

    Raises:
        InputError: where there have not been so many.
    """
    if not 0 <= decisions <= len(game.stages):
        raise InputError(f"there have been {len(game.stages)} decisions; the game cannot go back to {decisions}")
    fresh = Game(game.setting, game.seed, game.id)
    for place, stage in enumerate(game.stages[:decisions]):
        _add_events(fresh, place, game.events)
        fresh.play(stage.orders, strict=stage.strict)
    _add_events(fresh, decisions, game.events)
    fresh.advice = [taken for taken in game.advice if taken.place <= decisions]
    return fresh


def _add_events(game: Game, place: int, events: list[tuple[int, Event]]) -> None:
    for after, event in events:
        if after == place:
            game.add_event(event)


def _refuse_what_is_not_ours(setting: dict[str, Any], where: str) -> None:
    """Refuse a game from outside that would read files here, or is too large to be played again at once."""
    scenario = setting.get("scenario")
    if not isinstance(scenario, dict):
        raise GameFileError(f"{where} does not hold its scenario")
    named = [key for key in FILE_PARTS if key in scenario]
    if named:
        raise GameFileError(
            f"{where} is about real organisations, whose list lies on the machine where it was saved;"
            " only games with invented ones can be imported"
        )
    if str(scenario.get("posterior", "")).endswith(POSTERIOR_FILE):
        raise GameFileError(f"{where} names a posterior's file, which lies on the machine where it was saved")
    regions = scenario.get("regions")
    listed = regions if isinstance(regions, list) else []
    counts = [region.get("organisations") for region in listed if isinstance(region, dict)]
    whole = sum(count for count in counts if isinstance(count, int))
    if whole > _MOST_ORGANISATIONS:
        raise GameFileError(f"{where} has {whole:,} organisations; one that is imported may have {_MOST_ORGANISATIONS}")


def _read(text: str | bytes, where: str) -> _Record:
    """The record, checked as far as can be told without playing."""
    if len(text) > MOST_BYTES:
        raise GameFileError(f"{where} is larger than {MOST_BYTES / 1e6:g} MB, which no saved game is")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise GameFileError(f"{where} is not a saved game: it is not valid JSON, or was cut off") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise GameFileError(f"{where} is not a saved game of this program")
    if data.get("version") != VERSION:
        raise GameFileError(
            f"{where} has version {str(data.get('version'))[:20]}; this program reads version {VERSION}"
        )
    if not _is_whole(data):
        raise GameFileError(f"{where} was cut off or altered: its checksum does not fit; save the game again")
    try:
        record = validated(_Record, data, where)
    except ScenarioError as error:
        raise GameFileError(str(error)) from None
    if len(record.decisions) > _MOST_DECISIONS:
        raise GameFileError(f"{where} has {len(record.decisions)} decisions, more than any game")
    return record


def _is_whole(data: dict[str, Any]) -> bool:
    try:
        return data.get("checksum") == checksum(data)
    except (ValueError, RecursionError):
        return False


def _played(record: _Record, setting: GameSetting) -> Game:
    game = Game(setting, int(record.seed), record.id)
    events = [(added.after, added.event) for added in record.events]
    for place, decided in enumerate(record.decisions):
        _add_events(game, place, events)
        stage = game.play(decided.orders, strict=decided.strict)
        if stage.ended != decided.ended:
            raise GameFileError(
                f"decision {place + 1} of the saved game held to quarter {decided.ended}, and now to {stage.ended}"
            )
    _add_events(game, len(record.decisions), events)
    game.advice = [AdviceTaken(**taken.model_dump()) for taken in record.advice]
    if record.predictions is not None:
        game.finish(record.predictions)
    return game
