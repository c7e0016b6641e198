"""Censure, and then reform of whoever is still failing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer
from simulation.policies.structural_reform import reform
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument, Stance

__all__ = ["BlameFirst"]


@dataclass(frozen=True)
class BlameFirst(Policy):
    """Failing organisations are blamed in public, then restructured if they go on failing.

    Whoever is designated is censured for as long as that lasts; a reform is ordered where failure is
    still official after some quarters of it. Evidence: S4, parcelling out blame is superficial and
    chills honesty, so that the figures look better than the service. It differs from
    structural-reform by the censure and the wait, and is the opposite of candour-first.
    """

    name = "blame-first"
    title = "Blame first, then reform"
    uses = (Instrument.STRUCTURAL_REFORM,)

    patience: float = lever(4, 0, 12, "quarters", "of censure before a reform")
    again: float = lever(12, 12, 40, "quarters", "between the end of a reform and the next one")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Censure where failure is official, and reform where that did not end it."""
        decisions = answer(view, {Instrument.STRUCTURAL_REFORM: reform(view, self.patience, self.again)})
        np.putmask(decisions.stance, view.designated > 0, Stance.CENSURE)
        return decisions
