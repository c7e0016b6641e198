"""How much of what differs between design points is chance: the noise that few replications leave in a mean.

A sensitivity is of the *expected* outcome at a point; what is at hand is a mean over a few futures. The
share of its variance that is chance is stated beside every sensitivity: where points have futures of
their own, a total index no larger than that may be chance alone; where they share them, a number that does
nothing changes nothing at all.
"""

from __future__ import annotations

import numpy as np

__all__ = ["noise_share", "noise_variance"]


def noise_variance(values: np.ndarray, *, same_futures: bool) -> float:
    """The variance that chance gives the mean over replications at a point.

    Args:
        values: shape (points, replications); NaN is left out.
        same_futures: whether a replication is the same future at every point. What it then does at all
            points alike spreads none of them, and is taken off.

    Returns:
        NaN with a single replication, from which it cannot be told.
    """
    replications = values.shape[1]
    if replications < 2:
        return np.nan
    away = values - np.nanmean(values, axis=1, keepdims=True)
    points = len(values)
    free = points * (replications - 1.0)
    if same_futures and points > 1:
        away = away - np.nanmean(away, axis=0)
        free = (points - 1.0) * (replications - 1.0)
    return float(np.nansum(away**2) / free / replications)


def noise_share(values: np.ndarray, *, same_futures: bool) -> float:
    """That variance as a share of the variance of the points' means, 0 to 1; NaN where either is unknown."""
    spread = float(np.nanvar(np.nanmean(values, axis=1), ddof=1)) if len(values) > 1 else 0.0
    noise = noise_variance(values, same_futures=same_futures)
    return float(min(noise / spread, 1.0)) if spread > 0 else np.nan
