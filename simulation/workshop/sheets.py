"""What a participant and the wall are shown, as data: typed, rounded as it is displayed.

The server builds every message from these values and from nothing else. Before the reveal none of them
leads to the truth, to a seed, or to a number with more digits than pages show.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from simulation.game import PlayerView
from simulation.workshop.screens import Screen

__all__ = [
    "ChangeView", "Choice", "ClockView", "DraftView", "Mate", "ParticipantView", "PredictView", "Progress", "SeatView",
    "StationView", "TeamView", "View", "WallView", "WishView", "mark_of",
]  # fmt: skip


@dataclass(frozen=True)
class StationView:
    """Where the session is.

    Attributes:
        id, kind, label: ``round-3``, ``round``, ``Round 3 of 6``.
        number, of: of rounds; 0 elsewhere.
        is_settling: whether the games are being played on to where it begins.
        is_timed: whether it ends at the bell by itself.
    """

    id: str
    kind: str
    label: str
    number: int
    of: int
    is_settling: bool
    is_timed: bool


@dataclass(frozen=True)
class ClockView:
    """The server's clock, whole seconds.

    Attributes:
        seconds_left: to the bell, not below nil; None where there is no clock.
        total: of the station, extensions included.
        is_paused: whether it stands.
        is_grace: whether the bell has rung and what is on its way still counts.
    """

    seconds_left: int | None
    total: int
    is_paused: bool
    is_grace: bool


@dataclass(frozen=True)
class SeatView:
    """A participant's own seat."""

    number: int
    name: str
    is_admitted: bool
    is_removed: bool


@dataclass(frozen=True)
class Mate:
    """A device of a table: whether it is here, and what it proposes, as orders; empty where nothing."""

    device: int
    is_here: bool
    proposal: dict[str, Any]


@dataclass(frozen=True)
class TeamView:
    """A table with more than one device: which one this is, which has the chair, and all of them."""

    device: int
    chair: int
    mates: tuple[Mate, ...]

    @property
    def is_chair(self) -> bool:
        """Whether this device says what counts."""
        return self.device == self.chair


@dataclass(frozen=True)
class DraftView:
    """What is saved for the open round: the revision that the next message builds on, and the orders as data."""

    revision: int
    orders: dict[str, Any]
    is_done: bool


@dataclass(frozen=True)
class Choice:
    """An organisation to be marked: what its reports say, whole points."""

    organisation: int
    name: str
    reported: int
    believed: int
    change: int


@dataclass(frozen=True)
class PredictView:
    """What can be marked, and what is saved."""

    organisations: tuple[Choice, ...]
    worse: tuple[int, ...]
    good_news: int | None
    is_saved: bool
    revision: int


@dataclass(frozen=True)
class ChangeView:
    """A rule to vote on."""

    key: str
    label: str
    words: str


@dataclass(frozen=True)
class WishView:
    """The vote that is saved; empty where there is none."""

    revision: int
    change: str


@dataclass(frozen=True)
class View:
    """What all views can do."""

    def as_data(self) -> dict[str, Any]:
        """The same as plain values that JSON can hold."""
        return _plain(asdict(self))


def _plain(value: Any) -> Any:
    """Values of the model's own types (standing orders) as plain ones."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.model_dump() if hasattr(value, "model_dump") else value


@dataclass(frozen=True)
class ParticipantView(View):
    """All that one participant is shown.

    Attributes:
        title, brief: of the workshop.
        rule: which rule is changed in the second future, in words; empty until it is chosen, and in the first.
        station, clock, seat: where the session is, and who this is.
        notice: a line to this participant; empty where there is nothing to say.
        play: the seat's own game in practice and rounds; None while it is played on, and elsewhere.
        advice, news: whether advice may be asked for, and whether news is shown.
        draft: what is saved for the open round.
        predict: what can be marked; None elsewhere.
        screen: the screen of the reveal, with this seat's own part; None before.
        changes, wish: rules to vote on, and the vote; empty before the reveal.
        team: the table, where the seat has more than one device.
        mark: changes when anything of this does but the clock's seconds.
    """

    title: str
    rule: str
    brief: str
    station: StationView
    clock: ClockView
    seat: SeatView
    notice: str
    play: PlayerView | None
    advice: bool
    news: bool
    draft: DraftView
    predict: PredictView | None
    screen: Screen | None
    changes: tuple[ChangeView, ...]
    wish: WishView
    team: TeamView | None = None
    mark: str = ""


@dataclass(frozen=True)
class Progress:
    """How many have said something at the open station, and that they are done, of how many."""

    saved: int
    done: int
    of: int


@dataclass(frozen=True)
class WallView(View):
    """What the projector shows: nothing that spoils, then the reveal.

    Attributes:
        code: for joining.
        joined, waiting: seats in the game, and those that wait to be let in.
        names: of those who are in; empty while hidden.
        brief: while it is read out; empty elsewhere.
        others: as in ``ParticipantView``.
    """

    title: str
    rule: str
    station: StationView
    clock: ClockView
    code: str
    joined: int
    waiting: int
    names: tuple[str, ...]
    progress: Progress
    brief: str
    screen: Screen | None
    mark: str = ""


def mark_of(*parts: Any) -> str:
    """Changes when any of the parts does."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]
