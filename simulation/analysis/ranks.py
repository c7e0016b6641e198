"""How the order of policies moves over the plausible assumptions: their ranks under every draw.

What an instrument does is assumed, so that an order of policies is worth as much as it survives when the assumptions
move. Under each draw the policies are ranked by their expected outcome (see ``spread``, which takes off what the few
futures of a draw add by chance); 1 is best, ties have the mean of their ranks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from simulation.analysis.differences import paired_differences
from simulation.analysis.spread import expected_under_draws
from simulation.analysis.titles import title_of
from simulation.batches import Simulation
from simulation.outcomes import Outcome, outcome_named

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["RanksOfPolicies", "agreement_of_ranks", "ranks_of_policies"]

_ENDS = (0.05, 0.95)
_MUCH, _SOME = 0.8, 0.5


@dataclass(frozen=True, eq=False)
class RanksOfPolicies:
    """The ranks of policies in one outcome.

    Attributes:
        outcome: by which they are ranked.
        draws: how many draws of the assumptions; nil where none were made.
        agreement: Kendall's W of the ranks over draws: 1 where policies stand in the same order under all, near 0
            where any order is as likely; NaN without draws.
        frame: a row a policy, the best as assumed first; columns policy, title, as_assumed (rank), then rank_low,
            rank, rank_high (5th percentile, mean and 95th over draws) and best_share (of draws in which it is best or
            shares that place); NaN without draws.
    """

    outcome: Outcome
    draws: int
    agreement: float
    frame: pd.DataFrame = field(repr=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """How firm the order is, in words."""
        if not self.draws:
            return (
                (
                    "The effects of instruments are assumptions, and here they were held fixed: nothing shows how the"
                    " order of responses moves over their plausible ranges."
                ),
            )
        first = self.frame.iloc[0]
        order = "much the same" if self.agreement >= _MUCH else "a similar" if self.agreement >= _SOME else "another"
        often = self.frame.sort_values("best_share", ascending=False, kind="stable").iloc[0]
        said = (
            f'"{first["title"]}", best as assumed, is best in {100 * first["best_share"]:.0f} of 100 draws of the'
            f" assumptions, and has ranks {first['rank_low']:.0f} to {first['rank_high']:.0f} in 9 of 10"
        )
        if often["policy"] != first["policy"]:
            said += f'; "{often["title"]}" is best most often, in {100 * often["best_share"]:.0f}'
        return (
            "The effects of instruments are assumptions; each was drawn from its plausible range.",
            f"{said}.",
            (
                f"From one draw to another, responses stand in {order} order (Kendall's W {self.agreement:.2f}; 1 is"
                " always the same)."
            ),
        )


def ranks_of_policies(comparison: Comparison, outcome: str | None = None) -> RanksOfPolicies | None:
    """How policies rank as assumed, and how their ranks move over the draws of the assumptions.

    Args:
        comparison: what was simulated.
        outcome: by which; the headline's where there is none.

    Returns:
        The ranks; nothing for one policy alone, or where neither more nor less of the outcome is better.
    """
    chosen = outcome_named(comparison.outcome if outcome is None else outcome)
    if len(comparison.labels) < 2 or chosen.less_is_better is None:
        return None
    sign = 1.0 if chosen.less_is_better else -1.0
    as_assumed = rankdata(sign * _means(comparison.simulations, chosen))
    empty = np.full(len(comparison.labels), np.nan)
    found = {"rank_low": empty, "rank": empty, "rank_high": empty, "best_share": empty}
    draws, agreement = 0, np.nan
    if comparison.draws is not None:
        baseline = comparison.under_plausible(comparison.baseline)
        differences = paired_differences(comparison.across, baseline, [chosen])[:, :, 0]
        ranks = _ranks_under_draws(sign * differences, comparison.draws)
        if len(ranks):
            low, high = np.quantile(ranks, _ENDS, axis=0)
            is_best = ranks == ranks.min(axis=1, keepdims=True)
            found = {"rank_low": low, "rank": ranks.mean(axis=0), "rank_high": high, "best_share": is_best.mean(axis=0)}
            draws, agreement = len(ranks), agreement_of_ranks(ranks)
    frame = pd.DataFrame(
        {
            "policy": comparison.labels,
            "title": [title_of(simulation.policy) for simulation in comparison.simulations],
            "as_assumed": as_assumed,
        }
        | found
    )
    ordered = frame.sort_values("as_assumed", kind="stable").reset_index(drop=True)
    return RanksOfPolicies(chosen, draws, agreement, ordered)


def _means(simulations: tuple[Simulation, ...], outcome: Outcome) -> np.ndarray:
    return np.array([simulation.outcomes[outcome.name].mean() for simulation in simulations])


def _ranks_under_draws(differences: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Ranks by expected difference, shape (draws, policies); draws without a number for every policy are left out.

    A baseline differs from itself by nil in every future, and stays there.
    """
    expected = expected_under_draws(differences, draws)
    known = expected[~np.isnan(expected).any(axis=1)]
    return np.asarray(rankdata(known, axis=1)) if len(known) else known


def agreement_of_ranks(ranks: np.ndarray) -> float:
    """Kendall's coefficient of concordance over points, for ranks with ties as means; NaN for one alternative.

    Args:
        ranks: shape (points, alternatives), 1 is best.

    >>> agreement_of_ranks(np.array([[1.0, 2.0, 3.0]] * 4)), agreement_of_ranks(np.array([[1.0, 2.0], [2.0, 1.0]]))
    (1.0, 0.0)
    """
    points, alternatives = ranks.shape
    squares = ((ranks.sum(axis=0) - points * (alternatives + 1) / 2.0) ** 2).sum()
    ordered = np.sort(ranks, axis=1)
    # Each run of t equal ranks takes t^3 - t off what could be reached.
    _, counts = np.unique(ordered + 10.0 * alternatives * np.arange(points)[:, None], return_counts=True)
    ties = float((counts.astype(float) ** 3 - counts).sum())
    most = points**2 * (alternatives**3 - alternatives) - points * ties
    return float(12.0 * squares / most) if most > 0 else np.nan
