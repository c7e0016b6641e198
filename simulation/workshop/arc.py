"""The arc of a session: its stations in order, from joining to the close. The server keeps to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulation.workshop.setting import WorkshopSetting

__all__ = ["FIRST", "GRACE", "PRACTISED", "SECOND", "Kind", "Station", "arc_of"]

GRACE = 5.0
"""Seconds after the bell in which what was sent before it still counts."""


PRACTISED, FIRST, SECOND = 0, 1, 2
"""Futures: of the practice round, of the session, and of its second part with one rule changed."""


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
        future: which future is played: 0 for practice, 1 for the session's own, 2 for the second.
        seconds: how long it lasts by plan.
    """

    kind: Kind
    number: int
    of: int
    future: int
    seconds: float

    @property
    def id(self) -> str:
        """``round-3``, ``second-round-3``."""
        begins = "second-" if self.future == SECOND and self.kind not in (Kind.CLOSE, Kind.OVER) else ""
        return f"{begins}{self.kind}-{self.number}" if self.number else f"{begins}{self.kind}"

    @property
    def label(self) -> str:
        """``Round 3 of 6``, ``Round 3 of 6, second future``."""
        ends = ", second future" if self.future == SECOND and self.kind not in (Kind.CLOSE, Kind.OVER) else ""
        return f"{LABELS[self.kind]} {self.number} of {self.of}{ends}" if self.number else f"{LABELS[self.kind]}{ends}"

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

    def at(kind: Kind, future: int, length: float, number: int = 0) -> Station:
        return Station(kind, number, rounds if number else 0, future, length * 60)

    def played(future: int) -> tuple[Station, ...]:
        return (
            *(at(Kind.ROUND, future, minutes.round, number) for number in range(1, rounds + 1)),
            at(Kind.PREDICT, future, minutes.predict),
            at(Kind.REVEAL, future, minutes.reveal),
        )

    last = SECOND if setting.second else FIRST
    return (
        at(Kind.JOIN, PRACTISED, minutes.join),
        at(Kind.BRIEF, PRACTISED, minutes.brief),
        at(Kind.PRACTICE, PRACTISED, minutes.practice),
        *(station for future in range(FIRST, last + 1) for station in played(future)),
        at(Kind.CLOSE, last, minutes.close),
        at(Kind.OVER, last, 0.0),
    )
