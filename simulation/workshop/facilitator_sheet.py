"""What the facilitator is shown, as data. It holds no truth before the reveal either: laptops stand open."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.workshop.screens import Screen
from simulation.workshop.sheets import ClockView, Progress, StationView, View

__all__ = ["Control", "EventChoice", "FacilitatorView", "LogView", "SeatRow", "SettingView"]


@dataclass(frozen=True)
class SeatRow:
    """A line of the facilitator's list.

    Attributes:
        away: seconds since a device of it was heard of; None where none was.
        has_saved, is_done: at the open station.
        has_card: whether a card for it can be used now.
        devices: how many are signed in.
        has_failed: whether its game cannot be played on, through a mistake in the program.
    """

    number: int
    name: str
    is_admitted: bool
    is_simulated: bool
    has_saved: bool
    is_done: bool
    away: int | None
    has_card: bool
    devices: int
    has_failed: bool


@dataclass(frozen=True)
class Control:
    """A button: what it does, whether it can be pressed now, and why not."""

    act: str
    label: str
    is_allowed: bool
    why_not: str


@dataclass(frozen=True)
class EventChoice:
    """A prepared event; ``organisations`` are index and name of those it may hit, none where it hits everybody."""

    key: str
    label: str
    organisations: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class LogView:
    """A line of the log: when, in the server's seconds, and what."""

    at: float
    text: str


@dataclass(frozen=True)
class SettingView:
    """What the facilitator may set before the start, as it is now."""

    budget: float | None
    rounds: int
    capacities: tuple[tuple[str, str, int | None], ...]
    minutes: dict[str, float]
    advice: bool
    news: bool
    second: bool


@dataclass(frozen=True)
class FacilitatorView(View):
    """All that the facilitator is shown: who is in, what can be done, and what to say.

    Attributes:
        seats: those that were not removed, by number.
        can: buttons of this moment: ``advance``, ``end``, ``pause``, ``continue``, ``extend`` and ``back``.
        events: what can be let happen; ``played`` says what was.
        log: the latest lines, the last one last.
        script: what to say and do at this station.
        brief: what is to be read aloud; empty once it has been.
        top: who decided best by name, for the facilitator alone until it is shown; empty before the reveal.
        setting: what can be set, at the start.
        others: as in ``WallView``.
    """

    title: str
    rule: str
    station: StationView
    clock: ClockView
    code: str
    seats: tuple[SeatRow, ...]
    progress: Progress
    can: tuple[Control, ...]
    events: tuple[EventChoice, ...]
    played: tuple[str, ...]
    log: tuple[LogView, ...]
    script: str
    brief: str
    names_shown: bool
    top_named: bool
    top: tuple[str, ...]
    screen: Screen | None
    screens: int
    setting: SettingView
    mark: str = ""
