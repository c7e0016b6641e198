"""The setting of the compare page: which policies, in which scenario, with which changed numbers."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from simulation.app.address import Choice, choice_in, keys_in, policy_in, query_of
from simulation.errors import InputError, PolicyError, did_you_mean, one_of
from simulation.policies import load_policies, spec_of

__all__ = ["DEFAULT_POLICIES", "FEWEST_POLICIES", "MOST_POLICIES", "OUTCOMES", "Compared", "compared_in"]

DEFAULT_POLICIES = ("last-resort", "improvement-boards", "brokered-early", "central-early")
FEWEST_POLICIES, MOST_POLICIES = 2, 4
OUTCOMES = (
    "failing_organisations",
    "severe_years",
    "hidden_failure_years",
    "harm",
    "mean_quality",
    "cost_a_year",
)
"""The outcomes that the answer can speak of, the usual one first."""


@dataclass(frozen=True)
class Compared:
    """What the compare page shows.

    Attributes:
        choice: scenario, seed and changed numbers.
        policies: two to four, as ``spec_of`` writes them; the first is the one that the others are set against.
        outcome: what the answer speaks of; the futures do not depend on it.
    """

    choice: Choice = field(default_factory=Choice)
    policies: tuple[str, ...] = DEFAULT_POLICIES
    outcome: str = OUTCOMES[0]

    @property
    def query(self) -> str:
        """The setting as an address writes it; what is as by default is left out."""
        pairs = self.choice.pairs()
        if self.policies != DEFAULT_POLICIES:
            pairs.append(("policies", ",".join(self.policies)))
        if self.outcome != OUTCOMES[0]:
            pairs.append(("outcome", self.outcome))
        return query_of(pairs)

    @property
    def simulated(self) -> Hashable:
        """What the futures depend on, as the pool knows it."""
        return ("compared", self.choice, self.policies)


def compared_in(search: str | None) -> Compared:
    """The setting that an address describes.

    Args:
        search: its query, with the question mark or without.

    Raises:
        InputError: where a value cannot be used. Whether there is such a scenario is seen when it is opened.
    """
    keys = keys_in(search)
    specs = DEFAULT_POLICIES if "policies" not in keys else _specs(keys["policies"][-1])
    outcome = keys.get("outcome", [OUTCOMES[0]])[-1]
    if outcome not in OUTCOMES:
        hint = did_you_mean(outcome, OUTCOMES)
        raise InputError(f'outcome is "{outcome[:40]}" in the address; the page speaks of {one_of(OUTCOMES)}{hint}')
    return Compared(choice_in(keys), specs, outcome)


def _specs(text: str) -> tuple[str, ...]:
    specs: list[str] = []
    for piece in text.split(","):
        # What only sets a lever belongs to the policy before.
        if specs and "=" in piece and ":" not in piece:
            specs[-1] += "," + piece
        elif piece.strip():
            specs.append(piece.strip())
    if not FEWEST_POLICIES <= len(specs) <= MOST_POLICIES:
        raise PolicyError(
            f"the address names {len(specs)} policies; {FEWEST_POLICIES} to {MOST_POLICIES} can be compared on a page"
        )
    # No address names a file: only policies that ship are opened.
    return tuple(spec_of(policy) for policy in load_policies([spec_of(policy_in(spec)) for spec in specs]))
