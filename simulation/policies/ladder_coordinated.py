"""The ladder, with one lead for failures that hang together."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.policies.ladder import Ladder

__all__ = ["LadderCoordinated"]


@dataclass(frozen=True)
class LadderCoordinated(Ladder):
    """The ladder, with one lead for each group of failures that depend on each other.

    One lead sees to it that interventions next door don't disrupt each other, at a small extra cost;
    the lessons of a closed case travel. No trigger, instrument or capacity is any different from
    ladder's. Evidence: S2, failures are linked and uncoordinated interventions misfire; S13.
    """

    name = "ladder-coordinated"
    title = "Ladder, coordinated"
    coordinated = True
