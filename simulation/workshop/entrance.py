"""Who comes in, and who somebody is: the session's code, cookies, cards, the facilitator's and the wall's links."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from simulation.workshop.commands import Claim, Join, MakeCard, NewLink, TakeCard
from simulation.workshop.keys import card_hash, code_from, hash_of, is_same, new_card, new_token, wall_key_from
from simulation.workshop.refusal import RefusedError
from simulation.workshop.seating import live_key
from simulation.workshop.tries import Tries
from simulation.workshop.writer import Writer

__all__ = ["Entrance", "Joined", "Who", "then"]

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class Joined:
    """A seat that was taken: the cookie that opens it, its number, whether it need not wait for a yes, which device."""

    cookie: str
    seat: int
    is_admitted: bool
    device: int = 1


@dataclass(frozen=True)
class Who:
    """Whose a cookie is: ``facilitator`` or ``participant``, and then at which seat, on which of its devices."""

    role: str
    seat: int | None
    device: int = 0


def then(future: Future[A], change: Callable[[A], B]) -> Future[B]:
    """The future of what ``change`` makes of a result; errors are handed on."""
    after: Future[B] = Future()

    def hand_on(done: Future[A]) -> None:
        if not after.set_running_or_notify_cancel():
            return
        try:
            after.set_result(change(done.result()))
        except BaseException as error:
            after.set_exception(error)

    future.add_done_callback(hand_on)
    return after


def refused(error: RefusedError) -> Future[Any]:
    """A future that has been refused already."""
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


class Entrance:
    """The part of a workshop that lets people in."""

    _writer: Writer
    _tries: Tries
    _now: Callable[[], float]
    _entrance_key: bytes

    @property
    def code(self) -> str:
        """The joining code, as the wall shows it."""
        return code_from(self._entrance_key)

    @property
    def wall_key(self) -> str:
        """The secret of the projector's link."""
        return wall_key_from(self._entrance_key)

    def is_wall(self, key: str) -> bool:
        """Whether a key is that of the projector's link."""
        return is_same(key[:200], self.wall_key)

    def who_is(self, cookie: str | None) -> Who | None:
        """Whose a cookie is; nobody's where it is unknown, or was ended."""
        if not cookie:
            return None
        hashed = hash_of(cookie[:200])
        for kind in ("participant", "facilitator"):
            key = live_key(self._writer.room, hashed, kind, self._now())
            if key is not None:
                return Who(kind, key.seat or None, key.device)
        return None

    def join(self, code: str, name: str, cookie: str | None = None) -> Future[Joined]:
        """Take a seat: the one that the browser has already, or a new one.

        Args:
            code: as typed; capitals and blanks do not count.
            name: by which the facilitator can call the participant.
            cookie: a participant's, where the browser has one.
        """
        who = self.who_is(cookie) if cookie else None
        if who is not None and who.seat is not None and cookie is not None:
            seated: Future[Joined] = Future()
            seated.set_result(self._joined(cookie, who.seat))
            return seated
        try:
            self._tries.check("code")
        except RefusedError as error:
            return refused(error)
        if not is_same("".join(code[:40].split()).upper(), self.code):
            self._tries.failed("code")
            return refused(RefusedError("unknown", "That is not the code on the wall; look again, it has six signs."))
        return self._seated(Join, name)

    def join_simulated(self, name: str) -> Future[Joined]:
        """Seat a simulated player, as in a rehearsal."""
        return self._seated(lambda name, key: Join(name, key, is_simulated=True), name)

    def take_card(self, words: str) -> Future[Joined]:
        """Take over a seat with the four words of a card, or sit down at a table with those of its mates."""
        try:
            self._tries.check("card")
        except RefusedError as error:
            return refused(error)
        hashed, cookie = card_hash(words), new_token()
        if not any(live_key(self._writer.room, hashed, kind, self._now()) for kind in ("card", "mate")):
            self._tries.failed("card")
        return then(self._writer.ask(TakeCard(hashed, hash_of(cookie))), lambda seat: self._joined(cookie, seat))

    def make_card(self, seat: int) -> Future[str]:
        """Four words with which a new device takes over a seat, once, within ten minutes."""
        words = new_card()
        return then(self._writer.ask(MakeCard(seat, card_hash(words))), lambda _: words)

    def make_mate_card(self, seat: int) -> Future[str]:
        """Four words with which more devices sit down at a table, five at most, within ten minutes."""
        words = new_card()
        return then(self._writer.ask(MakeCard(seat, card_hash(words), is_for_mate=True)), lambda _: words)

    def new_link(self) -> Future[str]:
        """The secret of a one-time link for the facilitator; links that were not used lapse."""
        link = new_token()
        return then(self._writer.ask(NewLink(hash_of(link))), lambda _: link)

    def claim(self, link: str) -> Future[str]:
        """Use the facilitator's link: the cookie of the device that does; the device before loses its rights."""
        hashed, cookie = hash_of(link[:200]), new_token()
        if live_key(self._writer.room, hashed, "link", self._now()) is None:
            self._tries.failed("link")
        return then(self._writer.ask(Claim(hashed, hash_of(cookie))), lambda _: cookie)

    def _seated(self, command: Callable[[str, str], Join], name: str) -> Future[Joined]:
        cookie = new_token()
        asked = self._writer.ask(command(name, hash_of(cookie)))
        return then(asked, lambda seat: self._joined(cookie, seat))

    def _joined(self, cookie: str, seat: int) -> Joined:
        room = self._writer.room
        return Joined(cookie, seat, room.seats[seat].is_admitted, room.keys[hash_of(cookie)].device)
