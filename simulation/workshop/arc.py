"""The arc of a session: its stations in order, from joining to the close. The server keeps to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulation.workshop.setting import WorkshopSetting

__all__ = ["GRACE", "Kind", "Station", "arc_of"]

GRACE = 5.0
"""Seconds after the bell in which what was sent before it still counts."""


class Kind(StrEnum):
    """What happens at a station."""

    JOIN = "join"
    BRIEF = "brief"
    PRACTICE = "practice"
    ROUND = "round"
    PREDICT = "predict"
    REVEAL = "reveal"
    CLOSE = "close"
    OVER = "over"


LABELS = {
    Kind.JOIN: "Join",
    Kind.BRIEF: "Brief",
    Kind.PRACTICE: "Practice round",
    Kind.ROUND: "Round",
    Kind.PREDICT: "Predict",
    Kind.REVEAL: "What was true",
    Kind.CLOSE: "Close",
    Kind.OVER: "Over",
}
TIMED = frozenset({Kind.PRACTICE, Kind.ROUND, Kind.PREDICT})
"""Stations that end at the bell; at the others the facilitator goes on, whatever the clock says."""


@dataclass(frozen=True)
class Station:
    """One part of a session.

    Attributes:
        kind: what happens.
        number, of: which of the rounds, from 1, and how many there are; 0 elsewhere.
        future: which future is played: 0 for practice, 1 for the session's own.
        seconds: how long it lasts by plan.
    """

    kind: Kind
    number: int
    of: int
    future: int
    seconds: float

    @property
    def id(self) -> str:
        """``round-3``."""
        return f"{self.kind}-{self.number}" if self.number else str(self.kind)

    @property
    def label(self) -> str:
        """``Round 3 of 6``."""
        return f"{LABELS[self.kind]} {self.number} of {self.of}" if self.number else LABELS[self.kind]

    @property
    def is_timed(self) -> bool:
        """Whether the bell ends it."""
        return self.kind in TIMED

    @property
    def is_played(self) -> bool:
        """Whether decisions are taken here."""
        return self.kind in (Kind.PRACTICE, Kind.ROUND)


def arc_of(setting: WorkshopSetting) -> tuple[Station, ...]:
    """The stations of a workshop, in order."""
    minutes, rounds = setting.minutes, setting.game.rounds

    def at(kind: Kind, length: float, number: int = 0, future: int = 1) -> Station:
        return Station(kind, number, rounds if number else 0, future, length * 60)

    return (
        at(Kind.JOIN, minutes.join),
        at(Kind.BRIEF, minutes.brief),
        at(Kind.PRACTICE, minutes.practice, future=0),
        *(at(Kind.ROUND, minutes.round, number) for number in range(1, rounds + 1)),
        at(Kind.PREDICT, minutes.predict),
        at(Kind.REVEAL, minutes.reveal),
        at(Kind.CLOSE, minutes.close),
        at(Kind.OVER, 0.0),
    )
