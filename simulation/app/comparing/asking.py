"""A visitor's comparison: begun in the pool, sharpened step by step, left when the visitor wants another.

A visitor has one step in the pool at a time, so that all take turns; and a step that nobody wants any more is not
simulated.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable
from functools import partial
from typing import TypeVar

from simulation.app.address import Choice, policy_in
from simulation.app.catalogue import catalogue
from simulation.app.comparing.course import Course
from simulation.app.comparing.courses import COURSES
from simulation.app.comparing.dials import change_in_words, dials_of
from simulation.app.comparing.setting import Compared
from simulation.app.comparing.snapshot import snapshot_of
from simulation.app.comparing.steps import Lane
from simulation.app.comparing.written import Written
from simulation.app.pool import POOL, BusyError

__all__ = ["Visit", "advance", "begun", "dials_for", "known", "reached", "sharpened"]

A = TypeVar("A")
_PATIENCE = 1.0
"""Seconds before a full pool is asked again."""


class Visit:
    """Somebody looks at a comparison; ``is_over`` once they look at another."""

    def __init__(self) -> None:
        self.is_over = False

    def end(self) -> None:
        """They have left."""
        self.is_over = True


def known(setting: Compared) -> Course | None:
    """The comparison of a setting where there are numbers of it already."""
    course = COURSES.known(setting.simulated)
    return course if course is not None and course.shown else None


def begun(setting: Compared) -> Course:
    """The comparison of a setting, as far as it has come; takes a moment where there is none.

    Raises:
        InputError: where the scenario, a change or a policy cannot be used.
    """

    def begin() -> Course:
        offered, choice = catalogue(), setting.choice
        policies = [policy_in(spec) for spec in setting.policies]
        return Course(offered.opened(choice), policies, choice.seed, real_names=offered.real_names)

    return COURSES.of(setting.simulated, begin)


def dials_for(setting: Compared) -> Written:
    """The sliders of a setting, group by group, and what chips say of its changes, as JSON.

    Raises:
        InputError: where the scenario, a change or a policy cannot be used.
    """
    offered, choice = catalogue(), setting.choice
    as_it_is, changed = offered.opened(Choice(choice.scenario)), offered.opened(choice)
    groups = dials_of(as_it_is, changed, [policy_in(spec) for spec in setting.policies])
    return Written.of(
        {
            "groups": [group.plain() for group in groups],
            "changes": [[key, change_in_words(as_it_is, key, value)] for key, value in choice.changes],
        }
    )


def advance(course: Course, number: int) -> None:
    """Take a step, and make ready what the page shows; not between the halves of a pair, but for the very first."""
    course.take(number)
    if course.steps[number].lane is not Lane.ASSUMED or not course.shown:
        course.shown = snapshot_of(course.comparison(), course.falls())
    COURSES.make_room()


async def sharpened(setting: Compared, visit: Visit) -> AsyncIterator[Course]:
    """A comparison that takes in more and more futures: given whenever it has changed, until it is done.

    Args:
        setting: what is compared.
        visit: ends it, with whatever of it still waits in the pool.

    Raises:
        InputError: where the setting cannot be used.
    """

    def begin() -> None:
        begun(setting)

    await _answered(("begun", setting.simulated), begin, visit)
    course = begun(setting)
    yield course
    while not (course.is_done or visit.is_over):
        await _answered((setting.simulated, course.taken), partial(_step, course, course.taken, visit), visit)
        yield course


def _step(course: Course, number: int, visit: Visit) -> None:
    """A step, unless nobody wants it any more: another who does asks again."""
    if not visit.is_over:
        advance(course, number)


def reached(setting: Compared, futures: int) -> Course:
    """The comparison of a setting with so many futures at least, of both kinds; waits for the pool.

    Raises:
        InputError: where the setting cannot be used.
        BusyError: where the pool is full.
    """
    course = begun(setting)
    while course.futures_in_both < futures and not course.is_done:
        number = course.taken
        POOL.ask((setting.simulated, number), partial(advance, course, number)).result()
    return course


async def _answered(key: Hashable, compute: Callable[[], A], visit: Visit) -> A | None:
    """What the pool answers; asked again where the pool is full, or another visitor took the question back."""
    while not visit.is_over:
        try:
            return await asyncio.wrap_future(POOL.ask(key, compute))
        except BusyError:
            await asyncio.sleep(_PATIENCE)
        except asyncio.CancelledError:
            if visit.is_over:
                raise
    return None
