"""Cost against harm over a whole sweep: which alternatives no other beats on both, and how sure that is.

How sure: design points are drawn again, and futures too where all points share them, with all that happened in
them; the share of the resamples in which an alternative is on the frontier of the means is its ``frontier_share``.
Apart from that, ``frontier_points`` says under how many sets of assumptions it is on that point's own frontier.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.frontier import on_frontier
from simulation.analysis.titles import unit_in
from simulation.errors import InputError
from simulation.experiments.results import SweepResults
from simulation.exploration.pooled_mean import pooled_mean
from simulation.exploration.values import blocks_of, mean_of_known, outcome_of, values_of
from simulation.exploration.words import of_hundred, ordered_titles, outcome_words
from simulation.outcomes import Outcome

__all__ = ["SweepFrontier", "frontier"]

_RESAMPLES = 500
_AT_ONCE = 2_000_000
COSTS = ("cost_a_year", "cost")


@dataclass(frozen=True, eq=False)
class SweepFrontier:
    """Each alternative's mean cost and mean harm over the sweep.

    Attributes:
        cost, harm: the outcomes; for both, less is better.
        cost_unit, harm_unit: in the scenario's words.
        points, replications: of the design.
        frame: a row an alternative, in the sweep's order; columns alternative, title, cost, cost_low,
            cost_high, harm, harm_low, harm_high (means, with 95% intervals at both levels), on_frontier,
            frontier_share (of resamples), frontier_points (share of design points).
        sentence: which are on it.
    """

    cost: Outcome
    harm: Outcome
    cost_unit: str
    harm_unit: str
    points: int
    replications: int
    frame: pd.DataFrame = field(repr=False)
    sentence: str

    @property
    def edge(self) -> pd.DataFrame:
        """The alternatives on the frontier, from the cheapest."""
        return self.frame[self.frame["on_frontier"]].sort_values(["cost", "harm"], kind="stable")

    @property
    def distinct(self) -> pd.DataFrame:
        """The frame without those whose means an earlier alternative has too; ``equals`` counts them."""
        return _distinct(self.frame)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer."""
        return (self.sentence,)


def frontier(
    results: SweepResults, harm: str | None = None, cost: str | None = None, *, seed: int = 0
) -> SweepFrontier:
    """Cost against harm of every alternative.

    Args:
        results: of a sweep that kept a cost.
        harm: an outcome of which less is better; the sweep's first such where there is none.
        cost: the outcome that counts as cost; ``cost_a_year``, else ``cost``, where there is none.
        seed: of the resampling.

    Raises:
        InputError: where the sweep kept no such outcome, or more of one is better.
    """
    costs = outcome_of(results, cost or _kept_cost(results))
    harms = outcome_of(results, harm or _kept_harm(results))
    for outcome in (costs, harms):
        if outcome.less_is_better is not True:
            raise InputError(f"less of {outcome.name} is not better, so that it cannot be an axis; choose another")
    values = np.stack([values_of(results, costs.name), values_of(results, harms.name)])
    if np.isnan(values).all(axis=(1, 2)).any():
        raise InputError(f"no future has both {costs.name} and {harms.name} for every alternative; choose another")
    means = mean_of_known(values, (1, 2))
    columns: dict[str, object] = {"alternative": results.labels, "title": ordered_titles(results)}
    for name, of_outcome in zip(("cost", "harm"), values, strict=True):
        found = [
            pooled_mean(of_outcome[:, :, k], blocks_of(results), same_futures=results.same_futures)
            for k in range(len(results.labels))
        ]
        columns |= {
            name: [one.mean for one in found],
            f"{name}_low": [one.low for one in found],
            f"{name}_high": [one.high for one in found],
        }
    columns["on_frontier"] = on_frontier(means[0], means[1])
    columns["frontier_share"] = _share_of_resamples(values, results, seed)
    columns["frontier_points"] = _share_of_points(mean_of_known(values, 2))
    frame = pd.DataFrame(columns)
    return SweepFrontier(
        costs, harms, unit_in(results, costs.unit), unit_in(results, harms.unit), len(results.design),
        results.replications, frame, _sentence(frame, outcome_words(results, harms)),
    )  # fmt: skip


