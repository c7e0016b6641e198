"""Equal terms in sentences, for the policy of the headline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.titles import title_of, unit_in
from simulation.analysis.verdict import UNCLEAR
from simulation.outcomes import outcome_named

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["EQUAL_INSTRUMENTS", "EQUAL_SPEND", "SHIPPED", "equal_sentences"]

SHIPPED, EQUAL_INSTRUMENTS, EQUAL_SPEND = "as shipped", "equal instruments", "equal spend"
"""The three terms, as tables name them."""

_COUNTED = frozenset({"organisations", "organisation-years", "person-years", "spells", "designations", "starts"})
"""Units of what there can be fewer or more of; all else is lower or higher."""

Row = dict[Any, Any]


def equal_sentences(
    comparison: Comparison, rows: pd.DataFrame, spending: pd.DataFrame, avoiding: pd.DataFrame, budget_of: str
) -> tuple[str, ...]:
    """What equal terms come to for the headline's policy; nothing where the baseline is alone.

    Args:
        comparison: what was compared.
        rows, spending, avoiding: as in ``EqualTerms``.
        budget_of: whose spending the common budget is, in words.
    """
    policy = comparison.headline().policy
    if policy is None:
        return ()
    of_policy: dict[Any, Row] = rows[rows["policy"] == policy].set_index("terms").to_dict("index")
    against = title_of(comparison[comparison.baseline].policy)
    with_equal_instruments = (
        f"With equal instruments, {_statement(comparison, of_policy[EQUAL_INSTRUMENTS], against)}; as shipped it is"
        f" {_amount(comparison, of_policy[SHIPPED])}. That is what timing, reach and coordination do alone."
    )
    budget = shown(float(spending["budget_a_year"].iloc[0]), 1)
    with_equal_spend = (
        f"With one budget for all ({budget} cost units a year, {budget_of}),"
        f" {_statement(comparison, of_policy[EQUAL_SPEND], against)}{_best_then(comparison, rows, policy)}."
    )
    shipped = avoiding[(avoiding["policy"] == policy) & (avoiding["terms"] == SHIPPED)].to_dict("records")
    return with_equal_instruments, with_equal_spend, *(_cost(comparison, row) for row in shipped)


def _cost(comparison: Comparison, row: Row) -> str:
    """What a failing year avoided costs."""
    year = f"failing {comparison.scenario.organisation_word}-year"
    against = title_of(comparison[row["against"]].policy)
    if not math.isnan(row["cost_a_year_avoided"]):
        return f'Measured by "{against}", each {year} that "{row["title"]}" avoids costs {row["words"]}.'
    return f'What a {year} avoided by "{row["title"]}" costs: {row["words"]}.'


def _best_then(comparison: Comparison, rows: pd.DataFrame, policy: str) -> str:
    """Which policy does best for the same money, where it is another one."""
    spend = rows[rows["terms"] == EQUAL_SPEND].dropna(subset="difference").to_dict("records")
    if not spend:
        return ""
    sign = -1.0 if outcome_named(comparison.outcome).less_is_better is False else 1.0
    best = min(spend, key=lambda row: sign * row["difference"])
    if best["policy"] == policy:
        return ""
    return f'; for the same money "{best["title"]}" does best ({_amount(comparison, best)})'


def _amount(comparison: Comparison, row: Row) -> str:
    """``2.1 fewer``."""
    outcome = outcome_named(comparison.outcome)
    factor = 100.0 if outcome.unit == "share" else 1.0
    size = shown(
        abs(row["difference"]) * factor, decimals_for(factor * (row["error_high"] - row["error_low"]) / 2.0)
    )  # fmt: skip
    less, more = ("fewer", "more") if outcome.unit in _COUNTED else ("lower", "higher")
    return f"{size} {less if row['difference'] <= 0 else more}"


def _statement(comparison: Comparison, row: Row, against: str) -> str:
    """Who leaves how many fewer, on these terms."""
    outcome, title = outcome_named(comparison.outcome), row["title"]
    amount = _amount(comparison, row)
    if outcome.name == "failing_organisations":
        failing = f"failing {comparison.scenario.organisations_word}"
        said = f'"{title}" leaves {amount} {failing} at any time than "{against}"'
    else:
        unit = "points of 100" if outcome.unit == "share" else unit_in(comparison.scenario, outcome.unit)
        what = outcome.title[0].lower() + outcome.title[1:]
        number, _, word = amount.rpartition(" ")
        said = f'with "{title}", {what} is {number} {unit} {word} than with "{against}"'
    return f"{said} (no clear difference)" if row["verdict"] == UNCLEAR else said
