"""A quick stand-in for the simulation: each target as a quadratic function of the fitted numbers.

Least squares over simulated points, one panel each: the fitted surface is the mean, and what is left over is
how far one panel strays from it, by chance and by what the surface misses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Emulator", "fewest_points", "fit_emulator", "quadratic"]

_FEWEST_A_TERM = 2


def quadratic(unit: np.ndarray) -> np.ndarray:
    """The terms of a quadratic function: a constant, each number, each product of two.

    Args:
        unit: places in the priors, shape (points, numbers).

    Returns:
        Shape (points, 1 + numbers + numbers x (numbers + 1) / 2); places are centred first.
    """
    x = 2.0 * unit - 1.0
    first, second = np.triu_indices(x.shape[1])
    return np.concatenate([np.ones((len(x), 1)), x, x[:, first] * x[:, second]], axis=1)


def fewest_points(numbers: int) -> int:
    """The least points to which surfaces of so many numbers can be fitted."""
    return _FEWEST_A_TERM * (1 + numbers + numbers * (numbers + 1) // 2)


@dataclass(frozen=True, eq=False)
class Emulator:
    """Quadratic surfaces of some targets.

    Attributes:
        coefficients: shape (terms, targets).
        spread: standard deviation of one panel around each surface, shape (targets,).
        explained: share of the variance over points that each surface explains, shape (targets,).
    """

    coefficients: np.ndarray
    spread: np.ndarray
    explained: np.ndarray

    def mean(self, unit: np.ndarray) -> np.ndarray:
        """The expected targets at some places in the priors, shape (points, targets)."""
        return quadratic(unit) @ self.coefficients


def fit_emulator(unit: np.ndarray, targets: np.ndarray) -> Emulator:
    """Fit the surfaces.

    Args:
        unit: places in the priors, shape (points, numbers).
        targets: what one panel at each showed, NaN where it could not tell, shape (points, targets).

    Raises:
        ValueError: where there are fewer than twice as many points as terms.
    """
    terms = quadratic(unit)
    if len(terms) < fewest_points(unit.shape[1]):
        raise ValueError(f"{len(terms)} points are too few for a surface with {terms.shape[1]} terms")
    coefficients = np.zeros((terms.shape[1], targets.shape[1]))
    known = ~np.isnan(targets)
    whole = known.all(axis=0)
    if whole.any():
        coefficients[:, whole] = _least_squares(terms, targets[:, whole])
    for column in np.flatnonzero(~whole):
        rows = known[:, column]
        coefficients[:, column] = _least_squares(terms[rows], targets[rows, column])
    left = targets - terms @ coefficients
    freedom = np.maximum(known.sum(axis=0) - terms.shape[1], 1)
    spread = np.sqrt(np.nansum(left**2, axis=0) / freedom)
    total = np.nanvar(targets, axis=0)
    share = np.divide(np.nanvar(left, axis=0), total, out=np.ones(len(total)), where=total > 0.0)
    return Emulator(coefficients, spread, 1.0 - share)


def _least_squares(terms: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.linalg.lstsq(terms, values, rcond=None)[0]
