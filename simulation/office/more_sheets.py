"""What takes more simulating, as sheets: what would change the answer, equal terms, the cost of avoiding failure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulation.analysis.comparison import Comparison
from simulation.analysis.titles import title_of
from simulation.office.sheet import Column, Sheet, decimals_of, plain_column

__all__ = ["more_sheets"]


def more_sheets(comparison: Comparison) -> Iterator[Sheet]:
    """The tables that simulate: those that have a row."""
    for sheet in (_switching(comparison), _equal_terms(comparison), _avoiding(comparison)):
        if sheet.rows:
            yield sheet


def _switching(comparison: Comparison) -> Sheet:
    found = comparison.switching_values()
    table, unit = found.table, "in the row's unit"
    columns = (
        Column("Assumption", [phrase[:1].upper() + phrase[1:] for phrase in table["phrase"]]),
        plain_column("Unit", table["unit"]),
        plain_column(f"Assumed ({unit})", table["assumed"]),
        plain_column(f"Plausible from ({unit})", table["plausible_low"]),
        plain_column(f"Plausible to ({unit})", table["plausible_high"]),
        plain_column(f"Switching value ({unit})", _in_figures(table["switching_value"].to_numpy(float))),
        plain_column(f"Low end of its 95% interval ({unit})", _in_figures(table["value_low"].to_numpy(float))),
        plain_column(f"High end of its 95% interval ({unit})", _in_figures(table["value_high"].to_numpy(float))),
        plain_column("In a sentence", table["sentence"]),
    )
    return Sheet("Switching values", f"What would change the answer. {found.note}", columns)


def _in_figures(values: np.ndarray) -> np.ndarray:
    """Two figures, which is what a search supports."""
    return np.array([float(f"{value:.2g}") for value in values])


def _equal_terms(comparison: Comparison) -> Sheet:
    found = comparison.equal_terms()
    rows = found.rows[found.rows["outcome"] == comparison.outcome]
    decimals = decimals_of(rows["error_low"], rows["error_high"])
    unit = str(rows["unit"].iloc[0]) if len(rows) else ""
    signed = (
        (f"Difference from the baseline, mean ({unit})", "difference"),
        (f"Simulation error, low end (95%) ({unit})", "error_low"),
        (f"Simulation error, high end (95%) ({unit})", "error_high"),
        (f"9 of 10 futures, from ({unit})", "futures_low"),
        (f"9 of 10 futures, to ({unit})", "futures_high"),
    )
    columns = (
        plain_column("Policy", rows["title"]),
        plain_column("Terms", rows["terms"]),
        *(Column(head, rows[name].tolist(), decimals, is_signed=True) for head, name in signed),
        Column("Better than the baseline (of 100 futures)", (100.0 * rows["better_futures"]).tolist(), 0),
        plain_column("Spent, mean (cost units a year)", rows["cost_a_year"], 1),
        plain_column("In a word", rows["verdict"]),
    )
    about = (
        f"The same with equal instruments, and with one budget for all ({found.budget_of}), in {found.futures:,}"
        " futures with every number else as assumed."
    )
    return Sheet("Equal terms", about, columns)


def _avoiding(comparison: Comparison) -> Sheet:
    found = comparison.equal_terms()
    table = found.avoiding
    years = f"{comparison.scenario.organisation_word}-years"
    each = f"cost units for each {comparison.scenario.organisation_word}-year"
    columns = [
        Column("Policy", [title_of(comparison[label].policy) for label in table["policy"]]),
        plain_column("Terms", table["terms"]),
        Column("Set against", [title_of(comparison[label].policy) for label in table["against"]]),
    ]
    for said, name, low, high, unit in (
        ("Failure avoided", "avoided", "avoided_low", "avoided_high", years),
        ("Added cost", "added_cost", "added_cost_low", "added_cost_high", "cost units"),
        ("Cost of avoiding a year of failure", "cost_a_year_avoided", "cost_low", "cost_high", each),
    ):
        decimals = decimals_of(table[low], table[high])
        columns.append(plain_column(f"{said}, mean ({unit})", table[name], decimals))
        columns.append(plain_column(f"{said}, low end of its 95% interval ({unit})", table[low], decimals))
        columns.append(plain_column(f"{said}, high end of its 95% interval ({unit})", table[high], decimals))
    columns.append(plain_column("In words", table["words"]))
    return Sheet("Cost of avoiding", "What it costs to avoid failure, over all the years simulated.", tuple(columns))
