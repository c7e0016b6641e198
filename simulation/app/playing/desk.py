"""A player's desk: one game, what is drafted for the round, the cards called up, the advice that was given."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock
from typing import Any

from simulation.app.playing.valued import OnPool
from simulation.app.pool import POOL, BusyError, Pool
from simulation.errors import InputError
from simulation.game import (
    CaseOrder,
    Game,
    GameStore,
    PlayerView,
    Predictions,
    Reveal,
    RoundOrders,
    StandingOrders,
    Valuing,
    attempt_of,
    reveal_of,
)
from simulation.scenario.reading import validated

__all__ = ["MOST_CALLED", "Advice", "Desk"]

MOST_CALLED = 6
"""Cards that can be called up beside the docket."""


@dataclass(frozen=True)
class Advice:
    """A line of advice, and which policy gave it."""

    adviser: str
    line: str


class Desk:
    """One game in play, whoever looks at it; methods may be called from any thread.

    What is decided goes to the store at once. What is only drafted is kept here, and lasts as long as the server.

    Args:
        game: the game.
        store: where it is kept.
        pool: computes the values of decisions.
    """

    def __init__(self, game: Game, store: GameStore, pool: Pool = POOL) -> None:
        self.game = game
        self.lock = RLock()
        self.called: list[int] = []
        self.advice: dict[int, Advice] = {}
        self._store, self._pool = store, pool
        self._orders: dict[int, CaseOrder] = {}
        self._standing: StandingOrders | None = None
        self._valuing = Valuing(OnPool(pool))
        self._reveal: Reveal | None = None
        self.follow()

    @property
    def draft(self) -> RoundOrders:
        """What is about to be ordered."""
        return RoundOrders(cases=tuple(self._orders.values()), standing=self._standing)

    @property
    def valuing(self) -> Valuing:
        """The values of decisions, as they come in."""
        return self._valuing

    def view(self) -> PlayerView:
        """All that the player may see, with the draft counted in."""
        with self.lock:
            return self.game.view(self.draft)

    def order(self, change: Mapping[str, Any]) -> None:
        """Put an order into the draft, or take it out.

        Args:
            change: organisation (its index), action and stance; both nothing leaves it to standing orders.

        Raises:
            InputError: for an order that there is not.
        """
        given = {key: change.get(key) for key in ("organisation", "action", "stance")}
        wanted = validated(CaseOrder, given, "the order")
        with self.lock:
            before = dict(self._orders)
            self._orders.pop(wanted.organisation, None)
            if wanted.action is not None or wanted.stance is not None:
                self._orders[wanted.organisation] = wanted
            try:
                self._see_that_it_can_be(wanted)
            except InputError:
                self._orders = before
                raise

    def _see_that_it_can_be(self, wanted: CaseOrder) -> None:
        """A stance that no longer counts is dropped; whether money and capacity allow it, the card says."""
        card = self.game.card(wanted.organisation, self.draft)
        if wanted.action is not None and wanted.action not in {option.action for option in card.options}:
            raise InputError(f'{card.row.name}: there is no action "{wanted.action[:40]}"')
        if wanted.stance is not None and not card.stances:
            del self._orders[wanted.organisation]
            if wanted.action is not None:
                self._orders[wanted.organisation] = wanted.model_copy(update={"stance": None})

    def stand(self, change: Mapping[str, Any]) -> None:
        """Change the standing orders, from this round on.

        Args:
            change: any of plan, peers_below, patience.

        Raises:
            InputError: for a value that cannot be.
        """
        with self.lock:
            now = (self._standing or self.game.standing).model_dump()
            wanted = validated(StandingOrders, {**now, **change}, "standing orders")
            self._standing = None if wanted == self.game.standing else wanted

    def call(self, organisation: int) -> None:
        """Put the card of any organisation on the desk, first in the row.

        Raises:
            InputError: where there is none of that number.
        """
        with self.lock:
            self.game.card(organisation)
            others = [one for one in self.called if one != organisation]
            self.called = [organisation, *others][:MOST_CALLED]

    def dismiss(self, organisation: int) -> None:
        """Take a card that was called up off the desk, and what was drafted on it."""
        with self.lock:
            self.called = [one for one in self.called if one != organisation]
            self._orders.pop(organisation, None)

    def advise(self, organisation: int, adviser: str) -> None:
        """Ask for a line of advice; it is counted, and kept at once: reloading does not uncount it.

        Raises:
            InputError: where there is no such adviser or organisation.
        """
        with self.lock:
            used = len(self.game.advice)
            self.advice[organisation] = Advice(adviser, self.game.advise(organisation, adviser))
            if len(self.game.advice) > used:
                self._store.keep(self.game)

    def end_round(self, place: int, *, strict: bool = True) -> None:
        """Decide as drafted, and let the round go by.

        Args:
            place: how many decisions the player has seen, so that a second press, or another window that is still
                at an earlier round, decides nothing.
            strict: whether orders that cannot be served are refused; otherwise they wait.

        Raises:
            OrdersRefusedError: where orders cannot be served; nothing is decided.
            InputError: where the game has gone on meanwhile, or is over.
        """
        with self.lock:
            if place != len(self.game.stages):
                raise InputError("the game has gone on meanwhile, perhaps in another window: look again, then decide")
            self.game.play(self.draft, strict=strict)
            self._orders, self._standing, self.called, self.advice = {}, None, [], {}
            self._store.keep(self.game)
        self.follow()

    def predict(self, predictions: Mapping[str, Any]) -> None:
        """Take what the player thinks, and raise the curtain.

        Raises:
            InputError: where the marks cannot be, or it is not the moment.
        """
        wanted = validated(Predictions, predictions, "your marks")
        with self.lock:
            self.game.finish(wanted)
            self._store.keep(self.game)
        self.follow()
        with suppress(BusyError):
            # After the values, which were asked for before: the pool takes them in their turn.
            self._pool.ask(("attempt", self.game.id), self._note_attempt)

    def follow(self) -> None:
        """See that every decision is being valued; where the pool is full, the next call tries again."""
        with self.lock, suppress(BusyError):
            self._valuing.follow(self.game)

    @property
    def is_valued(self) -> bool:
        """Whether every decision has its value."""
        return self._valuing.is_complete and len(self._valuing.ready()) == len(self.game.stages)

    def reveal(self) -> Reveal:
        """What was true; computed once.

        Raises:
            InputError: before the player has said what they think.
        """
        with self.lock:
            if self._reveal is None:
                self._reveal = reveal_of(self.game)
            return self._reveal

    def _note_attempt(self) -> None:
        """Write the attempt down, for later players on this machine to be set beside."""
        player, total = self.reveal().player, self._valuing.total()
        if not self.is_valued:
            return
        with suppress(InputError):  # a full disk takes nothing away from the game
            self._store.add(attempt_of(self.game, player, total))
