"""What a seat says, and what it asks of its own game: decisions, marks, votes, cards, previews, advice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import ValidationError

from simulation.errors import InputError
from simulation.game import CaseSheet, Game, PlayerView, Predictions, RoundOrders
from simulation.policies import POLICIES
from simulation.workshop.arc import Kind
from simulation.workshop.commands import Answer, PassChair, Propose
from simulation.workshop.entrance import refused, then
from simulation.workshop.games import Course, course_of
from simulation.workshop.queueing import Queueing
from simulation.workshop.refusal import RefusedError
from simulation.workshop.table import Table
from simulation.workshop.writer import Writer

__all__ = ["Answering", "Saved"]

T = TypeVar("T")

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_MOST_CASES = 500
_STEP = 5.0
"""Points in which participants set the belief below which peers come."""
_MOST_REVISIONS = 1_000_000
_THREE = "Mark three different organisations as worse than they report."
_MALFORMED = "This message is not one that the page sends; load the page again."


@dataclass(frozen=True)
class Saved:
    """Something that is on the disk: the revision on which the next message builds."""

    revision: int


class Answering:
    """The part of a workshop that takes what participants say."""

    _writer: Writer
    _table: Table
    _playing: Executor
    _asking: Queueing

    def decide(
        self,
        seat: int,
        message: str,
        round_id: str,
        base: int,
        orders: Mapping[str, Any],
        is_done: bool = False,
        *,
        device: int = 0,
    ) -> Future[Saved]:
        """Save a round's orders, whole; they count when the bell rings.

        Args:
            seat: whose.
            message: its id, made on the phone; sent again it counts once.
            round_id: the station, as the page had it.
            base: the revision that the page had; 0 where nothing was saved.
            orders: as ``RoundOrders``, without a policy.
            is_done: whether nothing more will come.
            device: which of a table's devices says it: only its chair may; 0 where that does not matter.
        """
        try:
            meant = _orders(orders)
            answer = replace(_answer(seat, message, round_id, base, _text(meant), is_done), device=device)
        except RefusedError as error:
            return refused(error)
        known = self._writer.room.seats.get(seat)
        if self._writer.room.station.id != round_id or known is None or message in known.sent:
            return then(self._writer.ask(answer), Saved)
        checked = self._use(seat, lambda game: _check(game, meant))
        return _followed(checked, lambda _: then(self._writer.ask(answer), Saved))

    def propose(self, seat: int, device: int, round_id: str, orders: Mapping[str, Any]) -> Future[None]:
        """Propose a round's orders to the chair of one's table; all of the table see it."""
        try:
            content = _text(_orders(orders))
            if not isinstance(round_id, str):
                raise RefusedError("unknown", _MALFORMED)
        except RefusedError as error:
            return refused(error)
        return self._writer.ask(Propose(seat, device, round_id, content))

    def pass_chair(self, seat: int, device: int, to: int) -> Future[None]:
        """Pass the chair on, from the device that has it to another of the table."""
        return self._writer.ask(PassChair(seat, device, to))

    def predict(
        self,
        seat: int,
        message: str,
        base: int,
        worse: Sequence[int],
        good_news: int | None,
        *,
        device: int = 0,
    ) -> Future[Saved]:
        """Save three marks as worse than they report, and one, or none, whose worsening figures are good news."""
        try:
            marks = Predictions(worse=tuple(worse), good_news=good_news)
            marks.check(len(self._writer.room.setting.game.scenario.sector()))
        except (ValidationError, InputError, TypeError) as error:
            why = str(error) if isinstance(error, InputError) and not isinstance(error, ValidationError) else ""
            return refused(RefusedError("unknown", why or _THREE))
        here = self._writer.room.station
        station = here.id if here.kind == Kind.PREDICT else str(Kind.PREDICT)
        return self._said(seat, message, station, base, marks.model_dump_json(), device)

    def wish(self, seat: int, message: str, base: int, change: str, *, device: int = 0) -> Future[Saved]:
        """Save which rule a participant would change."""
        if change not in tuple(known.key for known in self._writer.room.setting.changes):
            return refused(RefusedError("unknown", "Choose one of the changes on the page."))
        return self._said(seat, message, str(Kind.REVEAL), base, json.dumps({"change": change}), device)

    def preview(self, seat: int, orders: Mapping[str, Any]) -> Future[PlayerView]:
        """What a seat sees with a draft of orders counted in: money, capacity, what would be refused."""
        try:
            meant = _orders(orders)
        except RefusedError as error:
            return refused(error)
        return self._use(seat, lambda game: game.view(meant))

    def card(self, seat: int, organisation: int, orders: Mapping[str, Any] | None = None) -> Future[CaseSheet]:
        """The card of any organisation, with a draft counted in."""
        try:
            _whole(organisation)
            meant = _orders(orders or {})
        except RefusedError as error:
            return refused(error)
        return self._use(seat, lambda game: game.card(organisation, meant))

    def advise(self, seat: int, organisation: int, adviser: str | None = None) -> Future[str]:
        """A line of advice from a shipped policy, where the workshop allows it."""
        setting = self._writer.room.setting
        if not setting.advice:
            return refused(RefusedError("no-advice", "There is no advice in this workshop."))
        try:
            _whole(organisation)
        except RefusedError as error:
            return refused(error)
        if adviser is not None and adviser not in tuple(POLICIES):
            # A policy with levers of one's own would tell, asked often enough, what is believed to the last digit.
            return refused(RefusedError("unknown", "Ask one of the advisers on the page."))
        return self._use(seat, lambda game: game.advise(organisation, adviser))

    def _said(self, seat: int, message: str, station: str, base: int, content: str, device: int) -> Future[Saved]:
        try:
            answer = replace(_answer(seat, message, station, base, content, True), device=device)
            return then(self._writer.ask(answer), Saved)
        except RefusedError as error:
            return refused(error)

    def _use(self, seat: int, what: Callable[[Game], T]) -> Future[T]:
        """Ask something of a seat's game, off the event loop."""
        room = self._writer.room
        game, known = self._table.game(seat, room.station.future), room.seats.get(seat)
        if known is None or not known.plays:
            return refused(RefusedError("not-seated", "This seat is not in the game."))
        if not room.station.is_played or room.is_settling:
            return refused(RefusedError("closed", "There is nothing to decide now: the round is over."))
        if game is None:  # after a restart, before the games are where they were
            return refused(RefusedError("busy", "Your game is being played on; this will be tried again.", wait=1.0))
        if not self._asking.enter(seat):
            return refused(RefusedError("busy", "The server has much to do; this will be tried again.", wait=1.0))
        course = course_of(room, seat)
        try:
            future = self._playing.submit(_told, game.use, course, what)
        except RuntimeError:
            self._asking.leave(seat)
            return refused(RefusedError("busy", "The server is stopping; this will be tried again.", wait=2.0))
        future.add_done_callback(lambda _: self._asking.leave(seat))
        return future


