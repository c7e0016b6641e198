"""How a page asks the pool: a hook that gives an answer now, or later, or a sentence that says why not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

import solara.lab

from simulation.app.pool import POOL, BusyError
from simulation.errors import InputError

__all__ = ["Answer", "told", "use_answer"]

A = TypeVar("A")
_LOG = logging.getLogger("turnaround.app")


@dataclass(frozen=True)
class Answer(Generic[A]):
    """What a page can show of a question.

    Attributes:
        value: the answer; while it is waited for, nothing.
        complaint: why there is none, in a sentence; empty where all is well.
        is_waiting: whether it is being computed.
    """

    value: A | None = None
    complaint: str = ""
    is_waiting: bool = False


def use_answer(key: Hashable, compute: Callable[[], A] | None) -> Answer[A]:
    """Ask the shared pool, without ever holding the page up.

    Args:
        key: what tells the question from others; a new key asks anew.
        compute: computes the answer, on the pool; nothing where there is nothing to ask.

    Returns:
        The answer where it is known at once; else one that is waited for, and the page is drawn again when it comes.
    """

    async def wait() -> Answer[A]:
        if compute is None:
            return Answer()
        try:
            return Answer(await asyncio.wrap_future(POOL.ask(key, compute)))
        except Exception as error:
            return Answer(complaint=told(error))

    # A task takes a thread and a loop: none is begun while there is nothing to ask.
    asked = solara.use_ref(None)
    if compute is not None:
        asked.current = key
    task = solara.lab.use_task(wait, dependencies=[asked.current], raise_error=False)
    if compute is None:
        return Answer()
    known = POOL.known(key)
    if known is not None:
        return Answer(known)
    if task.finished and task.value is not None:
        return cast("Answer[A]", task.value)
    return Answer(is_waiting=True)


def told(error: BaseException | None) -> str:
    """An error as a visitor may read it."""
    if isinstance(error, InputError | BusyError):
        return str(error)
    _LOG.error("an answer could not be computed", exc_info=error)
    return "The server could not compute this; its log says why."
