"""What each target is, how far chance may have moved it, and on how many cases it rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from simulation.analysis.bootstrap import percentile_interval
from simulation.evidence.computing import estimate
from simulation.evidence.estimates import Estimates
from simulation.evidence.inspections import Inspections
from simulation.evidence.resampling import resampled

__all__ = ["LEVEL", "Measured", "measured"]

LEVEL = 0.95
_SHARES = ("first.", "year_end.", "next.", "relapse.", "inadequate.out_by_", "entry.good", "entry.requires_improvement")
_NO_WIDTH = 1e-6
_ROWS_AT_ONCE = 1_000_000


@dataclass(frozen=True, eq=False)
class Measured:
    """Targets with their intervals; every array has the shape (targets,).

    Attributes:
        names: the targets' names.
        values: the targets.
        standard_errors, low, high: how far chance may have moved them.
        at_risk: cases that each rests on.
    """

    names: tuple[str, ...]
    values: np.ndarray
    standard_errors: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray


def measured(inspections: Inspections, resamples: int, seed: int) -> Measured:
    """The targets of one panel with sampling intervals, or of many with their spread.

    Of one panel the intervals are 95% bootstrap intervals over organisations (see ``resampling``), widened for
    small numbers. A share of which no resample shows any variation (nobody, or everybody) has Jeffreys'
    interval; no share's standard error is taken to be less than that of a share with half a case added to
    both sides. Of several panels, the value is their mean, the standard error their standard deviation, and
    the interval holds 95 in 100 of them: what one panel may show.

    Args:
        inspections: one panel or several.
        resamples: how often one panel's organisations are drawn again; nil for no intervals.
        seed: from 0 up.
    """
    found = estimate(inspections)
    if inspections.panels > 1:
        return _spread(found)
    if resamples < 2:
        unknown = np.full(len(found.names), np.nan)
        return Measured(found.names, found.values[0], unknown, unknown, unknown, found.at_risk[0])
    again = _estimates_again(inspections, resamples, seed)
    low, high = _on_known(lambda values: percentile_interval(values, _organisations_seen(inspections), LEVEL), again)
    error = _on_known(lambda values: (np.nanstd(values, axis=0, ddof=1),), again)[0]
    is_share = np.array([name.startswith(_SHARES) for name in found.names]) & (found.at_risk[0] > 0)
    some, others = _cases_of(found, is_share)
    floor = np.sqrt((some + 0.5) * (others + 0.5) / ((some + others + 1.0) ** 2 * (some + others)))
    error[is_share] = np.fmax(error[is_share], floor)
    low[is_share], high[is_share] = _never_certain(low[is_share], high[is_share], some, others)
    return Measured(found.names, found.values[0], error, low, high, found.at_risk[0])


def _cases_of(found: Estimates, is_share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The cases with and without, of the shares of one panel."""
    share, cases = np.clip(found.values[0, is_share], 0.0, 1.0), found.at_risk[0, is_share]
    return share * cases, (1.0 - share) * cases


def _never_certain(
    low: np.ndarray, high: np.ndarray, some: np.ndarray, others: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Jeffreys' interval in place of one without width: that nobody did says not that nobody could."""
    tail = (1.0 - LEVEL) / 2.0
    is_fixed = ~(high - low > _NO_WIDTH)
    least = np.where(some <= _NO_WIDTH, 0.0, stats.beta.ppf(tail, some + 0.5, others + 0.5))
    most = np.where(others <= _NO_WIDTH, 1.0, stats.beta.ppf(1.0 - tail, some + 0.5, others + 0.5))
    return np.where(is_fixed, least, low), np.where(is_fixed, most, high)


def _organisations_seen(inspections: Inspections) -> int:
    return max(2, len(np.unique(inspections.organisation)))


def _estimates_again(inspections: Inspections, resamples: int, seed: int) -> np.ndarray:
    """The targets of every resample, shape (resamples, targets), in parts that fit in memory."""
    size = max(1, _ROWS_AT_ONCE // max(len(inspections), 1))
    parts = [
        estimate(resampled(inspections, min(size, resamples - start), seed + start)).values
        for start in range(0, resamples, size)
    ]
    return np.concatenate(parts)


def _on_known(how: Callable[[np.ndarray], tuple[np.ndarray, ...]], values: np.ndarray) -> list[np.ndarray]:
    """What ``how`` makes of the columns of which two values at least are known; NaN for the others."""
    known = (~np.isnan(values)).sum(axis=0) >= 2
    results = []
    for part in how(values[:, known]):
        whole = np.full(values.shape[1], np.nan)
        whole[known] = part
        results.append(whole)
    return results


def _spread(found: Estimates) -> Measured:
    tail = (1.0 - LEVEL) / 2.0
    mean, error, low, high = _on_known(
        lambda values: (
            np.nanmean(values, axis=0),
            np.nanstd(values, axis=0, ddof=1),
            *np.nanquantile(values, [tail, 1.0 - tail], axis=0),
        ),
        found.values,
    )
    return Measured(found.names, mean, error, low, high, found.at_risk.mean(axis=0))
