"""Equal terms on pages: a sentence for page one, a table for those who doubt it."""

from __future__ import annotations

import math
from typing import Any

from simulation.analysis.comparison import Comparison
from simulation.analysis.equal_terms import EqualTerms
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.verdict import UNCLEAR
from simulation.outcomes import outcome_named
from simulation.report.tables import Column, Rows, Table
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["equal_in_short", "equal_table"]

_TERMS = (("shipped", "As shipped"), ("instruments", "Equal instruments"), ("spend", "Equal spend"))


def equal_in_short(comparison: Comparison, terms: EqualTerms, policy: str) -> str:
    """What is left of a policy's difference on equal terms, in a sentence; empty where the baseline is alone."""
    table = terms.table.set_index("policy")
    if policy not in table.index or policy == comparison.baseline:
        return ""
    row = table.loc[policy].to_dict()
    money, instruments = (_difference(row, name, signed=False) for name in ("spend", "instruments"))
    return f"With one budget for all, the difference is {money}; with equal instruments, {instruments}."


def equal_table(comparison: Comparison, terms: EqualTerms) -> Table:
    """Every policy's difference from the baseline on each of the terms, and what it pays for a failing year avoided."""
    outcome = outcome_named(comparison.outcome)
    rows = []
    for row in terms.table.to_dict("records"):
        share = "–" if math.isnan(row["share_spent"]) else shown(100 * row["share_spent"], 0)
        cost = row["cost_of_avoiding"]
        words = cost if isinstance(cost, str) else "–"
        differences = [f"{_difference(row, name, signed=True)}" for name, _ in _TERMS]
        rows.append([str(row["title"]), *differences, share, words])
    unit = "" if terms.table.empty else f", {terms.table['unit'].iloc[0]}"
    columns = [Column("Response", is_number=False), *(Column(title) for _, title in _TERMS)]
    columns += [Column("Of the budget spent, %"), Column("Cost of a failing year avoided", is_number=False)]
    return Table(
        f"{outcome.title}{unit}: difference from the baseline, ± simulation error (95%); * no clear difference",
        columns,
        [Rows(rows)],
        f"Equal instruments: all do and cost the same, without blame or effect on culture. Equal spend: all have"
        f" {shown(QUARTERS_A_YEAR * terms.budget, 1)} cost units a year, {terms.budget_of}. Both on"
        f" {terms.futures} of the futures, every number as assumed.",
    )


def _difference(row: dict[Any, Any], name: str, *, signed: bool) -> str:
    difference, low, high = (float(row[f"{name}_{end}"]) for end in ("difference", "error_low", "error_high"))
    if math.isnan(difference):
        return "–"
    half = (high - low) / 2.0
    decimals = decimals_for(half)
    unclear = row[f"{name}_verdict"] == UNCLEAR
    if signed:
        text = f"{shown(difference, decimals, sign=True)} ±{shown(half, decimals)}".replace("-", "−")
        return f"{text}{' *' if unclear else ''}"
    text = shown(difference, decimals, sign=True).replace("-", "−")
    return f"{text}{' (no clear difference)' if unclear else ''}"
