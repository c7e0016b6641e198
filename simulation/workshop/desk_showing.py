"""What the facilitator is shown, made from the session and its games."""

from __future__ import annotations

from dataclasses import asdict, replace

from simulation.game.options import label_of
from simulation.regulation.allocation import capacity_of
from simulation.workshop import facilitator_sheet
from simulation.workshop.arc import Kind
from simulation.workshop.controls import controls_of
from simulation.workshop.material import is_tied_with_best
from simulation.workshop.room import Room, Seat
from simulation.workshop.script import script_of
from simulation.workshop.showing import Moment, clock_view, marked, progress_of, rule_label, station_view
from simulation.workshop.telling import MOST_NAMED

__all__ = ["facilitator_view"]

_LINES = 40


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
        progress=progress_of(room),
        can=controls_of(room, moment.now),
        events=_events(moment),
        played=tuple(_played(room)),
        log=tuple(facilitator_sheet.LogView(line.at, line.text) for line in room.log[-_LINES:]),
        script=script_of(room.station),
        brief=setting.game.brief if room.station.kind in (Kind.JOIN, Kind.BRIEF) else "",
        names_shown=room.names_shown,
        top_named=room.top_named,
        top=tuple(sorted(seat.name for seat in best)) if len(best) <= MOST_NAMED else (),
        screen=moment.reveals.wall(room),
        screens=room.screens,
        setting=_setting(room),
    )
    rows = [{**asdict(row), "away": row.away is None or row.away > 15} for row in view.seats]
    shown = (room.screen, room.top_named, room.names_shown, len(moment.reveals.wishes(room)), len(room.log))
    return replace(view, mark=marked(room, rows, [asdict(c) for c in view.can], shown, asdict(view.setting)))


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
        (name, label_of(name), None if tool["capacity"] >= 1 else int(capacity_of(tool, count)))
        for name, tool in list(zip(names, tools, strict=True))[1:]
    )
    return facilitator_sheet.SettingView(
        scenario.budget, setting.game.rounds, capacities, setting.minutes.model_dump(), setting.advice, setting.news,
        setting.second,
    )
