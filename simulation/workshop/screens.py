"""The six screens of the reveal as data: what the room sees of each, and what each participant sees of their own.

Nobody is named by them but who decided best, and that only when the facilitator says so. Dots are
ordered by where they lie, never by seat.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "ORDER", "ROOM_CHANGE", "Change", "Changes", "Dip", "Dot", "HarmAndCost", "OwnDip", "OwnMark", "OwnResult",
    "OwnSeen", "OwnVotes", "OwnWaiting", "OwnWish", "PolicyDot", "RoomChange", "RoomChangeRow", "Screen", "SeenAndTrue",
    "SeenTrue", "Series", "ValueDot", "VoteRow", "Votes", "Waiting", "WaitingRow",
]  # fmt: skip

ORDER = ("seen-and-true", "votes", "dip", "waiting", "harm-and-cost", "change")
"""The screens' keys in the order of showing."""
ROOM_CHANGE = "room-change"
"""In place of the last in the reveal of a second future."""


@dataclass(frozen=True)
class SeenTrue:
    """An organisation at the curtain over all games: means of whole points, and the truth's range over games."""

    name: str
    reported: int
    believed: int
    true: int
    true_low: int
    true_high: int


@dataclass(frozen=True)
class SeenAndTrue:
    """Screen 1: what you saw and what was true, the furthest above the truth first."""

    organisations: tuple[SeenTrue, ...]
    games: int
    sentence: str


@dataclass(frozen=True)
class Series:
    """An organisation quarter by quarter up to the curtain, whole points."""

    name: str
    when: tuple[str, ...]
    reported: tuple[int, ...]
    believed: tuple[int, ...]
    true: tuple[int, ...]
    sentence: str


@dataclass(frozen=True)
class OwnSeen:
    """Screen 1, one's own: the same of one game, and the three worst surprises, the worst last."""

    organisations: tuple[SeenTrue, ...]
    surprises: tuple[Series, ...]


@dataclass(frozen=True)
class VoteRow:
    """Votes on an organisation, and in how many of the room's games they were right.

    Attributes:
        worse, good_news: how many marked it.
        was_worse, was_good_news: in how many games it was truly so.
    """

    name: str
    worse: int
    good_news: int
    was_worse: int
    was_good_news: int


@dataclass(frozen=True)
class Votes:
    """Screen 2: votes against truth, most votes first; ``chance`` is what marking blindly would get right of three."""

    rows: tuple[VoteRow, ...]
    voters: int
    games: int
    right_of_three: float
    chance: float
    sentence: str


@dataclass(frozen=True)
class OwnMark:
    """A mark beside the truth of one's own game."""

    name: str
    kind: str
    is_right: bool
    sentence: str


@dataclass(frozen=True)
class OwnVotes:
    """Screen 2, one's own marks; none where nothing was marked."""

    marks: tuple[OwnMark, ...]


@dataclass(frozen=True)
class Dip:
    """Screen 3: one honest dip, told as a story.

    Attributes:
        story: whose it is, quarter by quarter; None where no game had one.
        games_with, games: in how many games this organisation had an honest dip, of how many.
        mistaken: in how many of them it was taken for decline.
        sentence: the same in words.
    """

    story: Series | None
    games_with: int
    games: int
    mistaken: int
    sentence: str


@dataclass(frozen=True)
class OwnDip:
    """Screen 3, one's own: every honest dip of one's game in a sentence."""

    sentences: tuple[str, ...]


@dataclass(frozen=True)
class WaitingRow:
    """Who was truly failing with nothing to help: in how many games, quarters in the mean game, called failing in."""

    name: str
    games: int
    quarters: float
    called_in: int


@dataclass(frozen=True)
class Waiting:
    """Screen 4: who was left waiting, the longest first."""

    rows: tuple[WaitingRow, ...]
    games: int
    sentence: str


@dataclass(frozen=True)
class OwnWaiting:
    """Screen 4, one's own, in sentences."""

    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Dot:
    """A game's harm (point-years) and cost (cost units)."""

    harm: int
    cost: float


@dataclass(frozen=True)
class PolicyDot:
    """A shipped policy's harm and cost in the same future."""

    name: str
    title: str
    harm: int
    cost: float


@dataclass(frozen=True)
class ValueDot:
    """How well somebody decided, apart from luck, with its interval, beside the harm that came of it."""

    value: int
    low: int
    high: int
    harm: int


@dataclass(frozen=True)
class HarmAndCost:
    """Screen 5: harm and cost with everyone and every shipped policy; who decided well and was unlucky?

    Attributes:
        dots, values: a dot a game, ordered by where it lies.
        policies: the shipped ones.
        standing: what standing orders alone came to.
        tied: how many cannot be told from the best, their intervals overlapping.
        unlucky: how many decided better than most and met more harm than most.
        top: who decided best by name; empty until the facilitator says so.
        sentence: the same in words.
    """

    dots: tuple[Dot, ...]
    values: tuple[ValueDot, ...]
    policies: tuple[PolicyDot, ...]
    standing: Dot
    tied: int
    unlucky: int
    top: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class OwnResult:
    """Screen 5, one's own."""

    harm: int
    cost: float
    value: int
    low: int
    high: int
    is_tied_with_best: bool
    is_unlucky: bool
    sentence: str


@dataclass(frozen=True)
class Change:
    """A rule and its votes."""

    key: str
    label: str
    words: str
    votes: int


@dataclass(frozen=True)
class Changes:
    """Screen 6: what you would change, most votes first."""

    rows: tuple[Change, ...]
    voters: int


@dataclass(frozen=True)
class RoomChangeRow:
    """One thing about the room in the first future and in the second, in words."""

    label: str
    first: str
    second: str


@dataclass(frozen=True)
class RoomChange:
    """Screen 6 of a second reveal: what the room did differently under the rule that was changed.

    Attributes:
        label: the rule.
        rows: the room in both futures.
        seats: how many played both.
        sentence: what can be said of it, and what cannot.
    """

    label: str
    rows: tuple[RoomChangeRow, ...]
    seats: int
    sentence: str


@dataclass(frozen=True)
class OwnWish:
    """Screen 6, one's own vote, by key; empty where there is none."""

    change: str


Room = SeenAndTrue | Votes | Dip | Waiting | HarmAndCost | Changes | RoomChange
Own = OwnSeen | OwnVotes | OwnDip | OwnWaiting | OwnResult | OwnWish


@dataclass(frozen=True)
class Screen:
    """One screen of the reveal.

    Attributes:
        number, of, key: its place, and what it is.
        title, question: what stands on it, and the one question to talk about.
        room: what the wall shows.
        own: a participant's own part; None on the wall.
    """

    number: int
    of: int
    key: str
    title: str
    question: str
    room: Room
    own: Own | None
