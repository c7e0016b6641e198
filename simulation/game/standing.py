"""Standing orders: what is done wherever the player decides nothing, and the run-off after the last round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator

from simulation.policies.conditions import called_failing, in_warning, under
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.scenario.fields import Part, Real, Whole, between
from simulation.session import ByHand
from simulation.vocabulary import Instrument

__all__ = ["RunOff", "StandingOrders", "StandingPolicy"]

RELEASE = 4.0
"""Points above the warning threshold at which what runs is taken to have done its work, as in the shipped policies."""


class StandingOrders(Part):
    """What a player says once, and may change: it holds wherever no case is decided.

    Attributes:
        plan: whom inspectors visit: "rota", "risk-based", "random" or "none".
        peers_below: believed quality, points, below which peer support is asked for; 0 for never.
        patience: quarters after which an instrument comes to the player for review. Peers at an
            organisation that is still called failing then make way for a board.
    """

    plan: Literal["rota", "risk-based", "random", "none"] = "rota"
    peers_below: Annotated[Real, AfterValidator(between(0.0, 100.0))] = 45.0
    patience: Annotated[Whole, AfterValidator(between(1, 40))] = 8

    def policy(self) -> StandingPolicy:
        """The policy that carries them out."""
        return _BY_PLAN[self.plan](float(self.peers_below), float(self.patience))

    def __str__(self) -> str:
        looks = {
            "rota": "everyone is inspected in turn",
            "risk-based": "those at the highest risk are inspected",
            "random": "inspections at random",
            "none": "no inspections but those you ask for",
        }[self.plan]
        peers = f"peers below {self.peers_below:g}" if self.peers_below > 0 else "no peers unless you ask"
        return f"{looks}; {peers}; review after {self.patience} quarters"


@dataclass(frozen=True)
class StandingPolicy(ByHand):
    """Standing orders carried out: what runs goes on until its work is done, peers come early, and little else."""

    name = "standing-orders-rota"
    title = "Standing orders"
    plan = "rota"

    peers_below: float = lever(45, 0, 100, "points", "believed quality below which peers are asked for")
    patience: float = lever(8, 1, 40, "quarters", "that peers get at an organisation that is called failing")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Hold what runs until it is over; peers below the trigger; a board where peers had their time."""
        decisions = super().decide(view, memory)
        is_idle = view.instrument == Instrument.NONE
        is_done = ~is_idle & ~under(view, Instrument.PEER_SUPPORT) & ~in_warning(view, RELEASE)
        had_peers = under(view, Instrument.PEER_SUPPORT) & (view.quarters_in >= self.patience)
        np.putmask(decisions.instrument, is_done, Instrument.NONE)
        np.putmask(decisions.instrument, is_idle & (view.belief < self.peers_below), Instrument.PEER_SUPPORT)
        np.putmask(decisions.instrument, had_peers & called_failing(view), Instrument.IMPROVEMENT_BOARD)
        return decisions


@dataclass(frozen=True)
class _ByRisk(StandingPolicy):
    name = "standing-orders-risk-based"
    plan = "risk-based"


@dataclass(frozen=True)
class _AtRandom(StandingPolicy):
    name = "standing-orders-random"
    plan = "random"


@dataclass(frozen=True)
class _NoPlan(StandingPolicy):
    name = "standing-orders-none"
    plan = "none"


_BY_PLAN: dict[str, type[StandingPolicy]] = {
    str(policy.plan): policy for policy in (StandingPolicy, _ByRisk, _AtRandom, _NoPlan)
}


@dataclass(frozen=True)
class RunOff(Policy):
    """After the last round: what runs ends once it has run its term, nothing begins, nobody is censured.

    The same for every player and every policy, so that the years after pay for what was done before.
    """

    name = "run-off"
    title = "Run-off"

    term: float = lever(8, 1, 40, "quarters", "that an instrument has run in all when it ends")

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """What is within its term goes on."""
        decisions = view.no_decisions()
        decisions.instrument[:] = np.where(view.quarters_in < self.term, view.instrument, 0)
        return decisions
