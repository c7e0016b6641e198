"""The director: rings the bell, has the games played on, opens what is ready, and notes that the server is alive."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from simulation.workshop.arc import FIRST, GRACE, Kind
from simulation.workshop.chairs import Device, chairs_to_pass
from simulation.workshop.commands import Settled, StoodStill, Tick
from simulation.workshop.reveal import Reveals
from simulation.workshop.room import Room
from simulation.workshop.table import Table
from simulation.workshop.writer import Writer

__all__ = ["ALIVE", "LEAST_GAP", "Director"]

ALIVE = "alive"
"""The fact that says when the server was last alive."""
_EVERY = 0.25
_ALIVE_EVERY = 5.0
LEAST_GAP = 10.0
"""Seconds without the server (a crash, a laptop that slept) from which on the clock does not count them."""
_LOG = logging.getLogger(__name__)


class Director:
    """Does on a thread of its own what nobody asks for.

    Args:
        writer, table, reveals: the session, its games, the screens.
        now: the server's clock.
        changed: called when there is more to see, though nothing was written.
        heard: when each device was last heard of; emptied where the clock leaps.
    """

    def __init__(
        self,
        writer: Writer,
        table: Table,
        reveals: Reveals,
        now: Callable[[], float],
        changed: Callable[[], None],
        heard: dict[Device, float],
    ) -> None:
        self._writer, self._table, self._reveals, self._now = writer, table, reveals, now
        self._changed, self._heard = changed, heard
        self._thread = threading.Thread(target=self._run, name="workshop-director", daemon=True)
        self._nudged = threading.Event()
        self._stops = threading.Event()
        self._followed: Room | None = None
        self._asked: Future[Any] | None = None
        self._last = self._noted = self._since = now()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def nudge(self) -> None:
        """Look again at once: the session or a game has changed."""
        self._nudged.set()

    def close(self) -> None:
        """Stop."""
        self._stops.set()
        self._nudged.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stops.is_set():
            try:
                self.look()
            except Exception:
                _LOG.exception("the session's clock met a mistake in the program, and goes on")
            self._nudged.wait(_EVERY)
            self._nudged.clear()

    def look(self) -> None:
        """Do what is due now."""
        room, now = self._writer.room, self._now()
        self._mind_gaps(now)
        if room is not self._followed:
            self._table.follow(room)
            self._followed = room
        self._tell_again(room)
        if self._asked is not None and not self._asked.done():
            return
        left = room.clock.seconds_left(now)
        if room.is_settling and self._table.is_ready(room):
            if room.station.kind == Kind.REVEAL:
                self._reveals.prepare(room, room.station.future)
            self._asked = self._writer.ask(Settled(room.station.id))
        elif passing := chairs_to_pass(room, self._heard, now, self._since):
            self._asked = self._writer.ask(passing[0])
        elif room.station.is_timed and not room.clock.is_paused and left is not None and left < -GRACE:
            self._asked = self._writer.ask(Tick())

    def _tell_again(self, room: Room) -> None:
        """After a restart, make ready again what has been revealed."""
        for future in range(FIRST, room.revealed + 1):
            if not self._reveals.is_prepared(room) and self._table.is_told(room, future):
                self._reveals.prepare(room, future)
                self._changed()

    def _mind_gaps(self, now: float) -> None:
        """Leave out of the clock what the server slept through, or by how much the machine's clock was put back.

        Who was heard of before such a leap says nothing of who is here. Note from time to time that it is awake.
        """
        gap, self._last = now - self._last, now
        if gap > LEAST_GAP or gap < 0:
            self._heard.clear()
            self._since = now
            self._writer.ask(StoodStill(gap - _EVERY)).result()
        if now - self._noted >= _ALIVE_EVERY or gap < 0:
            self._noted = now
            self._writer.keep(facts={ALIVE: repr(now)})
