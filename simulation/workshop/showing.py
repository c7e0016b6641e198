"""From the session and its games to what each sees: the only place where messages are made."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass, replace
from typing import Any

from simulation.game import PlayerView
from simulation.workshop import sheets
from simulation.workshop.arc import FIRST, Kind
from simulation.workshop.chairs import AWAY, Device
from simulation.workshop.games import course_of
from simulation.workshop.reveal import Reveals
from simulation.workshop.room import Room, Seat
from simulation.workshop.sheets import mark_of
from simulation.workshop.table import Table

__all__ = [
    "Moment", "clock_view", "marked", "participant_view", "progress_of", "rule_label", "station_view", "wall_view",
]  # fmt: skip

_GONE = "You were taken out of this session. If that was a mistake, ask the facilitator."
_WAIT = "The facilitator has been asked to let you in. Standing orders have played your seat so far."
_FAILED = "Your game cannot be played on, through a mistake in the program. Look on with a neighbour."


@dataclass(frozen=True)
class Moment:
    """All that views are made from.

    Attributes:
        room, table, reveals: the session, its games, and the screens.
        now: the server's second.
        heard: the second at which each device was last heard of.
        code: for joining.
    """

    room: Room
    table: Table
    reveals: Reveals
    now: float
    heard: Mapping[Device, float]
    code: str


def station_view(room: Room, *, is_behind: bool = False) -> sheets.StationView:
    """Where the session is; for somebody whose game is still behind, it is being prepared."""
    at = room.station
    is_settling = room.is_settling or is_behind
    return sheets.StationView(at.id, str(at.kind), at.label, at.number, at.of, is_settling, at.is_timed)


def rule_label(room: Room) -> str:
    """The rule that is changed in the second future, in words, once it is chosen; else nothing."""
    return next((change.label for change in room.setting.changes if change.key == room.rule), "")


def clock_view(room: Room, now: float) -> sheets.ClockView:
    """The clock, whole seconds, rounded up so that nil means that it has rung."""
    left = room.clock.seconds_left(now)
    rang = left is not None and left <= 0
    shown = None if left is None else max(math.ceil(left), 0)
    is_grace = rang and room.station.is_timed and not room.is_settling
    return sheets.ClockView(shown, round(room.clock.total), room.clock.is_paused, is_grace)


def marked(room: Room, *parts: Any) -> str:
    """A mark from what is shown; the clock by when it ends, not by its seconds."""
    return mark_of(station_view(room).__dict__, room.rule, room.clock.ends, room.clock.left, *parts)


def participant_view(moment: Moment, number: int, device: int = 1) -> sheets.ParticipantView | None:
    """What one seat is shown on one of its devices; nothing where there is no such seat."""
    room, seat = moment.room, moment.room.seats.get(number)
    if seat is None:
        return None
    station, setting = room.station, room.setting
    game = moment.table.game(number, station.future)
    play = game.view(course_of(room, number)) if game is not None and seat.plays and not room.is_settling else None
    screen = moment.reveals.own(room, number) if seat.plays else None
    has_failed = game is not None and game.has_failed
    # After a restart the games are played on to where they were, while the clock runs.
    is_behind = seat.plays and play is None and not has_failed and (station.is_played or station.kind == Kind.PREDICT)
    view = sheets.ParticipantView(
        title=setting.title,
        rule=rule_label(room),
        brief=setting.game.brief,
        station=station_view(room, is_behind=is_behind),
        clock=clock_view(room, moment.now),
        seat=sheets.SeatView(number, room.name_of(number), seat.is_admitted, seat.is_removed),
        notice=_notice(seat, has_failed),
        play=_as_allowed(play, room) if station.is_played else None,
        advice=setting.advice,
        news=setting.news,
        draft=_draft(seat) if station.is_played else sheets.DraftView(0, {}, False),
        predict=_predict(seat, play) if station.kind == Kind.PREDICT and play is not None else None,
        screen=screen,
        changes=_changes(room) if room.station == room.station_of(Kind.REVEAL, FIRST) and room.is_revealed else (),
        wish=_wish(room, seat),
        team=_team(moment, seat, device),
    )
    said = (view.team, view.seat, view.notice, view.draft, view.predict, view.wish, setting.advice, setting.news)
    shown = (screen is not None, room.screen, room.top_named, len(moment.reveals.wishes(room)))
    seen = game.mark(course_of(room, number)) if game is not None and play is not None else ""
    return replace(view, mark=marked(room, *map(_data, said), shown, is_behind, seen))


def _team(moment: Moment, seat: Seat, device: int) -> sheets.TeamView | None:
    """The table, where a seat has more than one device."""
    devices = moment.room.devices_of(seat.number)
    if len(devices) < 2:
        return None
    mates = (
        sheets.Mate(
            number,
            moment.now - moment.heard.get((seat.number, number), -AWAY) <= AWAY,
            json.loads(seat.proposals.get(number, "{}")),
        )
        for number in devices
    )
    return sheets.TeamView(device, seat.chair, tuple(mates))


def _notice(seat: Seat, has_failed: bool) -> str:
    if seat.is_removed:
        return _GONE
    if not seat.is_admitted:
        return _WAIT
    return _FAILED if has_failed else ""


def _data(part: Any) -> Any:
    """A part of a view as plain values."""
    return asdict(part) if is_dataclass(part) and not isinstance(part, type) else part


def _as_allowed(play: PlayerView | None, room: Room) -> PlayerView | None:
    """A game's view without what this workshop does not show."""
    if play is None:
        return None
    news = play.news if room.setting.news else ""
    advisers = play.advisers if room.setting.advice else ()
    return replace(play, news=news, advisers=advisers, seconds=round(room.station.seconds))


