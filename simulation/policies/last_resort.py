"""Central intervention as a last resort: once failure is severe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, called_severe, under_until
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["LastResort"]


@dataclass(frozen=True)
class LastResort(Policy):
    """The centre steps in last: only where failure is official and believed severe.

    Commissioners come where an organisation is designated and believed at or below the severe
    threshold, and leave once it is believed well above the warning one. Evidence: S6, help comes late.
    It is central-early with another threshold and nothing else: where the severe threshold is the
    failing one, the two are equal to the bit.
    """

    name = "last-resort"
    title = "Centre as last resort"
    uses = (Instrument.CENTRAL_INTERVENTION,)

    margin: float = lever(0, -10, 15, "points", "above the severe threshold: how deep failure must be")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where commissioners leave")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Central intervention where failure is official and severe, until it is over."""
        begins = called_severe(view, self.margin)
        goes_on = under_until(view, Instrument.CENTRAL_INTERVENTION, self.hold)
        return answer(view, {Instrument.CENTRAL_INTERVENTION: begins | goes_on})
