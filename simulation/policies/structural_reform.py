"""Reorganisation as the answer to failure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, called_failing, under
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["StructuralReform", "reform"]


def reform(view: View, delay: float, again: float) -> np.ndarray:
    """Where a reform is to run: it begins ``delay`` quarters after designation, and goes on to its own end.

    Args:
        again: quarters since an earlier reform's end before the same organisation can be reformed again.
    """
    rested = view.quarters_since_end(Instrument.STRUCTURAL_REFORM) >= again
    return under(view, Instrument.STRUCTURAL_REFORM) | (called_failing(view, delay) & rested)


@dataclass(frozen=True)
class StructuralReform(Policy):
    """Failing organisations are restructured: merged, split, renamed.

    A reform is ordered at designation. It takes a year, replaces the leaders, reshuffles capability
    around what it was, cuts ties and chills culture; where failure is still official years later, it
    is ordered again. Evidence: S4, restructuring is superficial. It differs from central-early in its
    instrument alone, and from blame-first in that nothing is said and nothing is waited for.
    """

    name = "structural-reform"
    title = "Structural reform"
    uses = (Instrument.STRUCTURAL_REFORM,)

    delay: float = lever(0, 0, 8, "quarters", "from designation to the reform")
    again: float = lever(12, 12, 40, "quarters", "between the end of a reform and the next one")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Reform where failure is official, and again where that did not end it."""
        return answer(view, {Instrument.STRUCTURAL_REFORM: reform(view, self.delay, self.again)})
