"""From the session and its games to what each sees: the only place where messages are made."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass, replace
from typing import Any

from simulation.game import PlayerView
from simulation.workshop import facilitator_sheet, sheets
from simulation.workshop.arc import FIRST, Kind
from simulation.workshop.chairs import AWAY, Device
from simulation.workshop.controls import controls_of
from simulation.workshop.games import course_of
from simulation.workshop.material import is_tied_with_best
from simulation.workshop.reveal import Reveals
from simulation.workshop.room import Room, Seat
from simulation.workshop.script import SCRIPT
from simulation.workshop.sheets import mark_of
from simulation.workshop.table import Table
from simulation.workshop.telling import MOST_NAMED

__all__ = ["Moment", "facilitator_view", "participant_view", "wall_view"]

_LINES = 40
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


def _marked(room: Room, *parts: Any) -> str:
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
    return replace(view, mark=_marked(room, *map(_data, said), shown, is_behind, seen))


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


def _progress(room: Room) -> sheets.Progress:
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
        progress=_progress(room),
        brief=room.setting.game.brief if room.station.kind == Kind.BRIEF else "",
        screen=moment.reveals.wall(room),
    )
    shown = (room.screen, room.top_named, len(moment.reveals.wishes(room)), view.screen is not None)
    return replace(view, mark=_marked(room, view.joined, view.waiting, names, asdict(view.progress), shown))


def facilitator_view(moment: Moment) -> facilitator_sheet.FacilitatorView:
    """What the facilitator is shown."""
    room, setting = moment.room, moment.room.setting
    material = moment.reveals.material(room)
    best = [s for s in material.valued if is_tied_with_best(s, material)] if material is not None else []
    view = facilitator_sheet.FacilitatorView(
        title=setting.title,
        rule=rule_label(room),
        station=station_view(room),
        clock=clock_view(room, moment.now),
        code=moment.code,
        seats=tuple(_row(moment, seat) for _, seat in sorted(room.seats.items()) if not seat.is_removed),
        progress=_progress(room),
        can=controls_of(room, moment.now),
        events=_events(moment),
        played=tuple(_played(room)),
        log=tuple(facilitator_sheet.LogView(line.at, line.text) for line in room.log[-_LINES:]),
        script=SCRIPT[room.station.kind],
        names_shown=room.names_shown,
        top_named=room.top_named,
        top=tuple(sorted(seat.name for seat in best)) if len(best) <= MOST_NAMED else (),
        screen=moment.reveals.wall(room),
        screens=room.screens,
        setting=_setting(room),
    )
    rows = [{**asdict(row), "away": row.away is None or row.away > 15} for row in view.seats]
    shown = (room.screen, room.top_named, room.names_shown, len(moment.reveals.wishes(room)), len(room.log))
    return replace(view, mark=_marked(room, rows, [asdict(c) for c in view.can], shown, asdict(view.setting)))


def _row(moment: Moment, seat: Seat) -> facilitator_sheet.SeatRow:
    room = moment.room
    heard = max((at for (of, _), at in moment.heard.items() if of == seat.number), default=None)
    game = moment.table.game(seat.number, room.station.future)
    cards = (k for k in room.keys.values() if k.kind == "card" and k.seat == seat.number)
    return facilitator_sheet.SeatRow(
        number=seat.number,
        name=room.name_of(seat.number),
        is_admitted=seat.is_admitted,
        is_simulated=seat.is_simulated,
        has_saved=seat.draft.revision > 0,
        is_done=seat.draft.is_done,
        away=None if heard is None else max(round(moment.now - heard), 0),
        has_card=any(card.expires is None or card.expires > moment.now for card in cards),
        devices=len(room.devices_of(seat.number)),
        has_failed=game is not None and game.has_failed,
    )


def _events(moment: Moment) -> tuple[facilitator_sheet.EventChoice, ...]:
    names = tuple(enumerate(moment.room.setting.game.scenario.sector().names))
    return tuple(
        facilitator_sheet.EventChoice(event.key, event.label, names if event.hits_one else ())
        for event in moment.room.setting.events
    )


def _played(room: Room) -> list[str]:
    labels = {event.key: event.label for event in room.setting.events}
    stations = {station.id: station.label for station in room.arc}
    names = room.setting.game.scenario.sector().names
    where = ["" if it.organisation is None else f" at {names[it.organisation]}" for it in room.played]
    return [f"{stations[it.station]}: {labels[it.key]}{at}" for it, at in zip(room.played, where, strict=True)]


def _setting(room: Room) -> facilitator_sheet.SettingView:
    setting, scenario = room.setting, room.setting.game.scenario
    names, tools = scenario.tools()
    count = len(scenario.sector())
    capacities = tuple(
        (name, name.replace("_", " "), None if tool["capacity"] >= 1 else math.floor(tool["capacity"] * count + 1e-6))
        for name, tool in list(zip(names, tools, strict=True))[1:]
    )
    return facilitator_sheet.SettingView(
        scenario.budget, setting.game.rounds, capacities, setting.minutes.model_dump(), setting.advice, setting.news,
        setting.second,
    )
