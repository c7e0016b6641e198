"""Sensitivity from ranks, for any design: how closely an outcome follows an uncertain number, and which way.

Two measures, since each is blind where the other sees:

- *Partial rank correlation* (Marino et al. 2008, doi 10.1016/j.jtbi.2008.04.011): -1 to 1, with what the other
  numbers do taken off. It has a sign, and knows nothing of what rises and falls again.
- *Share explained* (the correlation ratio of ranks over tenths of the number; Plischke et al. 2013,
  doi 10.1016/j.ejor.2012.11.047): 0 to 1, whatever the shape, alone and without interactions.

Ranks make both indifferent to outliers and to the scale of the outcome. Their intervals come from resampling
design points (whole base samples or trajectories, where points were drawn together), ranks kept. A resample holds
points twice, which lie in one bin together, so that every number seems to explain more; what resamples explain more
than the points themselves, on average, is therefore taken off both ends of its interval.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from simulation.exploration.variance_shares import RESAMPLES

__all__ = ["BINS", "bins_of", "fewest_points", "rank_sensitivity"]

BINS = 10
"""Tenths of the points."""
_IN_A_BIN = 4
"""Points that a bin holds at least, on average: with fewer, shares explained are chance."""
_FOR_A_NUMBER = 4
"""Points for each uncertain number, at least, with which a correlation with all others held means anything."""
_MOST_GROUPS = 500
"""Resampled: with more points than that, random groups of them, which makes the intervals as wide, sooner."""
_RIDGE = 1e-9
"""Keeps the correlations' matrix invertible where one number is a copy of another."""
_ENDS = (0.025, 0.975)


def rank_sensitivity(
    design: np.ndarray, outcome: np.ndarray, names: Sequence[str], blocks: np.ndarray, *, seed: int = 0
) -> pd.DataFrame:
    """Both measures with the ends of their 95% intervals.

    Args:
        design: shape (points, uncertain numbers).
        outcome: one number a point, shape (points,); without NaN.
        names: of the uncertain numbers.
        blocks: which points were drawn together, shape (points,).
        seed: of the bootstrap, from 0 up.

    Returns:
        A row an uncertain number, in order; columns uncertainty, rank_correlation, rank_correlation_low,
        rank_correlation_high, explained, explained_low, explained_high. All nil where the outcome never changes;
        the correlations NaN where there are fewer than four points for each uncertain number.
    """
    generator = np.random.default_rng([seed, len(outcome)])
    groups = _groups_of(blocks, generator)
    count = int(groups.max()) + 1
    drawn = generator.integers(count, size=(RESAMPLES, count)) + count * np.arange(RESAMPLES)[:, None]
    counts = np.bincount(drawn.ravel(), minlength=RESAMPLES * count).reshape(RESAMPLES, count).astype(float)
    counts = np.vstack([np.ones(count), counts])  # The first row is the estimate itself.
    ranks = _standardised(rankdata(np.column_stack([design, outcome]), axis=0))
    found: dict[str, object] = {"uncertainty": list(names)}
    if len(outcome) < _FOR_A_NUMBER * len(names):
        found |= dict.fromkeys(["rank_correlation", "rank_correlation_low", "rank_correlation_high"], np.nan)
    else:
        correlations = _partial_correlations(ranks, groups, counts)
        low, high = np.quantile(correlations[1:], _ENDS, axis=0)
        found |= {"rank_correlation": correlations[0], "rank_correlation_low": low, "rank_correlation_high": high}
    shares = _shares_explained(design, ranks[:, -1], groups, counts)
    explained = np.maximum(shares[0], 0.0)
    low, high = np.clip(np.quantile(shares[1:], _ENDS, axis=0) - (shares[1:].mean(axis=0) - shares[0]), 0.0, 1.0)
    found |= {
        "explained": explained,
        "explained_low": np.minimum(low, explained),
        "explained_high": np.maximum(high, explained),
    }
    return pd.DataFrame(found)


