"""``Rehearsal``: simulated players fill the room, so that a teacher can try all of it alone.

They come in through the same calls as phones, see what phones see, decide by the simple rules of
``simulation.game.headless`` at their own pace, mark and vote.
"""

from __future__ import annotations

import logging
import random
import threading
from concurrent.futures import Future
from typing import Any

from simulation.game.headless import PLAYERS
from simulation.workshop.arc import Kind
from simulation.workshop.refusal import RefusedError, StoreError
from simulation.workshop.sheets import ParticipantView, PredictView
from simulation.workshop.workshop import Workshop

__all__ = ["NAMES", "Rehearsal"]

_LOG = logging.getLogger(__name__)
_EVERY = 0.2
NAMES = (
    "Ada Ben Chloe Dev Ella Femi Grace Hugo Iris Jack Kofi Lena Musa Nell Owen Priya Quinn Rosa Sam Tess "
    "Uma Vic Wren Xan Yusuf Zoe Amir Beth Carl Dina"
).split()
_KINDS = ("careful", "helpful", "firm", "careful", "hasty", "nothing", "at-random")


class _Player:
    """One simulated player: who it is, how it decides, and when it next says something."""

    def __init__(self, seat: int, kind: str, chance: random.Random) -> None:
        self.seat, self.decide, self.chance = seat, PLAYERS[kind], chance
        self.station = ""
        self.says_at = 0.0
        self.sent = 0

    def message(self) -> str:
        """The id of the next message."""
        self.sent += 1
        return f"simulated-{self.seat}-{self.chance.getrandbits(64):016x}"


class Rehearsal:
    """Simulated players in a workshop.

    Args:
        workshop: one that was started.
        players: how many.
        seed: of their chance, which no future depends on.
    """

    def __init__(self, workshop: Workshop, players: int = 30, *, seed: int | None = None) -> None:
        self._workshop, self._count = workshop, players
        self._chance = random.Random(seed)
        self._players: list[_Player] = []
        self._stops = threading.Event()
        self._thread = threading.Thread(target=self._run, name="workshop-rehearsal", daemon=True)

    def start(self) -> None:
        """Let them come in and play; those of a session that goes on after a restart take their seats again.

        Raises:
            RefusedError: where the session is over or full.
        """
        seats = [seat.number for seat in self._workshop.room.playing if seat.is_simulated]
        missing = max(self._count - len(seats), 0)
        asked = [self._workshop.join_simulated(self._name(len(seats) + k)) for k in range(missing)]
        seats.extend(joined.result().seat for joined in asked)
        for k, seat in enumerate(seats):
            chance = random.Random(self._chance.getrandbits(64))
            self._players.append(_Player(seat, _KINDS[k % len(_KINDS)], chance))
        self._thread.start()

    def stop(self) -> None:
        """Let them fall silent; their seats stay."""
        self._stops.set()
        if self._thread.is_alive():
            self._thread.join()

    @staticmethod
    def _name(k: int) -> str:
        return NAMES[k % len(NAMES)] if k < len(NAMES) else f"{NAMES[k % len(NAMES)]} {k // len(NAMES) + 1}"

    def _run(self) -> None:
        while not self._stops.wait(_EVERY):
            for player in self._players:
                try:
                    self._turn(player)
                except Exception:
                    _LOG.exception("simulated player %d met a mistake in the program", player.seat)

    def _turn(self, player: _Player) -> None:
        workshop = self._workshop
        workshop.seen(player.seat)
        room, now = workshop.room, workshop.now()
        here = f"{room.station.id} {room.screen if room.station.kind == Kind.REVEAL else ''}"
        if room.is_settling:
            return
        if here != player.station:
            player.station = here
            left = room.clock.seconds_left(now) or room.station.seconds
            player.says_at = now + player.chance.uniform(0.1, 0.8) * max(left, 0.0)
            if room.station.kind == Kind.REVEAL:
                player.says_at = now + player.chance.uniform(0.5, 20.0)
        if now < player.says_at or room.seats[player.seat].draft.is_done:
            return
        view = workshop.participant_view(player.seat)
        if view is not None:
            self._say(player, view)

    def _say(self, player: _Player, view: ParticipantView) -> None:
        workshop, future = self._workshop, None
        if view.play is not None:
            orders = player.decide(view.play, player.chance).model_dump(exclude_none=True)
            future = workshop.decide(
                player.seat, player.message(), view.station.id, view.draft.revision, orders, is_done=True
            )
            if not _is_saved(future):  # what cannot be served is left to standing orders
                future = workshop.decide(
                    player.seat, player.message(), view.station.id, view.draft.revision, {}, is_done=True
                )
        elif view.predict is not None:
            worse, good_news = _marks(view.predict, player.chance)
            future = workshop.predict(player.seat, player.message(), view.predict.revision, worse, good_news)
        elif view.screen is not None and view.screen.key == "change" and view.changes:
            change = player.chance.choice(view.changes).key
            future = workshop.wish(player.seat, player.message(), view.wish.revision, change)
        if future is not None:
            _is_saved(future)


def _is_saved(future: Future[Any]) -> bool:
    try:
        future.result(timeout=30)
    except (RefusedError, StoreError, TimeoutError):
        return False
    return True


def _marks(predict: PredictView, chance: random.Random) -> tuple[tuple[int, ...], int]:
    """What somebody who looks at the figures would mark, with some whim: wide gaps, and a fall."""
    by_gap = sorted(predict.organisations, key=lambda one: one.believed - one.reported + chance.gauss(0.0, 4.0))
    by_fall = sorted(predict.organisations, key=lambda one: one.change + chance.gauss(0.0, 3.0))
    return tuple(one.organisation for one in by_gap[:3]), by_fall[0].organisation
