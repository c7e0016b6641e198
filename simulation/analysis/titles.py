"""What pages and pictures call a policy, and how they count organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from simulation.batches import Simulation
from simulation.regulation.policy import Policy, levers_of

__all__ = ["Worded", "counted", "title_of", "unit_in"]


class Worded(Protocol):
    """What says how one of its organisations is called, and several: a scenario, or a sweep's results."""

    @property
    def organisation_word(self) -> str:
        """One of them: ``council``."""

    @property
    def organisations_word(self) -> str:
        """Several: ``councils``."""


def title_of(policy: Policy) -> str:
    """A policy's title, with those of its levers that differ from their defaults: ``Ladder (hold 6)``."""
    changed = [
        f"{entry.name.replace('_', ' ')} {getattr(policy, entry.name):g}"
        for entry in levers_of(type(policy))
        if getattr(policy, entry.name) != entry.default
    ]
    return f"{policy.title} ({', '.join(changed)})" if changed else policy.title


def unit_in(scenario: Worded, unit: str) -> str:
    """A unit in the scenario's own words: ``organisation-years`` becomes ``council-years``."""
    return unit.replace("organisations", scenario.organisations_word).replace(
        "organisation", scenario.organisation_word
    )


def counted(simulations: Sequence[Simulation]) -> int:
    """How many futures these simulations share.

    Raises:
        ValueError: where they were not played on the same futures, or there is none.
    """
    if not simulations:
        raise ValueError("there is no simulation to look at")
    runs = simulations[0].outcomes.index
    if any(not s.outcomes.index.equals(runs) for s in simulations):
        raise ValueError("the simulations were not played on the same futures")
    return len(runs)