def fewest_points(design: np.ndarray) -> int:
    """With how many points, at least, shares explained mean anything: four in each bin of every number."""
    return _IN_A_BIN * max((len(np.unique(bins_of(values))) for values in design.T), default=1)


def bins_of(values: np.ndarray) -> np.ndarray:
    """In which tenth of the points each value lies, from 0 up; its levels, where it takes ten or fewer."""
    levels, place = np.unique(values, return_inverse=True)
    if len(levels) <= BINS:
        return place
    edges = np.quantile(values, np.arange(1, BINS) / BINS)
    return np.searchsorted(edges, values, side="right")


def _standardised(columns: np.ndarray) -> np.ndarray:
    spread = columns.std(axis=0)
    return np.asarray((columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def _groups_of(blocks: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Blocks dealt at random into no more groups than are resampled, shape (points,), from 0 up."""
    places = np.unique(blocks, return_inverse=True)[1]
    count = int(places.max()) + 1
    return np.asarray((generator.permutation(count) % _MOST_GROUPS)[places])


def _partial_correlations(ranks: np.ndarray, groups: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Of the last column with each other one, all others held, from the inverse of the correlations.

    Returns:
        Shape (resamples, uncertain numbers).
    """
    columns = np.column_stack([ranks, np.ones(len(ranks))])
    wide = columns.shape[1]
    products = np.stack([part.T @ part for part in _parts(columns, groups)])
    sums = (counts @ products.reshape(len(products), -1)).reshape(-1, wide, wide)
    moments = sums / sums[:, -1:, -1:]
    means = moments[:, :-1, -1]
    covariances = moments[:, :-1, :-1] - means[:, :, None] * means[:, None, :]
    spread = np.sqrt(np.maximum(np.diagonal(covariances, axis1=1, axis2=2), 0.0))
    is_flat = spread <= 1e-9
    spread = np.where(is_flat, 1.0, spread)
    correlations = covariances / (spread[:, :, None] * spread[:, None, :])
    diagonal = np.arange(wide - 1)
    correlations[:, diagonal, diagonal] = 1.0 + _RIDGE
    inverse = np.linalg.inv(correlations)
    own = np.diagonal(inverse, axis1=1, axis2=2)
    partial = -inverse[:, :-1, -1] / np.sqrt(own[:, :-1] * own[:, -1:])
    return np.where(is_flat[:, :-1] | is_flat[:, -1:], 0.0, partial)


def _parts(columns: np.ndarray, groups: np.ndarray) -> list[np.ndarray]:
    """The rows of each group."""
    order = np.argsort(groups, kind="stable")
    return np.split(columns[order], np.flatnonzero(np.diff(groups[order])) + 1)


def _shares_explained(design: np.ndarray, outcome: np.ndarray, groups: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The part of the variance that lies between bins, less what chance puts there: (resamples, uncertain numbers).

    Where chance puts more there than it does on average, it is below nil.
    """
    many = counts.shape[1]

    def by_group(weights: np.ndarray) -> np.ndarray:
        return counts @ np.bincount(groups, weights, many)

    total = by_group(np.ones(len(outcome)))
    mean = by_group(outcome) / total
    variance = by_group(outcome**2) / total - mean**2
    shares = np.zeros((len(counts), design.shape[1]))
    for column, values in enumerate(design.T):
        place = groups * BINS + bins_of(values)
        inside = counts @ np.bincount(place, minlength=many * BINS).reshape(many, BINS)
        sums = counts @ np.bincount(place, outcome, many * BINS).reshape(many, BINS)
        means = np.divide(sums, inside, out=np.zeros_like(sums), where=inside > 0) - mean[:, None]
        between = (inside * np.where(inside > 0, means, 0.0) ** 2).sum(axis=1) / total
        explained = np.divide(between, variance, out=np.zeros_like(between), where=variance > 1e-12)
        left = (1.0 - explained) * (total - 1.0) / np.maximum(total - (inside > 0).sum(axis=1), 1.0)
        shares[:, column] = np.where(variance > 1e-12, 1.0 - left, 0.0)
    return shares
