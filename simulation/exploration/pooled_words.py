"""What a pooled difference says, in sentences with the three uncertainties apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from simulation.analysis.outcome_words import OutcomeWords
from simulation.analysis.rounding import decimals_for
from simulation.analysis.verdict import CLEAR, FEWEST_FUTURES, NOT_JUDGED, UNCLEAR
from simulation.experiments.results import SweepResults
from simulation.exploration.values import values_of
from simulation.exploration.words import of_hundred
from simulation.outcomes import outcome_named

__all__ = ["pooled_sentences"]

_ABOUT_THE_SAME = 0.05


def pooled_sentences(results: SweepResults, row: Mapping[str, Any], baseline: str) -> tuple[str, ...]:
    """The answer on one alternative.

    Args:
        results: of the sweep.
        row: of ``PooledDifferences.frame``.
        baseline: its title.
    """
    outcome = outcome_named(row["outcome"])
    if row["alternative"] == results.baseline or np.isnan(row["difference"]):
        return ("There is nothing to compare: one alternative alone, or an outcome without values.",)
    half = (row["error_high"] - row["error_low"]) / 2.0
    # Few shared futures leave a large error; the spread over assumptions is then told finer than that.
    spread = (row["assumptions_high"] - row["assumptions_low"]) / 10.0
    words = OutcomeWords(outcome, results, max(decimals_for(half), decimals_for(spread) if spread > 0 else 0))
    parts = [
        _pooled(words, row, baseline, half),
        _over_assumptions(words, row),
        _over_futures(words, row),
        _verdict(row),
        _cost(results, str(row["alternative"])),
    ]
    return tuple(filter(None, parts))


def _pooled(words: OutcomeWords, row: Mapping[str, Any], baseline: str, half: float) -> str:
    statement = words.statement(row["difference"], row["title"], baseline)
    error = "its simulation error cannot be told from one future" if np.isnan(half) else (
        f"simulation error ±{words.size(half)} {words.unit}, 95%"
    )  # fmt: skip
    return f"Over all assumptions of this sweep, {statement} ({error})."


def _over_assumptions(words: OutcomeWords, row: Mapping[str, Any]) -> str:
    if np.isnan(row["assumptions_low"]):
        return ""
    span = words.span(row["assumptions_low"], row["assumptions_high"], row["difference"], "and")
    said = f"Under 9 of 10 sets of assumptions the expected difference lies between {span}"
    better, worse = row["better_assumptions"], row["worse_assumptions"]
    if not np.isnan(better):
        share, word = (worse, "worse") if worse > better else (better, "better")
        said += f", and it is {word} in {of_hundred(share)}"
    return said + "."


def _over_futures(words: OutcomeWords, row: Mapping[str, Any]) -> str:
    if np.isnan(row["futures_low"]):
        return ""
    span = words.span(row["futures_low"], row["futures_high"], row["difference"], "and")
    return f"Chance alone, under one set of assumptions, puts 9 of 10 futures between {span}."


def _verdict(row: Mapping[str, Any]) -> str:
    if row["verdict"] == NOT_JUDGED:
        return "Neither more nor less of it is better in itself."
    if row["verdict"] != UNCLEAR:
        return ""
    if row["runs"] < FEWEST_FUTURES:
        return f"That is no clear difference: {row['runs']} futures are too few to tell."
    is_worse = row["worse_futures"] > row["better_futures"]
    word = "worse" if is_worse else "better"
    told = (
        f"{of_hundred(row[f'{word}_futures'])} futures and {of_hundred(row[f'{word}_assumptions'])} sets of assumptions"
    )
    return f"That is no clear difference: it is {word} in {told}, and both would have to reach {100 * CLEAR:.0f}."


def _cost(results: SweepResults, label: str) -> str:
    if "cost_a_year" not in results.outcome_names:
        return ""
    values = values_of(results, "cost_a_year")
    cost, there = (float(np.nanmean(values[:, :, results.labels.index(name)])) for name in (label, results.baseline))
    if not cost > 0.0 or not there > 0.0:
        return ""
    ratio = cost / there
    if abs(ratio - 1.0) < _ABOUT_THE_SAME:
        return "It costs about as much."
    return f"It costs {ratio:.1f} times as much." if ratio > 1.0 else f"It costs {100 * (1 - ratio):.0f}% less."
