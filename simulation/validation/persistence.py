"""A rival: the next grade is the same as the last.

Said without doubt it would have an infinite log score at its first error. So it is the same with probability s, and
each of the other three grades has a third of the rest; s is the share that stayed the same in what it is fitted to,
with one case added to both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.evidence.inspections import GRADES
from simulation.validation.transitions import Transitions

__all__ = ["SameAsLast"]

_PURPOSE = 1012


@dataclass(frozen=True)
class SameAsLast:
    """The rival, fitted.

    Attributes:
        stays: the probability that the grade is the same.
    """

    stays: float
    name: str = "same as the last"

    @classmethod
    def fitted(cls, known: Transitions) -> SameAsLast:
        """The rival fitted to some transitions."""
        return cls((float((known.next == known.last).sum()) + 1.0) / (len(known) + 2.0))

    def probabilities(self, asked: Transitions) -> np.ndarray:
        """See ``Forecaster``."""
        others = (1.0 - self.stays) / (len(GRADES) - 1)
        found = np.full((len(asked), len(GRADES)), others)
        found[np.arange(len(asked)), asked.last - 1] = self.stays
        return found

    def draws(self, asked: Transitions, count: int, seed: int) -> np.ndarray:
        """See ``Forecaster``; organisations have nothing in common."""
        chance = np.random.default_rng([seed, _PURPOSE])
        steps = chance.integers(1, len(GRADES), (count, len(asked)))
        other = (asked.last.astype(np.int64) - 1 + steps) % len(GRADES) + 1
        is_same = chance.random((count, len(asked))) < self.stays
        return np.where(is_same, asked.last, other).astype(np.int8)
