"""``Reveals``: the screens of the reveal, made once when all games are over, and kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping

from simulation.game import Predictions, total_value
from simulation.game.reveal import Mark, marks_of
from simulation.workshop.arc import Kind
from simulation.workshop.games import HOUSE, course_of
from simulation.workshop.material import Material, SeatTold
from simulation.workshop.room import Room
from simulation.workshop.screens import Screen
from simulation.workshop.table import Table
from simulation.workshop.telling_own import own_screen, wall_screen

__all__ = ["Reveals"]


class Reveals:
    """Makes what is told from the games of a session; thread-safe. Before the reveal it has nothing.

    Args:
        table: the games.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._lock = threading.Lock()
        self._seats: tuple[SeatTold, ...] | None = None
        self._walls: dict[tuple[object, ...], Screen] = {}

    @property
    def is_prepared(self) -> bool:
        """Whether the screens can be made at once."""
        return self._seats is not None

    def prepare(self, room: Room) -> None:
        """Set every seat's marks beside the truth: model work, done before the reveal is opened."""
        with self._lock:
            if self._seats is None:
                told = (self._told(room, seat.number) for seat in room.playing)
                self._seats = tuple(seat for seat in told if seat is not None)

    def material(self, room: Room) -> Material | None:
        """What the screens are made from; nothing before the reveal."""
        seats, house = self._seats, self._table.game(HOUSE)
        if not room.is_revealed or seats is None or house is None:
            return None
        reveal = house.reveal(course_of(room, HOUSE))
        if reveal is None:
            return None
        return Material(room.setting, self._now(room, seats), reveal, self._table.fared(), self.wishes(room))

    def wall(self, room: Room) -> Screen | None:
        """The screen that is shown, as the wall has it; nothing before the reveal."""
        material = self.material(room)
        if material is None or room.station.kind != Kind.REVEAL:
            return None
        names = tuple(seat.name for seat in material.seats)
        key = (room.screen, room.top_named, tuple(sorted(material.wishes.items())), names)
        found = self._walls.get(key)
        if found is None:
            self._walls.clear()
            found = self._walls[key] = wall_screen(room.screen, material, top_named=room.top_named)
        return found

    def own(self, room: Room, seat: int) -> Screen | None:
        """The same with a participant's own part."""
        wall, material = self.wall(room), self.material(room)
        if wall is None or material is None:
            return None
        return own_screen(wall, next((told for told in material.seats if told.seat == seat), None), material)

    def wishes(self, room: Room) -> Mapping[int, str]:
        """Votes for rules so far, by seat."""
        closed = room.closed.get(str(Kind.REVEAL))
        is_open = room.station.kind == Kind.REVEAL and not room.is_settling
        said = closed or ({s.number: s.draft.content for s in room.playing if s.draft.content} if is_open else {})
        return {seat: json.loads(content)["change"] for seat, content in said.items()}

    def _now(self, room: Room, seats: tuple[SeatTold, ...]) -> tuple[SeatTold, ...]:
        """Seats that are in still, by the names that they have now."""
        return tuple(
            SeatTold(told.seat, room.name_of(told.seat), told.reveal, told.worse, told.good_news, told.total)
            for told in seats
            if room.seats[told.seat].plays
        )

    def _told(self, room: Room, seat: int) -> SeatTold | None:
        game, course = self._table.game(seat), course_of(room, seat)
        reveal = game.reveal(course) if game is not None else None
        if game is None or reveal is None:
            return None
        content = room.closed.get(str(Kind.PREDICT), {}).get(seat, "")
        worse: tuple[Mark, ...] = ()
        good_news: Mark | None = None
        if content:
            marks = Predictions.model_validate_json(content)
            worse, good_news = game.use(course, lambda played: marks_of(played, marks))
        values = self._table.values(room, seat)
        total = total_value(values) if len(values) == room.setting.game.rounds else None
        return SeatTold(seat, room.name_of(seat), reveal, worse, good_news, total)
