"""The mean over design points and futures, and its simulation error at both levels.

Where every point has futures of its own, points are independent of each other, and the error of the mean is
that of the mean over points. Where all points share the same futures, each future's luck is in every point,
and adding points doesn't average it out: the variance is then the sum of what points and what futures give,
less what is counted twice (two-way clustering: Cameron, Gelbach and Miller 2011,
doi 10.1198/jbes.2010.07136; for crossed random effects, Owen 2007, doi 10.1214/07-AOAS122). The interval
takes Student's quantile with Satterthwaite's degrees of freedom, since futures are often few.

Points of a stratified design (Latin hypercube, Sobol') are spread more evenly than by chance, so for them
the interval is on the wide side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

__all__ = ["PooledMean", "pooled_mean"]

_FEWEST = 2


@dataclass(frozen=True)
class PooledMean:
    """A mean with the ends of its 95% interval; the ends are NaN where one level has a single member."""

    mean: float
    low: float
    high: float


def pooled_mean(values: np.ndarray, blocks: np.ndarray, *, same_futures: bool, level: float = 0.95) -> PooledMean:
    """The mean of all values, with an interval for both levels.

    Args:
        values: shape (points, replications); NaN is left out.
        blocks: which points were drawn together, shape (points,).
        same_futures: whether a replication is the same future at every point.
        level: how often the interval should cover the truth.
    """
    known = ~np.isnan(values)
    count = int(known.sum())
    if count == 0:
        return PooledMean(np.nan, np.nan, np.nan)
    mean = float(values[known].mean())
    away = np.where(known, values - mean, 0.0)
    places = np.unique(blocks, return_inverse=True)[1]
    of_cells = np.zeros((places.max() + 1, values.shape[1]))
    np.add.at(of_cells, places, away)
    seen = np.zeros_like(of_cells)
    np.add.at(seen, places, known)
    points, points_freedom = _clustered(of_cells.sum(axis=1), seen.sum(axis=1), count)
    variance, freedom = points, points_freedom
    if same_futures:
        futures, futures_freedom = _clustered(of_cells.sum(axis=0), seen.sum(axis=0), count)
        twice, _ = _clustered(of_cells.ravel(), seen.ravel(), count)
        variance = max(points + futures - twice, points, futures)
        parts = points**2 / max(points_freedom, 1) + futures**2 / max(futures_freedom, 1)
        freedom = (points + futures) ** 2 / parts if parts > 0 else points_freedom
    if not np.isfinite(variance) or freedom < 1:
        return PooledMean(mean, np.nan, np.nan)
    half = float(stdtrit(freedom, 0.5 + level / 2.0) * np.sqrt(variance))
    return PooledMean(mean, mean - half, mean + half)


def _clustered(sums: np.ndarray, seen: np.ndarray, count: int) -> tuple[float, float]:
    """The variance of the mean from sums of deviations by cluster, and its degrees of freedom; NaN for one cluster."""
    clusters = int((seen > 0).sum())
    if clusters < _FEWEST:
        return np.nan, 0.0
    return float(clusters / (clusters - 1.0) * (sums**2).sum() / count**2), clusters - 1.0
