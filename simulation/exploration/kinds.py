"""The analyses by name, each with what it takes where nobody says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from simulation.errors import InputError, did_you_mean, one_of
from simulation.experiments.results import SweepResults
from simulation.exploration.cases import losing_cases, missing_cases
from simulation.exploration.compare import pooled_differences
from simulation.exploration.cost_and_harm import COSTS, frontier
from simulation.exploration.discovery import discover
from simulation.exploration.leading import leading_alternative, strongest_rival
from simulation.exploration.robustness import robustness
from simulation.exploration.sensitivity import sensitivity
from simulation.exploration.values import alternative_place, outcome_of
from simulation.exploration.who_benefits import MEASURES, benefits

__all__ = ["KINDS", "Asked", "Finding", "analyse"]


class Finding(Protocol):
    """What every analysis gives: numbers, and what they say."""

    @property
    def frame(self) -> pd.DataFrame:
        """The numbers."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What they say."""


@dataclass(frozen=True)
class Asked:
    """What an analysis is asked about; what is left out is chosen by ``completed``.

    Attributes:
        outcome: the name of one that the sweep kept.
        policy: the label of the alternative that is asked about.
        against: the label of the one that it is set against.
        rival: the label of the one to which the answer would flip; ``against`` where that is named.
        seed: of resampling.
    """

    outcome: str | None = None
    policy: str | None = None
    against: str | None = None
    rival: str | None = None
    seed: int = 0

    def completed(self, results: SweepResults) -> Asked:
        """The sweep's first outcome that is no cost, the most robust alternative, against the baseline.

        What a choice depends on, and where it flips, is asked against the strongest rival.

        Raises:
            InputError: where what was named is not in the sweep.
        """
        outcome = self.outcome
        if outcome is None:
            others = [name for name in results.outcome_names if name not in COSTS]
            outcome = (others or list(results.outcome_names))[0]
        outcome_of(results, outcome)
        policy = self.policy or leading_alternative(results, outcome)
        for label in (policy, self.against or results.baseline):
            alternative_place(results, label)
        if self.rival is None and self.policy is not None and self.policy == self.against:
            raise InputError(f"{policy} cannot be set against itself; name another with --policy or --against")
        rival = self.rival or self.against or strongest_rival(results, policy, outcome)
        return Asked(outcome, policy, self.against or results.baseline, rival, self.seed)


_Findings = dict[str, Finding]


def _compare(results: SweepResults, asked: Asked) -> _Findings:
    names = [str(asked.outcome), *(name for name in results.outcome_names if name != asked.outcome)]
    return {"compare": pooled_differences(results, names, asked.policy)}


def _sensitivity(results: SweepResults, asked: Asked) -> _Findings:
    """Of the choice, which matters most for a decision, and of the outcome itself."""
    found: _Findings = {}
    if asked.policy != asked.rival:
        found["choice"] = sensitivity(results, asked.outcome, asked.policy, asked.rival, seed=asked.seed)
    found["outcome"] = sensitivity(results, asked.outcome, asked.policy, seed=asked.seed)
    return found


def _discover(results: SweepResults, asked: Asked) -> _Findings:
    """Where it loses, and, where the sweep sets a target, where it misses that."""
    found: _Findings = {}
    policy = str(asked.policy)
    if policy != asked.rival:
        found["losses"] = discover(results, losing_cases(results, asked.outcome, policy, asked.rival), seed=asked.seed)
    if asked.outcome in results.targets:
        found["misses"] = discover(results, missing_cases(results, asked.outcome, policy), seed=asked.seed)
    if not found:
        raise InputError(f"{policy} cannot lose to itself, and the sweep sets no target for {asked.outcome}")
    return found


def _robustness(results: SweepResults, asked: Asked) -> _Findings:
    return {"robustness": robustness(results, asked.outcome, seed=asked.seed)}


def _frontier(results: SweepResults, asked: Asked) -> _Findings:
    return {"frontier": frontier(results, asked.outcome, seed=asked.seed)}


def _who_benefits(results: SweepResults, asked: Asked) -> _Findings:
    measure = asked.outcome if asked.outcome in MEASURES else None
    return {"who-benefits": benefits(results, str(asked.policy), asked.against, measure)}


KINDS: dict[str, Callable[[SweepResults, Asked], _Findings]] = {
    "compare": _compare,
    "sensitivity": _sensitivity,
    "discover": _discover,
    "robustness": _robustness,
    "frontier": _frontier,
    "who-benefits": _who_benefits,
}
"""What makes each analysis, by name, in the order of reports."""


def analyse(results: SweepResults, kind: str, asked: Asked | None = None) -> dict[str, Finding]:
    """One analysis of a sweep.

    Args:
        results: of the sweep.
        kind: "compare", "sensitivity", "discover", "robustness", "frontier" or "who-benefits".
        asked: what about. Left out, it is the sweep's first outcome that is no cost, and the most robust alternative,
            against the baseline; where a choice flips and what it depends on is asked against the strongest rival.

    Returns:
        Findings by name, each with a ``frame`` and ``sentences``: one, called as its kind; but "choice" and "outcome"
        for sensitivity, "losses" and "misses" (where the sweep sets a target) for discover.

    Raises:
        InputError: where there is no such analysis, or the sweep cannot give it.
    """
    if kind not in KINDS:
        raise InputError(f"{kind} is not an analysis{did_you_mean(kind, KINDS)}; it may be {one_of(KINDS)}")
    return KINDS[kind](results, (asked or Asked()).completed(results))
