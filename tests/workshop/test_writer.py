"""The writer: one after the other, many in a commit, nothing acknowledged that is not on the disk."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulation.workshop import RefusedError, StoreError
from simulation.workshop import commands as c
from simulation.workshop.room import Room, new_room
from simulation.workshop.store import Store
from simulation.workshop.writer import Writer
from tests.workshop.small import PATIENCE, small


class SlowStore(Store):
    """A store whose disk takes its time, and may fail."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, is_new=True)
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.fails = False
        self.commits = 0

    def append(self, entries, *, facts=(), values=()):  # type: ignore[no-untyped-def]
        self.goes_on.wait(PATIENCE)
        if self.fails:
            raise StoreError("The disk is full", can_retry=True)
        self.commits += 1
        super().append(entries, facts=facts, values=values)


@pytest.fixture
def store(tmp_path: Path) -> SlowStore:
    return SlowStore(tmp_path / "a.db")


def writer_on(store: Store, published: list[Room]) -> Writer:
    writer = Writer(store, new_room(small(), 0.0), 0, lambda: 10.0, published.append)
    writer.start()
    return writer


def test_what_waits_for_the_disk_is_committed_together_and_answered_after(store: SlowStore) -> None:
    published: list[Room] = []
    writer = writer_on(store, published)
    store.goes_on.clear()
    asked = [writer.ask(c.Join(f"N{k}", f"key-{k}")) for k in range(50)]
    assert not any(future.done() for future in asked)
    assert writer.room.seats == {}
    store.goes_on.set()
    assert sorted(future.result(PATIENCE) for future in asked) == list(range(1, 51))
    assert store.commits <= 3
    assert len(published[-1].seats) == 50
    writer.close()


def test_where_the_disk_refuses_nobody_is_told_that_it_is_saved(store: SlowStore) -> None:
    published: list[Room] = []
    writer = writer_on(store, published)
    writer.ask(c.Join("Ada", "key")).result(PATIENCE)
    before, store.fails = writer.room, True
    asked = [writer.ask(c.Join("Bo", "b")), writer.ask(c.PlayEvent("flood")), writer.ask(c.Join("Cy", "c"))]
    errors = [future.exception(PATIENCE) for future in asked]
    assert isinstance(errors[0], StoreError)
    assert isinstance(errors[2], StoreError)
    assert isinstance(errors[1], StoreError | RefusedError)
    assert writer.room is before
    store.fails = False
    assert writer.ask(c.Join("Bo", "b")).result(PATIENCE) == 2
    assert [entry.number for entry in store.journal()] == [1, 2, 3, 4]
    writer.close()


def test_many_threads_ask_and_each_is_answered_once(store: SlowStore) -> None:
    writer = writer_on(store, [])
    with ThreadPoolExecutor(8) as pool:
        seats = list(pool.map(lambda k: writer.ask(c.Join("N", f"key-{k}")).result(PATIENCE), range(60)))
    assert sorted(seats) == list(range(1, 61))
    writer.close()


def test_what_is_asked_after_the_end_is_told_so_and_what_came_before_is_saved(store: SlowStore) -> None:
    writer = writer_on(store, [])
    store.goes_on.clear()
    asked = writer.ask(c.Join("Ada", "key"))
    store.goes_on.set()
    writer.close()
    assert asked.result(1) == 1
    with pytest.raises(StoreError, match="stopping"):
        writer.ask(c.Join("Bo", "key-2")).result(1)


def test_who_went_away_does_not_hold_up_the_others(store: SlowStore) -> None:
    writer = writer_on(store, [])
    store.goes_on.clear()
    gone, stays = writer.ask(c.Join("Ada", "a")), writer.ask(c.Join("Bo", "b"))
    gone.cancel()
    store.goes_on.set()
    assert stays.result(PATIENCE) == 2
    writer.close()
