"""One parameter: what it means, what it may be, and how sure we are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

__all__ = ["Confidence", "Parameter", "Unit"]

Confidence = Literal["published", "calibrated", "seed", "assumed"]
"""How sure: read in a source; fitted to data; a starting number tried in a prototype; assumed."""

Unit = Literal[
    "points",
    "points a year",
    "points squared",
    "share",
    "rate a quarter",
    "quarters",
    "years",
    "coefficient",
    "number",
    "correlation",
    "cost units",
    "rate a year",
]

_LEGAL: dict[str, tuple[float, float]] = {
    "points": (0.0, 100.0),
    "points a year": (-20.0, 20.0),
    "points squared": (0.0, 10_000.0),
    "share": (0.0, 1.0),
    "rate a quarter": (0.0, 1.0),
    "quarters": (0.0, 400.0),
    "years": (0.0, 100.0),
    "coefficient": (-100.0, 100.0),
    "number": (0.0, 1000.0),
    "correlation": (-0.99, 0.99),
    "cost units": (0.0, 1000.0),
    "rate a year": (0.0, 1.0),
}


@dataclass(frozen=True)
class Parameter:
    """A number of the model.

    Attributes:
        name: as written in scenario files and after ``--set``.
        default: the value where a scenario says nothing.
        low, high: the plausible range; an uncertain comparison draws uniformly from it.
        unit: what the number counts.
        confidence: how sure we are of the default (see ``Confidence``).
        source: where it comes from: a finding S1 to S14, a published figure, or who assumed it.
        meaning: what it does, in a sentence.
        group: the heading under which the table of assumptions shows it.
        legal: what a scenario may set it to; wider than the range, so that an effect can be nil.
    """

    name: str
    default: float
    low: float
    high: float
    unit: Unit
    confidence: Confidence
    source: str
    meaning: str
    group: str = ""
    legal: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        least, most = self.bounds
        if not least <= self.low <= self.default <= self.high <= most:
            raise ValueError(
                f"parameter {self.name}: needs {least} <= low {self.low} <= default {self.default}"
                f" <= high {self.high} <= {most}"
            )

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that a scenario may set."""
        return self.legal if self.legal is not None else _LEGAL[self.unit]

    @property
    def is_fixed(self) -> bool:
        """Whether it has no range: a definition rather than an assumption."""
        return self.low == self.high

    def complaint(self, value: float) -> str | None:
        """A sentence that says why ``value`` cannot be used, or nothing where it can."""
        least, most = self.bounds
        if not math.isfinite(value):
            return f"is {value}; it must be a finite number from {least:g} to {most:g} ({self.unit})"
        if not least <= value <= most:
            return f"is {value:g}; it must lie between {least:g} and {most:g} ({self.unit})"
        return None
