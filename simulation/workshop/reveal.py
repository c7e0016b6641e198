"""``Reveals``: the screens of the reveals, made once when all games of a future are over, and kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping

from simulation.game import Predictions, total_value
from simulation.game.reveal import Mark, marks_of
from simulation.workshop.arc import FIRST, SECOND, Kind
from simulation.workshop.games import HOUSE, course_of
from simulation.workshop.material import Material, SeatTold
from simulation.workshop.room import Room
from simulation.workshop.screens import Screen
from simulation.workshop.table import Table
from simulation.workshop.telling_own import own_screen, wall_screen

__all__ = ["Reveals"]


class Reveals:
    """Makes what is told from the games of a session; thread-safe. Before a future's reveal it has nothing of it.

    Args:
        table: the games.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._lock = threading.Lock()
        self._seats: dict[int, tuple[SeatTold, ...]] = {}
        self._known: dict[int, frozenset[int]] = {}
        self._walls: dict[tuple[object, ...], Screen] = {}

    def is_prepared(self, room: Room) -> bool:
        """Whether the screens of all futures that have been revealed can be made at once."""
        return all(self._has(room, future) for future in range(FIRST, room.revealed + 1))

    def prepare(self, room: Room, future: int) -> None:
        """Set every seat's marks in a future beside the truth: model work, done before its reveal is opened."""
        with self._lock:
            if not self._has(room, future):
                playing = room.playing_in(future)
                told = (self._told(room, seat.number, future) for seat in playing)
                self._seats[future] = tuple(seat for seat in told if seat is not None)
                self._known[future] = frozenset(seat.number for seat in playing)

    def _has(self, room: Room, future: int) -> bool:
        """Whether everybody who played a future has been told of; somebody may be let in at the last moment."""
        return self._known.get(future, frozenset()) >= {seat.number for seat in room.playing_in(future)} and (
            future in self._seats
        )

    def material(self, room: Room, future: int | None = None) -> Material | None:
        """What a future's screens are made from, the last that was revealed by default; nothing before its reveal."""
        chosen = room.revealed if future is None else future
        seats, house = self._seats.get(chosen), self._table.game(HOUSE, chosen)
        if not FIRST <= chosen <= room.revealed or seats is None or house is None:
            return None
        course = course_of(room, HOUSE, chosen)
        reveal = house.reveal(course)
        if reveal is None:
            return None
        now = self._now(room, seats)
        before = self.material(room, FIRST) if chosen == SECOND else None
        fared, wishes = self._table.fared(chosen), self.wishes(room)
        return Material(room.setting, now, reveal, fared, wishes, course.rule, before)

    def wall(self, room: Room) -> Screen | None:
        """The screen that is shown, as the wall has it; nothing outside a reveal."""
        material = self.material(room) if room.station.kind == Kind.REVEAL and not room.is_settling else None
        if material is None:
            return None
        names = tuple(seat.name for seat in material.seats)
        key = (room.station.id, room.screen, room.top_named, tuple(sorted(material.wishes.items())), names)
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
        station = room.station_of(Kind.REVEAL, FIRST)
        said = room.closed.get(station.id)
        if said is None:
            is_open = room.station == station and not room.is_settling
            said = {s.number: s.draft.content for s in room.playing if s.draft.content} if is_open else {}
        return {seat: json.loads(content)["change"] for seat, content in said.items()}

    def _now(self, room: Room, seats: tuple[SeatTold, ...]) -> tuple[SeatTold, ...]:
        """Seats that are in still, by the names that they have now."""
        return tuple(
            SeatTold(told.seat, room.name_of(told.seat), told.reveal, told.worse, told.good_news, told.total)
            for told in seats
            if room.seats[told.seat].plays
        )

    def _told(self, room: Room, seat: int, future: int) -> SeatTold | None:
        game, course = self._table.game(seat, future), course_of(room, seat, future)
        reveal = game.reveal(course) if game is not None else None
        if game is None or reveal is None:
            return None
        content = room.closed.get(room.station_of(Kind.PREDICT, future).id, {}).get(seat, "")
        worse: tuple[Mark, ...] = ()
        good_news: Mark | None = None
        if content:
            marks = Predictions.model_validate_json(content)
            worse, good_news = game.use(course, lambda played: marks_of(played, marks))
        values = self._table.values(room, seat, future)
        total = total_value(values) if len(values) == room.setting.game.rounds else None
        return SeatTold(seat, room.name_of(seat), reveal, worse, good_news, total)
