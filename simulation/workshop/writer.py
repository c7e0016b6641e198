"""The one writer: takes what is asked for in turn, lets it happen, commits many at once, then answers.

Nobody is told that something is saved before it is on the disk, and nobody sees a session that is not. Where
the disk refuses, the session stays as it was and everybody who waited is told so.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from simulation.workshop.commands import Command
from simulation.workshop.deciding import happenings_of
from simulation.workshop.happened import after
from simulation.workshop.refusal import RefusedError, StoreError
from simulation.workshop.room import Room
from simulation.workshop.store import Entry, Store

__all__ = ["Writer"]

_MOST_AT_ONCE = 256
_LOG = logging.getLogger(__name__)


@dataclass
class _Asked:
    """Something to be written, and who waits for it."""

    command: Command | None
    facts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    done: Future[Any] = field(default_factory=Future)


class Writer:
    """Holds the present session and changes it, from one thread.

    Args:
        store: the open file.
        room: the session as the file has it.
        number: the last line of the journal.
        now: the server's clock.
        published: called, from the writer's thread, with each session that is on the disk.
    """

    def __init__(
        self, store: Store, room: Room, number: int, now: Callable[[], float], published: Callable[[Room], None]
    ) -> None:
        self._store, self._now, self._published = store, now, published
        self._room, self._number = room, number
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="workshop-writer", daemon=True)
        self._closing = threading.Lock()
        self._is_closed = False

    @property
    def room(self) -> Room:
        """The session as it is on the disk."""
        return self._room

    def start(self) -> None:
        """Begin to take what is asked for."""
        self._thread.start()

    def ask(self, command: Command) -> Future[Any]:
        """Let something be asked for; the future has the answer once it is on the disk.

        It raises RefusedError where it cannot be, and StoreError where it could not be saved.
        """
        return self._put(_Asked(command))

    def keep(self, *, facts: Mapping[str, str] | None = None, values: Mapping[str, str] | None = None) -> Future[Any]:
        """Keep facts and values beside the journal."""
        return self._put(_Asked(None, facts or {}, values or {}))

    def close(self) -> None:
        """Finish what was asked for, and stop."""
        with self._closing:
            if self._is_closed:
                return
            self._is_closed = True
            self._asked.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _put(self, asked: _Asked) -> Future[Any]:
        with self._closing:
            if self._is_closed:
                asked.done.set_exception(StoreError("The server is stopping; this was not saved.", can_retry=True))
            else:
                self._asked.put(asked)
        return asked.done

    def _run(self) -> None:
        while True:
            group = self._group()
            if group is None:
                return
            asked, is_last = group
            if asked:
                self._write(asked)
            if is_last:
                return

    def _group(self) -> tuple[list[_Asked], bool] | None:
        """What has been asked for by now, at least one thing; whether it is the last."""
        first = self._asked.get()
        if first is None:
            return None
        group = [first]
        while len(group) < _MOST_AT_ONCE:
            try:
                more = self._asked.get_nowait()
            except queue.Empty:
                break
            if more is None:
                return group, True
            group.append(more)
        return group, False

    def _write(self, group: list[_Asked]) -> None:
        """Let a group happen in memory, commit it, publish it, and answer."""
        room, number = self._room, self._number
        entries: list[Entry] = []
        answers: list[tuple[_Asked, Any, BaseException | None]] = []
        now = self._now()
        for asked in group:
            if asked.command is None:
                answers.append((asked, None, None))
                continue
            try:
                happened, answer = happenings_of(room, asked.command, now)
                changed = room
                for happening in happened:
                    changed = after(changed, happening, now)
            except RefusedError as refused:
                answers.append((asked, None, refused))
                continue
            except Exception as error:  # a mistake of ours must not stop the session for everybody
                answers.append((asked, None, error))
                continue
            room = changed
            for happening in happened:
                number += 1
                entries.append(Entry(number, now, happening))
            answers.append((asked, answer, None))
        failed = self._committed(entries, group)
        if failed is None and entries:
            self._room, self._number = room, number
            self._published(room)
        for asked, answer, mistake in answers:
            _answer(asked.done, answer, mistake if failed is None else failed)

    def _committed(self, entries: list[Entry], group: list[_Asked]) -> StoreError | None:
        facts = [pair for asked in group for pair in asked.facts.items()]
        values = [pair for asked in group for pair in asked.values.items()]
        if not (entries or facts or values):
            return None
        try:
            self._store.append(entries, facts=facts, values=values)
        except StoreError as error:
            return error
        except Exception:  # a mistake of ours: the writer must outlive it, and nobody be told that it is saved
            _LOG.exception("what was asked for cannot be written")
            return StoreError("This could not be saved, through a mistake in the program")
        return None


def _answer(done: Future[Any], answer: Any, error: BaseException | None) -> None:
    """Answer, unless whoever asked has gone away."""
    if not done.set_running_or_notify_cancel():
        return
    if error is not None:
        done.set_exception(error)
    else:
        done.set_result(answer)
