"""Time in special measures and return to them, in simulated hospital trusts, through the published truncation.

The regime of special measures for quality began in July 2013 with trusts that had long been troubled, and the published
numbers were counted in the summer of 2017: 16 quarters later. So in the simulation nobody is designated in the run-in,
designation begins with its end, and everything is counted by the 16th quarter. The response is an improvement board,
which of the shipped ones is nearest to an improvement director and a partner trust. A mean stay is that of the trusts
that had entered *and left* by then; a trust counts for leaving within 12 months if it entered 12 months before the
end at least; a return counts once it is seen by the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from simulation.validation.findings.finding import PublishedFinding, shown_over
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["COUNTED_QUARTERS", "Stays", "stays_of", "trust_findings"]

COUNTED_QUARTERS = 16
_MONTHS = 3
_FEWEST = 3
"""Trusts that must have left, for a sector to count in what is said of those that left."""
_HSJ = "Health Service Journal 2017 (read)"
_PROVIDERS = "NHS Providers 2017 (read; 17 left for good, 2 left and came back)"


@dataclass(frozen=True, eq=False)
class Stays:
    """Designations of some runs, up to a last quarter; each array has the shape (stays,).

    Attributes:
        run: which run.
        entered: the quarter in which it began.
        left: the first quarter without it, or -1 where it lasted at the end.
        returned: whether the organisation was designated again by the end.
        quarters: how many quarters were watched.
        runs: how many runs.
    """

    run: np.ndarray
    entered: np.ndarray
    left: np.ndarray
    returned: np.ndarray
    quarters: int
    runs: int

    def by_run(self, chosen: np.ndarray, values: np.ndarray, fewest: int = 1) -> np.ndarray:
        """The mean of the chosen values in each run, shape (runs,); NaN where fewer than some are chosen."""
        cases = np.bincount(self.run[chosen], minlength=self.runs)
        sums = np.bincount(self.run[chosen], weights=values[chosen].astype(np.float64), minlength=self.runs)
        return np.where(cases >= fewest, sums / np.maximum(cases, 1), np.nan)


def stays_of(designated: np.ndarray) -> Stays:
    """The stays in a table of who was designated when.

    Args:
        designated: bool, shape (runs, quarters, organisations); a stay that is there in the first quarter
            began in it.
    """
    runs, quarters, _ = designated.shape
    by_organisation = np.moveaxis(designated, 2, 1).astype(np.int8)
    edges = np.diff(np.pad(by_organisation, ((0, 0), (0, 0), (1, 1))), axis=2)
    run, organisation, entered = np.nonzero(edges == 1)
    left = np.nonzero(edges == -1)[2]
    key = run * designated.shape[2] + organisation
    returned = np.append(key[1:] == key[:-1], False) if len(key) else np.zeros(0, bool)
    return Stays(run, entered, np.where(left == quarters, -1, left), returned, quarters, runs)


def trust_findings(stays: Stays) -> list[PublishedFinding]:
    """The findings on special measures.

    Args:
        stays: of runs in which designation began with the first quarter.
    """
    has_left = stays.left >= 0
    length = _MONTHS * (stays.left - stays.entered)
    mean = shown_over(stays.by_run(has_left, length, _FEWEST))
    out = shown_over(stays.by_run(np.ones(len(has_left), bool), has_left))
    within = shown_over(_out_within_a_year(stays, has_left))
    from_cohort = shown_over(stays.by_run(stays.entered == 0, stays.returned))
    relapsed = shown_over(stays.by_run(has_left, stays.returned, _FEWEST))
    return [
        PublishedFinding(
            "Left special measures within four years of the regime's start",
            "19 of 32 trusts placed by mid 2017 had left, 2 of them to come back: 59% (chance alone:"
            f" {_interval(19, 32)}).",
            _PROVIDERS,
            "Of trusts designated within 48 months, the share that had left by then",
            out,
            value=19 / 32,
            is_percentage=True,
        ),
        PublishedFinding(
            "Time in special measures, of the trusts that had entered and left",
            "Mean 20.5 months (20 trusts; 10 stayed two years or more).",
            _HSJ,
            "Mean months of the stays begun and ended within 48 months of the regime's start",
            mean,
            value=20.5,
            note="Another count of mid 2017 gives 24 months (NHS Providers). It rests on those that left, few as they"
            " may be.",
        ),
        PublishedFinding(
            "Out of special measures within 12 months",
            f"5 of 27 trusts: 19% (chance alone: {_interval(5, 27)}).",
            _HSJ,
            "Of trusts that entered 12 months before the end at least, the share that left within 12 months",
            within,
            value=5 / 27,
            is_percentage=True,
        ),
        PublishedFinding(
            "Back in special measures, of the first cohort",
            f"2 of the first 11 trusts within four years: 18% (chance alone: {_interval(2, 11)}).",
            _HSJ,
            "Of trusts designated at the regime's start, the share that was designated again within 48 months",
            from_cohort,
            value=2 / 11,
            is_percentage=True,
        ),
        PublishedFinding(
            "Back in special measures, of those that left",
            f"2 of 19: 11% (chance alone: {_interval(2, 19)}).",
            _PROVIDERS,
            "Of trusts that left within 48 months, the share that was designated again by then",
            relapsed,
            value=2 / 19,
            is_percentage=True,
        ),
    ]


def _out_within_a_year(stays: Stays, has_left: np.ndarray) -> np.ndarray:
    is_old = stays.entered <= stays.quarters - QUARTERS_A_YEAR
    return stays.by_run(is_old, has_left & (stays.left - stays.entered <= QUARTERS_A_YEAR))


def _interval(some: int, of_all: int) -> str:
    """Jeffreys' 95% interval, in words."""
    low, high = stats.beta.ppf([0.025, 0.975], some + 0.5, of_all - some + 0.5)
    return f"{100 * low:.0f} to {100 * high:.0f}%"
