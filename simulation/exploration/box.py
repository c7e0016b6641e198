"""A box of assumptions: ends for some uncertain numbers, and how well it holds the cases of interest.

*Density* is the share of the box's futures that are cases, *coverage* the share of all cases that lie in the box,
*mass* the box's share of all points (Bryant and Lempert 2010, doi 10.1016/j.techfore.2009.08.002). What a box is
worth is its mass times what its density exceeds the overall rate by: nil for a box that holds as many cases as any
part of that size would.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrc

__all__ = ["Box", "BoxMeasures", "measures_of", "quasi_p", "worth"]


@dataclass(frozen=True, eq=False)
class Box:
    """Ends of a box; infinite where it is open.

    Attributes:
        low, high: shape (uncertain numbers,); both ends belong to the box.
    """

    low: np.ndarray
    high: np.ndarray

    @classmethod
    def open(cls, count: int) -> Box:
        """The box of everything."""
        return cls(np.full(count, -np.inf), np.full(count, np.inf))

    @property
    def restricted(self) -> np.ndarray:
        """Which uncertain numbers have an end, by place."""
        return np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))

    @property
    def ends(self) -> list[tuple[int, bool]]:
        """Its ends: places of uncertain numbers, and whether the end is a low one."""
        return [(int(k), True) for k in np.flatnonzero(np.isfinite(self.low))] + [
            (int(k), False) for k in np.flatnonzero(np.isfinite(self.high))
        ]

    def holds(self, design: np.ndarray) -> np.ndarray:
        """Which points lie inside, for a design of shape (points, uncertain numbers)."""
        inside = np.ones(len(design), bool)
        for k in self.restricted:
            inside &= (design[:, k] >= self.low[k]) & (design[:, k] <= self.high[k])
        return inside

    def without(self, place: int) -> Box:
        """The box with both ends of one number opened."""
        return self.moved(place, -np.inf, is_low=True).moved(place, np.inf, is_low=False)

    def moved(self, place: int, value: float, *, is_low: bool) -> Box:
        """The box with one end elsewhere."""
        low, high = self.low.copy(), self.high.copy()
        (low if is_low else high)[place] = value
        return Box(low, high)


@dataclass(frozen=True)
class BoxMeasures:
    """How well a box holds the cases; shares from 0 to 1, NaN where there is nothing to share."""

    density: float
    coverage: float
    mass: float


def measures_of(box: Box, design: np.ndarray, share: np.ndarray) -> BoxMeasures:
    """Density, coverage and mass of a box.

    Args:
        box: which.
        design: shape (points, uncertain numbers).
        share: of a point's futures that are cases, shape (points,).
    """
    inside = box.holds(design)
    cases, total = float(share[inside].sum()), float(share.sum())
    return BoxMeasures(
        cases / inside.sum() if inside.any() else np.nan, cases / total if total > 0 else np.nan, float(inside.mean())
    )


def worth(box: Box, design: np.ndarray, share: np.ndarray) -> float:
    """Its mass times what its density exceeds the overall rate by (weighted relative accuracy)."""
    return float(np.where(box.holds(design), share - share.mean(), 0.0).mean())


def quasi_p(box: Box, place: int, design: np.ndarray, share: np.ndarray) -> float:
    """How often chance alone would make a restriction seem as good: small where it matters.

    The probability that so many of the box's points, drawn from the box without this restriction, were
    cases at least as often (Bryant and Lempert 2010). "Quasi", since the restriction was chosen by looking.
    """
    inside, wider = box.holds(design), box.without(place).holds(design)
    count = int(inside.sum())
    if count == 0 or not wider.any():
        return 1.0
    cases = int(np.floor(share[inside].sum()))
    return float(bdtrc(cases - 1, count, float(share[wider].mean()))) if cases > 0 else 1.0
