"""What the screens of the reveal are made from: every game that is over, what was marked in it, what it was worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from simulation.game import DecisionValue, Fared, Reveal
from simulation.game.reveal import Mark
from simulation.workshop.setting import WorkshopSetting

__all__ = ["Material", "SeatTold", "is_tied_with_best", "is_unlucky"]

_TOP_SHARE = 3


@dataclass(frozen=True)
class SeatTold:
    """One seat's game, told.

    Attributes:
        seat, name: whose, and as the facilitator may say it.
        reveal: what was true in it.
        worse, good_news: its marks beside the truth; none where nothing was marked.
        total: the value of all its decisions; None where it could not be worked out.
    """

    seat: int
    name: str
    reveal: Reveal
    worse: tuple[Mark, ...] = ()
    good_news: Mark | None = None
    total: DecisionValue | None = None

    @property
    def has_marked(self) -> bool:
        """Whether three were marked."""
        return bool(self.worse)


@dataclass(frozen=True)
class Material:
    """All of it.

    Attributes:
        setting: the workshop's.
        seats: the games, by seat.
        house: standing orders alone.
        policies: every shipped policy in the same future.
        wishes: votes for rules, by seat.
        rule: which rule was changed in this future, by key; empty in the first.
        before: the same of the first future, where this is the second.
    """

    setting: WorkshopSetting
    seats: tuple[SeatTold, ...]
    house: Reveal
    policies: tuple[Fared, ...]
    wishes: Mapping[int, str]
    rule: str = ""
    before: Material | None = None

    @property
    def games(self) -> tuple[Reveal, ...]:
        """The room's games; standing orders alone where nobody plays."""
        return tuple(seat.reveal for seat in self.seats) or (self.house,)

    @property
    def valued(self) -> tuple[SeatTold, ...]:
        """Seats whose decisions were valued, the best first."""
        return tuple(
            sorted((s for s in self.seats if s.total is not None), key=lambda s: (-_value(s), s.reveal.player.harm))
        )

    def votes_for_changes(self) -> Counter[str]:
        """Votes by rule."""
        return Counter(key for key in self.wishes.values() if key)


def _value(seat: SeatTold) -> float:
    return seat.total.value if seat.total is not None else float("-inf")


def is_tied_with_best(seat: SeatTold, material: Material) -> bool:
    """Whether a seat's interval reaches that of the best: then chance alone may have parted them."""
    best = material.valued[0].total if material.valued else None
    return best is not None and seat.total is not None and seat.total.high >= best.low


def is_unlucky(seat: SeatTold, material: Material) -> bool:
    """Whether somebody decided better than most, in the top third, and met more harm than most."""
    valued = material.valued
    if len(valued) < _TOP_SHARE or seat not in valued:
        return False
    decided_well = valued.index(seat) < -(-len(valued) // _TOP_SHARE)
    return decided_well and seat.reveal.player.harm > median(s.reveal.player.harm for s in valued)
