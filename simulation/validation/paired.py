"""Who predicts better: differences of scores in the same cases, with intervals over organisations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.analysis.bootstrap import percentile_interval, resampled_counts

__all__ = ["PairedScores", "paired_scores"]

_RESAMPLES = 2_000


@dataclass(frozen=True)
class PairedScores:
    """The mean score of the model, and of a rival, in the same cases.

    Attributes:
        score: ``log`` or ``energy``.
        rival: its name.
        model_mean, rival_mean: less is better.
        difference: the model's less the rival's; below nil the model is better.
        low, high: ends of its 95% interval, by drawing organisations again with all their cases.
        cases, organisations: that it rests on.
    """

    score: str
    rival: str
    model_mean: float
    rival_mean: float
    difference: float
    low: float
    high: float
    cases: int
    organisations: int

    @property
    def verdict(self) -> str:
        """``better``, ``worse``, or ``not told apart`` where the interval holds nil."""
        if np.isnan(self.low) or self.low <= 0.0 <= self.high:
            return "not told apart"
        return "better" if self.high < 0.0 else "worse"


def paired_scores(
    score: str, rival: str, model: np.ndarray, other: np.ndarray, organisation: np.ndarray, seed: int
) -> PairedScores:
    """Compare two predictions of the same cases.

    Cases of one organisation are not independent of each other, so that whole organisations are drawn again. What
    other regions would have shown is not in the interval.

    Args:
        score: its name.
        rival: whose scores ``other`` are.
        model, other: scores, less is better, shape (cases,).
        organisation: whose case each is, shape (cases,).
        seed: of the resampling, from 0 up.
    """
    whose, place = np.unique(organisation, return_inverse=True)
    cases = np.bincount(place, minlength=len(whose)).astype(np.float64)
    sums = np.bincount(place, weights=model - other, minlength=len(whose))
    low = high = np.nan
    if len(whose) > 1:
        again = np.concatenate(
            [counts @ sums / (counts @ cases) for counts in resampled_counts(len(whose), seed, _RESAMPLES)]
        )
        low, high = (float(end) for end in percentile_interval(again, len(whose)))
    means = float(model.mean()), float(other.mean())
    return PairedScores(score, rival, *means, means[0] - means[1], low, high, len(model), len(whose))