def _kept_cost(results: SweepResults) -> str:
    found = [name for name in COSTS if name in results.outcome_names]
    if not found:
        raise InputError(
            "this sweep kept no cost, so that nothing can be set against it; add cost_a_year to outcomes in its file"
        )
    return found[0]


def _kept_harm(results: SweepResults) -> str:
    for name in results.outcome_names:
        if name not in COSTS and outcome_of(results, name).less_is_better is True:
            return name
    raise InputError("this sweep kept no outcome of which less is better; add harm to outcomes in its file")


def _share_of_resamples(values: np.ndarray, results: SweepResults, seed: int) -> np.ndarray:
    """In what share of the resamples each alternative is on the frontier, for values (2, points, futures, others)."""
    places = np.unique(blocks_of(results), return_inverse=True)[1]
    blocks, replications, alternatives = int(places.max()) + 1, values.shape[2], values.shape[3]
    known = ~np.isnan(values)
    sums = np.zeros((2, 2, blocks, replications, alternatives))
    for axis in range(2):
        np.add.at(sums[0, axis], places, np.where(known[axis], values[axis], 0.0))
        np.add.at(sums[1, axis], places, known[axis])
    generator = np.random.default_rng([seed, blocks])
    has_common = results.same_futures and replications > 1
    on_it = np.zeros(alternatives)
    for _ in range(_RESAMPLES):
        of_blocks = np.bincount(generator.integers(blocks, size=blocks), minlength=blocks).astype(float)
        of_futures = np.ones(replications)
        if has_common:
            drawn = generator.integers(replications, size=replications)
            of_futures = np.bincount(drawn, minlength=replications).astype(float)
        totals = np.einsum("b,r,kxbra->kxa", of_blocks, of_futures, sums, optimize=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            means = totals[0] / totals[1]
        on_it += on_frontier(means[0], means[1])
    return on_it / _RESAMPLES


def _share_of_points(means: np.ndarray) -> np.ndarray:
    """In what share of points each alternative is on that point's own frontier, for means (2, points, alternatives)."""
    known = ~np.isnan(means).any(axis=(0, 2))
    cost, harm = means[0][known], means[1][known]
    if not len(cost):
        return np.full(means.shape[2], np.nan)
    size = max(1, _AT_ONCE // cost.shape[1] ** 2)
    parts = [on_frontier(cost[k : k + size], harm[k : k + size]) for k in range(0, len(cost), size)]
    return np.concatenate(parts).mean(axis=0)


def _distinct(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for alternatives with the same means, such as budgets that are never reached."""
    means = ["cost", "harm"]
    alike = frame.groupby(means, dropna=False)["alternative"].transform("size") - 1
    return frame.assign(equals=alike)[~frame.duplicated(means)]


def _sentence(frame: pd.DataFrame, harm: str) -> str:
    edge = _distinct(frame)
    edge = edge[edge["on_frontier"]].sort_values(["cost", "harm"], kind="stable")
    rows = edge.to_dict("records")
    if len(rows) == 1:
        often = f"(in {of_hundred(rows[0]['frontier_share'])} resamples)"
        return f'"{rows[0]["title"]}" {often} costs least and has least of this at once: {harm}.'
    told = [
        f'"{row["title"]}" ({of_hundred(row["frontier_share"]).removesuffix(" of 100")}'
        + (f"; {row['equals']} more with the same means)" if row["equals"] else ")")
        for row in rows
    ]
    return (
        f"No other alternative is both cheaper and better in {harm} than, from the cheapest, with the number of 100"
        f" resamples in which that holds: {', '.join(told)}."
    )
