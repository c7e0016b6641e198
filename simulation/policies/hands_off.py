"""No response: failing organisations are named and left alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.regulation.view import View

__all__ = ["HandsOff"]


@dataclass(frozen=True)
class HandsOff(Policy):
    """Failing organisations are named, and left alone.

    Inspections, grades and designations go on, so being called failing still brings scrutiny and
    blame (S12), but nobody is helped, sanctioned or taken over. It shows what recovers by itself, and
    so how much of another policy's success is only that (S3, S5). It differs from nobody-designated,
    under which failure isn't even named.
    """

    name = "hands-off"
    title = "Hands off"
    uses = ()

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Ask for nothing."""
        return view.no_decisions()
