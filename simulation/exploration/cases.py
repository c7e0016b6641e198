"""Cases of interest: the futures in which a policy loses to another, or misses its target."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulation.errors import InputError
from simulation.experiments.results import SweepResults
from simulation.exploration.values import alternative_place, mean_of_known, outcome_of, signs_of, values_of
from simulation.exploration.words import amount_said, ordered_titles, outcome_words

__all__ = ["Cases", "losing_cases", "missing_cases"]


@dataclass(frozen=True, eq=False)
class Cases:
    """In what share of its futures each design point is a case.

    Attributes:
        policy: the title of the policy spoken of.
        verb: what it does in a case: ``loses to "Centre as last resort"``.
        noun: what a case is called: ``losses``.
        meaning: when a future is a case, for a note.
        share: shape (points,), 0 to 1; NaN where a point has no such number.
    """

    policy: str
    verb: str
    noun: str
    meaning: str
    share: np.ndarray = field(repr=False)

    @property
    def rate(self) -> float:
        """The share of all futures that are cases; NaN where none has such a number."""
        return float(mean_of_known(self.share, 0))


def losing_cases(results: SweepResults, outcome: str | None, policy: str, against: str | None = None) -> Cases:
    """Futures in which a policy does worse than another; equal is not worse.

    Args:
        results: of a sweep.
        outcome: name; the sweep's first where there is none.
        policy, against: labels; against the baseline where there is none.

    Raises:
        InputError: where there is no such outcome or alternative, or nothing in it is worse.
    """
    found = outcome_of(results, outcome)
    sign = _judged(found.name, signs_of(found))
    one, other = alternative_place(results, policy), alternative_place(results, against)
    if one == other:
        raise InputError(f"{policy} cannot lose to itself; name another with --policy or --against")
    values = values_of(results, found.name)
    difference = sign * (values[:, :, one] - values[:, :, other])
    titles = ordered_titles(results)
    more = "more" if sign > 0 else "less"
    return Cases(
        titles[one],
        f'loses to "{titles[other]}"',
        "losses",
        f'A future is lost where there is {more} than under "{titles[other]}" of: {outcome_words(results, found)}.',
        _share(difference > 0, difference),
    )


def missing_cases(results: SweepResults, outcome: str | None, policy: str, target: float | None = None) -> Cases:
    """Futures in which a policy misses a target.

    Args:
        results: of a sweep.
        outcome: name; the sweep's first where there is none.
        policy: its label.
        target: kept where the outcome is at or below it (above, where more is better); the sweep's
            own where there is none.

    Raises:
        InputError: where there is no such outcome or alternative, or no target.
    """
    found = outcome_of(results, outcome)
    sign = _judged(found.name, signs_of(found))
    threshold = results.targets.get(found.name) if target is None else target
    if threshold is None:
        raise InputError(f"the sweep sets no target for {found.name}; add one under [targets] in its file")
    one = alternative_place(results, policy)
    values = values_of(results, found.name)[:, :, one]
    side = "above" if sign > 0 else "below"
    return Cases(
        ordered_titles(results)[one],
        "misses its target",
        "misses",
        f"The target is missed where this is {side} {amount_said(results, found, threshold)}:"
        f" {outcome_words(results, found)}.",
        _share(sign * (values - threshold) > 0, values),
    )


def _judged(name: str, sign: int) -> int:
    if sign == 0:
        raise InputError(f"neither more nor less of {name} is better in itself; choose another outcome")
    return sign


def _share(is_case: np.ndarray, known: np.ndarray) -> np.ndarray:
    return mean_of_known(np.where(np.isnan(known), np.nan, is_case), 1)
