"""``Workshop``: a session as the server holds it: its file, its games, its clock, and who may do what."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulation.workshop import sheets
from simulation.workshop.answering import Answering
from simulation.workshop.chairs import Device
from simulation.workshop.commands import Command, StoodStill
from simulation.workshop.desk_showing import facilitator_view
from simulation.workshop.director import ALIVE, LEAST_GAP, Director
from simulation.workshop.entrance import Entrance
from simulation.workshop.facilitator_sheet import FacilitatorView
from simulation.workshop.happened import after
from simulation.workshop.keys import futures_seed, new_key
from simulation.workshop.queueing import Queueing
from simulation.workshop.refusal import StoreError
from simulation.workshop.reveal import Reveals
from simulation.workshop.room import Room, new_room
from simulation.workshop.setting import WorkshopSetting
from simulation.workshop.showing import Moment, participant_view, wall_view
from simulation.workshop.store import Store, is_workshop_file
from simulation.workshop.table import Table
from simulation.workshop.tries import Tries
from simulation.workshop.writer import Writer

__all__ = ["Workshop"]


@dataclass(frozen=True)
class _Kept:
    """What a file held when it was opened."""

    setting: WorkshopSetting
    key: bytes
    entrance_key: bytes
    room: Room
    number: int
    alive: float
    values: dict[str, str]


class Workshop(Entrance, Answering):
    """One session. Reads return at once and may be called from an event loop; acts return futures. Thread-safe.

    Make it with ``create`` or ``open``; it works between ``start`` and ``close``, or in a ``with`` block.
    """

    def __init__(self, store: Store, now: Callable[[], float], workers: int | None) -> None:
        kept = _read(store)
        processors = workers or max(os.cpu_count() or 1, 1)
        self._store, self._now, self._key = store, now, kept.key
        self._watchers: list[Callable[[int], None]] = []
        self._watching = threading.Lock()
        self._version = 0
        self._heard: dict[Device, float] = {}
        self._tries = Tries(now)
        self._asking = Queueing()
        self._entrance_key = kept.entrance_key
        self._playing = ThreadPoolExecutor(processors, "workshop-playing")
        self._valuing = ThreadPoolExecutor(max(processors - 1, 1), "workshop-valuing")
        self._writer = Writer(store, kept.room, kept.number, now, lambda _: self._changed())
        self._table = Table(
            lambda future: futures_seed(self._key, future),
            self._playing,
            self._valuing,
            kept.values,
            lambda name, value: self._kept(name, value),
            self._changed,
        )
        self._reveals = Reveals(self._table)
        self._director = Director(self._writer, self._table, self._reveals, now, self._changed, self._heard)
        self._alive = kept.alive
        self._is_open = False

    @staticmethod
    def exists(path: Path | str) -> bool:
        """Whether there is a workshop's file."""
        return is_workshop_file(Path(path))

    @classmethod
    def create(
        cls,
        path: Path | str,
        setting: WorkshopSetting,
        *,
        now: Callable[[], float] = time.time,
        workers: int | None = None,
    ) -> Workshop:
        """A new session in a new file, with a future that nobody can guess.

        Args:
            path: the file.
            setting: what is played.
            now: the server's clock, seconds.
            workers: threads for the model; as many as there are processors by default.

        Raises:
            StoreError: where the file exists or cannot be made.
        """
        store = Store(Path(path), is_new=True)
        facts = {
            "setting": json.dumps(setting.as_data(), ensure_ascii=False),
            "key": new_key().hex(),
            "entrance": new_key().hex(),
            "made": repr(now()),
            ALIVE: repr(now()),
        }
        try:
            store.append((), facts=facts.items())
            return cls(store, now, workers)
        except BaseException:
            store.close()
            raise

    @classmethod
    def open(
        cls, path: Path | str, *, now: Callable[[], float] = time.time, workers: int | None = None
    ) -> Workshop:
        """The session that a file holds, as it was when it was last saved.

        Raises:
            StoreError: where there is none, or the file cannot be used.
        """
        store = Store(Path(path))
        try:
            return cls(store, now, workers)
        except BaseException:
            store.close()
            raise

    def start(self) -> None:
        """Begin to write, to play and to ring bells; the clock does not count the time in which nothing ran."""
        self._is_open = True
        self._writer.start()
        down = self._now() - self._alive
        if down > LEAST_GAP or down < 0:
            self._writer.ask(StoodStill(down)).result()
        self._writer.keep(facts={ALIVE: repr(self._now())})  # or a crash right now would give this time back again
        self._director.start()

    def close(self) -> None:
        """Save what was asked for, and stop."""
        if self._is_open:
            self._is_open = False
            self._director.close()
            for pool in (self._playing, self._valuing):
                pool.shutdown(cancel_futures=True)
            self._writer.keep(facts={ALIVE: repr(self._now())})
            self._writer.close()
        self._store.close()

    def __enter__(self) -> Workshop:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def version(self) -> int:
        """Rises whenever anything has changed."""
        return self._version

    @property
    def room(self) -> Room:
        """The session as it is on the disk: for exports and tests; pages take views."""
        return self._writer.room

    def now(self) -> float:
        """The server's clock, seconds."""
        return self._now()

    @property
    def file(self) -> str:
        """The name of the session's file, without its folder."""
        return self._store.path.name

    @property
    def setting(self) -> WorkshopSetting:
        """The setting in force."""
        return self._writer.room.setting

    @property
    def reveals(self) -> Reveals:
        """The screens of the reveal: for exports."""
        return self._reveals

    def watch(self, callback: Callable[[int], None]) -> Callable[[], None]:
        """Have ``callback`` called with the version after each change, from another thread; returns what ends it."""
        with self._watching:
            self._watchers.append(callback)

        def unwatch() -> None:
            with self._watching:
                if callback in self._watchers:
                    self._watchers.remove(callback)

        return unwatch

    def participant_view(self, seat: int, device: int = 1) -> sheets.ParticipantView | None:
        """What a seat is shown on one of its devices; nothing where there is no such seat."""
        return participant_view(self._moment(), seat, device)

    def wall_view(self) -> sheets.WallView:
        """What the projector shows."""
        return wall_view(self._moment())

    def facilitator_view(self) -> FacilitatorView:
        """What the facilitator is shown."""
        return facilitator_view(self._moment())

    def act(self, command: Command) -> Future[Any]:
        """Do what the facilitator asks for (``commands``)."""
        return self._writer.ask(command)

    def seen(self, seat: int, device: int = 1) -> None:
        """Note that a device of a seat was heard of."""
        self._heard[seat, device] = self._now()

    def _moment(self) -> Moment:
        return Moment(self._writer.room, self._table, self._reveals, self._now(), dict(self._heard), self.code)

    def _kept(self, name: str, value: str) -> None:
        """Keep a value that was worked out; one that cannot be written is worked out again after a restart."""
        self._writer.keep(values={name: value})

    def _changed(self) -> None:
        with self._watching:
            self._version += 1
            version, watchers = self._version, tuple(self._watchers)
        self._director.nudge()
        for watcher in watchers:
            watcher(version)


def _read(store: Store) -> _Kept:
    """The session that a file holds: its facts, and all that happened since."""
    facts = store.facts()
    try:
        setting = WorkshopSetting.from_data(json.loads(facts["setting"]), "the workshop's setting")
        key, entrance = bytes.fromhex(facts["key"]), bytes.fromhex(facts["entrance"])
        made, alive = float(facts["made"]), float(facts[ALIVE])
    except (KeyError, ValueError) as error:
        raise StoreError(f"{store.path} holds no whole session: {error}") from None
    room, number, names = new_room(setting, made), 0, store.names()
    for entry in store.journal():
        room, number = after(room, entry.happening, entry.at), entry.number
    return _Kept(setting, key, entrance, room.named(names), number, alive, store.values())
