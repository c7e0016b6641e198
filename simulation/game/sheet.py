"""What a player sees, as data: typed, rounded as it is shown, and made from the regulator's view alone.

Nothing here leads to the truth, to a seed, or to a belief with more decimals than pages show, so that
whoever has all of it knows no more than whoever looked at the page. Everything turns into JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from simulation.game.standing import StandingOrders

__all__ = ["CaseSheet", "Gauge", "Option", "OrganisationSheet", "PlayerView", "Purse"]


@dataclass(frozen=True)
class OrganisationSheet:
    """A row of the table of organisations. Points are whole; ages are quarters; nothing is None.

    Attributes:
        organisation: its index, by which orders name it.
        name, region: as shown.
        reported: points that it reports this quarter.
        believed: points that you believe; ``believed_low`` to ``believed_high`` holds nine times in ten,
            as far as the regulator knows.
        reports: reports of up to twelve quarters, the last one now: the sparkline.
        change: points by which its reports have changed in a year.
        grade: the published grade in words, empty where there is none.
        grade_age: quarters since it was published.
        finding: points that the last inspection or review found.
        finding_age: quarters since then.
        called_failing: quarters since it was officially called failing; None where it isn't.
        instrument: what runs there, as pages call it, empty where nothing does.
        instrument_age: quarters that it has run.
        helper: who helps it, empty where nobody does.
        helping: how many others it helps.
        stance: the stance taken.
        waits_for: what it waits for, empty where for nothing.
        waiting: quarters that it has waited.
        leans_on: names of those that it depends on, whose shortfall becomes its pressure.
    """

    organisation: int
    name: str
    region: str
    reported: int
    believed: int
    believed_low: int
    believed_high: int
    reports: tuple[int, ...]
    change: int
    grade: str
    grade_age: int | None
    finding: int | None
    finding_age: int | None
    called_failing: int | None
    instrument: str
    instrument_age: int
    helper: str
    helping: int
    stance: str
    waits_for: str
    waiting: int
    leans_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """Something that can be done at one organisation.

    Attributes:
        action: what an order calls it.
        label: what pages call it.
        cost: cost units, once or a quarter.
        is_once: whether the cost comes once.
        commitment: cost units that are committed at least, until it can be stopped.
        left: how many more can run now; None where there is no limit.
        effect: what happens, and when it can be seen, in words.
        effect_quarter: the first quarter in which an effect can be seen.
        refused: why it cannot be had now; empty where it can.
    """

    action: str
    label: str
    cost: float
    is_once: bool
    commitment: float
    left: int | None
    effect: str
    effect_quarter: int
    refused: str


@dataclass(frozen=True)
class CaseSheet:
    """A card: an organisation, why it is on the docket, and what can be done.

    Attributes:
        row: what is known of it.
        reasons: why it is on the docket, in words; empty where the player called it up.
        options: actions, in the order of the menu.
        stances: the stances that can be taken; empty where none counts.
        left_alone: what standing orders will do here if nothing is decided.
    """

    row: OrganisationSheet
    reasons: tuple[str, ...]
    options: tuple[Option, ...]
    stances: tuple[str, ...]
    left_alone: str


@dataclass(frozen=True)
class Gauge:
    """An instrument's capacity: at a time, in use, asked for in the draft, still free; and its cost a quarter."""

    instrument: str
    label: str
    capacity: int | None
    in_use: int
    drafted: int
    left: int | None
    cost: float


@dataclass(frozen=True)
class Purse:
    """Money this quarter, cost units.

    Attributes:
        budget: what may be spent; None for no limit.
        looks: inspections and visits of this quarter.
        committed: what runs already.
        drafted: what the draft adds.
        left: what is left after all of these; None for no limit.
        spent: everything since the game began.
    """

    budget: float | None
    looks: float
    committed: float
    drafted: float
    left: float | None
    spent: float


@dataclass(frozen=True)
class PlayerView:
    """All that a player is shown before a decision.

    Attributes:
        game: the game's id.
        title, brief: of the game.
        phase: ``decide``, ``again`` (a scandal has stopped the round, decide again), ``predict`` or ``over``.
        round, rounds: from 1.
        when: the present quarter as pages write it, ``Y2Q1``.
        until: the quarter up to which the round goes on.
        seconds: the round's clock.
        cases: the docket.
        organisations: everybody, in index order.
        purse, gauges: money and capacity.
        standing: the standing orders in force.
        standing_words: the same in one line.
        news: the line of news.
        log: everything that came to be known or was done since the last decision, in sentences.
        advisers: policies that can be asked for advice, name and title.
        advice_used: how often advice was taken.
    """

    game: str
    title: str
    brief: str
    phase: str
    round: int
    rounds: int
    when: str
    until: str
    seconds: int
    cases: tuple[CaseSheet, ...]
    organisations: tuple[OrganisationSheet, ...]
    purse: Purse
    gauges: tuple[Gauge, ...]
    standing: StandingOrders
    standing_words: str
    news: str
    log: tuple[str, ...]
    advisers: tuple[tuple[str, str], ...]
    advice_used: int

    def as_data(self) -> dict[str, Any]:
        """The same as plain values that JSON can hold."""
        return {**asdict(self), "standing": self.standing.model_dump()}
