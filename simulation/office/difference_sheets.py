"""Paired differences from the baseline as sheets: of the answer's outcome, and of all outcomes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from simulation.analysis.comparison import Comparison
from simulation.analysis.titles import title_of, unit_in
from simulation.office.sheet import Column, Sheet, decimals_of, plain_column
from simulation.outcomes import outcome_named

__all__ = ["all_differences_sheet", "differences_sheet"]

_ENDS = (
    ("Difference from {baseline}, mean ({unit})", "difference"),
    ("Simulation error, low end (95%) ({unit})", "error_low"),
    ("Simulation error, high end (95%) ({unit})", "error_high"),
    ("9 of 10 futures, from ({unit})", "futures_low"),
    ("9 of 10 futures, to ({unit})", "futures_high"),
)
_ACROSS = (
    ("Expected difference across plausible effects, mean ({unit})", "uncertain_difference"),
    ("9 of 10 draws of the assumptions, from ({unit})", "assumptions_low"),
    ("9 of 10 draws of the assumptions, to ({unit})", "assumptions_high"),
)


def differences_sheet(comparison: Comparison) -> Sheet:
    """The answer's outcome: a row a policy, the best first, the baseline's own mean in the sheet's description."""
    outcome = outcome_named(comparison.outcome)
    is_rising = outcome.less_is_better is not False
    table = comparison.differences().sort_values("difference", ascending=is_rising, kind="stable")
    unit = unit_in(comparison.scenario, outcome.unit)
    mean = comparison[comparison.baseline].outcomes[outcome.name].mean()
    about = (
        f"{outcome.title} ({unit}): each policy less the baseline, pair by pair in the same futures. The baseline,"
        f" {_baseline(comparison)}, has {mean:.3g} {unit}. Fewer than 80 of 100 is no clear difference."
    )
    return Sheet("Differences", about, (plain_column("Policy", table["title"]), *_of(comparison, table, unit)))


def all_differences_sheet(comparison: Comparison) -> Sheet:
    """Every outcome: a row a policy and outcome."""
    table = comparison.all_differences
    columns = [
        plain_column("Policy", table["title"]),
        Column("Outcome", [outcome_named(name).title for name in table["outcome"]]),
        plain_column("Unit", table["unit"]),
        *_of(comparison, table, "the row's unit"),
        Column("What it is", [outcome_named(name).meaning for name in table["outcome"]]),
    ]
    about = "Every outcome: each policy less the baseline, future by future. A share is of 1, not of 100."
    return Sheet("All outcomes", about, tuple(columns))


def _baseline(comparison: Comparison) -> str:
    return title_of(comparison[comparison.baseline].policy)


def _of(comparison: Comparison, table: pd.DataFrame, unit: str) -> list[Column]:
    decimals = decimals_of(table["error_low"], table["error_high"])
    columns = [_signed(comparison, table, pair, unit, decimals) for pair in _ENDS]
    columns.append(_often(table, "Better than the baseline (of 100 futures)", "better_futures"))
    if comparison.draws is not None:
        across = decimals_of(table["uncertain_error_low"], table["uncertain_error_high"])
        columns += [_signed(comparison, table, pair, unit, across) for pair in _ACROSS]
        columns.append(_often(table, "Better than the baseline (of 100 draws)", "better_assumptions"))
    return [*columns, plain_column("In a word", table["verdict"])]


def _signed(
    comparison: Comparison, table: pd.DataFrame, pair: tuple[str, str], unit: str, decimals: Sequence[int]
) -> Column:
    head, name = pair
    said = head.format(baseline=_baseline(comparison), unit=unit)
    return Column(said, table[name].tolist(), decimals, is_signed=True)


def _often(table: pd.DataFrame, head: str, name: str) -> Column:
    return Column(head, (100.0 * table[name]).tolist(), 0)
