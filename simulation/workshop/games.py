"""The games of all seats: played on from what was decided, so that they can always be made again.

A seat's game is determined by the session's secret, what counted at the rounds that are over, and the
events that the facilitator played. Here it is brought to where the session is, on threads of its own, and
what is seen of it is kept until it goes on.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from simulation.errors import InputError
from simulation.game import Game, PlayerView, Predictions, Reveal, RoundOrders, ValueTask, reveal_of
from simulation.workshop.arc import SECOND
from simulation.workshop.refusal import RefusedError
from simulation.workshop.room import Played, Room
from simulation.workshop.setting import WorkshopSetting

__all__ = ["HOUSE", "Course", "Round", "SeatGame", "course_of", "orders_from", "play_round"]

T = TypeVar("T")
_LOG = logging.getLogger(__name__)

NOBODYS_MARKS = Predictions(worse=(0, 1, 2))
"""In place of marks while a game is finished ahead of them; who marked what is told apart later (``marks_of``)."""
HOUSE = 0
"""The seat at which nobody sits: standing orders alone, for comparison."""


@dataclass(frozen=True)
class Round:
    """What counted in a round that is over: orders as JSON, empty for standing orders, and what was played in it."""

    content: str
    played: tuple[Played, ...]


@dataclass(frozen=True)
class Course:
    """All that determines a seat's game up to now, beside the session's secret.

    Attributes:
        future: which future is played.
        rounds: those that are over, in order.
        rule: which rule is changed, by key; empty for none.
    """

    future: int
    rounds: tuple[Round, ...] = ()
    rule: str = ""

    def leads_to(self, other: Course) -> bool:
        """Whether the other goes on from here."""
        is_alike = (self.future, self.rule) == (other.future, other.rule)
        return is_alike and self.rounds == other.rounds[: len(self.rounds)]

    def name(self, rounds: int) -> str:
        """Tells apart what comes of the first rounds; equal courses have equal names."""
        said = [[r.content, [(p.key, p.organisation) for p in r.played]] for r in self.rounds[:rounds]]
        return hashlib.sha256(json.dumps([self.future, self.rule, said]).encode()).hexdigest()[:32]


def course_of(room: Room, seat: int, future: int | None = None) -> Course:
    """The course of a seat's game in a future, the present one by default, up to where the session is."""
    future = room.station.future if future is None else future
    rounds = tuple(
        Round(
            room.closed.get(station.id, {}).get(seat, ""),
            tuple(played for played in room.played if played.station == station.id),
        )
        for station in room.rounds_closed(future)
    )
    return Course(future, rounds, room.rule if future == SECOND else "")


def orders_from(content: str) -> RoundOrders:
    """The orders that a seat's content holds; standing orders where it is empty.

    Raises:
        pydantic.ValidationError: where it holds none.
    """
    return RoundOrders.model_validate_json(content) if content else RoundOrders()


