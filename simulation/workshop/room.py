"""``Room``: all that a session is at one moment, as one value that never changes.

It holds what was decided, not what came of it: games are played from it (``games``), and views are made
from both (``showing``). It holds no secret in the clear and nothing of the future.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from simulation.workshop.arc import FIRST, Kind, Station, arc_of
from simulation.workshop.setting import WorkshopSetting

__all__ = ["Clock", "Draft", "Key", "KeyKind", "LogLine", "Played", "Room", "Seat", "new_room"]

KeyKind = str
"""``link``, ``facilitator``, ``participant``, ``card`` (a phone is lost) or ``mate`` (one more comes to a table)."""


@dataclass(frozen=True)
class Clock:
    """The clock of a station.

    Attributes:
        ends: when the bell rings, in the server's seconds; None while the clock stands.
        left: seconds left while it stands; None where it runs or there is none.
        total: seconds that the station has in all, extensions included.
    """

    ends: float | None = None
    left: float | None = None
    total: float = 0.0

    def seconds_left(self, now: float) -> float | None:
        """Seconds to the bell, below nil after it; None where there is no clock."""
        return self.left if self.ends is None else self.ends - now

    @property
    def is_paused(self) -> bool:
        """Whether it was stopped."""
        return self.ends is None and self.left is not None


@dataclass(frozen=True)
class Draft:
    """What a seat has said at the open station; the last one counts when the bell rings.

    Attributes:
        revision: how often it was said, from 1; 0 where it was not.
        content: JSON, in one form only, so that equal content is equal text.
        is_done: whether the participant says that nothing more will come.
    """

    revision: int = 0
    content: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class Seat:
    """A place at the table, to which a game belongs. Names are kept apart (``Room.names``), so that they can go.

    Attributes:
        number: from 1; what is shown where names are hidden.
        is_admitted: whether the facilitator need not say yes any more.
        is_removed: whether it was taken away: it plays no part.
        is_simulated: whether a program plays it, as in a rehearsal.
        since: the first future that it has a game in: whoever comes after a reveal has none in that future.
        draft: what was said at the open station.
        chair: the device that says it; the others of a table propose.
        proposals: what the table's devices propose at the open station, by device.
        proposed: how often they have there.
        sent: what the ids of messages were answered with, by id.
    """

    number: int
    is_admitted: bool
    is_removed: bool = False
    is_simulated: bool = False
    since: int = FIRST
    draft: Draft = Draft()
    chair: int = 1
    proposals: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    proposed: int = 0
    sent: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def plays(self) -> bool:
        """Whether it is in the game."""
        return self.is_admitted and not self.is_removed


@dataclass(frozen=True)
class Key:
    """A secret that was given out, known by its hash alone.

    Attributes:
        kind: what it opens.
        seat: whose it is; 0 for the facilitator.
        device: which of the seat's devices carries it, from 1; 0 where none does.
        expires: the server's second after which it opens nothing; None for never.
    """

    kind: KeyKind
    seat: int
    expires: float | None = None
    device: int = 0


@dataclass(frozen=True)
class Played:
    """A prepared event that the facilitator let happen.

    Attributes:
        station: in which round, by id.
        key: which event.
        organisation: whom it hits, by index; None where everybody.
    """

    station: str
    key: str
    organisation: int | None


@dataclass(frozen=True)
class LogLine:
    """A line of the facilitator's log: when, in the server's seconds, and what, in a sentence without names."""

    at: float
    text: str


@dataclass(frozen=True)
class Room:
    """A session at one moment.

    Attributes:
        setting: what is played.
        arc: its stations.
        place: which station is open, or about to be opened while ``is_settling``.
        is_settling: whether games are being played on to where this station begins.
        clock: the station's.
        seats: by number.
        names: by seat; a seat whose name was erased has none.
        keys: secrets given out, by the hex of their hash.
        closed: what counted at each station that is over: by its id, then by seat; no entry for standing orders.
        played: events that the facilitator let happen.
        rule: which rule is changed in the second future, by key; empty until it is chosen.
        screen, screens: the screen of the reveal that is shown, and the furthest that was; from 1.
        names_shown, top_named: what the wall may show.
        log: what happened, for the facilitator.
    """

    setting: WorkshopSetting
    arc: tuple[Station, ...]
    place: int = 0
    is_settling: bool = False
    clock: Clock = Clock()
    seats: Mapping[int, Seat] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    keys: Mapping[str, Key] = field(default_factory=lambda: MappingProxyType({}))
    closed: Mapping[str, Mapping[int, str]] = field(default_factory=lambda: MappingProxyType({}))
    played: tuple[Played, ...] = ()
    rule: str = ""
    screen: int = 1
    screens: int = 1
    names_shown: bool = False
    top_named: bool = False
    log: tuple[LogLine, ...] = ()

    @property
    def station(self) -> Station:
        """The station that is open, or about to be."""
        return self.arc[self.place]

    @property
    def revealed(self) -> int:
        """The last future of which may be seen by now what was true; 0 where there is none."""
        reveals = [k for k, station in enumerate(self.arc) if station.kind == Kind.REVEAL]
        return sum(self.place > k or (self.place == k and not self.is_settling) for k in reveals)

    @property
    def is_revealed(self) -> bool:
        """Whether what was true in the session's own future may be seen by now."""
        return self.revealed >= FIRST

    def station_of(self, kind: Kind, future: int) -> Station:
        """The one station of a kind in a future that is played."""
        return next(station for station in self.arc if station.kind == kind and station.future == future)

    @property
    def playing(self) -> tuple[Seat, ...]:
        """The seats that are in the present game, by number."""
        return self.playing_in(max(self.station.future, FIRST))

    def playing_in(self, future: int) -> tuple[Seat, ...]:
        """The seats that have a game in a future, by number."""
        return tuple(seat for _, seat in sorted(self.seats.items()) if seat.plays and seat.since <= future)

    @property
    def waiting(self) -> tuple[Seat, ...]:
        """The seats that wait for the facilitator's yes, by number."""
        return tuple(s for _, s in sorted(self.seats.items()) if not (s.is_admitted or s.is_removed))

    def devices_of(self, seat: int) -> tuple[int, ...]:
        """The devices of a seat that are signed in, by number."""
        held = (key.device for key in self.keys.values() if key.kind == "participant" and key.seat == seat)
        return tuple(sorted(held))

    def name_of(self, seat: int) -> str:
        """The name, or the seat's number in words where it has none."""
        return self.names.get(seat) or f"Seat {seat}"

    def rounds_closed(self, future: int) -> tuple[Station, ...]:
        """The stations of a future at which decisions have been closed, in order."""
        return tuple(s for s in self.arc[: self.place] if s.is_played and s.future == future)

    def named(self, names: Mapping[int, str]) -> Room:
        """The same with the names that were kept apart from the journal."""
        return replace(self, names=MappingProxyType(dict(names)))


def new_room(setting: WorkshopSetting, at: float) -> Room:
    """A session before anybody joins; its clock runs."""
    arc = arc_of(setting)
    return Room(setting, arc, clock=Clock(ends=at + arc[0].seconds, total=arc[0].seconds))
