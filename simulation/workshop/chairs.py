"""A table's chair passes on by itself where its device is not heard of: what the director asks for then."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.workshop.commands import PassChair
from simulation.workshop.room import Room

__all__ = ["AWAY", "Device", "chairs_to_pass"]

AWAY = 20.0
"""Seconds without contact after which a chair passes on."""

Device = tuple[int, int]
"""A seat and one of its devices."""


def chairs_to_pass(room: Room, heard: Mapping[Device, float], now: float, since: float) -> tuple[PassChair, ...]:
    """Whose chair is away while somebody else of the table is here: to whoever was heard of last.

    Args:
        room: the session.
        heard: when each device was last heard of.
        now: the server's second.
        since: when the server began to listen, before which nobody could be heard.
    """
    found = []
    for seat in room.seats.values():
        devices = room.devices_of(seat.number)
        if len(devices) < 2 or seat.is_removed:
            continue
        if seat.chair in devices and now - heard.get((seat.number, seat.chair), since) <= AWAY:
            continue
        here = [d for d in devices if d != seat.chair and now - heard.get((seat.number, d), since - AWAY) <= AWAY]
        if here:
            latest = max(here, key=lambda device: (heard[seat.number, device], -device))
            found.append(PassChair(seat.number, seat.chair, latest))
    return tuple(found)
