"""``PublishedFinding``: what was published, and what the model shows of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["PublishedFinding", "Shown", "shown_over"]

_TAIL = 0.025


@dataclass(frozen=True)
class Shown:
    """A number as simulated sectors show it.

    Attributes:
        mean: over sectors.
        low, high: where 95 in 100 of them lie.
        error: the standard error of the mean.
    """

    mean: float
    low: float
    high: float
    error: float = 0.0

    def is_above(self, value: float) -> bool:
        """Whether the mean lies above, by more than twice its error."""
        return self.mean - 2.0 * self.error > value

    def is_below(self, value: float) -> bool:
        """Whether the mean lies below, by more than twice its error."""
        return self.mean + 2.0 * self.error < value

    def holds(self, value: float) -> bool:
        """Whether a published value is one that a single sector may show."""
        return self.low <= value <= self.high


def shown_over(values: np.ndarray) -> Shown:
    """The mean with its error and the middle 95% over runs, shape (runs,); runs without such a number are left out."""
    known = values[np.isfinite(values)]
    if not len(known):
        return Shown(np.nan, np.nan, np.nan)
    low, high = np.quantile(known, [_TAIL, 1.0 - _TAIL])
    error = float(known.std(ddof=1) / np.sqrt(len(known))) if len(known) > 1 else 0.0
    return Shown(float(known.mean()), float(low), float(high), error)


@dataclass(frozen=True)
class PublishedFinding:
    """One finding.

    Attributes:
        title: what it is about.
        published: what was published, in a sentence, with numbers.
        source: where, and how sure that is.
        measure: what is measured in the model, in words, with its unit.
        shown: what simulated sectors show.
        value: the published number that ``shown`` is held against; NaN where none is comparable.
        direction: whether the model points the same way; nothing where a number alone was published.
        note: what the reader must know beside.
        is_percentage: whether numbers are shares, to be written in per cent.
    """

    title: str
    published: str
    source: str
    measure: str
    shown: Shown
    value: float = np.nan
    direction: bool | None = None
    note: str = ""
    is_percentage: bool = False

    @property
    def size(self) -> str:
        """Whether the size agrees: ``inside``, ``too low``, ``too high``, or ``not comparable``."""
        if np.isnan(self.value) or np.isnan(self.shown.low):
            return "not comparable"
        if self.shown.holds(self.value):
            return "inside"
        return "too low" if self.shown.high < self.value else "too high"

    @property
    def is_missed(self) -> bool:
        """Whether a comparable size lies outside what simulated sectors show."""
        return self.size in ("too low", "too high")
