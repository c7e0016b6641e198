"""What the page shows of a comparison, as one text: sentences, years, differences, falls, cost and harm.

All of it is asked of ``Comparison`` and of the analyses that reports use; nothing is worked out here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from simulation.analysis.bands import bands_of
from simulation.analysis.comparison import Comparison
from simulation.analysis.designation import DesignationFall
from simulation.analysis.frontier import cost_against_harm
from simulation.analysis.ordered import ordered_differences
from simulation.analysis.outcome_words import OutcomeWords
from simulation.analysis.rounding import decimals_for
from simulation.analysis.titles import title_of
from simulation.app.comparing.setting import OUTCOMES
from simulation.plots.over_the_years import limits_of

__all__ = ["MEASURES", "content_of", "snapshot_of"]

MEASURES = ("failing", "quality")
"""The series that have a row of panels."""
_DIGITS = 7


def snapshot_of(comparison: Comparison, falls: Mapping[str, DesignationFall | None]) -> str:
    """The page's numbers as JSON, which knows no NaN: what is missing is null."""
    content = content_of(comparison, falls)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def content_of(comparison: Comparison, falls: Mapping[str, DesignationFall | None]) -> dict[str, Any]:
    """The same as it is before it is written.

    Returns:
        ``futures`` as assumed, ``across`` plausible effects and their ``draws``; ``headlines`` by outcome;
        ``policies`` in order, the baseline first; ``years``, ``differences``, ``frontier`` and ``falls``: see below.
    """
    differences = comparison.differences(OUTCOMES)
    draws = comparison.draws
    return {
        "futures": comparison.runs,
        "across": len(comparison.across[0].outcomes) if comparison.across else 0,
        "draws": 0 if draws is None else len(set(draws.tolist())),
        "many": comparison.scenario.organisations_word,
        "headlines": {outcome: _headline(replace(comparison, outcome=outcome)) for outcome in OUTCOMES},
        "policies": [{"label": s.label, "title": title_of(s.policy)} for s in comparison.simulations],
        "years": [_years(comparison, measure) for measure in MEASURES],
        "differences": [_differences(comparison, differences, outcome) for outcome in OUTCOMES],
        "frontier": _frontier(comparison),
        "falls": {label: None if fall is None else _fall(fall) for label, fall in falls.items()},
    }


def _headline(comparison: Comparison) -> dict[str, Any]:
    """Question and answer, in the outcome of the comparison."""
    headline = comparison.headline()
    return {
        "question": headline.question,
        "policy": headline.policy,
        "sentences": list(headline.sentences),
        "error": headline.error,
    }


def _years(comparison: Comparison, measure: str) -> dict[str, Any]:
    """A series: median, and where half and nine in ten of the futures lie, a number a quarter."""
    bands = bands_of(comparison.simulations, measure, comparison.baseline)
    low, high = limits_of(bands, comparison.labels)
    columns = ["median", "low_50", "high_50", "low_90", "high_90"]
    return {
        "name": measure,
        "title": bands.measure.title,
        "unit": bands.unit,
        "isCount": bands.measure.is_share,
        "low": low,
        "high": high,
        "of": {label: _columns(bands.of(label)[columns]) for label in comparison.labels},
    }


def _differences(comparison: Comparison, table: pd.DataFrame, name: str) -> dict[str, Any]:
    """An outcome's paired differences, the best policy first, with the words for less and more of it."""
    baseline = title_of(comparison[comparison.baseline].policy)
    ordered = ordered_differences(table, comparison.scenario, baseline, name)
    words = OutcomeWords(ordered.outcome, comparison.scenario, 1)
    halves = (ordered.table["error_high"] - ordered.table["error_low"]) / 2.0
    decimals = min((decimals_for(half) for half in halves if half > 0.0), default=1)
    rows = ordered.table.drop(columns=["outcome", "unit"]).to_dict("records")
    return {
        "name": name,
        "title": ordered.outcome.title,
        "unit": words.unit,
        "less": words.less,
        "more": words.more,
        "lessIsBetter": ordered.outcome.less_is_better,
        "decimals": max(decimals, 0),
        "rows": [{column: _plain(value) for column, value in row.items()} for row in rows],
    }


def _frontier(comparison: Comparison) -> dict[str, Any]:
    """Cost against harm, and which policies no other beats on both."""
    frontier = cost_against_harm(comparison.simulations, harm="harm")
    return {
        "costUnit": frontier.cost_unit,
        "harmUnit": frontier.harm_unit,
        "rows": [{name: _plain(v) for name, v in row.items()} for row in frontier.table.to_dict("records")],
    }


def _fall(fall: DesignationFall) -> dict[str, Any]:
    """Organisations around their first designation: a column a series, a number a quarter."""
    return {"cases": fall.cases, "futures": fall.futures} | _columns(fall.table)


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(name): [_plain(value) for value in table[name]] for name in table.columns}


def _plain(value: Any) -> Any:
    """A number with as many digits as anyone can read; nothing for NaN."""
    if isinstance(value, str | bool) or value is None:
        return value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return value
