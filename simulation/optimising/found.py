"""What a search found, measured on futures that it never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.bootstrap import error_of_means
from simulation.analysis.outcome_words import OutcomeWords
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.spread import shares_better
from simulation.analysis.titles import title_of
from simulation.analysis.verdict import UNCLEAR, verdict_of
from simulation.experiments.levers import Alternative
from simulation.optimising.objective import objective_of
from simulation.optimising.search import Search
from simulation.outcomes import outcome_named
from simulation.policies import load_policy

__all__ = ["Found", "found_of"]


@dataclass(frozen=True, eq=False)
class Found:
    """The winner of a search.

    Attributes:
        search: what was asked.
        values: the winner's levers, by name.
        label: the winner's label.
        trials: a row a trial, in order; columns trial, the levers, objective, means of outcomes, beyond
            (by how much limits are passed), is_allowed.
        held_out: a row an alternative on futures that the search never saw: the winner, the policy as it
            is, the rivals. Columns alternative, title, mean (of the objective's outcome), error_low,
            error_high (95%), seemed (the mean on the futures of the search), objective (on futures it
            never saw), cost_a_year, and of the winner less this one: difference, difference_low,
            difference_high (95%), better, worse (shares of futures), verdict.
        sentences: the answer.
    """

    search: Search
    values: dict[str, float]
    label: str
    trials: pd.DataFrame = field(repr=False)
    held_out: pd.DataFrame = field(repr=False)
    sentences: tuple[str, ...]


def found_of(
    search: Search, trials: pd.DataFrame, values: dict[str, float], names: Sequence[str], seen: np.ndarray,
    unseen: np.ndarray,
) -> Found:  # fmt: skip
    """Measure the winner.

    Args:
        search: what was asked.
        trials: what was tried.
        values: the winner's levers.
        names: of the outcomes, the objective's first.
        seen, unseen: outcomes on the futures of the search and on others, each of shape (futures,
            alternatives, outcomes): the winner, the policy as it is, the rivals.
    """
    winner = search.alternative(values)
    alternatives = [winner, search.default, *search.rivals]
    table = _table(search, alternatives, names, seen, unseen)
    means = dict(zip(names, np.nanmean(unseen[:, 0], axis=0).tolist(), strict=True))
    return Found(search, values, winner.label, trials, table, _sentences(search, values, table, _limits(search, means)))


def _table(
    search: Search, alternatives: Sequence[Alternative], names: Sequence[str], seen: np.ndarray, unseen: np.ndarray
) -> pd.DataFrame:
    objective = search.content.objective
    sign = 1 if outcome_named(objective.outcome).less_is_better else -1
    outcome = unseen[:, :, 0]
    low, high = error_of_means(outcome, search.content.seed)
    differences = outcome[:, [0]] - outcome
    difference_low, difference_high = error_of_means(differences, search.content.seed)
    better, worse = shares_better(differences, np.full(len(alternatives), sign))
    return pd.DataFrame(
        {
            "alternative": [alternative.label for alternative in alternatives],
            "title": [_title(alternative) for alternative in alternatives],
            "mean": np.nanmean(outcome, axis=0),
            "error_low": low,
            "error_high": high,
            "seemed": np.nanmean(seen[:, :, 0], axis=0),
            "objective": [
                objective_of(objective.aim, sign * outcome[:, k], sign * outcome[:, 2:])
                for k in range(len(alternatives))
            ],
            "cost_a_year": np.nanmean(unseen[:, :, names.index("cost_a_year")], axis=0),
            "difference": np.nanmean(differences, axis=0),
            "difference_low": difference_low,
            "difference_high": difference_high,
            "better": better,
            "worse": worse,
            "verdict": [verdict_of(len(outcome), *pair) for pair in zip(better, worse, strict=True)],
        }
    )


def _title(alternative: Alternative) -> str:
    return title_of(load_policy(alternative.policy))


def _sentences(search: Search, values: dict[str, float], table: pd.DataFrame, limits: str) -> tuple[str, ...]:
    """The answer: the best setting, what it is worth, against the others, and how far it was flattered."""
    content, scenario = search.content, search.scenario
    outcome = outcome_named(content.objective.outcome)
    winner = table.iloc[0]
    levers = ", ".join(_lever_said(search, name, value) for name, value in values.items())
    title = load_policy(content.policy).title
    half = float(winner["error_high"] - winner["error_low"]) / 2.0
    words = OutcomeWords(outcome, scenario, decimals_for(half))
    amount, error = words.size(float(winner["mean"])), words.size(half)
    first = (
        f'Of {content.trials} settings of "{title}", the best is: {levers}. On {content.held_out} futures it never saw,'
        f" {outcome.title[0].lower()}{outcome.title[1:]} is {amount} {words.unit} (±{error}, 95%)."
    )
    against = [_against(search, table.iloc[k], title) for k in range(1, len(table))]
    flattered = float(winner["seemed"]) - float(winner["mean"])
    seemed = shown(float(winner["seemed"]) * words.factor, words.decimals)
    sign = 1.0 if outcome.less_is_better else -1.0
    luck = "it seemed better there than it is" if sign * flattered < 0 else "luck did not flatter it there"
    last = f"On the {content.futures} futures that it was chosen on, it was {seemed}: {luck}."
    return tuple(filter(None, (first, limits, *against, last)))


def _lever_said(search: Search, name: str, value: float) -> str:
    """``margin −5.5``, ``improvement board capacity 0.036``."""
    owner, _, own = name.partition(".")
    said = own if owner == search.content.policy.partition(":")[0] else name
    return f"{said.replace('.', ' ').replace('_', ' ')} {value:.3g}".replace(" -", " −")


def _against(search: Search, row: pd.Series, title: str) -> str:
    """The winner against one alternative, to what the error of their difference supports."""
    half = float(row["difference_high"] - row["difference_low"]) / 2.0
    words = OutcomeWords(outcome_named(search.content.objective.outcome), search.scenario, decimals_for(half))
    name = f'"{title}" as it is' if row.name == 1 else f'"{row["title"]}"'
    number, _, way = words.amount(float(row["difference"])).rpartition(" ")
    if not number:
        return f"Against {name} in the same futures it is about the same."
    is_worse = row["worse"] > row["better"]
    share, word = (row["worse"], "worse") if is_worse else (row["better"], "better")
    unclear = "; that is no clear difference" if row["verdict"] == UNCLEAR else ""
    return (
        f"Against {name} in the same futures that is {number} {way} (±{words.size(half)}), and {word} in"
        f" {100 * share:.0f} of 100{unclear}."
    )


def _limits(search: Search, means: Mapping[str, float]) -> str:
    """Whether what was kept on the futures of the search is kept on others; nothing where nothing is limited."""
    told = [
        f"{outcome_named(name).title[0].lower()}{outcome_named(name).title[1:]} is {means[name]:.4g} there, and"
        f" {'keeps' if means[name] <= most else 'passes'} the limit of {most:g}"
        for name, most in search.content.objective.limits.items()
    ]
    return f"{'; '.join(told)[0].upper()}{'; '.join(told)[1:]}." if told else ""
