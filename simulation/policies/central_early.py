"""Central intervention as soon as an organisation is called failing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, called_failing, under_until
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["CentralEarly"]


@dataclass(frozen=True)
class CentralEarly(Policy):
    """The centre steps in as soon as an organisation is called failing.

    Commissioners come at designation, however shallow the failure, and leave once it is believed well
    above the warning threshold. Evidence: S6 is about coming late, S4 about what a takeover does to
    culture. It differs from last-resort in its threshold alone, and from improvement-boards in its
    instrument alone.
    """

    name = "central-early"
    title = "Centre early"
    uses = (Instrument.CENTRAL_INTERVENTION,)

    delay: float = lever(0, 0, 8, "quarters", "from designation to the commissioners")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where commissioners leave")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Central intervention where failure is official, until it is over."""
        begins = called_failing(view, self.delay)
        goes_on = under_until(view, Instrument.CENTRAL_INTERVENTION, self.hold)
        return answer(view, {Instrument.CENTRAL_INTERVENTION: begins | goes_on})
