"""What the policy of the headline costs, in a sentence and a table."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.analysis.comparison import Comparison
from simulation.analysis.differences import paired_differences
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.titles import title_of
from simulation.outcomes import outcome_named
from simulation.report.tables import Column, Rows, Table

__all__ = ["Costs", "costs_of"]

_COST_UNIT = "A cost unit is what a quarter of central intervention costs (assumed); no price in pounds is sourced."


@dataclass(frozen=True)
class Costs:
    """The sentence and the table of cost."""

    sentence: str
    table: Table
    note: str


def costs_of(comparison: Comparison, policy: str) -> Costs:
    """Cost a year, help and waiting under a policy and the baseline, and the cost of each failing year avoided."""
    word = comparison.scenario.organisation_word
    labels = list(dict.fromkeys([comparison.baseline, policy]))
    rows = []
    for name, title in (
        ("cost_a_year", "Cost units a year"),
        ("treated_share", f"{comparison.scenario.organisations_word.capitalize()} helped at any time"),
        ("helper_years", f"{word.capitalize()}-years of helping others"),
    ):
        factor = len(comparison.sector) if name == "treated_share" else 1.0
        means = [factor * float(comparison[label].outcomes[name].mean()) for label in labels]
        decimals = 1 if max(means) < 100 else 0
        rows.append([title, *(shown(mean, decimals) for mean in means)])
    columns = [Column("", is_number=False), *(Column(title_of(comparison[label].policy)) for label in labels)]
    table = Table(f"Mean of {comparison.runs:,} futures, over {comparison.scenario.years} years", columns, [Rows(rows)])
    return Costs(_sentence(comparison, policy) if len(labels) > 1 else "", table, _COST_UNIT)


def _sentence(comparison: Comparison, policy: str) -> str:
    outcomes = [outcome_named("cost_a_year"), outcome_named("failing_organisations")]
    difference = paired_differences([comparison[policy]], comparison[comparison.baseline], outcomes)[:, 0].mean(axis=0)
    cost, failing = (float(part) for part in difference)
    title, against = (f'"{title_of(comparison[label].policy)}"' for label in (policy, comparison.baseline))
    base = float(comparison[comparison.baseline].outcomes["cost_a_year"].mean())
    decimals = decimals_for(max(0.1 * abs(cost), 0.05))
    much = f"{shown(abs(cost), min(decimals, 1))} cost units a year"
    unit = f"failing {comparison.scenario.organisation_word}-year"
    if abs(cost) < 0.05 * max(base, 1e-9):
        return f"{title} costs about as much as {against}."
    if cost < 0:
        return f"{title} costs {much} less than {against}."
    said = f"{title} costs {much} more than {against}"
    if failing >= 0:
        return f"{said}, and avoids no failure."
    price = cost / -failing
    return f"{said}: {shown(price, decimals_for(0.1 * price))} cost units for each {unit} avoided."
