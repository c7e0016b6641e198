"""Who is in: seats, names, cards and the facilitator's link. Pure: what happens, or why it is refused."""

from __future__ import annotations

import unicodedata
from typing import Any

from simulation.workshop import commands as c
from simulation.workshop import happenings as h
from simulation.workshop.arc import Kind
from simulation.workshop.refusal import RefusedError
from simulation.workshop.room import Key, Room, Seat
from simulation.workshop.setting import MOST_SEATS

__all__ = [
    "CARD_SECONDS", "MOST_DEVICES", "MOST_NAME", "admit", "claim", "clean_name", "join", "make_card", "new_link",
    "remove", "rename", "seat_at", "take_card",
]  # fmt: skip

CARD_SECONDS = 600.0
"""How long a card works."""
MOST_DEVICES = 5
"""Devices at one table."""
MOST_NAME = 24
"""Characters of a name."""

_EMPTY = "\u115f\u1160\u2800\u3164\uffa0"
"""Fillers of Korean syllables, and the empty pattern of Braille."""

Outcome = tuple[tuple[h.Happening, ...], Any]


def clean_name(name: str) -> str:
    """A name as it is kept: one line of visible characters.

    Raises:
        RefusedError: where nothing is left, or too much.
    """
    text = unicodedata.normalize("NFC", name[: 40 * MOST_NAME])
    visible = "".join(" " if _is_blank(ch) else ch for ch in text if _is_blank(ch) or _is_visible(ch))
    plain = " ".join(visible.split())
    if all(unicodedata.category(ch)[0] in "MZ" for ch in plain):  # accents without a letter are no name either
        raise RefusedError("unknown", "Type a name by which the facilitator can call you; a nickname will do.")
    if len(plain) > MOST_NAME:
        raise RefusedError("unknown", f"That name has {len(plain)} characters; {MOST_NAME} can be shown.")
    return plain


def _is_blank(character: str) -> bool:
    """Whether it shows as a blank: spaces, and letters and patterns that are empty."""
    return character.isspace() or character in _EMPTY


def _is_visible(character: str) -> bool:
    """Neither control, format (which turn a line round), surrogate, private nor unassigned."""
    return unicodedata.category(character)[0] != "C"


def join(room: Room, it: c.Join, now: float) -> Outcome:
    """A new seat: at once up to round one, later with the facilitator's yes."""
    name = clean_name(it.name)
    if room.station.kind in (Kind.CLOSE, Kind.OVER):
        raise RefusedError("closed", "This session is over; there is nothing to join any more.")
    if sum(not seat.is_removed for seat in room.seats.values()) >= MOST_SEATS:
        raise RefusedError("full", f"All {MOST_SEATS} seats are taken; look on with somebody who has one.")
    number = max(room.seats, default=0) + 1
    seated = h.Seated(number, _is_early(room), it.is_simulated, _apart(name, room))
    return (seated, h.KeyMade(it.key, "participant", number, device=1)), number


def _is_early(room: Room) -> bool:
    first = next(k for k, station in enumerate(room.arc) if station.kind == Kind.ROUND)
    return room.place < first or (room.place == first and not room.is_settling)


def _apart(name: str, room: Room) -> str:
    """The name, told apart from one that is taken: ``Anna 2``."""
    taken = {known.casefold() for known in room.names.values()}
    if name.casefold() not in taken:
        return name
    tries = (f"{name[: MOST_NAME - 4]} {k}" for k in range(2, MOST_SEATS + 2))
    return next(found for found in tries if found.casefold() not in taken)


def seat_at(room: Room, number: int) -> Seat:
    """The seat of that number.

    Raises:
        RefusedError: where there is none, or it was removed.
    """
    seat = room.seats.get(number)
    if seat is None or seat.is_removed:
        raise RefusedError("unknown", f"There is no seat {number} in this session.")
    return seat


def live_key(room: Room, hashed: str, kind: str, now: float) -> Key | None:
    """The key of that hash and kind, unless it has expired."""
    key = room.keys.get(hashed)
    if key is None or key.kind != kind or (key.expires is not None and now > key.expires):
        return None
    return key


def admit(room: Room, it: c.Admit, now: float) -> Outcome:
    """Let a latecomer in; a second yes changes nothing."""
    return ((), None) if seat_at(room, it.seat).is_admitted else ((h.Admitted(it.seat),), None)


def rename(room: Room, it: c.Rename, now: float) -> Outcome:
    """Another name, or none."""
    seat_at(room, it.seat)
    return (h.Renamed(it.seat, clean_name(it.name) if it.name.strip() else ""),), None


def remove(room: Room, it: c.Remove, now: float) -> Outcome:
    """Take a seat out."""
    seat_at(room, it.seat)
    return (h.Removed(it.seat),), None


def make_card(room: Room, it: c.MakeCard, now: float) -> Outcome:
    """A card; an earlier one of the same seat and kind ends."""
    seat_at(room, it.seat)
    kind = "mate" if it.is_for_mate else "card"
    before = tuple(h.KeyEnded(key) for key, held in room.keys.items() if (held.kind, held.seat) == (kind, it.seat))
    return (*before, h.KeyMade(it.card, kind, it.seat, now + CARD_SECONDS)), None


def take_card(room: Room, it: c.TakeCard, now: float) -> Outcome:
    """A new device takes over a seat, and its cards and cookies end; or one more sits down at a table."""
    mate = live_key(room, it.card, "mate", now)
    if mate is not None:
        return _one_more(room, it, mate)
    card = live_key(room, it.card, "card", now)
    if card is None:
        raise RefusedError("unknown", "These four words open no seat: check them, or ask for a new card.")
    ended = tuple(h.KeyEnded(key) for key, held in room.keys.items() if held.seat == card.seat and held.seat)
    seated = h.KeyMade(it.key, "participant", card.seat, device=1)
    return (*ended, seated, *(() if room.seats[card.seat].chair == 1 else (h.ChairPassed(card.seat, 1),))), card.seat


def _one_more(room: Room, it: c.TakeCard, mate: Key) -> Outcome:
    """One more device at a table; the card goes on working for the next."""
    devices = room.devices_of(mate.seat)
    if len(devices) >= MOST_DEVICES:
        raise RefusedError("full", f"This table has {MOST_DEVICES} devices already; look on with one of them.")
    device = next(k for k in range(1, MOST_DEVICES + 1) if k not in devices)
    return (h.KeyMade(it.key, "participant", mate.seat, device=device),), mate.seat


def new_link(room: Room, it: c.NewLink, now: float) -> Outcome:
    """A one-time link for the facilitator; those that were not used lapse."""
    lapsed = tuple(h.KeyEnded(key) for key, held in room.keys.items() if held.kind == "link")
    return (*lapsed, h.KeyMade(it.link, "link", 0)), None


def claim(room: Room, it: c.Claim, now: float) -> Outcome:
    """The link is used up, and the device before loses its rights."""
    if live_key(room, it.link, "link", now) is None:
        raise RefusedError(
            "unknown",
            "This link was used already or has lapsed. Make a new one on the facilitator's page, or start the server"
            " again.",
        )
    ended = tuple(h.KeyEnded(key) for key, held in room.keys.items() if held.kind in ("link", "facilitator"))
    return (*ended, h.KeyMade(it.key, "facilitator", 0)), None
