"""All responses: what each does, what follows, and how clear that is."""

from __future__ import annotations

import inspect

import pandas as pd

from simulation.analysis.comparison import Comparison
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.titles import title_of, unit_in
from simulation.analysis.verdict import BETTER, NOT_JUDGED, UNCLEAR, WORSE
from simulation.outcomes import outcome_named
from simulation.regulation.policy import Policy
from simulation.report.tables import Column, Rows, Table

__all__ = ["differences_table", "means_table", "what_each_does"]

_MEANS = (
    "failing_organisations", "severe_years", "hidden_failure_years", "harm", "mean_quality", "reporting_gap",
    "recoveries", "cost_a_year",
)  # fmt: skip


def _minus(text: str) -> str:
    return text.replace("-", "−") if text != "-" else "–"


def differences_table(comparison: Comparison) -> Table:
    """Every response against the baseline, in groups by verdict, the best first, with three uncertainties apart."""
    outcome = outcome_named(comparison.outcome)
    rows = comparison.differences().sort_values("difference", ascending=outcome.less_is_better is not False)
    factor = 100.0 if outcome.unit == "share" else 1.0
    decimals = decimals_for(float(((rows["error_high"] - rows["error_low"]) / 2.0).median()) * factor)
    has_draws = bool(rows["draws"].max())

    def number(value: float, *, sign: bool = False) -> str:
        return _minus(shown(value * factor, decimals, sign=sign))

    def span(low: float, high: float) -> str:
        return f"{number(low, sign=True)} to {number(high, sign=True)}"

    def mean(label: str) -> str:
        return number(float(comparison[label].outcomes[comparison.outcome].mean()))

    def cells(row: pd.Series) -> list[str]:
        half = (row["error_high"] - row["error_low"]) / 2.0
        line = [str(row["title"]), mean(row["policy"]), f"{number(row['difference'], sign=True)} ±{number(half)}"]
        line += [span(row["futures_low"], row["futures_high"]), _minus(shown(100 * row["better_futures"], 0))]
        if has_draws:
            line += [span(row["assumptions_low"], row["assumptions_high"])]
            line += [_minus(shown(100 * row["better_assumptions"], 0))]
        return line

    heads = ["Mean", "Difference, ± its simulation error (95%)", "9 of 10 futures", "Better in, of 100 futures"]
    heads += ["9 of 10 draws of the assumptions", "Better in, of 100 draws"] if has_draws else []
    baseline = title_of(comparison[comparison.baseline].policy)
    empty = ["" for _ in heads[1:]]
    groups = [Rows([[baseline, mean(comparison.baseline), *empty]], "Baseline")]
    for verdict in (BETTER, UNCLEAR, NOT_JUDGED, WORSE):
        group = rows[(rows["verdict"] == verdict) & (rows["policy"] != comparison.baseline)]
        if len(group):
            groups.append(Rows([cells(row) for _, row in group.iterrows()], verdict.capitalize()))
    unit = "in 100" if outcome.unit == "share" else unit_in(comparison.scenario, outcome.unit)
    caption = f"{outcome.title}, {unit}: each response against {baseline}"
    return Table(caption, [Column("Response", is_number=False), *map(Column, heads)], groups)


def means_table(comparison: Comparison) -> Table:
    """The main outcomes of every response, mean and half of the 95% interval of the simulation error."""
    summary = comparison.summary()
    columns, bodies = [], []
    for name in _MEANS:
        outcome = outcome_named(name)
        half = (summary[f"{name}_high"] - summary[f"{name}_low"]) / 2.0
        decimals = decimals_for(float(half.median()))
        columns.append(Column(f"{outcome.title}, {unit_in(comparison.scenario, outcome.unit)}"))
        bodies.append([f"{shown(m, decimals)} ±{shown(h, decimals)}" for m, h in zip(summary[name], half, strict=True)])
    rows = [list(row) for row in zip(summary["title"], *bodies, strict=True)]
    return Table(
        f"What follows from each response: means of {comparison.runs:,} futures, ± their simulation error (95%)",
        [Column("Response", is_number=False), *columns],
        [Rows(rows)],
        "Severe failure is true quality below 25; hidden failure is true failure that nobody has called so; harm sums"
        " points short of good over years. Every outcome is in comparison.csv beside the report.",
    )


def what_each_does(comparison: Comparison) -> list[tuple[str, str]]:
    """Title and first sentence of each response."""
    return [(title_of(s.policy), _first_sentence(type(s.policy))) for s in comparison.simulations]


def _first_sentence(policy: type[Policy]) -> str:
    text = " ".join((inspect.getdoc(policy) or "").split("\n\n")[0].split())
    return text or "No description."
