"""Every alternative against the baseline, pair by pair in the same futures, pooled over the design.

- *Simulation error* of the pooled difference, at both levels (``error_low``, ``error_high``: 95%).
- *Spread over futures* at one design point, the average one: what chance alone does (``futures_low``,
  ``futures_high``: 9 of 10).
- *Spread over assumptions* of the expected difference: from one design point to another, with what
  chance adds taken off (``assumptions_low``, ``assumptions_high``: 9 of 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.spread import expected_under_draws, nine_in_ten, shares_better
from simulation.analysis.titles import unit_in
from simulation.analysis.verdict import BETTER, WORSE, verdict_of
from simulation.experiments.results import SweepResults
from simulation.exploration.leading import leading_alternative
from simulation.exploration.pooled_mean import pooled_mean
from simulation.exploration.pooled_words import pooled_sentences
from simulation.exploration.values import alternative_place, blocks_of, mean_of_known, outcome_of, signs_of, values_of
from simulation.exploration.words import ordered_titles
from simulation.outcomes import Outcome

__all__ = ["PooledDifferences", "pooled_differences"]


@dataclass(frozen=True, eq=False)
class PooledDifferences:
    """How each alternative differs from the baseline, over the whole design.

    Attributes:
        baseline: its title.
        points, replications: of the design.
        same_futures: whether all points share their futures.
        frame: a row an outcome and alternative; columns alternative, title, outcome, unit, runs,
            difference, error_low, error_high, futures_low, futures_high, better_futures,
            worse_futures, assumptions_low, assumptions_high, better_assumptions, worse_assumptions,
            verdict, sign (1 where less is better, -1 where more is, 0 where neither). A difference is
            the alternative's number less the baseline's; shares are 0 to 1: of all runs, and of design
            points by their expected difference.
        sentences: the answer on the alternative that was asked about.
    """

    baseline: str
    points: int
    replications: int
    same_futures: bool
    frame: pd.DataFrame = field(repr=False)
    sentences: tuple[str, ...] = ()

    def of(self, outcome: str) -> pd.DataFrame:
        """The rows of one outcome, the best alternative first."""
        rows = self.frame[self.frame["outcome"] == outcome]
        is_rising = bool((rows["sign"] >= 0).all())
        return rows.sort_values("difference", ascending=is_rising, kind="stable").reset_index(drop=True)


def pooled_differences(
    results: SweepResults, outcomes: Sequence[str] | None = None, policy: str | None = None
) -> PooledDifferences:
    """Set every alternative against the baseline.

    Args:
        results: of a sweep.
        outcomes: names; all that were kept where there is none. Sentences are about the first.
        policy: the label of the alternative that sentences are about; ``leading_alternative`` where there is none.

    Raises:
        InputError: where the sweep kept no such outcome, or has no such alternative.
    """
    chosen = [outcome_of(results, name) for name in outcomes or results.outcome_names]
    titles = ordered_titles(results)
    baseline = results.labels.index(results.baseline)
    others = [k for k in range(len(titles)) if k != baseline] or [baseline]
    rows = []
    for outcome in chosen:
        values = values_of(results, outcome.name)
        differences = values[:, :, others] - values[:, :, [baseline]]
        parts = _differences(differences, results, outcome)
        rows += [
            {"alternative": results.labels[k], "title": titles[k], "outcome": outcome.name,
             "unit": unit_in(results, outcome.unit), "sign": signs_of(outcome), **part}
            for k, part in zip(others, parts, strict=True)
        ]  # fmt: skip
    label = policy or leading_alternative(results, chosen[0].name)
    asked = alternative_place(results, label)
    row = next((row for row in rows if row["alternative"] == results.labels[asked]), rows[0])
    return PooledDifferences(
        titles[baseline],
        len(results.design),
        results.replications,
        results.same_futures,
        pd.DataFrame(rows),
        pooled_sentences(results, row, titles[baseline]),
    )


def _differences(differences: np.ndarray, results: SweepResults, outcome: Outcome) -> list[dict[str, object]]:
    """The columns of each alternative, from differences of shape (points, replications, alternatives)."""
    points, replications, alternatives = differences.shape
    blocks = blocks_of(results)
    less = np.full(alternatives, signs_of(outcome))
    runs = differences.reshape(-1, alternatives)
    pooled = [pooled_mean(differences[:, :, k], blocks, same_futures=results.same_futures) for k in range(alternatives)]
    futures_low, futures_high = _over_futures(differences)
    expected = _expected(differences, results.same_futures)
    low, high = nine_in_ten(expected)
    better, worse = shares_better(runs, less)
    better_points, worse_points = shares_better(expected, less)
    return [
        {
            "runs": int((~np.isnan(runs[:, k])).sum()),
            "difference": pooled[k].mean, "error_low": pooled[k].low, "error_high": pooled[k].high,
            "futures_low": futures_low[k], "futures_high": futures_high[k],
            "better_futures": better[k], "worse_futures": worse[k],
            "assumptions_low": low[k], "assumptions_high": high[k],
            "better_assumptions": better_points[k], "worse_assumptions": worse_points[k],
            "verdict": verdict_of(points * replications, better[k], worse[k], better_points[k], worse_points[k]),
        }
        for k in range(alternatives)
    ]  # fmt: skip


def _over_futures(differences: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where 9 of 10 futures lie around the pooled mean, as they lie around the mean of their own point; NaN for one."""
    replications, alternatives = differences.shape[1:]
    if replications < 2:
        nothing = np.full(alternatives, np.nan)
        return nothing, nothing.copy()
    # A mean of few futures lies among them, so that they seem nearer to it than they are.
    away = (differences - mean_of_known(differences, 1)[:, None]) * np.sqrt(replications / (replications - 1.0))
    low, high = nine_in_ten(away.reshape(-1, alternatives))
    pooled = mean_of_known(differences, (0, 1))
    return pooled + low, pooled + high


def _expected(differences: np.ndarray, same_futures: bool) -> np.ndarray:
    """The expected difference at each point, with the spread that chance adds taken off: (points, alternatives)."""
    points, replications, alternatives = differences.shape
    if replications < 2:
        return differences[:, 0]
    if same_futures:
        # The luck that a future has everywhere moves all points alike, and spreads none.
        common = mean_of_known(differences, 0)
        is_nil = (differences == 0.0).all(axis=1, keepdims=True)
        differences = np.where(is_nil, 0.0, differences - common + mean_of_known(common, 0))
    return expected_under_draws(differences.reshape(-1, alternatives), np.repeat(np.arange(points), replications))


def clear_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that are clearly better or worse."""
    return rows[rows["verdict"].isin([BETTER, WORSE])]
