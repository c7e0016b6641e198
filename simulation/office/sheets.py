"""The tables of a comparison, each as a sheet: units in the heads, numbers rounded to what their interval supports."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from simulation.analysis.bands import bands_of
from simulation.analysis.comparison import Comparison
from simulation.analysis.frontier import cost_against_harm
from simulation.analysis.rounding import decimals_for
from simulation.analysis.seen_and_true import seen_and_true
from simulation.analysis.summary import HEADLINE_OUTCOMES
from simulation.analysis.titles import title_of, unit_in
from simulation.office.assumption_sheet import assumption_sheet
from simulation.office.difference_sheets import all_differences_sheet, differences_sheet
from simulation.office.more_sheets import more_sheets
from simulation.office.sheet import Column, Sheet, decimals_of, plain_column
from simulation.outcomes import outcome_named

__all__ = ["sheets_of"]


def sheets_of(comparison: Comparison, *, full: bool) -> Iterator[Sheet]:
    """Every table that the comparison has, in the order of the workbook; those that simulate where ``full``."""
    yield differences_sheet(comparison)
    if full:
        yield from more_sheets(comparison)
    yield _summary(comparison)
    has_series = all(s.series.size for s in comparison.simulations)
    if has_series:
        yield _seen_and_true(comparison)
    yield all_differences_sheet(comparison)
    if comparison.recovery().cohort > 0:
        yield _recovery(comparison)
    yield _cost_and_harm(comparison)
    if has_series:
        yield _over_the_years(comparison)
    yield assumption_sheet(comparison.scenario)


def _titles(comparison: Comparison, policies: pd.Series) -> list[str]:
    return [title_of(comparison[label].policy) for label in policies]


def _summary(comparison: Comparison) -> Sheet:
    table = comparison.summary()
    columns = [plain_column("Policy", table["title"])]
    for name in HEADLINE_OUTCOMES:
        outcome = outcome_named(name)
        unit = unit_in(comparison.scenario, outcome.unit)
        decimals = min(decimals_of(table[f"{name}_low"], table[f"{name}_high"]))
        columns += [
            plain_column(f"{outcome.title}, {what} ({unit})", table[column], decimals)
            for what, column in (
                ("mean", name),
                ("low end of its 95% interval", f"{name}_low"),
                ("high end", f"{name}_high"),
            )
        ]
    about = "Headline measures under every policy, with every number as assumed; intervals are simulation error."
    return Sheet("Summary", about, tuple(columns))


def _seen_and_true(comparison: Comparison) -> Sheet:
    seen = seen_and_true(comparison.simulations)
    table, unit = seen.at_marks, seen.unit
    columns = [Column("Policy", _titles(comparison, table["policy"])), plain_column("After (years)", table["year"], 0)]
    for name, said in (("failing", "Truly failing"), ("reported_failing", "Reported failing"),
                       ("designated", "Officially failing")):  # fmt: skip
        columns.append(plain_column(f"{said}, mean ({unit})", table[name], 1))
    about = "What is true and what is seen, some years after the policies branched, with every number as assumed."
    return Sheet("Seen and true", about, tuple(columns))


def _recovery(comparison: Comparison) -> Sheet:
    recovery = comparison.recovery()
    table, horizon = recovery.table, recovery.horizon
    columns = [plain_column("Policy", table["title"])]
    for head, name in (
        ("Time to recovery, mean (quarters)", "quarters"),
        ("Low end of its 95% interval (quarters)", "error_low"),
        ("High end of its 95% interval (quarters)", "error_high"),
    ):
        columns.append(plain_column(head, table[name], decimals_of(table["error_low"], table["error_high"])))
    columns.append(Column(f"Recovered by {horizon} quarters (of 100)", (100.0 * table["recovered"]).tolist(), 0))
    decimals = decimals_of(table["difference_low"], table["difference_high"])
    for head, name in (
        ("Difference from the baseline (quarters)", "difference"),
        ("Low end of the difference's 95% interval (quarters)", "difference_low"),
        ("High end of the difference's 95% interval (quarters)", "difference_high"),
    ):
        columns.append(Column(head, table[name].tolist(), decimals, is_signed=True))
    about = (
        f"Recovery of those failing when the policies branched ({recovery.cohort:.1f}"
        f" {comparison.scenario.organisations_word} in a future), each time at most {horizon} quarters."
    )
    return Sheet("Recovery", about, tuple(columns))


def _cost_and_harm(comparison: Comparison) -> Sheet:
    found = cost_against_harm(comparison.simulations, harm="harm")
    table = found.table
    columns = [Column("Policy", _titles(comparison, table["policy"]))]
    for outcome, unit, name in ((found.cost, found.cost_unit, "cost"), (found.harm, found.harm_unit, "harm")):
        decimals = [decimals_for(2.0 * error) for error in table[f"{name}_error"]]
        columns.append(plain_column(f"{outcome.title}, mean ({unit})", table[name], decimals))
        columns.append(plain_column(f"{outcome.title}, half of futures from ({unit})", table[f"{name}_low"], decimals))
        columns.append(plain_column(f"{outcome.title}, half of futures to ({unit})", table[f"{name}_high"], decimals))
    columns.append(Column("No policy beats it on both", ["yes" if flag else "no" for flag in table["on_frontier"]]))
    columns.append(Column("The same within a future (of 100 futures)", (100 * table["frontier_futures"]).tolist(), 0))
    return Sheet("Cost and harm", "Mean cost against mean harm, with every number as assumed.", tuple(columns))


def _over_the_years(comparison: Comparison) -> Sheet:
    bands = bands_of(comparison.simulations, "failing", comparison.baseline)
    table = bands.table
    titles = Column("Policy", _titles(comparison, table["policy"]))
    columns = [titles, plain_column("After (years)", table["year"])]
    for said, name in (
        ("mean", "mean"), ("5th percentile of futures", "low_90"), ("25th percentile", "low_50"),
        ("median", "median"), ("75th percentile", "high_50"), ("95th percentile", "high_90"),
    ):  # fmt: skip
        decimals = 1 if name == "mean" else 0
        columns.append(plain_column(f"Truly failing, {said} ({bands.unit})", np.asarray(table[name]), decimals))
    about = "The number truly failing at the end of every quarter, with every number as assumed."
    return Sheet("Over the years", about, tuple(columns))
