"""The shared pool: each question once, a bound on memory, and a word where too much is asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest

from simulation.app.pool import BusyError, Pool


@dataclass(frozen=True)
class Heavy:
    nbytes: int


def test_a_question_asked_twice_is_computed_once() -> None:
    pool, gate, runs = Pool(2), threading.Event(), []

    def compute() -> int:
        runs.append(1)
        gate.wait(10)
        return 7

    first, second = pool.ask("a", compute), pool.ask("a", compute)
    assert first is second
    assert pool.known("a") is None
    gate.set()
    assert first.result(10) == 7
    assert pool.ask("a", compute).result(10) == 7
    assert len(runs) == 1


def test_memory_is_bounded_and_the_longest_unused_goes_first() -> None:
    pool = Pool(1, most_bytes=250)
    for key in "abc":
        pool.ask(key, lambda: Heavy(100)).result(10)
        assert pool.known("a") is not None or key == "c"
    assert pool.known("b") is None
    assert pool.known("a") == pool.known("c") == Heavy(100)
    assert pool.kept_bytes == 200
    pool.ask("huge", lambda: Heavy(251)).result(10)
    assert pool.known("huge") is None
    assert pool.kept_bytes == 200


def test_a_mistake_is_told_to_all_who_ask_and_not_kept() -> None:
    pool = Pool(1)
    with pytest.raises(ValueError, match="wrong"):
        pool.ask("a", lambda: (_ for _ in ()).throw(ValueError("wrong"))).result(10)
    assert pool.ask("a", lambda: 3).result(10) == 3


def test_too_much_at_once_is_refused() -> None:
    pool, gate = Pool(1, most_waiting=2), threading.Event()
    asked = [pool.ask(key, lambda: gate.wait(10)) for key in "ab"]
    with pytest.raises(BusyError, match="try again in a moment"):
        pool.ask("c", lambda: 1)
    assert pool.ask("a", lambda: 1) is asked[0]
    gate.set()
    assert asked[1].result(10)
    assert pool.ask("c", lambda: 1).result(10) == 1


def test_many_threads_at_once_lose_nothing() -> None:
    pool, found = Pool(2, most_bytes=5_000), []

    def ask(start: int) -> None:
        for k in range(60):
            key = (start + k) % 20
            found.append((key, pool.ask(key, lambda key=key: key).result(10)))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(found) == 480
    assert all(key == value for key, value in found)
    assert pool.kept_bytes <= 5_000
