"""The ladder, with early help also for those that depend on the failing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import in_warning
from simulation.policies.ladder import Ladder
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["LadderDependants"]


@dataclass(frozen=True)
class LadderDependants(Ladder):
    """The ladder, with early help also for whoever depends on a failing organisation.

    A dependant of an organisation that is designated or believed failing counts as some points lower
    than it is believed to be: it gets peers earlier than others do (though not above the level at
    which peers leave), and comes before those that are believed as low. Evidence: S2, failure at
    notionally separate organisations is linked. It differs from ladder by this head start alone, and
    pays for it where helpers are scarce: they go to organisations that are less deep in trouble.
    """

    name = "ladder-dependants"
    title = "Ladder, with dependants"

    reach: float = lever(4, 0, 10, "points", "by which a dependant counts as lower than it is believed to be")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """As the ladder, and peers for exposed dependants."""
        decisions = super().decide(view, memory)
        failing = (view.designated > 0) | (view.belief < view.failing_threshold)
        dependants = (view.depends_on(failing) > 0) & in_warning(view, self.margin + self.reach)
        np.putmask(decisions.instrument, dependants & (decisions.instrument == 0), Instrument.PEER_SUPPORT)
        decisions.priority[:] += self.reach * dependants
        return decisions
