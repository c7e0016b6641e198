"""Guided tours of two minutes: each finds its organisation in a computed future by rule, and tells what happens."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulation.analysis.titles import title_of
from simulation.app.address import Choice, policy_in
from simulation.app.catalogue import catalogue
from simulation.app.replay import Played, play
from simulation.app.setting import Setting
from simulation.app.tours.finding import find_honest, find_insular, find_linked
from simulation.app.tours.telling import Step, tell_honest, tell_insular, tell_linked
from simulation.errors import InputError, did_you_mean, one_of
from simulation.session.story import History

__all__ = ["SECONDS_A_STEP", "TOURS", "Step", "Tour", "TourKind", "tour_of"]

SECONDS_A_STEP = 20
"""Six steps make two minutes."""
_FUTURES_TRIED = 12


@dataclass(frozen=True)
class TourKind:
    """A tour before it has found its future.

    Attributes:
        title, about: what a visitor reads.
        setting: in which it is looked for, from future 0 on.
        find: finds the case in a future that was played, or nothing.
        tell: its steps, from the future, the case, the twins' history and their policy's title.
    """

    title: str
    about: str
    setting: Setting
    find: Callable[[Played], Any]
    tell: Callable[[Played, Any, History, str], list[Step]]


@dataclass(frozen=True)
class Tour:
    """A tour in the future that it is about; ``steps`` is JSON."""

    name: str
    setting: Setting
    steps: str


TOURS: dict[str, TourKind] = {
    "honest": TourKind(
        "An honest council",
        "It reports what is so, and looks worse than those who don't.",
        Setting(),
        find_honest,
        tell_honest,
    ),
    "insular": TourKind(
        "An insular council",
        "It knows nobody, reports well and fails unseen for years.",
        Setting(Choice("insular-sector"), policy="last-resort", beside="brokered-early"),
        find_insular,
        tell_insular,
    ),
    "linked": TourKind(
        "Two linked failures",
        "One leans on the other, and follows it down.",
        Setting(Choice("linked-failures"), policy="last-resort", beside="ladder-coordinated"),
        find_linked,
        tell_linked,
    ),
}


def tour_of(name: str) -> Tour:
    """A tour, in the first future of its setting that has a case for it.

    Raises:
        InputError: where there is no tour of that name, or no future among those tried has a case.
    """
    if name not in TOURS:
        raise InputError(f'there is no tour "{name[:40]}"; there is {one_of(TOURS)}{did_you_mean(name, TOURS)}')
    kind = TOURS[name]
    choice, beside = kind.setting.choice, policy_in(kind.setting.beside)
    scenario = catalogue().opened(choice)
    for future in range(_FUTURES_TRIED):
        played = play(scenario, policy_in(kind.setting.policy), seed=choice.seed, future=future)
        case = kind.find(played)
        if case is None:
            continue
        twins = play(scenario, beside, seed=choice.seed, future=future).session.history
        steps = kind.tell(played, case, twins, title_of(beside))
        setting = Setting(choice, kind.setting.policy, future, kind.setting.beside, name)
        content = {
            "name": name,
            "title": kind.title,
            "seconds": SECONDS_A_STEP,
            "steps": [one.plain() for one in steps],
        }
        return Tour(name, setting, json.dumps(content, ensure_ascii=False))
    raise InputError(f"none of {_FUTURES_TRIED} futures has what this tour shows; choose a future yourself")
