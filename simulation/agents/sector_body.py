"""The sector body as an agent: the association that knows who could help, matches, and runs peer reviews."""

from __future__ import annotations

from typing import NamedTuple

import mesa
import numpy as np

from simulation.agents.organisation import Organisation
from simulation.agents.plain import plain
from simulation.agents.regulator import Regulator
from simulation.regulation.helpers import matches_a_quarter, register_of_helpers
from simulation.vocabulary import Examination

__all__ = ["Match", "SectorBody"]

_matches_a_quarter = plain(matches_a_quarter)


class Match(NamedTuple):
    """One organisation helping another."""

    helped: Organisation
    helper: Organisation
    weight: float
    """of the tie between them, 0 to 1"""
    quarters: int
    """that the help has worked"""


class SectorBody(mesa.Agent):
    """The sector's own body: it brokers help and runs peer reviews. S8.

    Whom it matches is settled together with the regulator's other starts, since capacities and budget
    bind all of them at once; this agent knows of it and gives an account.

    Attributes:
        matches: who helps whom now.
        reviews: peer reviews that it ran last quarter.
        reviews_so_far: peer reviews since the policy took over.
        brokered_so_far: starts of help that it brokered since then.
    """

    def __init__(self, model: mesa.Model, regulator: Regulator) -> None:
        super().__init__(model)
        self.regulator = regulator
        self.forget()

    def forget(self) -> None:
        """Begin to count anew: a policy takes over."""
        self.matches: list[Match] = []
        self.reviews = self.reviews_so_far = self.brokered_so_far = 0

    @property
    def is_broker(self) -> bool:
        """Whether it matches helpers: the policy asks it to, and it has the capacity."""
        return self.regulator.office.conduct.brokered > 0 and self.capacity > 0

    @property
    def capacity(self) -> int:
        """How many helpers its register can hold."""
        return int(_matches_a_quarter(len(self.regulator.organisations), self.regulator.around.p))

    @property
    def used(self) -> float:
        """Helpers at work as a share of what its register can hold; nil where it brokers nothing."""
        return len(self.matches) / self.capacity if self.is_broker else 0.0

    def register(self) -> list[Organisation]:
        """Who could help now, best first, as far as anyone can tell; empty where it brokers nothing."""
        office = self.regulator.office
        if not self.is_broker:
            return []
        chosen = np.empty(len(self.regulator.organisations), np.int64)
        found = register_of_helpers(self.capacity, office.run, office.worlds.parameters[0], chosen)
        return [self.regulator.organisations[j] for j in chosen[:found].tolist()]

    def step(self) -> None:
        """Take stock of the quarter: matches that run, and peer reviews."""
        self.matches = [
            Match(o, o.helper, o.match, o.quarters_in) for o in self.regulator.organisations if o.helper is not None
        ]
        if self.is_broker:
            self.brokered_so_far += sum(1 for match in self.matches if match.quarters == 0)
        looks = self.regulator.office.state.arrays.files["look_kind"][0]
        self.reviews = int((looks == Examination.PEER_REVIEW).sum())
        self.reviews_so_far += self.reviews
