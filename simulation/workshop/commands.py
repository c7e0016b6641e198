"""What can be asked for: by participants, by the facilitator, and by the server's own clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "Admit", "Advance", "Answer", "BackOneRound", "ChooseRule", "Claim", "Command", "Configure", "Continue",
    "EndRound", "Extend", "GoToScreen", "Join", "MakeCard", "NameTop", "NewLink", "PassChair", "Pause", "PlayEvent",
    "Propose", "Remove", "Rename", "Settled", "ShowNames", "StoodStill", "TakeCard", "Tick",
]  # fmt: skip


@dataclass(frozen=True)
class Join:
    """A browser without a seat asks for one; ``key`` is the hash of the cookie that it will carry."""

    name: str
    key: str
    is_simulated: bool = False


@dataclass(frozen=True)
class TakeCard:
    """A new device takes over a seat with a card's words; both by hash."""

    card: str
    key: str


@dataclass(frozen=True)
class Answer:
    """A seat says something at the open station, whole; ``base`` is the revision that it knows.

    Attributes:
        seat, id: who, and the message's id, made on the phone.
        station: at which station, by id.
        base: the revision that the page had when it said it.
        content: JSON in one form, checked already for what only a game can tell.
        is_done: whether nothing more will come.
        device: which of the seat's devices says it; 0 where that does not matter.
    """

    seat: int
    id: str
    station: str
    base: int
    content: str
    is_done: bool = False
    device: int = 0


@dataclass(frozen=True)
class Propose:
    """A device of a table proposes something to its chair at the open station."""

    seat: int
    device: int
    station: str
    content: str


@dataclass(frozen=True)
class PassChair:
    """Let another device of a table say what counts: asked for by the chair, or by the server where the chair is away.

    Attributes:
        seat: the table.
        chair: who has it, as whoever asks knows.
        to: who is to have it.
    """

    seat: int
    chair: int
    to: int


@dataclass(frozen=True)
class Advance:
    """Go on from a station to the next; at a timed one the bell rings now."""

    station: str


@dataclass(frozen=True)
class EndRound:
    """Ring the bell now, with the usual grace."""

    station: str


@dataclass(frozen=True)
class Pause:
    """Stop the clock."""


@dataclass(frozen=True)
class Continue:
    """Let the clock go on."""


@dataclass(frozen=True)
class Extend:
    """Give the station more time, seconds."""

    seconds: float


@dataclass(frozen=True)
class BackOneRound:
    """Play the last round again; every seat finds what it had decided."""


@dataclass(frozen=True)
class PlayEvent:
    """Let a prepared event happen in the round that is open."""

    key: str
    organisation: int | None = None


@dataclass(frozen=True)
class Admit:
    """Let a latecomer in."""

    seat: int


@dataclass(frozen=True)
class Rename:
    """Give a seat another name; an empty one takes it away."""

    seat: int
    name: str


@dataclass(frozen=True)
class Remove:
    """Take a seat out of the session."""

    seat: int


@dataclass(frozen=True)
class ShowNames:
    """Let the wall show names, or hide them again."""

    shown: bool


@dataclass(frozen=True)
class NameTop:
    """Let the wall name who decided best; nobody else is ever named."""

    named: bool


@dataclass(frozen=True)
class GoToScreen:
    """Show a screen of the reveal, from 1: the next one, or one that was shown before."""

    number: int


@dataclass(frozen=True)
class ChooseRule:
    """Say which rule is changed in the second future, by key; else it is the one with the most votes."""

    key: str


@dataclass(frozen=True)
class Configure:
    """Change the setting before the start: what ``WorkshopSetting.changed`` takes."""

    changes: Mapping[str, Any]


@dataclass(frozen=True)
class MakeCard:
    """Make a card for a seat whose phone is lost, or for one more device of a table; its words by hash."""

    seat: int
    card: str
    is_for_mate: bool = False


@dataclass(frozen=True)
class NewLink:
    """Make a one-time link for the facilitator, by hash; links that were not used lapse."""

    link: str


@dataclass(frozen=True)
class Claim:
    """Use the facilitator's link on a device; the device before loses its rights. Both by hash."""

    link: str
    key: str


@dataclass(frozen=True)
class Tick:
    """The server's clock went on."""


@dataclass(frozen=True)
class Settled:
    """All games have been played on to where the prepared station begins."""

    station: str


@dataclass(frozen=True)
class StoodStill:
    """The server was down or asleep for some seconds."""

    seconds: float


Command = (
    Join | TakeCard | Answer | Advance | EndRound | Pause | Continue | Extend | BackOneRound | PlayEvent | Admit
    | Rename | Remove | ShowNames | NameTop | GoToScreen | ChooseRule | Configure | MakeCard | NewLink | Claim | Tick
    | Propose | PassChair | Settled | StoodStill
)  # fmt: skip
