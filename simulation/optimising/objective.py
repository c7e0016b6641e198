"""What a search makes least: the expected outcome or the regret, within limits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

__all__ = ["objective_of", "over_limits", "regret_in_futures"]

_REGRET = 0.9


def regret_in_futures(outcome: np.ndarray, rivals: np.ndarray) -> np.ndarray:
    """What is lost in each future against the best rival there; nil where none is better.

    Args:
        outcome: less is better, shape (futures,).
        rivals: the same of each rival, shape (futures, rivals).

    >>> regret_in_futures(np.array([3.0, 1.0]), np.array([[2.0, 5.0], [4.0, 2.0]])).tolist()
    [1.0, 0.0]
    """
    return np.asarray(np.maximum(outcome - np.nanmin(rivals, axis=1), 0.0))


def objective_of(aim: str, outcome: np.ndarray, rivals: np.ndarray) -> float:
    """The number that is to be least.

    Args:
        aim: "expected": the mean; "regret": its 90th percentile over futures.
        outcome: less is better, shape (futures,); NaN is left out.
        rivals: shape (futures, rivals).
    """
    if aim == "expected":
        return float(np.nanmean(outcome))
    return float(np.nanquantile(regret_in_futures(outcome, rivals), _REGRET))


def over_limits(means: Mapping[str, float], limits: Mapping[str, float]) -> float:
    """By how much limits are passed, each as a part of itself, in sum; nil where they are kept.

    >>> over_limits({"cost_a_year": 12.0}, {"cost_a_year": 10.0})
    0.2
    >>> over_limits({"cost_a_year": 9.0}, {"cost_a_year": 10.0})
    0.0
    """
    return float(sum(max(means[name] - most, 0.0) / max(abs(most), 1e-9) for name, most in limits.items()))
