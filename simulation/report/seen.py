"""What is seen and what is true at 1, 3 and 5 years: the dip falls inside a ministerial term."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.analysis.bootstrap import error_of_means
from simulation.analysis.comparison import Comparison
from simulation.analysis.rounding import shown
from simulation.analysis.titles import title_of
from simulation.report.tables import Column, Rows, Table
from simulation.totals import SEEN_YEARS

__all__ = ["Seen", "seen_at_marks"]

_MEASURES = {
    "reported_failing": "Reported failing",
    "designated": "Officially failing",
    "failing": "Truly failing",
}


@dataclass(frozen=True)
class Seen:
    """The sentence and the table; the table is nothing where no mark is simulated."""

    sentence: str
    table: Table | None


@dataclass(frozen=True)
class _Change:
    """By how many more organisations a measure differs between two policies at a mark, and whether that is clear."""

    size: float
    is_clear: bool


def seen_at_marks(comparison: Comparison, policy: str) -> Seen:
    """Set what is seen beside what is true under a policy and under the baseline.

    Args:
        comparison: what was simulated.
        policy: the label of the policy to speak of.
    """
    marks = [year for year in SEEN_YEARS if year <= comparison.scenario.years]
    if not marks:
        return Seen("", None)
    n = len(comparison.sector)
    labels = list(dict.fromkeys([comparison.baseline, policy]))
    groups = [
        Rows(
            [
                [title, *(shown(n * comparison[label].outcomes[f"{name}_year_{year}"].mean(), 1) for year in marks)]
                for name, title in _MEASURES.items()
            ],
            title_of(comparison[label].policy),
        )
        for label in labels
    ]
    years = [Column(f"{year} year{'s' if year > 1 else ''}") for year in marks]
    table = Table(
        f"{comparison.scenario.organisations_word.capitalize()} after so many years, mean of"
        f" {comparison.runs:,} futures",
        [Column("", is_number=False), *years],
        groups,
    )
    return Seen(_sentence(comparison, policy, marks) if len(labels) > 1 else "", table)


def _change(comparison: Comparison, policy: str, measure: str, year: int) -> _Change:
    column = f"{measure}_year_{year}"
    both = (comparison[label].outcomes[column].to_numpy(float) for label in (policy, comparison.baseline))
    difference = (next(both) - next(both)) * len(comparison.sector)
    low, high = (float(end[0]) for end in error_of_means(difference[:, None], comparison.seed))
    return _Change(float(np.mean(difference)), bool(low > 0.0 or high < 0.0))


def _sentence(comparison: Comparison, policy: str, marks: list[int]) -> str:
    """Whether what is seen points the same way as what is true, at the first mark at which it does not."""
    organisations = comparison.scenario.organisations_word
    title, against = (f'"{title_of(comparison[label].policy)}"' for label in (policy, comparison.baseline))
    for year in marks:
        seen, true = (_change(comparison, policy, name, year) for name in ("reported_failing", "failing"))
        after = f"After {year} year{'s' if year > 1 else ''}"
        if not seen.is_clear or (true.is_clear and (seen.size > 0) == (true.size > 0)):
            continue
        reports = f"{shown(abs(seen.size), 1)} {'more' if seen.size > 0 else 'fewer'} {organisations} report failure"
        truth = f"{shown(abs(true.size), 1)} {'more' if true.size > 0 else 'fewer'} truly fail"
        if not true.is_clear:
            look = "worse" if seen.size > 0 else "better"
            return f"{after}, {title} looks {look} than {against} ({reports}), though about as many truly fail."
        look, fact = ("worse", "better") if seen.size > 0 else ("better", "worse")
        return f"{after}, {title} looks {look} than {against} ({reports}) and is {fact} ({truth})."
    return f"At no mark does what is seen of {title} point the other way than what is true, against {against}."