def _told(use: Callable[[Course, Callable[[Game], T]], T], course: Course, what: Callable[[Game], T]) -> T:
    """Mistakes in what was asked for, as refusals."""
    try:
        return use(course, what)
    except RefusedError:
        raise
    except InputError as error:
        raise RefusedError("unknown", str(error)) from None


def _followed(first: Future[Any], then_ask: Callable[[Any], Future[T]]) -> Future[T]:
    """The future of what is asked for once the first is done; errors of either are handed on."""
    out: Future[T] = Future()

    def finish(second: Future[T]) -> None:
        error = second.exception()
        if error is not None:
            out.set_exception(error)
        else:
            out.set_result(second.result())

    def go_on(done: Future[Any]) -> None:
        if not out.set_running_or_notify_cancel():
            return
        error = RefusedError("busy", "The server is stopping.") if done.cancelled() else done.exception()
        if error is not None:
            out.set_exception(error)
        else:
            then_ask(done.result()).add_done_callback(finish)

    first.add_done_callback(go_on)
    return out


def _answer(seat: int, message: str, station: str, base: int, content: str, is_done: bool) -> Answer:
    given: tuple[object, ...] = (message, station, base)
    is_right = [isinstance(value, kind) for value, kind in zip(given, (str, str, int), strict=True)]
    if not all(is_right) or isinstance(base, bool) or not 0 <= base < _MOST_REVISIONS or not _ID.fullmatch(message):
        raise RefusedError("unknown", _MALFORMED)
    return Answer(seat, message, station, base, content, bool(is_done))


def _whole(organisation: object) -> None:
    if not isinstance(organisation, int) or isinstance(organisation, bool):
        raise RefusedError("unknown", _MALFORMED)


def _text(meant: RoundOrders) -> str:
    """Orders in the one form in which they are kept."""
    try:
        return meant.model_dump_json(exclude_none=True)
    except ValueError:  # halves of characters, which no file can hold
        raise RefusedError("unknown", _MALFORMED) from None


def _orders(orders: Mapping[str, Any]) -> RoundOrders:
    """Orders from a message, checked as far as can be told without the game."""
    try:
        meant = RoundOrders.model_validate(dict(orders))
    except (ValidationError, TypeError, ValueError):
        raise RefusedError("unknown", _MALFORMED) from None
    if meant.policy is not None or len(meant.cases) > _MOST_CASES:
        raise RefusedError("unknown", _MALFORMED)
    if meant.standing is not None and meant.standing.peers_below % _STEP:
        # Finer thresholds would tell, tried one after the other, what is believed to the last digit.
        raise RefusedError("unknown", f"Peers can be asked for below a multiple of {_STEP:g} points.")
    named = [case.organisation for case in meant.cases]
    if len(set(named)) != len(named):
        raise RefusedError("unknown", "An organisation is decided on twice; put what is decided there into one.")
    return meant


def _check(game: Game, meant: RoundOrders) -> None:
    """Whether the orders can be served now.

    Raises:
        RefusedError: with a sentence for each that cannot.
    """
    sentences = game.check(meant)
    if sentences:
        raise RefusedError("refused", *sentences)
