"""Two spreads that more runs don't shrink: over futures, and over assumptions.

*Over futures*: where 9 of 10 futures lie when every number is as assumed. Chance alone makes it.

*Over assumptions*: where the *expected* difference lies under 9 of 10 draws of the assumptions. Each
draw has a few futures only, so the mean over them is the expected value and some chance; left as they
are, the means would spread too widely. The variance that chance adds is measured within the draws and
taken off: the means are drawn in towards their own mean until their variance is what is left (the
constrained estimates of Louis 1984, doi 10.1080/01621459.1984.10478062, and Ghosh 1992,
doi 10.1080/01621459.1992.10475236, which are made to show a spread and not to predict one member).
A draw whose futures all show exactly no difference is left at nil.
"""

from __future__ import annotations

import numpy as np

__all__ = ["NINE_IN_TEN", "expected_under_draws", "means_of_draws", "nine_in_ten", "shares_better"]

NINE_IN_TEN = (0.05, 0.95)


def nine_in_ten(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Between which ends nine of ten values lie, column by column: the 5th and the 95th percentile.

    Percentiles are the median-unbiased ones (Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566):
    the usual ones lie too far in where there are a hundred values.

    Args:
        values: shape (futures or draws, columns); NaN is left out.

    Returns:
        Low and high ends, each of shape (columns,); NaN where there is no value.
    """
    low, high = np.full(values.shape[1], np.nan), np.full(values.shape[1], np.nan)
    has_any = ~np.isnan(values).all(axis=0)
    if has_any.any():
        known = values[:, has_any]
        quantile = np.nanquantile if np.isnan(known).any() else np.quantile
        low[has_any], high[has_any] = quantile(known, NINE_IN_TEN, axis=0, method="median_unbiased")
    return low, high


def _starts(draws: np.ndarray) -> np.ndarray:
    """Where each draw's runs begin."""
    return np.flatnonzero(np.diff(draws, prepend=draws[0] - 1))


def means_of_draws(values: np.ndarray, draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean over the futures of each draw, and the variance that chance gives it.

    Args:
        values: shape (runs, columns); NaN is left out.
        draws: the draw of each run, in rising order, shape (runs,).

    Returns:
        Means, and their variances from within (NaN where a draw has one future only); each of shape
        (draws, columns).
    """
    starts = _starts(draws)
    is_known = ~np.isnan(values)
    counts = np.add.reduceat(is_known.astype(np.float64), starts, axis=0)
    sums = np.add.reduceat(np.where(is_known, values, 0.0), starts, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums / counts
        place = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(draws)))
        away = np.where(is_known, values - means[place], 0.0)
        squares = np.add.reduceat(away**2, starts, axis=0)
        within = np.where(counts > 1, squares / (counts - 1.0) / counts, np.nan)
    return means, within


def expected_under_draws(values: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """The expected value under each draw, with the spread that chance adds taken off.

    Args:
        values: shape (runs, columns); NaN is left out.
        draws: the draw of each run, in rising order, shape (runs,).

    Returns:
        Shape (draws, columns); the mean over draws is that of the draws' plain means. NaN where a draw
        has no value, or where no draw has two futures.
    """
    means, within = means_of_draws(values, draws)
    expected = np.full(means.shape, np.nan)
    is_nil = np.add.reduceat((values != 0.0).astype(np.int64), _starts(draws), axis=0) == 0
    for column in range(means.shape[1]):
        mean, chance = means[:, column], within[:, column]
        live = ~np.isnan(mean)
        if live.sum() < 2 or np.isnan(chance).all():
            continue
        total = float(mean[live].var(ddof=1))
        left = max(total - float(np.nanmean(chance)), 0.0)
        centre = float(mean[live].mean())
        drawn_in = centre + (np.sqrt(left / total) if total > 0.0 else 0.0) * (mean - centre)
        expected[:, column] = np.where(is_nil[:, column], mean, drawn_in)
    return expected


def shares_better(differences: np.ndarray, less_is_better: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """In what share of rows a difference is for the better, and for the worse; none is neither.

    Args:
        differences: shape (futures or draws, columns); NaN is left out.
        less_is_better: 1 where less is better, -1 where more is, 0 where neither; shape (columns,).

    Returns:
        Shares, each of shape (columns,); NaN where nothing is better, or there is no value.
    """
    counted = (~np.isnan(differences)).sum(axis=0)
    signed = differences * less_is_better
    judged = (counted > 0) & (less_is_better != 0)
    better, worse = (
        np.divide(found.sum(axis=0), counted, out=np.full(counted.shape, np.nan), where=judged)
        for found in (signed < 0.0, signed > 0.0)
    )
    return better, worse
