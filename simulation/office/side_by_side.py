"""The baseline and the policy that the answer speaks of, side by side, in a dozen measures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulation.analysis.bootstrap import error_of_means
from simulation.analysis.comparison import Comparison
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.titles import title_of, unit_in
from simulation.outcomes import Outcome, outcome_named
from simulation.totals import SEEN_YEARS

__all__ = ["SideBySide", "side_by_side"]

_MEASURES = (
    "failing_organisations",
    "hidden_failure_years",
    *(f"{what}_year_{year}" for year in SEEN_YEARS for what in ("failing", "reported_failing")),
    "mean_quality",
    "harm",
    "cost_a_year",
)
"""What is true and what is seen, how much of it is hidden, at what cost; the comparison's own outcome goes first."""


@dataclass(frozen=True)
class SideBySide:
    """A table in text.

    Attributes:
        title: what it sets side by side.
        heads: of the columns, with units where all rows share one; the first column's names the rows.
        rows: a row a measure, its unit in the first cell.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def side_by_side(comparison: Comparison) -> SideBySide:
    """Set the answer's policy beside the baseline; the baseline alone where there is no other."""
    policy = comparison.headline().policy
    baseline = comparison.baseline
    names = [name for name in dict.fromkeys((comparison.outcome, *_MEASURES)) if _is_known(comparison, name)]
    there = title_of(comparison[baseline].policy)
    if policy is None:
        alone = [
            (_row_name(comparison, outcome_named(name)), shown(*_mean(comparison, baseline, name))) for name in names
        ]
        return SideBySide(f'"{there}" alone', ("Measure (unit)", f"{there} (mean)"), tuple(alone))
    here = title_of(comparison[policy].policy)
    table = comparison.differences(names)
    rows_of = table[table["policy"] == policy].set_index("outcome").to_dict("index")
    has_draws = comparison.draws is not None
    heads = [
        "Measure (unit)", there, here, "Difference ± simulation error", "9 of 10 futures",
        "Better, of 100 futures",
    ]  # fmt: skip
    if has_draws:
        heads.append("Better, of 100 assumptions")
    rows = tuple(_row(comparison, policy, name, rows_of[name], has_draws) for name in names)
    return SideBySide(f'"{here}" beside "{there}"', tuple(heads), rows)


def _is_known(comparison: Comparison, name: str) -> bool:
    return all(s.outcomes[name].notna().any() for s in comparison.simulations)


def _factor(comparison: Comparison, outcome: Outcome) -> float:
    """Shares of the sector at a date are shown as organisations, other shares in 100."""
    if outcome.unit != "share":
        return 1.0
    return float(len(comparison.sector)) if "_year_" in outcome.name else 100.0


def _row_name(comparison: Comparison, outcome: Outcome) -> str:
    if outcome.unit == "share":
        unit = comparison.scenario.organisations_word if "_year_" in outcome.name else "in 100"
    else:
        unit = unit_in(comparison.scenario, outcome.unit)
    return f"{outcome.title.replace('after 1 years', 'after 1 year')} ({unit})"


def _mean(comparison: Comparison, label: str, name: str) -> tuple[float, int]:
    """The mean over futures, and the decimals that its simulation error supports."""
    values = comparison[label].outcomes[[name]].to_numpy(float) * _factor(comparison, outcome_named(name))
    low, high = error_of_means(values, comparison.seed)
    return float(pd.Series(values[:, 0]).mean()), decimals_for(float(high[0] - low[0]) / 2.0)


def _row(comparison: Comparison, policy: str, name: str, row: dict[Any, Any], has_draws: bool) -> tuple[str, ...]:
    outcome = outcome_named(name)
    factor = _factor(comparison, outcome)
    means = [_mean(comparison, label, name) for label in (comparison.baseline, policy)]
    # Both means in the coarser rounding, so that they can be told apart by eye.
    coarser = min(decimals for _, decimals in means)
    half = factor * (row["error_high"] - row["error_low"]) / 2.0
    decimals = decimals_for(half)

    def signed(value: float) -> str:
        return shown(factor * value, decimals, sign=True).replace("-", "−")

    cells = [_row_name(comparison, outcome), *(shown(mean, coarser) for mean, _ in means)]
    error = "" if math.isnan(half) else f" ± {shown(half, decimals)}"
    cells += [signed(row["difference"]) + error, f"{signed(row['futures_low'])} to {signed(row['futures_high'])}"]
    cells.append(_often(row["better_futures"]))
    return (*cells, _often(row["better_assumptions"])) if has_draws else tuple(cells)


def _often(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.0f}"