def _draft(seat: Seat) -> sheets.DraftView:
    orders = json.loads(seat.draft.content) if seat.draft.content else {}
    return sheets.DraftView(seat.draft.revision, orders, seat.draft.is_done)


def _predict(seat: Seat, play: PlayerView) -> sheets.PredictView:
    marked = json.loads(seat.draft.content) if seat.draft.content else {}
    choices = (
        sheets.Choice(row.organisation, row.name, row.reported, row.believed, row.change) for row in play.organisations
    )
    return sheets.PredictView(
        tuple(choices),
        tuple(marked.get("worse", ())),
        marked.get("good_news"),
        seat.draft.revision > 0,
        seat.draft.revision,
    )


def _changes(room: Room) -> tuple[sheets.ChangeView, ...]:
    return tuple(sheets.ChangeView(change.key, change.label, change.words) for change in room.setting.changes)


def _wish(room: Room, seat: Seat) -> sheets.WishView:
    if room.station == room.station_of(Kind.REVEAL, FIRST) and not room.is_settling:
        said = seat.draft.content
        return sheets.WishView(seat.draft.revision, json.loads(said)["change"] if said else "")
    return sheets.WishView(0, "")


def progress_of(room: Room) -> sheets.Progress:
    """How many have said something at the open station."""
    drafts = [seat.draft for seat in room.playing]
    return sheets.Progress(sum(draft.revision > 0 for draft in drafts), sum(d.is_done for d in drafts), len(drafts))


def wall_view(moment: Moment) -> sheets.WallView:
    """What the projector shows."""
    room = moment.room
    names = tuple(sorted(room.name_of(seat.number) for seat in room.playing)) if room.names_shown else ()
    view = sheets.WallView(
        title=room.setting.title,
        rule=rule_label(room),
        station=station_view(room),
        clock=clock_view(room, moment.now),
        code=moment.code,
        joined=len(room.playing),
        waiting=len(room.waiting),
        names=names,
        progress=progress_of(room),
        brief=room.setting.game.brief if room.station.kind == Kind.BRIEF else "",
        screen=moment.reveals.wall(room),
    )
    shown = (room.screen, room.top_named, len(moment.reveals.wishes(room)), view.screen is not None)
    return replace(view, mark=marked(room, view.joined, view.waiting, names, asdict(view.progress), shown))
