"""Question and answer in sentences, with the three uncertainties apart, in the words of the field."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from simulation.analysis.outcome_words import OutcomeWords
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.titles import title_of, unit_in
from simulation.analysis.verdict import CLEAR, FEWEST_FUTURES, NOT_JUDGED, UNCLEAR
from simulation.outcomes import Outcome, outcome_named

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["Headline", "headline_of"]

_ABOUT_THE_SAME = 0.05


@dataclass(frozen=True)
class Headline:
    """The answer to a comparison's question.

    Attributes:
        policy: the label of the policy spoken of; nothing where the baseline is alone.
        question: what was asked.
        as_assumed: the difference if the effects are as assumed, and where 9 of 10 futures lie.
        across: the difference across the plausible effects; empty where they were not simulated.
        verdict: whether that may be called a difference; empty where it may.
        cost: what it costs against the baseline; empty where nothing does.
        error: the simulation error, for a footnote.
    """

    policy: str | None
    question: str
    as_assumed: str
    across: str = ""
    verdict: str = ""
    cost: str = ""
    error: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer, without question and footnote."""
        return tuple(filter(None, (self.as_assumed, self.across, self.verdict, self.cost)))


def headline_of(comparison: Comparison, policy: str | None = None) -> Headline:
    """Question and answer of a comparison.

    Args:
        comparison: what was simulated.
        policy: the label of the policy to speak of; the one with the best mean where there is none.
    """
    outcome = outcome_named(comparison.outcome)
    question = _question(comparison, outcome)
    table = comparison.differences().set_index("policy", drop=False)
    if policy is None:
        policy = _best(table, outcome)
    row = table.to_dict("index")[policy]
    if policy == comparison.baseline or math.isnan(row["difference"]):
        return Headline(None, question, "There is nothing to compare: one policy alone, or an outcome without values.")
    half = (row["error_high"] - row["error_low"]) / 2.0
    words = OutcomeWords(outcome, comparison.scenario, decimals_for(half))
    return Headline(
        policy,
        question,
        _as_assumed(words, row, comparison),
        _across(words, row),
        _verdict(row),
        _cost(comparison, policy),
        _error(half, words, comparison),
    )


def _best(table: pd.DataFrame, outcome: Outcome) -> str:
    known = table["difference"].dropna()
    if known.empty:
        return str(table.index[0])
    return str(known.idxmax() if outcome.less_is_better is False else known.idxmin())


def _question(comparison: Comparison, outcome: Outcome) -> str:
    scenario, count = comparison.scenario, len(comparison.labels)
    organisations = f"{len(comparison.sector):,} {scenario.organisations_word}"
    if outcome.name == "failing_organisations":
        asked = f"Which of {count} responses to failure leaves the fewest failing {scenario.organisations_word}"
    else:
        most = {True: "lowest", False: "highest", None: "lowest"}[outcome.less_is_better]
        asked = f"Under which of {count} responses to failure is {outcome.title.lower()} {most}"
    return f"{asked}, among {organisations} over {scenario.years} years?"


def _as_assumed(words: OutcomeWords, row: dict[Any, Any], comparison: Comparison) -> str:
    baseline = title_of(comparison[comparison.baseline].policy)
    statement = words.statement(row["difference"], row["title"], baseline)
    sentence = f"If the effects are as assumed, {statement}"
    if row["futures"] > 1:
        span = words.span(row["futures_low"], row["futures_high"], row["difference"], "and")
        sentence += f"; in 9 of 10 futures between {span}"
    return sentence + "."


def _across(words: OutcomeWords, row: dict[Any, Any]) -> str:
    if math.isnan(row["assumptions_low"]):
        return ""
    span = words.span(row["assumptions_low"], row["assumptions_high"], row["uncertain_difference"], "to")
    sentence = f"Across the plausible effects, the difference runs from {span}"
    better, worse = row["better_assumptions"], row["worse_assumptions"]
    if not math.isnan(better):
        is_worse_on_the_whole = row["worse_futures"] > row["better_futures"]
        share, word = (worse, "worse") if is_worse_on_the_whole else (better, "better")
        sentence += f", and it is {word} in {100 * share:.0f} of 100"
    return sentence + "."


def _verdict(row: dict[Any, Any]) -> str:
    if row["verdict"] == NOT_JUDGED:
        return "Neither more nor less of it is better in itself."
    if row["verdict"] != UNCLEAR:
        return ""
    if row["futures"] < FEWEST_FUTURES:
        return f"That is no clear difference: {row['futures']} futures are too few to tell ({FEWEST_FUTURES} at least)."
    return f"That is no clear difference: it is neither better nor worse in {100 * CLEAR:.0f} of 100."


def _cost(comparison: Comparison, policy: str) -> str:
    cost, there = (comparison[label].outcomes["cost_a_year"].mean() for label in (policy, comparison.baseline))
    if not there > 0.0 or not cost > 0.0:
        return ""
    ratio = cost / there
    if abs(ratio - 1.0) < _ABOUT_THE_SAME:
        return "It costs about as much."
    return f"It costs {ratio:.1f} times as much." if ratio > 1.0 else f"It costs {100 * (1 - ratio):.0f}% less."


def _error(half: float, words: OutcomeWords, comparison: Comparison) -> str:
    if math.isnan(half):
        return "One future alone: no simulation error can be given."
    size = shown(half * words.factor, words.decimals)
    sentence = f"Simulation error of that difference: ±{size} {words.unit} (95%, {comparison.runs:,} futures)."
    if comparison.precision is not None:
        sentence += (
            f" Futures were added until the simulation error of every difference was at most"
            f" {comparison.precision:g} {unit_in(comparison.scenario, words.outcome.unit)}; that narrows nothing else."
        )
    return sentence
