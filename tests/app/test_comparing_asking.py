"""Visitors and the pool: all take turns, who leaves asks no more, who comes back finds what there was."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from simulation.app import catalogue
from simulation.app.address import Choice
from simulation.app.comparing import asking
from simulation.app.comparing.asking import Visit, begun, known, reached, sharpened
from simulation.app.comparing.course import Course
from simulation.app.comparing.courses import Courses
from simulation.app.comparing.setting import Compared
from simulation.app.pool import Pool
from simulation.errors import InputError
from simulation.policies import load_policies
from tests.analysis.small import SMALL_SECTOR
from tests.app.loop import run

POLICIES = ("last-resort", "improvement-boards")


def compared(seed: int = 0, **changes: float) -> Compared:
    return Compared(Choice("small", seed, tuple(changes.items())), POLICIES)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A pool with one thread, no comparison kept, and a small sector on offer."""
    monkeypatch.setattr(asking, "POOL", Pool(1))
    monkeypatch.setattr(asking, "COURSES", Courses())
    before = catalogue.catalogue()
    catalogue.offer(catalogue.Catalogue({"small": SMALL_SECTOR}))
    yield
    catalogue.offer(before)


async def seen(setting: Compared, visit: Visit, most: int) -> list[int]:
    """How many futures a visitor sees, until there are so many."""
    counts = []
    async for course in sharpened(setting, visit):
        counts.append(course.futures)
        if counts[-1] >= most:
            visit.end()
    return counts


def test_numbers_come_at_once_and_sharpen() -> None:
    counts = run(seen(compared(), Visit(), 28))
    assert counts[:2] == [0, 4]
    assert counts == sorted(counts)
    course = known(compared())
    assert course is not None
    assert course.futures == 28
    assert '"futures":' in course.shown


def test_visitors_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[int] = []
    advance = asking.advance

    def noted(course: Course, number: int) -> None:
        order.append(course.seed)
        advance(course, number)

    monkeypatch.setattr(asking, "advance", noted)

    async def all_at_once() -> None:
        await asyncio.gather(*(seen(compared(seed), Visit(), 12) for seed in range(4)))

    run(all_at_once())
    rounds = [set(order[k : k + 4]) for k in range(0, 12, 4)]
    assert rounds == [{0, 1, 2, 3}] * 3


def test_who_leaves_asks_no_more() -> None:
    visit = Visit()

    async def leave_after_the_first() -> int:
        given = 0
        async for _ in sharpened(compared(), visit):
            given += 1
            if given == 2:
                visit.end()
        return given

    assert run(leave_after_the_first()) == 2
    assert begun(compared()).taken == 1
    asking._step(begun(compared()), 1, visit)  # it was waiting in the pool when they left
    assert begun(compared()).taken == 1


def test_who_is_left_alone_with_a_question_asks_again() -> None:
    gate = threading.Event()

    async def two() -> list[int]:
        asking.POOL.ask("busy", lambda: gate.wait(10) and None)
        first = asyncio.create_task(seen(compared(), Visit(), 4))
        second = asyncio.create_task(seen(compared(), Visit(), 4))
        await asyncio.sleep(0.05)
        for future in list(asking.POOL._asked.values()):
            future.cancel()  # as if the visitor had left whose question both wait for
        gate.set()
        return (await first)[-1:] + (await second)[-1:]

    assert run(two()) == [4, 4]


def test_two_at_one_setting_share_its_futures(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    take = Course.take

    def noted(course: Course, number: int) -> None:
        taken.append(number)
        take(course, number)

    monkeypatch.setattr(Course, "take", noted)

    async def both() -> None:
        await asyncio.gather(seen(compared(), Visit(), 12), seen(compared(), Visit(), 12))

    run(both())
    course = known(compared())
    assert course is not None
    assert course.comparison().runs == course.futures
    assert list(course.comparison()["last-resort"].outcomes.index) == list(range(course.futures))


def test_a_change_is_another_comparison_and_a_mistake_is_told() -> None:
    reached(compared(), 4)
    assert known(compared(linkage=0.5)) is None
    changed = reached(compared(linkage=0.5), 4)
    assert changed.scenario.parameters["linkage"] == 0.5
    with pytest.raises(InputError, match="linkage is 99"):
        reached(compared(linkage=99), 4)
    with pytest.raises(InputError, match="did you mean linkage"):
        run(seen(compared(linkge=1), Visit(), 4))


def test_comparisons_are_kept_up_to_a_number_of_bytes() -> None:
    def course() -> Course:
        return Course(SMALL_SECTOR, load_policies(",".join(POLICIES)), 0)

    kept = Courses(most_bytes=250_000)
    first = kept.of("first", course)
    kept.of("second", course)
    assert kept.of("first", course) is first
    kept.of("third", course)
    assert kept.known("second") is None
    assert kept.known("first") is first
    for _ in range(4):
        first.take(first.taken)
    kept.make_room()
    assert len(kept) == 1


def test_the_sliders_know_changes_and_own_values() -> None:
    text = asking.dials_for(compared(linkage=0.5)).text
    assert '"changes":[["linkage","Linkage: 0.5 (was 0.3)"]]' in text


def test_what_was_only_done_is_not_kept_as_an_answer() -> None:
    pool, done = Pool(1), []
    for _ in range(2):
        pool.ask("a", lambda: done.append(1)).result(10)
    assert len(done) == 2
    assert pool.kept_bytes == 0
