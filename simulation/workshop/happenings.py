"""What can happen in a session: the entries of its journal, from which the session is made again.

A happening says what changed and never fails. It holds no name and no secret: names lie in a table of
their own, from which they can be erased, and secrets are known by their hashes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

__all__ = [
    "Admitted", "Answered", "CarriedOver", "ChairPassed", "Closed", "Configured", "EventPlayed", "Extended",
    "Happening", "KeyEnded", "KeyMade", "NameTopSet", "NamesShownSet", "Opened", "Paused", "Proposed", "Rang",
    "Removed", "Renamed", "Resumed", "RuleChosen", "Seated", "ShownScreen", "WentBack", "from_text", "to_text",
]  # fmt: skip


@dataclass(frozen=True)
class Seated:
    """Somebody took a new seat."""

    seat: int
    is_admitted: bool
    is_simulated: bool
    name: str = ""


@dataclass(frozen=True)
class Renamed:
    """A seat has another name; an empty one takes it away."""

    seat: int
    name: str = ""


@dataclass(frozen=True)
class Admitted:
    """The facilitator said yes."""

    seat: int


@dataclass(frozen=True)
class Removed:
    """A seat plays no part any more; its keys end with it."""

    seat: int


@dataclass(frozen=True)
class KeyMade:
    """A secret was given out."""

    hash: str
    kind: str
    seat: int
    expires: float | None = None
    device: int = 0


@dataclass(frozen=True)
class KeyEnded:
    """A secret opens nothing any more."""

    hash: str


@dataclass(frozen=True)
class Answered:
    """A seat said something at a station."""

    seat: int
    id: str
    station: str
    revision: int
    content: str
    is_done: bool


@dataclass(frozen=True)
class Proposed:
    """A device of a table proposes something to its chair."""

    seat: int
    device: int
    content: str


@dataclass(frozen=True)
class ChairPassed:
    """Another device of a table says what counts from now on."""

    seat: int
    device: int


@dataclass(frozen=True)
class Closed:
    """The bell rang at a station, and what was said there counts; games are played on to the next one."""

    station: str


@dataclass(frozen=True)
class Opened:
    """The station that was prepared is open, or the facilitator went on to the next."""

    station: str


@dataclass(frozen=True)
class WentBack:
    """The facilitator goes back to an earlier round, which is played again."""

    station: str


@dataclass(frozen=True)
class Rang:
    """The facilitator ended a station: its clock has run down."""


@dataclass(frozen=True)
class Paused:
    """The clock stands."""


@dataclass(frozen=True)
class CarriedOver:
    """The clock goes on after a pause."""


@dataclass(frozen=True)
class Extended:
    """The station lasts longer, seconds."""

    seconds: float


@dataclass(frozen=True)
class Resumed:
    """The server stood still for some seconds (a crash, a closed laptop), which the clock does not count."""

    seconds: float


@dataclass(frozen=True)
class Configured:
    """The facilitator changed the setting before the start: what ``WorkshopSetting.changed`` takes."""

    changes: Mapping[str, Any]


@dataclass(frozen=True)
class EventPlayed:
    """A prepared event happens in the round that is open."""

    station: str
    key: str
    organisation: int | None


@dataclass(frozen=True)
class RuleChosen:
    """Which rule is changed in the second future, by key."""

    key: str


@dataclass(frozen=True)
class ShownScreen:
    """The reveal is at this screen."""

    number: int


@dataclass(frozen=True)
class NamesShownSet:
    """Whether the wall shows names."""

    shown: bool


@dataclass(frozen=True)
class NameTopSet:
    """Whether the wall names who decided best."""

    named: bool


Happening = (
    Seated | Renamed | Admitted | Removed | KeyMade | KeyEnded | Answered | Closed | Opened | WentBack | Rang
    | Paused | CarriedOver | Extended | Resumed | Configured | EventPlayed | RuleChosen | ShownScreen
    | Proposed | ChairPassed | NamesShownSet | NameTopSet
)  # fmt: skip

_KINDS: dict[str, type] = {kind.__name__: kind for kind in Happening.__args__}


def to_text(happening: Happening) -> tuple[str, str]:
    """Kind and content as the journal keeps them; without a name."""
    data = {key: value for key, value in asdict(happening).items() if key != "name"}
    return type(happening).__name__, json.dumps(data, sort_keys=True, ensure_ascii=False)


def from_text(kind: str, text: str) -> Happening:
    """The happening that ``to_text`` gave, without its name.

    Raises:
        KeyError, TypeError, ValueError: where it is none.
    """
    made: Happening = _KINDS[kind](**json.loads(text))
    return made
