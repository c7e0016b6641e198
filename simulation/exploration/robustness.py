"""Which alternative is robust: seldom far from the best, often good enough, steady, and always near the top.

Measured on the expected outcome at each design point (McPhail et al. 2018, doi 10.1002/2017EF000649, compares the
measures): *regret*, what one loses by not having the alternative that is best at that point; *satisficing*, how
many futures reach the target; *undesirable deviation*, how far it falls short of its own median, on average over
points; *rank*. The mean over few futures still holds some luck, and so does the regret built on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from simulation.analysis.ranks import agreement_of_ranks
from simulation.analysis.titles import unit_in
from simulation.errors import InputError
from simulation.experiments.results import SweepResults
from simulation.exploration.pooled_mean import pooled_mean
from simulation.exploration.values import blocks_of, mean_of_known, outcome_of, signs_of, values_of
from simulation.exploration.words import of_hundred, ordered_titles
from simulation.outcomes import Outcome

__all__ = ["Robustness", "regrets", "robustness", "undesirable_deviation"]

_RESAMPLES = 200


@dataclass(frozen=True, eq=False)
class Robustness:
    """How robust each alternative is in one outcome.

    Attributes:
        outcome, unit: which, in the scenario's words.
        target: the threshold that counts as good enough; NaN where there is none.
        agreement: Kendall's W of the alternatives' ranks over points: 1 where they stand in the same
            order everywhere, near 0 where any order is as likely.
        points, replications: that it rests on.
        frame: a row an alternative, in the sweep's order; columns alternative, title, mean, regret_mean,
            regret_90 (90th percentile over points; ends of its 95% interval in regret_90_low and
            regret_90_high), regret_max, satisficing (share of futures that reach the target; its 95%
            interval in satisficing_low, satisficing_high; NaN without a target), deviation, best_share
            (of points), rank_low, rank, rank_high (5th percentile, mean, 95th; 1 is best).
    """

    outcome: Outcome
    unit: str
    target: float
    agreement: float
    points: int
    replications: int
    frame: pd.DataFrame = field(repr=False)

    @property
    def most_robust(self) -> dict[str, object]:
        """The row with the least 90th percentile of regret."""
        place = int(self.frame["regret_90"].to_numpy().argmin())
        return {str(name): value for name, value in self.frame.iloc[place].items()}

    @property
    def sentences(self) -> tuple[str, ...]:
        """Which is most robust, how good that is, and how much the order changes."""
        row = self.most_robust
        regret, worst = float(row["regret_90"]), float(row["regret_max"])  # type: ignore[arg-type]
        best = f"it is best in {of_hundred(float(row['best_share']))} sets of assumptions"  # type: ignore[arg-type]
        if regret > 0.0:
            said = (
                f"under 9 of 10 sets of assumptions it is at most {_said(regret)} {self.unit} from the best there, and"
            )
            said = f"{said} {_said(worst)} at worst; {best}."
        elif worst > 0.0:
            said = f"{best}, and at worst {_said(worst)} {self.unit} from the best there."
        else:
            said = f"{best}."
        said = f'"{row["title"]}" is most robust: {said}'
        parts = [said]
        if not np.isnan(self.target):
            top = self.frame.iloc[int(self.frame["satisficing"].to_numpy().argmax())]
            share = of_hundred(float(top["satisficing"]))
            parts.append(f'The target is reached most often by "{top["title"]}": {share} futures.')
        order = "much the same" if self.agreement >= 0.8 else "a similar" if self.agreement >= 0.5 else "another"
        parts.append(
            f"From one set of assumptions to another, alternatives stand in {order} order (Kendall's W"
            f" {self.agreement:.2f}; 1 is always the same)."
        )
        return tuple(parts)


def regrets(expected: np.ndarray) -> np.ndarray:
    """What each alternative loses against the best at each point.

    Args:
        expected: less is better, shape (points, alternatives).

    Returns:
        From 0 up, the same shape.

    >>> regrets(np.array([[3.0, 1.0], [2.0, 2.0]])).tolist()
    [[2.0, 0.0], [0.0, 0.0]]
    """
    return np.asarray(expected - np.nanmin(expected, axis=1, keepdims=True))


def undesirable_deviation(expected: np.ndarray) -> np.ndarray:
    """How far each alternative is worse than its own median, on average over points: shape (alternatives,).

    >>> undesirable_deviation(np.array([[1.0], [2.0], [6.0]])).round(3).tolist()
    [1.333]
    """
    return np.asarray(np.maximum(expected - np.median(expected, axis=0), 0.0).mean(axis=0))


def robustness(results: SweepResults, outcome: str | None = None, *, seed: int = 0) -> Robustness:
    """Measure how robust each alternative is.

    Args:
        results: of a sweep with at least two alternatives.
        outcome: name; the sweep's first where there is none.
        seed: of the bootstrap.

    Raises:
        InputError: where there is no such outcome, one alternative alone, or no point where all have a number.
    """
    found = outcome_of(results, outcome)
    sign = signs_of(found)
    if sign == 0:
        raise InputError(f"neither more nor less of {found.name} is better in itself; choose another outcome")
    if len(results.labels) < 2:
        raise InputError("one alternative alone can have no regret; a sweep needs two at least")
    values = values_of(results, found.name)
    expected = sign * mean_of_known(values, 1)
    known = ~np.isnan(expected).any(axis=1)
    if not known.any():
        raise InputError(f"no point of this sweep has {found.name} for every alternative; choose another outcome")
    expected, blocks = expected[known], blocks_of(results)[known]
    regret = regrets(expected)
    ranks = rankdata(expected, axis=1)
    low, high = _interval(regret, blocks, seed)
    target = float(results.targets.get(found.name, np.nan))
    satisficing = _satisficing(sign * (values - target), results)
    rank_low, rank_high = np.quantile(ranks, [0.05, 0.95], axis=0)
    is_best = ranks == ranks.min(axis=1, keepdims=True)
    frame = pd.DataFrame(
        {
            "alternative": results.labels,
            "title": ordered_titles(results),
            "mean": sign * expected.mean(axis=0),
            "regret_mean": regret.mean(axis=0),
            "regret_90": np.quantile(regret, 0.9, axis=0),
            "regret_90_low": low,
            "regret_90_high": high,
            "regret_max": regret.max(axis=0),
            "satisficing": satisficing[:, 0],
            "satisficing_low": satisficing[:, 1],
            "satisficing_high": satisficing[:, 2],
            "deviation": undesirable_deviation(expected),
            "best_share": is_best.mean(axis=0),
            "rank_low": rank_low,
            "rank": ranks.mean(axis=0),
            "rank_high": rank_high,
        }
    )
    return Robustness(
        found, unit_in(results, found.unit), target, agreement_of_ranks(ranks), int(known.sum()),
        results.replications, frame,
    )  # fmt: skip


def _satisficing(short: np.ndarray, results: SweepResults) -> np.ndarray:
    """The share of futures that fall short by nothing, and its 95% interval: shape (alternatives, 3)."""
    reached = np.where(np.isnan(short), np.nan, short <= 0.0)
    shares = [
        pooled_mean(reached[:, :, k], blocks_of(results), same_futures=results.same_futures)
        for k in range(reached.shape[2])
    ]
    return np.clip([[share.mean, share.low, share.high] for share in shares], 0.0, 1.0)


def _interval(regret: np.ndarray, blocks: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The 95% interval of the 90th percentile, resampling points that were drawn together as one."""
    places = np.unique(blocks, return_inverse=True)[1]
    count = int(places.max()) + 1
    generator = np.random.default_rng([seed, count])
    order = np.argsort(regret, axis=0, kind="stable")
    sorted_regret = np.take_along_axis(regret, order, axis=0)
    estimates = np.empty((_RESAMPLES, regret.shape[1]))
    for k in range(_RESAMPLES):
        weights = np.bincount(generator.integers(count, size=count), minlength=count)[places]
        below = np.cumsum(weights[order], axis=0)
        place = (below >= 0.9 * below[-1]).argmax(axis=0)
        estimates[k] = sorted_regret[place, np.arange(regret.shape[1])]
    low, high = np.quantile(estimates, [0.025, 0.975], axis=0)
    return low, high


def _said(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"
