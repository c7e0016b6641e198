"""Proper scores of probabilistic predictions; less is better.

The *log score* of predicted probabilities p, where grade y came: -log p(y), in nats. It asks for the whole
distribution and punishes what was thought impossible.

The *energy score* of a predicted distribution F of vectors, where y came (Gneiting and Raftery 2007, equation 22,
doi 10.1198/016214506000001437, with exponent 1): the mean of |X - y| less half the mean of |X - X'|, X and X'
independent draws of F, |.| the Euclidean norm. For a single number it is the continuous ranked probability score; for
a grade counted in steps of 1 that is the sum over the thresholds between grades of the squared error of the
predicted probability to lie at or below, so that a near miss costs less than a far one.
"""

from __future__ import annotations

import numpy as np

__all__ = ["energy_score", "energy_scores_of_grades", "log_scores"]


def log_scores(probabilities: np.ndarray, grades: np.ndarray) -> np.ndarray:
    """The log score of each prediction.

    Args:
        probabilities: shape (cases, grades), rows add up to 1.
        grades: what came, from 1, shape (cases,).

    Returns:
        Nats, shape (cases,); infinite where what came was thought impossible.

    >>> log_scores(np.array([[0.5, 0.5], [0.0, 1.0]]), np.array([1, 2])).round(3).tolist()
    [0.693, 0.0]
    """
    said = probabilities[np.arange(len(grades)), grades.astype(np.int64) - 1]
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(said) + 0.0)


def energy_scores_of_grades(probabilities: np.ndarray, grades: np.ndarray) -> np.ndarray:
    """The energy score of each predicted grade, in steps of grade: the ranked probability score.

    Args:
        probabilities, grades: as for ``log_scores``.

    >>> energy_scores_of_grades(np.array([[0.0, 1.0, 0.0], [0.5, 0.0, 0.5]]), np.array([1, 1])).tolist()
    [1.0, 0.5]
    """
    below = np.cumsum(probabilities, axis=1)[:, :-1]
    came = grades[:, None] <= np.arange(1, probabilities.shape[1])
    return np.asarray(((below - came) ** 2).sum(axis=1))


def energy_score(samples: np.ndarray, came: np.ndarray) -> float:
    """The energy score of a distribution of vectors that is known by draws, without bias.

    Args:
        samples: independent draws, shape (draws, dimensions); two at least.
        came: shape (dimensions,).

    >>> energy_score(np.array([[0.0], [2.0]]), np.array([1.0]))
    0.0
    """
    draws = len(samples)
    away = float(np.linalg.norm(samples - came, axis=1).mean())
    # All pairs at once by squares and products; the diagonal is nil.
    squares = (samples**2).sum(axis=1)
    between = np.sqrt(np.maximum(squares[:, None] + squares - 2.0 * samples @ samples.T, 0.0))
    np.fill_diagonal(between, 0.0)
    return away - float(between.sum()) / (2.0 * draws * (draws - 1))
