"""The facilitator's hand on the session: clock, stations, events, screens. Pure: what happens, or why it is refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from simulation.errors import InputError
from simulation.workshop import commands as c
from simulation.workshop import happenings as h
from simulation.workshop.arc import FIRST, Kind
from simulation.workshop.refusal import RefusedError
from simulation.workshop.room import Room

__all__ = [
    "SCREENS", "advance", "back_one_round", "choose_rule", "configure", "end_round", "extend", "go_on",
    "go_to_screen", "name_top", "pause", "play_event", "settled", "show_names", "stood_still",
]  # fmt: skip

SCREENS = 6
"""Screens of the reveal."""
_LEAST_MORE, _MOST_MORE = 10.0, 1800.0
_CONFIGURABLE = ("budget", "capacities", "rounds", "minutes", "advice", "news", "second")

Outcome = tuple[tuple[h.Happening, ...], Any]


def _refused(sentence: str, code: str = "not-allowed") -> RefusedError:
    return RefusedError(code, sentence)


def _here(room: Room, station: str) -> None:
    """Whether a button was pressed for where the session is: a double click must not skip a station."""
    if room.is_settling:
        raise _refused("The games are being played on; wait a moment.", "busy")
    if room.station.id != station:
        raise _refused(f"The session is at {room.station.label.lower()} by now; look again.", "elsewhere")


def advance(room: Room, it: c.Advance, now: float) -> Outcome:
    """The next station; where a bell ends this one it rings now, and a second press does not wait for the grace."""
    _here(room, it.station)
    station = room.station
    if station.kind == Kind.OVER:
        raise _refused("The session is over.")
    if station.is_timed:
        return _ring(room, now)
    if station.kind == Kind.REVEAL and room.setting.second and station.future == FIRST and not room.rule:
        return (h.RuleChosen(_most_wanted(room)), h.Closed(station.id)), None
    if station.kind in (Kind.BRIEF, Kind.REVEAL):
        return (h.Closed(station.id),), None
    return (h.Opened(room.arc[room.place + 1].id),), None


def _most_wanted(room: Room) -> str:
    """The rule with the most votes; the first of those that have as many."""
    votes = Counter(json.loads(seat.draft.content)["change"] for seat in room.playing if seat.draft.content)
    return max(room.setting.changes, key=lambda change: votes[change.key]).key


def choose_rule(room: Room, it: c.ChooseRule, now: float) -> Outcome:
    """Which rule is changed in the second future, while the first is talked about."""
    if not room.setting.second:
        raise _refused("This session plays one future.")
    if room.station.kind != Kind.REVEAL or room.station.future != FIRST or room.is_settling:
        raise _refused("The rule is chosen in the reveal of the first future.")
    if it.key not in [change.key for change in room.setting.changes]:
        raise _refused("Choose one of the changes that the room votes on.", "unknown")
    return ((), None) if it.key == room.rule else ((h.RuleChosen(it.key),), None)


def end_round(room: Room, it: c.EndRound, now: float) -> Outcome:
    """The bell, now; what is on its way counts still."""
    _here(room, it.station)
    if not room.station.is_timed:
        raise _refused("There is no round to end here; go on to the next part.")
    return _ring(room, now)


def _ring(room: Room, now: float) -> Outcome:
    has_rung = room.clock.ends is not None and room.clock.ends <= now
    return ((), None) if has_rung else ((h.Rang(),), None)


def pause(room: Room, it: c.Pause, now: float) -> Outcome:
    """Stop the clock; a second press changes nothing."""
    if room.clock.is_paused:
        return (), None
    if room.clock.ends is None:
        raise _refused("No clock runs now.")
    return (h.Paused(),), None


def go_on(room: Room, it: c.Continue, now: float) -> Outcome:
    """Let the clock go on."""
    return ((h.CarriedOver(),), None) if room.clock.is_paused else ((), None)


def extend(room: Room, it: c.Extend, now: float) -> Outcome:
    """More time."""
    if room.clock.ends is None and not room.clock.is_paused:
        raise _refused("No clock runs now, so that there is nothing to extend.")
    if not _LEAST_MORE <= it.seconds <= _MOST_MORE:
        bounds = f"{_LEAST_MORE:.0f} to {_MOST_MORE:.0f}"
        raise _refused(f"The clock can be given {bounds} seconds more at a time.", "unknown")
    return (h.Extended(float(it.seconds)),), None


def back_one_round(room: Room, it: c.BackOneRound, now: float) -> Outcome:
    """The round before, until the truth has been shown."""
    before = room.rounds_closed(room.station.future)
    if room.station.kind not in (Kind.ROUND, Kind.PREDICT) or not before:
        has_begun = bool(room.rounds_closed(FIRST))
        why = "what was true has been prepared or shown" if has_begun else "no round is over"
        raise _refused(f"The session cannot go back: {why}.")
    return (h.WentBack(before[-1].id),), None


def play_event(room: Room, it: c.PlayEvent, now: float) -> Outcome:
    """A prepared event in the open round, once each."""
    event = next((found for found in room.setting.events if found.key == it.key), None)
    if event is None:
        raise _refused(f'There is no prepared event "{it.key[:40]}".', "unknown")
    if room.station.kind != Kind.ROUND or room.is_settling:
        raise _refused("An event can happen while a round is open.")
    if any(played.key == it.key and played.station == room.station.id for played in room.played):
        raise _refused("This event happens in this round already.")
    count = len(room.setting.game.scenario.sector())
    if event.hits_one and (it.organisation is None or not 0 <= it.organisation < count):
        raise _refused("Say at which organisation it happens.", "unknown")
    return (h.EventPlayed(room.station.id, it.key, it.organisation if event.hits_one else None),), None


def configure(room: Room, it: c.Configure, now: float) -> Outcome:
    """Another setting, as long as nobody has begun."""
    if room.station.kind != Kind.JOIN:
        raise _refused("The settings can be changed until the brief begins.")
    unknown = [key for key in it.changes if key not in _CONFIGURABLE]
    if unknown:
        raise _refused(f'"{str(unknown[0])[:40]}" cannot be set here.', "unknown")
    try:
        room.setting.changed(**it.changes)
    except (InputError, TypeError, ValueError, AttributeError) as error:
        raise _refused(f"These settings cannot be used: {error}", "unknown") from None
    return (h.Configured(dict(it.changes)),), None


def go_to_screen(room: Room, it: c.GoToScreen, now: float) -> Outcome:
    """The next screen, or one that was shown before; their order is fixed."""
    if room.station.kind != Kind.REVEAL or room.is_settling:
        raise _refused("Screens are shown in the reveal.")
    if not 1 <= it.number <= min(room.screens + 1, SCREENS):
        raise _refused(f"The next screen is {min(room.screens + 1, SCREENS)}; their order is fixed.", "unknown")
    return ((), None) if it.number == room.screen else ((h.ShownScreen(it.number),), None)


def show_names(room: Room, it: c.ShowNames, now: float) -> Outcome:
    """Names on the wall, or not."""
    return ((), None) if it.shown == room.names_shown else ((h.NamesShownSet(it.shown),), None)


def name_top(room: Room, it: c.NameTop, now: float) -> Outcome:
    """Name who decided best, once harm and cost have been shown."""
    if room.station.kind in (Kind.ROUND, Kind.PREDICT) or not room.is_revealed or room.screens < SCREENS - 1:
        raise _refused("Who decided best can be named once harm and cost have been shown.")
    return ((), None) if it.named == room.top_named else ((h.NameTopSet(it.named),), None)


def settled(room: Room, it: c.Settled, now: float) -> Outcome:
    """The games are where the station begins, so that it opens; unless the facilitator went elsewhere meanwhile."""
    is_so = room.is_settling and room.station.id == it.station
    return ((h.Opened(it.station),), None) if is_so else ((), None)


def stood_still(room: Room, it: c.StoodStill, now: float) -> Outcome:
    """Seconds that no clock counts."""
    had_rung = room.clock.ends is None or room.clock.ends <= now - it.seconds
    return ((), None) if had_rung else ((h.Resumed(it.seconds),), None)
