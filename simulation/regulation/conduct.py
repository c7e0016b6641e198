"""How the regulator goes about it: the numbers, beside the parameters, that compiled code needs to know."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Conduct"]


class Conduct(NamedTuple):
    """A regime and the traits of a policy, as whole numbers.

    Attributes:
        regime: code of ``Regime``.
        plan: code of ``Plan``.
        visits: 1 where the designated get monitoring visits.
        designates: 0 only in the reference in which nobody is called failing.
        brokered: 1 where the sector body matches helpers.
        coordinated: 1 where a case has one lead.
        budget: cost units that may be spent a quarter; infinite where none is set.
    """

    regime: int
    plan: int
    visits: int
    designates: int
    brokered: int
    coordinated: int
    budget: float
