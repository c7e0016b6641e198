"""How the compare page follows a comparison, and asks what would change the answer: hooks that never hold it up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import solara
import solara.lab

from simulation.analysis.comparison import Comparison
from simulation.app.answers import told
from simulation.app.comparing.asking import Visit, known, sharpened
from simulation.app.comparing.setting import Compared
from simulation.app.comparing.turning import LONG, StoppedError, inquiry_of

__all__ = ["Sharpening", "Turned", "use_sharpening", "use_turning"]

_PAUSE = 0.5
"""Seconds between two looks at how far a search has come."""


@dataclass(frozen=True)
class Sharpening:
    """How far a comparison has come.

    Attributes:
        setting: whose numbers ``text`` has; may be an earlier one while the first numbers of another are waited for.
        text: the numbers, as ``snapshot_of`` writes them.
        is_done: whether all futures are in.
        complaint: what cannot be used, in a sentence, where something cannot.
    """

    setting: Compared | None = None
    text: str = ""
    is_done: bool = False
    complaint: str = ""


def use_sharpening(setting: Compared) -> Sharpening:
    """The numbers of a comparison; the page is drawn again whenever they are sharper.

    Args:
        setting: another one ends the former's simulating.
    """
    latest, set_latest = solara.use_state(Sharpening())
    visit = solara.use_memo(Visit, [setting])

    def leave_later():  # type: ignore[no-untyped-def]
        return visit.end

    solara.use_effect(leave_later, [setting])

    async def follow() -> str:
        try:
            async for course in sharpened(setting, visit):
                if course.shown and not visit.is_over:
                    set_latest(Sharpening(setting, course.shown, course.is_done))
        except Exception as error:
            return told(error)
        return ""

    task = solara.lab.use_task(follow, dependencies=[setting], raise_error=False)
    if latest.setting == setting:
        return latest
    kept = known(setting)
    if kept is not None:
        return Sharpening(setting, kept.shown, kept.is_done)
    return replace(latest, complaint=task.value or "") if task.finished else latest


@dataclass(frozen=True)
class Turned:
    """How far the search for what would change the answer has come.

    Attributes:
        is_asked: whether a visitor waits for it, or has it.
        done, total: futures simulated, and about how many it takes.
        text: what was found, as JSON; empty while it is searched for.
        complaint: why it could not be found, in a sentence.
    """

    is_asked: bool = False
    done: int = 0
    total: int = 0
    text: str = ""
    complaint: str = ""


def use_turning(setting: Compared, asked: Compared | None) -> Turned:
    """What would change the answer, for a visitor who has asked for it.

    Args:
        setting: what is compared now.
        asked: the setting for which it was asked; with another one, or nothing, the search is given up.
    """
    progress, set_progress = solara.use_state((0, 0))
    wanted = setting if asked == setting else None
    visit = solara.use_memo(Visit, [wanted])

    def leave_later():  # type: ignore[no-untyped-def]
        return visit.end

    solara.use_effect(leave_later, [wanted])

    async def search() -> tuple[str, str]:
        course = known(wanted) if wanted is not None else None
        if wanted is None or course is None:
            return "", ""
        key = ("turning", wanted.simulated, wanted.outcome)
        try:
            return await _found(key, course.comparison(outcome=wanted.outcome), visit, set_progress), ""
        except Exception as error:
            return "", told(error)

    task = solara.lab.use_task(search, dependencies=[wanted], raise_error=False)
    if wanted is None:
        return Turned()
    text, complaint = task.value if task.finished and task.value is not None else ("", "")
    done, total = progress
    return Turned(True, done, total, text, complaint)


async def _found(key: Hashable, comparison: Comparison, visit: Visit, tell: Callable[[tuple[int, int]], None]) -> str:
    """What a search finds, as JSON; nothing where the visitor leaves before."""
    while not visit.is_over:
        with inquiry_of(key, comparison) as inquiry:
            answer = LONG.ask(key, inquiry.answer)
            while not (answer.done() or visit.is_over):
                tell((inquiry.done, inquiry.total))
                await asyncio.sleep(_PAUSE)
            if answer.done():
                try:
                    return answer.result().text
                except StoppedError:
                    # An earlier search was just being given up; ask for another.
                    continue
    return ""
