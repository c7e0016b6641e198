"""Approximate Bayesian computation with regression adjustment: from a reference table to a posterior.

Simulated panels are held against the observed one by *semi-automatic* summaries: what a regression on the
targets expects each number to be (Fearnhead and Prangle 2012), so that there are as many summaries as
numbers, each the combination of targets that tells most of it. The nearest panels are kept, weighed by how
near they are, and their numbers moved to where they would lie had their summaries been the observed ones: by
a local linear regression (Beaumont, Zhang and Balding 2002), whose spread may change too (Blum and François
2010). Numbers are moved on the logit of their place in the prior, so that none leaves its range.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

__all__ = ["Adjusted", "CrossFitted", "Summaries", "adjusted", "cross_fitted", "fit_summaries", "to_logit"]

_EDGE = 1e-4
"""How near to the ends of a prior a place may come before its logit is taken."""
_FOLDS = 5
_SPREAD_CHANGE = 2.5
"""By how much, at most, the adjustment may widen or narrow what is left over."""


@dataclass(frozen=True, eq=False)
class Summaries:
    """What the targets of a panel say of each number, on the logit scale.

    Attributes:
        coefficients: shape (terms, numbers).
        centre, scale: of the targets, shape (targets,).
        explained: share of each number's weighted variance that the targets explain, shape (numbers,).
    """

    coefficients: np.ndarray
    centre: np.ndarray
    scale: np.ndarray
    explained: np.ndarray

    def of(self, targets: np.ndarray) -> np.ndarray:
        """The summaries of some panels, shape (panels, numbers); a target that is unknown counts as its mean."""
        return _terms(targets, self.centre, self.scale) @ self.coefficients


def _terms(targets: np.ndarray, centre: np.ndarray, scale: np.ndarray) -> np.ndarray:
    standard = np.nan_to_num(np.clip((targets - centre) / scale, -5.0, 5.0))
    return np.concatenate([np.ones((len(standard), 1)), standard, standard**2], axis=1)


def fit_summaries(unit: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> Summaries:
    """Regress each number on the targets and their squares.

    Args:
        unit: places in the priors, shape (points, numbers).
        targets: shape (points, targets), NaN where a panel cannot tell.
        weights: of the points, shape (points,).
    """
    weight = np.where(np.isnan(targets), 0.0, weights[:, None])
    total = weight.sum(axis=0)
    centre = (weight * np.nan_to_num(targets)).sum(axis=0) / total
    scale = np.sqrt((weight * np.nan_to_num(targets - centre) ** 2).sum(axis=0) / total)
    scale[~(scale > 0.0)] = 1.0
    terms, values = _terms(targets, centre, scale), to_logit(unit)
    coefficients = _weighted(terms, values, weights, ridge=1e-3)
    left = np.average((values - terms @ coefficients) ** 2, axis=0, weights=weights)
    middle = np.average(values, axis=0, weights=weights)
    spread = np.average((values - middle) ** 2, axis=0, weights=weights)
    return Summaries(coefficients, centre, scale, 1.0 - left / spread)


@dataclass(frozen=True, eq=False)
class CrossFitted:
    """Summaries of simulated panels by regressions that never saw them, and of an observed one.

    In-sample, a regression on a hundred terms explains a little of anything; a number of which the targets
    say nothing would seem to be told. So the panels are divided into folds, and each fold is summarised by what the
    others teach; the observed panel by the mean of all.

    Attributes:
        simulated: shape (points, numbers).
        observed: shape (numbers,).
        explained: share of each number's weighted variance that is foretold out of sample, shape (numbers,).
    """

    simulated: np.ndarray
    observed: np.ndarray
    explained: np.ndarray


def cross_fitted(unit: np.ndarray, targets: np.ndarray, observed: np.ndarray, weights: np.ndarray) -> CrossFitted:
    """Summarise every panel by what others teach.

    Args:
        unit: places in the priors, shape (points, numbers).
        targets: of the simulated panels, shape (points, targets).
        observed: shape (targets,).
        weights: of the points, shape (points,).
    """
    values, simulated, seen = to_logit(unit), np.empty(unit.shape), []
    fold = np.arange(len(unit)) % _FOLDS
    for one in range(_FOLDS):
        taught = fit_summaries(unit[fold != one], targets[fold != one], weights[fold != one])
        simulated[fold == one] = taught.of(targets[fold == one])
        seen.append(taught.of(observed[None])[0])
    middle = np.average(values, axis=0, weights=weights)
    left = np.average((values - simulated) ** 2, axis=0, weights=weights)
    spread = np.average((values - middle) ** 2, axis=0, weights=weights)
    return CrossFitted(simulated, np.mean(seen, axis=0), 1.0 - left / spread)


def to_logit(unit: np.ndarray) -> np.ndarray:
    """Places in the priors on the scale on which they are moved."""
    return np.asarray(logit(np.clip(unit, _EDGE, 1.0 - _EDGE)))


def _weighted(terms: np.ndarray, values: np.ndarray, weights: np.ndarray, ridge: float) -> np.ndarray:
    """Weighted least squares, held back a little where terms hardly differ."""
    weighted = terms * weights[:, None]
    gram = terms.T @ weighted
    hold = ridge * np.diag(np.diag(gram))
    hold[0, 0] = 0.0
    return np.asarray(np.linalg.solve(gram + hold + 1e-12 * np.eye(len(gram)), weighted.T @ values))


@dataclass(frozen=True, eq=False)
class Adjusted:
    """A weighted sample of the posterior.

    Attributes:
        unit: places in the priors, moved, shape (kept, numbers).
        unmoved: where they were simulated, likewise.
        rows: their rows in the table, shape (kept,).
        weights: adding up to 1, shape (kept,).
        acceptance: the share of the table that was kept.
        distance: how far the farthest kept panel is from the observed, in standard deviations of a summary.
    """

    unit: np.ndarray
    unmoved: np.ndarray
    rows: np.ndarray
    weights: np.ndarray
    acceptance: float
    distance: float

    @property
    def effective(self) -> float:
        """The effective sample size: how many equally weighted draws tell as much (Kish 1965)."""
        return float(1.0 / (self.weights**2).sum())


def adjusted(unit: np.ndarray, summaries: np.ndarray, observed: np.ndarray, weights: np.ndarray, kept: int) -> Adjusted:
    """Keep the nearest panels and move their numbers.

    Args:
        unit: places in the priors, shape (points, numbers).
        summaries: of the simulated panels, shape (points, summaries).
        observed: those of the observed one, shape (summaries,).
        weights: of the points, which make them draws of the prior, shape (points,).
        kept: how many to keep.
    """
    middle = np.average(summaries, axis=0, weights=weights)
    scale = np.sqrt(np.average((summaries - middle) ** 2, axis=0, weights=weights))
    scale[~(scale > 0.0)] = 1.0
    away = (summaries - observed) / scale
    distance = np.sqrt((away**2).mean(axis=1))
    rows = np.argsort(distance, kind="stable")[: min(kept, len(distance))]
    width = distance[rows[-1]] * (1.0 + 1e-9) + 1e-12
    weight = weights[rows] * (1.0 - (distance[rows] / width) ** 2)
    weight = np.maximum(weight, 0.0) / np.maximum(weight, 0.0).sum()
    values, terms = to_logit(unit[rows]), np.concatenate([np.ones((len(rows), 1)), away[rows]], axis=1)
    slope = _weighted(terms, values, weight, ridge=1e-6)
    left = values - terms @ slope
    # The spread of what is left over changes with the summaries: the logarithm of its square, linearly.
    size = _weighted(terms, np.log(left**2 + 1e-8), weight, ridge=1e-2)
    change = np.exp(0.5 * (size[0] - terms @ size))
    moved = slope[0] + left * np.clip(change, 1.0 / _SPREAD_CHANGE, _SPREAD_CHANGE)
    return Adjusted(expit(moved), unit[rows], rows, weight, len(rows) / len(unit), float(width))
