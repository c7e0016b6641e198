"""What stands on the sheets: who is regulated, with what, how long. From the workshop's file alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from simulation.game.docket import MOST_CASES
from simulation.game.options import label_of
from simulation.game.orders import HOLD, INSPECT, REVIEW, STANCES, STOP
from simulation.log import when
from simulation.log.phrases import quarters
from simulation.parameters import REGISTER
from simulation.regulation.allocation import capacity_of
from simulation.scenario import Scenario
from simulation.workshop.arc import Kind, arc_of
from simulation.workshop.setting import WorkshopSetting
from simulation.workshop_sheets.findings import FINDINGS, Finding
from simulation.workshop_sheets.roles import ROLES, Role

__all__ = ["THREE_HOURS", "Action", "Facts", "Part", "RoundOf", "facts_of", "for_three_hours"]

_NO_LIMIT = 1.0
THREE_HOURS = {"join": 8.0, "brief": 5.0, "practice": 5.0, "round": 4.0, "predict": 5.0, "reveal": 35.0, "close": 10.0}
"""Minutes of the parts where there are three hours: rounds and talk happen twice."""
_BREAK = 15.0


@dataclass(frozen=True)
class Action:
    """Something that can be done: its cost in words, how many at a time, what it does."""

    label: str
    cost: str
    places: str
    words: str


@dataclass(frozen=True)
class RoundOf:
    """A round: its number, and its first and last quarter as pages write them."""

    number: int
    begins: str
    ends: str


@dataclass(frozen=True)
class Part:
    """A part of the session: from which minute, how long, what happens (``Kind``, or "break"), what it is called."""

    minute: float
    minutes: float
    kind: str
    label: str


@dataclass(frozen=True)
class Facts:
    """All of it.

    Attributes:
        name, title, brief: the workshop's.
        word, words: what an organisation is called, and several.
        regions: each region's name with those in it.
        rounds: what is played.
        cases: cases on a docket at most.
        actions: what can be done at an organisation.
        stances: what can be said to it.
        failing, warning, good: points below which an organisation is failing, warned of, not good.
        budget: cost units a quarter; empty for no limit.
        standing: the standing orders that it begins with.
        aims: what it teaches, by number.
        plan: the minutes.
        length: minutes in all.
        events: what the facilitator may let happen.
        changes: rules to vote on, label and what it would mean.
        roles: the cards.
    """

    name: str
    title: str
    brief: str
    word: str
    words: str
    regions: tuple[tuple[str, tuple[str, ...]], ...]
    rounds: tuple[RoundOf, ...]
    cases: int
    actions: tuple[Action, ...]
    stances: tuple[str, ...]
    failing: str
    warning: str
    good: str
    budget: str
    standing: str
    aims: tuple[tuple[str, Finding], ...]
    plan: tuple[Part, ...]
    length: float
    events: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    roles: tuple[Role, ...]

    @property
    def organisations(self) -> tuple[str, ...]:
        """All names, region by region."""
        return tuple(name for _, names in self.regions for name in names)


def facts_of(setting: WorkshopSetting) -> Facts:
    """What a workshop's sheets say."""
    game, scenario = setting.game, setting.game.scenario
    word, words = scenario.organisation_word, scenario.organisations_word
    plan = _plan(setting)
    return Facts(
        name=setting.name,
        title=setting.title,
        brief=game.brief,
        word=word,
        words=words,
        regions=_regions(scenario),
        rounds=tuple(
            RoundOf(k + 1, when(k * game.quarters_a_round), when((k + 1) * game.quarters_a_round - 1))
            for k in range(game.rounds)
        ),
        cases=MOST_CASES,
        actions=_actions(scenario),
        stances=STANCES,
        failing=_number(scenario, "failing_threshold"),
        warning=_number(scenario, "warning_threshold"),
        good=_number(scenario, "good_threshold"),
        budget=f"{scenario.budget:g}" if scenario.budget is not None and isfinite(scenario.budget) else "",
        standing=str(game.standing),
        aims=tuple((aim, FINDINGS[aim]) for aim in setting.aims if aim in FINDINGS),
        plan=plan,
        length=plan[-1].minute + plan[-1].minutes,
        events=tuple(event.label for event in setting.events),
        changes=tuple((change.label, change.words) for change in setting.changes),
        roles=tuple(role.worded(word, words) for role in ROLES),
    )


def for_three_hours(setting: WorkshopSetting) -> WorkshopSetting:
    """The workshop with a second future, and time to talk.

    Raises:
        ScenarioError: where it has no rule that could be changed.
    """
    return setting.changed(second=True, minutes=THREE_HOURS)


def _regions(scenario: Scenario) -> tuple[tuple[str, tuple[str, ...]], ...]:
    sector = scenario.sector()
    return tuple(
        (region, tuple(sector.names[i] for i in np.flatnonzero(np.asarray(sector.region) == k)))
        for k, region in enumerate(sector.region_names)
    )


def _plan(setting: WorkshopSetting) -> tuple[Part, ...]:
    """The parts of a session: its rounds taken together, and a break before a second future."""
    parts: list[Part] = []
    minute, rounds = 0.0, setting.game.rounds
    for station in arc_of(setting):
        minutes = station.seconds / 60
        if station.kind == Kind.OVER or (station.kind == Kind.ROUND and station.number > 1):
            continue
        if station.kind == Kind.ROUND:
            again = any(part.kind == Kind.ROUND for part in parts)
            if again:
                parts.append(Part(minute, _BREAK, "break", "Break"))
                minute += _BREAK
            label = f"{rounds} rounds of {minutes:g}" + (", second future" if again else "")
            minutes *= rounds
        else:
            label = station.label
        parts.append(Part(minute, minutes, str(station.kind), label))
        minute += minutes
    return tuple(parts)


def _actions(scenario: Scenario) -> tuple[Action, ...]:
    names, tools = scenario.tools()
    count = len(scenario.sector())
    started = tuple(_started(name, tool, count) for name, tool in zip(names[1:], tools[1:], strict=True))
    inspection, review = (f"{_number(scenario, name)} once" for name in ("inspection_cost", "review_cost"))
    return (
        Action(label_of(INSPECT), inspection, "", "seen next quarter, published in the one after"),
        Action(label_of(REVIEW), review, "", "peers look; no grade, and less of what is hidden"),
        *started,
        Action(label_of(HOLD), "", "", "nothing begins here this round, whatever standing orders say"),
        Action(label_of(STOP), "", "", "what runs ends, as soon as it has lasted its least time"),
    )


def _number(scenario: Scenario, name: str) -> str:
    return f"{float(scenario.parameters.get(name, REGISTER[name].default)):g}"


def _started(name: str, tool: np.void, count: int) -> Action:
    least, lag = int(tool["least_quarters"]), int(tool["lag"])
    if tool["redraw_sd"] > 0:
        said = [f"its outcome shows when it ends, after {quarters(int(tool['most_quarters']))}"]
    else:
        said = [f"begins to help after {quarters(lag)}" if lag else "begins to help at once"]
        said.append(f"lasts {quarters(least)} at least")
    if tool["disruption"] > 0:
        said.append(f"costs {tool['disruption']:g} point{'' if tool['disruption'] == 1 else 's'} at first")
    if tool["needs_helper"] > 0:
        said.append("needs somebody good who is free to help")
    places = "" if tool["capacity"] >= _NO_LIMIT else str(int(capacity_of(tool, count)))
    return Action(label_of(name), f"{tool['cost']:g} a quarter", places, "; ".join(said))