class SeatGame:
    """One seat's game. Its methods may be called from any thread; the model runs on the executor.

    Args:
        setting: the workshop's.
        seed_of: the secret seed of a future.
        seat: whose it is.
        executor: on which it is brought on.
        moved: called, from the executor's thread, whenever there is more to look at.

    Attributes:
        has_failed: whether it cannot be played on, through a mistake in the program.
    """

    def __init__(
        self,
        setting: WorkshopSetting,
        seed_of: Callable[[int], int],
        seat: int,
        executor: Executor,
        moved: Callable[[SeatGame, Course, tuple[ValueTask, ...]], None],
    ) -> None:
        self.seat = seat
        self._setting, self._seed_of = setting, seed_of
        self._executor, self._moved = executor, moved
        self._desk, self._signs = threading.Lock(), threading.Lock()
        self._wanted: Course | None = None
        self._is_moving = False
        self._game: Game | None = None
        self._done: Course | None = None
        self._seen: tuple[Course, PlayerView, str] | None = None
        self._told: tuple[Course, Reveal] | None = None
        self.has_failed = False

    def bring_to(self, course: Course) -> None:
        """Have the game brought to where a course ends; returns at once."""
        with self._signs:
            if self._wanted == course:
                return
            self._wanted = course
            if self._is_moving:
                return
            self._is_moving = True
        self._executor.submit(self._move)

    def view(self, course: Course) -> PlayerView | None:
        """What its player sees where the course ends; nothing while it is being played there."""
        seen = self._seen
        return seen[1] if seen is not None and seen[0] == course else None

    def mark(self, course: Course) -> str:
        """Changes when the view does; worked out once, since phones ask for it every other second."""
        seen = self._seen
        return seen[2] if seen is not None and seen[0] == course else ""

    def reveal(self, course: Course) -> Reveal | None:
        """What was true, once all rounds of the course are over and it was worked out; without anybody's marks."""
        told = self._told
        return told[1] if told is not None and told[0] == course else None

    def use(self, course: Course, what: Callable[[Game], T]) -> T:
        """Do something with the game where a course ends; it waits for whoever uses it now.

        Raises:
            RefusedError: ``busy`` where the game is not there.
        """
        with self._desk:
            if self._game is None or self._done != course:
                raise RefusedError("busy", "Your game is being played on; try again in a moment.", wait=1.0)
            return what(self._game)

    def _move(self) -> None:
        """Play on until the game is where it is wanted, also where that changed meanwhile."""
        while True:
            with self._signs:
                wanted = self._wanted
                is_there = self._seen is not None and self._seen[0] == wanted
                if wanted is None or (is_there and not self._is_to_be_told(wanted)):
                    self._is_moving = False
                    return
            try:
                with self._desk:
                    if is_there:
                        self._tell(wanted)
                    else:
                        self._play_to(wanted)
                    tasks = self._game.tasks if self._game is not None else ()
            except Exception:
                # A mistake in one game must not hold up the room: it is told, and this seat looks on.
                _LOG.exception("the game of seat %d cannot be played on", self.seat)
                with self._signs:
                    self.has_failed, self._is_moving = True, False
                tasks = ()
            self._moved(self, wanted, tasks)
            if self.has_failed:
                return

    def _is_to_be_told(self, wanted: Course) -> bool:
        is_over = wanted.future > 0 and len(wanted.rounds) == self._setting.game.rounds
        return is_over and (self._told is None or self._told[0] != wanted)

    def _play_to(self, wanted: Course) -> None:
        game, done = self._game, self._done
        if game is None or done is None or not done.leads_to(wanted) or game.phase == "over":
            setting = self._setting.game_under(wanted.rule)
            game = Game(setting, self._seed_of(wanted.future), f"seat-{self.seat}")
            done = Course(wanted.future, rule=wanted.rule)
        self._game, self._done, self._told = None, None, None
        for finished in wanted.rounds[len(done.rounds) :]:
            play_round(game, finished, self._setting)
        self._game, self._done = game, wanted
        view = game.view()
        self._seen = wanted, view, hashlib.sha256(repr(view).encode()).hexdigest()

    def _tell(self, wanted: Course) -> None:
        """Let the years after the last round go by, and work out what was true: before anybody asks for it."""
        assert self._game is not None
        self._game.finish(NOBODYS_MARKS)
        self._told = wanted, reveal_of(self._game, policies=())


def play_round(game: Game, finished: Round, setting: WorkshopSetting) -> None:
    """Play a round that is over: the events first, then the orders; what cannot be served waits, as at any bell."""
    events = {event.key: event for event in setting.events}
    names = game.session.sector.names
    for played in finished.played:
        where = None if played.organisation is None else names[played.organisation]
        game.add_event(events[played.key].at(game.quarter + 1, where))
    try:
        game.play(orders_from(finished.content), strict=False)
    except InputError:
        # It could be done when it was saved; should it not be any more, standing orders take its place.
        game.play(RoundOrders(), strict=False)

