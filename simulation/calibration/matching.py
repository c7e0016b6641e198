"""History matching: leave out what is least likely to have led to the data, wave by wave.

Craig et al. (1997); Vernon, Goldstein and Bower (2010). A place in the priors is *implausible* where what a panel
simulated there is expected to show lies too far from what was observed. Targets are many and go together, so
that the distance is taken between their *summaries*, of which there is one for each fitted number (see
``regression``), as one distance of all (Mahalanobis's): the expected summaries by a quadratic surface, and in
units of how far one simulated panel strays from it, which holds the chance of the observed panel too.

A place is left in where it lies no farther than 99 of 100 simulated panels lie from where they came from. Where
the model at its best cannot come as near, a fifth of what was left in before is kept all the same, the nearest: the
misfit that this allows is said (``Matching.nearest``), and nothing is ruled out for want of a perfect model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.calibration.emulator import Emulator, fit_emulator
from simulation.calibration.regression import Summaries, fit_summaries

__all__ = ["LEAST_KEPT", "Matching", "draw_left_in", "judged"]

_CUTOFF = 0.99
LEAST_KEPT = 0.2
"""The share of what earlier waves left in that a wave keeps at least."""
_AT_ONCE = 20_000
_TRIED = 60_000


@dataclass(frozen=True, eq=False)
class Matching:
    """One wave's judgement.

    Attributes:
        summaries: what targets say of each number.
        emulator: of the summaries.
        observed: the observed panel's summaries, shape (numbers,).
        precision: of one panel's summaries around the surface, shape (numbers, numbers).
        cutoff: the largest squared distance that is left in.
        usual: the squared distance below which 99 of 100 simulated panels lie.
        nearest: the least squared distance that was found; above ``usual``, the model misfits.
    """

    summaries: Summaries
    emulator: Emulator
    observed: np.ndarray
    precision: np.ndarray
    cutoff: float
    usual: float
    nearest: float

    def implausibility(self, unit: np.ndarray) -> np.ndarray:
        """The squared distance of each place's expected summaries from the observed, shape (points,)."""
        away = self.observed - self.emulator.mean(unit)
        return np.asarray(np.einsum("ij,jk,ik->i", away, self.precision, away))

    def leaves_in(self, unit: np.ndarray) -> np.ndarray:
        """Whether each place is left in, bool, shape (points,)."""
        parts = [self.implausibility(unit[k : k + _AT_ONCE]) <= self.cutoff for k in range(0, len(unit), _AT_ONCE)]
        return np.concatenate([np.zeros(0, bool), *parts])


def judged(
    unit: np.ndarray, targets: np.ndarray, observed: np.ndarray, earlier: list[Matching], seed: int
) -> Matching:
    """Judge by what is simulated where earlier waves left the prior in.

    Args:
        unit: places there, shape (points, numbers).
        targets: what one panel at each showed, shape (points, targets).
        observed: shape (targets,).
        earlier: the judgements so far.
        seed: from 0 up.
    """
    summaries = fit_summaries(unit, targets, np.full(len(unit), 1.0 / len(unit)))
    simulated = summaries.of(targets)
    emulator = fit_emulator(unit, simulated)
    strayed = simulated - emulator.mean(unit)
    covariance = strayed.T @ strayed / len(strayed)
    precision = np.linalg.inv(covariance + 1e-9 * np.trace(covariance) * np.eye(len(covariance)))
    usual = float(np.quantile(np.einsum("ij,jk,ik->i", strayed, precision, strayed), _CUTOFF))
    trial = Matching(summaries, emulator, summaries.of(observed[None])[0], precision, np.inf, usual, np.nan)
    places, _ = draw_left_in(earlier, unit.shape[1], _TRIED // 3, seed + 1, 100 * _TRIED)
    away = trial.implausibility(places)
    cutoff = max(usual, float(np.quantile(away, LEAST_KEPT)))
    return Matching(summaries, emulator, trial.observed, precision, cutoff, usual, float(away.min()))


def draw_left_in(
    judgements: list[Matching], numbers: int, points: int, seed: int, most: int
) -> tuple[np.ndarray, float]:
    """Draw places of the priors that every judgement leaves in.

    Args:
        judgements: of the waves so far.
        numbers: how many fitted numbers there are.
        points: how many places are wanted.
        seed: from 0 up.
        most: places to try at most.

    Returns:
        The places, shape (at most ``points``, numbers), and the share of the prior that is left in.
    """
    chance = np.random.default_rng([seed, len(judgements), 2010])
    found: list[np.ndarray] = []
    tried = kept = 0
    while kept < points and tried < most:
        unit = chance.random((_AT_ONCE, numbers))
        left = np.arange(len(unit))
        for judgement in judgements:
            left = left[judgement.leaves_in(unit[left])]
        tried += len(unit)
        kept += len(left)
        found.append(unit[left])
    return np.concatenate(found)[:points], kept / tried
