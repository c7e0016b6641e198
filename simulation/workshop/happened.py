"""``after``: a session after something happened. Pure; folded over the journal it makes the session again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from simulation.workshop import happenings as h
from simulation.workshop.arc import Kind, arc_of
from simulation.workshop.room import Clock, Draft, Key, LogLine, Played, Room, Seat

__all__ = ["after"]

K = TypeVar("K")
V = TypeVar("V")
_MOST_LINES = 400


def after(room: Room, happening: h.Happening, at: float) -> Room:
    """The session after something happened at the server's second ``at``."""
    change = _CHANGES[type(happening)]
    return change(room, happening, at)


def _with(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return MappingProxyType({**mapping, key: value})


def _without(mapping: Mapping[K, V], *keys: K) -> Mapping[K, V]:
    return MappingProxyType({key: value for key, value in mapping.items() if key not in keys})


def _noted(room: Room, at: float, text: str) -> Room:
    return replace(room, log=(*room.log, LogLine(at, text))[-_MOST_LINES:])


def _seat_changed(room: Room, number: int, **changes: Any) -> Room:
    return replace(room, seats=_with(room.seats, number, replace(room.seats[number], **changes)))


def _seated(room: Room, it: h.Seated, at: float) -> Room:
    seat = Seat(it.seat, it.is_admitted, is_simulated=it.is_simulated, since=room.revealed + 1)
    names = _with(room.names, it.seat, it.name) if it.name else room.names
    room = replace(room, seats=_with(room.seats, it.seat, seat), names=names)
    return room if it.is_admitted else _noted(room, at, f"Seat {it.seat} came late and waits to be let in.")


def _renamed(room: Room, it: h.Renamed, at: float) -> Room:
    names = _with(room.names, it.seat, it.name) if it.name else _without(room.names, it.seat)
    return replace(room, names=names)


def _admitted(room: Room, it: h.Admitted, at: float) -> Room:
    room = _seat_changed(room, it.seat, is_admitted=True, since=room.revealed + 1)
    return _noted(room, at, f"Seat {it.seat} was let in.")


def _removed(room: Room, it: h.Removed, at: float) -> Room:
    keys = [key for key, held in room.keys.items() if held.seat == it.seat]
    room = _seat_changed(room, it.seat, is_removed=True, draft=Draft())
    room = replace(room, keys=_without(room.keys, *keys), names=_without(room.names, it.seat))
    return _noted(room, at, f"Seat {it.seat} was removed.")


def _key_made(room: Room, it: h.KeyMade, at: float) -> Room:
    room = replace(room, keys=_with(room.keys, it.hash, Key(it.kind, it.seat, it.expires, it.device)))
    said = {
        "card": f"A card was made for seat {it.seat}.",
        "facilitator": "The facilitator's page was opened on a device.",
    }
    return _noted(room, at, said[it.kind]) if it.kind in said else room


def _key_ended(room: Room, it: h.KeyEnded, at: float) -> Room:
    return replace(room, keys=_without(room.keys, it.hash))


def _answered(room: Room, it: h.Answered, at: float) -> Room:
    sent = _with(room.seats[it.seat].sent, it.id, it.revision)
    return _seat_changed(room, it.seat, draft=Draft(it.revision, it.content, it.is_done), sent=sent)


def _proposed(room: Room, it: h.Proposed, at: float) -> Room:
    seat = room.seats[it.seat]
    proposals = _with(seat.proposals, it.device, it.content)
    return _seat_changed(room, it.seat, proposals=proposals, proposed=seat.proposed + 1)


def _chair_passed(room: Room, it: h.ChairPassed, at: float) -> Room:
    return _seat_changed(room, it.seat, chair=it.device)


def _afresh(seat: Seat, draft: Draft) -> Seat:
    """The seat at a station that is about to begin."""
    return replace(seat, draft=draft, proposals=MappingProxyType({}), proposed=0)


def _closed(room: Room, it: h.Closed, at: float) -> Room:
    """What was said counts; the next station is prepared."""
    said = {number: seat.draft.content for number, seat in room.seats.items() if seat.plays and seat.draft.revision}
    seats = MappingProxyType({number: _afresh(seat, Draft()) for number, seat in room.seats.items()})
    closed = _with(room.closed, it.station, MappingProxyType(said))
    station, of = room.station, len(room.playing)
    counted = f": {len(said)} of {of} had something saved" if station.kind not in (Kind.JOIN, Kind.BRIEF) else ""
    room = replace(room, seats=seats, closed=closed, place=room.place + 1, is_settling=True, clock=Clock())
    return _noted(room, at, f"{station.label} ended{counted}.")


def _opened(room: Room, it: h.Opened, at: float) -> Room:
    place = next(k for k, station in enumerate(room.arc) if station.id == it.station)
    station = room.arc[place]
    has_clock = station.kind != Kind.OVER
    clock = Clock(ends=at + station.seconds, total=station.seconds) if has_clock else Clock()
    if station.kind == Kind.REVEAL:
        room = replace(room, screen=1, screens=1, top_named=False)
    return _noted(replace(room, place=place, is_settling=False, clock=clock), at, f"{station.label} began.")


def _went_back(room: Room, it: h.WentBack, at: float) -> Room:
    """The round is prepared anew; what each seat had decided is its draft again."""
    place = next(k for k, station in enumerate(room.arc) if station.id == it.station)
    undone = {station.id for station in room.arc[place:]}
    said = room.closed.get(it.station, {})
    seats = {
        number: _afresh(seat, Draft(1, said[number]) if number in said else Draft())
        for number, seat in room.seats.items()
    }
    room = replace(
        room,
        place=place,
        is_settling=True,
        clock=Clock(),
        seats=MappingProxyType(seats),
        closed=_without(room.closed, *undone),
        played=tuple(played for played in room.played if played.station not in undone),
    )
    return _noted(room, at, f"The facilitator went back: {room.station.label} is played again.")


def _rang(room: Room, it: h.Rang, at: float) -> Room:
    clock = replace(room.clock, ends=at, left=None)
    return _noted(replace(room, clock=clock), at, f"The facilitator ended {room.station.label.lower()}.")


def _paused(room: Room, it: h.Paused, at: float) -> Room:
    left = max(room.clock.seconds_left(at) or 0.0, 0.0)
    return _noted(replace(room, clock=replace(room.clock, ends=None, left=left)), at, "The clock was stopped.")


def _carried_over(room: Room, it: h.CarriedOver, at: float) -> Room:
    clock = replace(room.clock, ends=at + (room.clock.left or 0.0), left=None)
    return _noted(replace(room, clock=clock), at, "The clock goes on.")


def _extended(room: Room, it: h.Extended, at: float) -> Room:
    clock, more = room.clock, it.seconds
    clock = replace(
        clock,
        ends=None if clock.ends is None else max(clock.ends, at) + more,
        left=None if clock.left is None else clock.left + more,
        total=clock.total + more,
    )
    return _noted(replace(room, clock=clock), at, f"The clock was given {more:.0f} seconds more.")


def _resumed(room: Room, it: h.Resumed, at: float) -> Room:
    if room.clock.ends is not None:
        room = replace(room, clock=replace(room.clock, ends=room.clock.ends + it.seconds))
    what = f"The server stood still for {it.seconds:.0f} seconds"
    if it.seconds < 0:
        what = f"The machine's clock was put back by {-it.seconds:.0f} seconds"
    return _noted(room, at, f"{what}, which the session's clock does not count.")


def _configured(room: Room, it: h.Configured, at: float) -> Room:
    setting = room.setting.changed(**it.changes)
    return _noted(replace(room, setting=setting, arc=arc_of(setting)), at, "The settings were changed.")


def _event_played(room: Room, it: h.EventPlayed, at: float) -> Room:
    label = next(event.label for event in room.setting.events if event.key == it.key)
    room = replace(room, played=(*room.played, Played(it.station, it.key, it.organisation)))
    return _noted(room, at, f"The facilitator plays an event: {label}.")


def _rule_chosen(room: Room, it: h.RuleChosen, at: float) -> Room:
    label = next(change.label for change in room.setting.changes if change.key == it.key)
    return _noted(replace(room, rule=it.key), at, f"One rule is changed in the second future: {label}.")


def _shown_screen(room: Room, it: h.ShownScreen, at: float) -> Room:
    return replace(room, screen=it.number, screens=max(room.screens, it.number))


def _names_shown(room: Room, it: h.NamesShownSet, at: float) -> Room:
    said = "shown" if it.shown else "hidden"
    return _noted(replace(room, names_shown=it.shown), at, f"Names are {said} on the wall.")


def _top_named(room: Room, it: h.NameTopSet, at: float) -> Room:
    return replace(room, top_named=it.named)


_CHANGES: dict[type, Callable[[Room, Any, float], Room]] = {
    h.Seated: _seated,
    h.Renamed: _renamed,
    h.Admitted: _admitted,
    h.Removed: _removed,
    h.KeyMade: _key_made,
    h.KeyEnded: _key_ended,
    h.Answered: _answered,
    h.Proposed: _proposed,
    h.ChairPassed: _chair_passed,
    h.Closed: _closed,
    h.Opened: _opened,
    h.WentBack: _went_back,
    h.Rang: _rang,
    h.Paused: _paused,
    h.CarriedOver: _carried_over,
    h.Extended: _extended,
    h.Resumed: _resumed,
    h.Configured: _configured,
    h.EventPlayed: _event_played,
    h.RuleChosen: _rule_chosen,
    h.ShownScreen: _shown_screen,
    h.NamesShownSet: _names_shown,
    h.NameTopSet: _top_named,
}
