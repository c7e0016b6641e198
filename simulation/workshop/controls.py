"""The facilitator's buttons: what each would do now, found by asking for it without letting it happen."""

from __future__ import annotations

from simulation.workshop import commands as c
from simulation.workshop.deciding import happenings_of
from simulation.workshop.facilitator_sheet import Control
from simulation.workshop.refusal import RefusedError
from simulation.workshop.room import Room

__all__ = ["controls_of"]


def controls_of(room: Room, now: float) -> tuple[Control, ...]:
    """The buttons that move a session on: each says whether it can be pressed now, or why not."""
    station = room.station
    following = room.arc[min(room.place + 1, len(room.arc) - 1)]
    rings = station.is_timed and not room.is_settling
    wanted: tuple[tuple[str, str, c.Command], ...] = (
        ("advance", f"Go on: {following.label.lower()}", c.Advance(station.id)),
        ("end", "Ring the bell now", c.EndRound(station.id)),
        ("pause", "Stop the clock", c.Pause()),
        ("continue", "Let the clock go on", c.Continue()),
        ("extend", "One minute more", c.Extend(60.0)),
        ("back", "Play the last round again", c.BackOneRound()),
    )
    found = [Control(act, label, *_would(room, command, now)) for act, label, command in wanted]
    if rings:
        found[0] = Control("advance", found[0].label, False, "The bell ends this part; ring it to go on.")
    return tuple(found)


def _would(room: Room, command: c.Command, now: float) -> tuple[bool, str]:
    """Whether a command would change anything, and why not where it would be refused."""
    try:
        happened, _ = happenings_of(room, command, now)
    except RefusedError as refused:
        return False, refused.sentence
    return bool(happened), "" if happened else "There is nothing to do."
