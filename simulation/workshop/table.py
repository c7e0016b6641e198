"""``Table``: all seats' games together, brought to where the session is, their decisions valued meanwhile.

Model work runs on two small pools: one plays, shows and checks, since people wait for it, the other values
decisions, which has time until the reveal. Equal courses share their values, and values that were worked
out are kept, so that a restart does not lose them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import asdict
from typing import Any

from simulation.game import DecisionValue, Fared, ValueTask, how_policies_fared, value_of
from simulation.scenario.parts import Event
from simulation.workshop.arc import FIRST, Kind
from simulation.workshop.games import HOUSE, Course, SeatGame, course_of
from simulation.workshop.room import Room
from simulation.workshop.setting import WorkshopSetting

__all__ = ["Table"]

_COMPARED_AT = (Kind.PREDICT, Kind.REVEAL, Kind.CLOSE, Kind.OVER)


class Table:
    """The games of a session: one for each seat in each future.

    Args:
        seed_of: the secret seed of a future.
        playing, valuing: where the model runs; bounded, and not shut down here.
        kept: values that were worked out before, by name.
        keep: called with the name and the text of each value that comes in.
        moved: called when there is more to look at.
    """

    def __init__(
        self,
        seed_of: Callable[[int], int],
        playing: Executor,
        valuing: Executor,
        kept: dict[str, str],
        keep: Callable[[str, str], None],
        moved: Callable[[], None],
    ) -> None:
        self._seed_of, self._playing, self._valuing = seed_of, playing, valuing
        self._kept, self._keep, self._moved = kept, keep, moved
        self._lock = threading.Lock()
        self._setting: WorkshopSetting | None = None
        self._games: dict[tuple[int, int], SeatGame] = {}
        self._values: dict[str, Future[DecisionValue]] = {}
        self._fared: dict[int, tuple[object, Future[tuple[Fared, ...]]]] = {}

    def follow(self, room: Room) -> None:
        """Bring every game to where the session is; returns at once. Futures that are over are told again."""
        with self._lock:
            if room.setting is not self._setting and room.setting != self._setting:
                self._setting, self._games, self._values, self._fared = room.setting, {}, {}, {}
            for future in self._futures(room):
                for seat in _seats(room, future):
                    game = self._games.get((future, seat))
                    if game is None:
                        game = SeatGame(room.setting, self._seed_of, seat, self._playing, self._has_moved)
                        self._games[future, seat] = game
                    game.bring_to(course_of(room, seat, future))
                if future < room.station.future or room.station.kind in _COMPARED_AT:
                    self._compare(room, future)

    def game(self, seat: int, future: int) -> SeatGame | None:
        """A seat's game in a future; none before it was first followed."""
        return self._games.get((future, seat))

    def is_ready(self, room: Room) -> bool:
        """Whether the station that is to be opened can be: a reveal needs all of what it shows."""
        if room.station.kind in (Kind.REVEAL, Kind.CLOSE, Kind.OVER):
            return self.is_told(room, room.station.future)
        here = room.station.future
        games = [(self.game(seat, here), course_of(room, seat, here)) for seat in _seats(room, here)]
        return all(game is not None and (game.view(course) or game.has_failed) for game, course in games)

    def is_told(self, room: Room, future: int) -> bool:
        """Whether all is there that the reveal of a future shows."""
        games = [(self.game(seat, future), course_of(room, seat, future)) for seat in _seats(room, future)]
        if not all(game is not None and (game.reveal(course) or game.has_failed) for game, course in games):
            return False
        fared = self._fared.get(future)
        return fared is not None and fared[1].done() and all(self._is_valued(course) for _, course in games[1:])

    def values(self, room: Room, seat: int, future: int) -> tuple[DecisionValue, ...]:
        """The values of a seat's decisions that are there, in the order of the rounds."""
        course = course_of(room, seat, future)
        found = [self._values.get(course.name(k)) for k in range(1, len(course.rounds) + 1)]
        return tuple(value.result() for value in found if value is not None and _is_good(value))

    def fared(self, future: int) -> tuple[Fared, ...]:
        """How every policy fared in a future; empty until it was worked out."""
        fared = self._fared.get(future)
        return fared[1].result() if fared is not None and _is_good(fared[1]) else ()

    @staticmethod
    def _futures(room: Room) -> tuple[int, ...]:
        """The present future, and those before it whose truth has been shown."""
        here = room.station.future
        return (*range(FIRST, here), here)

    def _has_moved(self, game: SeatGame, course: Course, tasks: tuple[ValueTask, ...]) -> None:
        """Called from the executor: value what was decided, and let it be known."""
        if course.future >= FIRST and game.seat != HOUSE:
            for k, task in enumerate(tasks[: len(course.rounds)], start=1):
                self._value(course.name(k), task)
        self._moved()

    def _is_valued(self, course: Course) -> bool:
        """Whether every decision of a course has its value, or will never have one."""
        futures = [self._values.get(course.name(k)) for k in range(1, len(course.rounds) + 1)]
        return all(future is not None and future.done() for future in futures)

    def _value(self, name: str, task: ValueTask) -> None:
        with self._lock:
            if name in self._values:
                return
            kept = self._kept.get(name)
            if kept is not None:
                self._values[name] = _done(DecisionValue(**json.loads(kept)))
                return
            future = self._values[name] = self._valuing.submit(value_of, task)
        future.add_done_callback(lambda done: self._valued(name, done))

    def _valued(self, name: str, done: Future[DecisionValue]) -> None:
        if _is_good(done):
            self._keep(name, json.dumps(asdict(done.result())))
        self._moved()

    def _compare(self, room: Room, future: int) -> None:
        """Play every policy in a future, with the events that the room met; called under the lock."""
        course, events = course_of(room, HOUSE, future), self._events(room, future)
        key, before = (course.rule, events), self._fared.get(future)
        if before is not None and before[0] == key:
            return
        setting = room.setting.game_under(course.rule)
        fared = self._valuing.submit(how_policies_fared, setting, self._seed_of(future), events)
        self._fared[future] = key, fared
        fared.add_done_callback(lambda _: self._moved())

    @staticmethod
    def _events(room: Room, future: int = FIRST) -> tuple[Event, ...]:
        """The events that were played, as every game met them."""
        known = {event.key: event for event in room.setting.events}
        names = room.setting.game.scenario.sector().names
        length = room.setting.game.quarters_a_round
        rounds = {station.id: k for k, station in enumerate(room.rounds_closed(future))}
        played = [it for it in room.played if it.station in rounds]
        where = [None if it.organisation is None else names[it.organisation] for it in played]
        return tuple(
            known[it.key].at(rounds[it.station] * length + 1, at) for it, at in zip(played, where, strict=True)
        )


def _seats(room: Room, future: int) -> tuple[int, ...]:
    """Everybody who plays in a future, and standing orders alone before them."""
    return (HOUSE, *(seat.number for seat in room.playing_in(max(future, FIRST))))


def _is_good(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _done(value: DecisionValue) -> Future[DecisionValue]:
    future: Future[DecisionValue] = Future()
    future.set_result(value)
    return future
