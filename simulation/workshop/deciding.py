"""``happenings_of``: what happens when something is asked for, or why it is refused. Pure, like ``after``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulation.workshop import commands as c
from simulation.workshop import happenings as h
from simulation.workshop.arc import GRACE
from simulation.workshop.conducting import (
    advance,
    back_one_round,
    choose_rule,
    configure,
    end_round,
    extend,
    go_on,
    go_to_screen,
    name_top,
    pause,
    play_event,
    settled,
    show_names,
    stood_still,
)
from simulation.workshop.refusal import RefusedError
from simulation.workshop.room import Room, Seat
from simulation.workshop.seating import admit, claim, join, make_card, new_link, remove, rename, seat_at, take_card

__all__ = ["MOST_REVISIONS", "Outcome", "happenings_of"]

MOST_REVISIONS = 500
"""How often a seat can say something at one station: far beyond what a thumb does, so that no phone fills the disk."""

Outcome = tuple[tuple[h.Happening, ...], Any]
"""What happens, and the answer to whoever asked: a seat's number, a revision, or nothing."""


def happenings_of(room: Room, command: c.Command, now: float) -> Outcome:
    """What happens when ``command`` is asked for at the server's second ``now``.

    Raises:
        RefusedError: where it cannot be; nothing happens then.
    """
    return _DECIDERS[type(command)](room, command, now)


def _answer(room: Room, it: c.Answer, now: float) -> Outcome:
    """A draft, marks or a wish: sent twice it counts once; late, or beside another tab, it is refused."""
    seat = room.seats.get(it.seat)
    if seat is None or seat.is_removed:
        raise RefusedError("not-seated", "This seat is not in the session any more; ask the facilitator for a new one.")
    if it.id in seat.sent:
        return (), seat.sent[it.id]
    _in_time(room, seat, it.station, now)
    if it.device and it.device != seat.chair:
        raise RefusedError("not-chair", "The chair of your table saves what counts; propose it, or take the chair.")
    if it.base != seat.draft.revision:
        raise RefusedError(
            "elsewhere", "This was changed in another tab or on another device; here is what is saved. Change it again."
        )
    if seat.draft.revision >= MOST_REVISIONS:
        raise RefusedError("refused", f"This was changed {MOST_REVISIONS} times; what was saved last counts.")
    revision = seat.draft.revision + 1
    return (h.Answered(it.seat, it.id, it.station, revision, it.content, it.is_done),), revision


def _in_time(room: Room, seat: Seat, station: str, now: float) -> None:
    if not seat.is_admitted:
        raise RefusedError("not-seated", "Wait until the facilitator lets you in; then you can decide.")
    if room.is_settling or room.station.id != station or _is_late(room, now):
        raise RefusedError("closed", "That was too late: the bell has rung. What was saved before it counts.")


def _propose(room: Room, it: c.Propose, now: float) -> Outcome:
    """A proposal within a table; the last one of each device is shown to all of it."""
    seat = seat_at(room, it.seat)
    if it.device not in room.devices_of(it.seat):
        raise RefusedError("not-seated", "This device does not sit at that table.")
    _in_time(room, seat, it.station, now)
    if seat.proposed >= MOST_REVISIONS:
        raise RefusedError("refused", f"This table has proposed {MOST_REVISIONS} times; talk it over.")
    return (h.Proposed(it.seat, it.device, it.content),), None


def _pass_chair(room: Room, it: c.PassChair, now: float) -> Outcome:
    """The chair goes to another device of the table, unless it has gone elsewhere meanwhile."""
    seat = seat_at(room, it.seat)
    if it.to not in room.devices_of(it.seat):
        raise RefusedError("unknown", "There is no such device at this table.")
    if seat.chair != it.chair:
        raise RefusedError("elsewhere", "The chair has passed on meanwhile; look again.")
    return ((h.ChairPassed(it.seat, it.to),), None) if it.to != seat.chair else ((), None)


def _is_late(room: Room, now: float) -> bool:
    left = room.clock.seconds_left(now)
    return room.station.is_timed and left is not None and left < -GRACE


def _tick(room: Room, it: c.Tick, now: float) -> Outcome:
    """The bell, once the grace is over."""
    left = room.clock.seconds_left(now)
    is_due = room.station.is_timed and not room.is_settling and room.clock.ends is not None
    return ((h.Closed(room.station.id),), None) if is_due and left is not None and left < -GRACE else ((), None)


_DECIDERS: dict[type, Callable[[Room, Any, float], Outcome]] = {
    c.Join: join,
    c.TakeCard: take_card,
    c.Answer: _answer,
    c.Propose: _propose,
    c.PassChair: _pass_chair,
    c.Advance: advance,
    c.EndRound: end_round,
    c.Pause: pause,
    c.Continue: go_on,
    c.Extend: extend,
    c.BackOneRound: back_one_round,
    c.PlayEvent: play_event,
    c.Admit: admit,
    c.Rename: rename,
    c.Remove: remove,
    c.ShowNames: show_names,
    c.NameTop: name_top,
    c.GoToScreen: go_to_screen,
    c.ChooseRule: choose_rule,
    c.Configure: configure,
    c.MakeCard: make_card,
    c.NewLink: new_link,
    c.Claim: claim,
    c.Tick: _tick,
    c.Settled: settled,
    c.StoodStill: stood_still,
}
