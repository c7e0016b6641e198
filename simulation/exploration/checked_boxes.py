"""Boxes one after the other, each measured on points that it was not found on.

Measured where it was found, a box seems better than it is, and on pure chance a box is always found. So a third of
the points is held back where they are many. Where they are fewer, all of them serve: each fifth is measured with the
box that the other four fifths give, and the box that is told is that of all points (cross-checking).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.exploration.box import Box, BoxMeasures
from simulation.exploration.peeling import peel

__all__ = ["ENOUGH_TO_HOLD_BACK", "CheckedBoxes", "checked_boxes"]

ENOUGH_TO_HOLD_BACK = 600
"""Points drawn on their own."""
_FOLDS, _MOST_BOXES, _FEWEST = 5, 3, 30
_LEAST_COVERAGE, _LEAST_EXCESS, _ERRORS = 0.05, 0.05, 2.0
"""A box is told where it holds this share of the cases, and is denser than the whole by this much and these errors."""


@dataclass(frozen=True, eq=False)
class CheckedBoxes:
    """What was found.

    Attributes:
        boxes: in the order in which they were found.
        held: what each holds of points that it was not found on, and that no box before it holds.
        path: of the first; a row a peel, see ``Peeled.path``.
        is_seen: which points boxes were found on, shape (points,); all of them, where they were cross-checked.
    """

    boxes: tuple[Box, ...]
    held: tuple[BoxMeasures, ...]
    path: pd.DataFrame
    is_seen: np.ndarray


def checked_boxes(design: np.ndarray, share: np.ndarray, blocks: np.ndarray, seed: int) -> CheckedBoxes:
    """Find boxes until the next is no denser than the whole.

    Args:
        design: shape (points, uncertain numbers).
        share: of a point's futures that are cases, 0 to 1, shape (points,).
        blocks: which points were drawn together, shape (points,).
        seed: decides which points are held back, from 0 up.
    """
    places = np.unique(blocks, return_inverse=True)[1]
    count = int(places.max()) + 1
    order = np.random.default_rng([seed, count]).permutation(count)
    holds_back = count >= ENOUGH_TO_HOLD_BACK
    fold = (order % _FOLDS)[places]
    is_seen = ~(order < count // 3)[places] if holds_back else np.ones(len(share), bool)
    left = np.ones(len(share), bool)
    boxes: list[Box] = []
    held: list[BoxMeasures] = []
    path: pd.DataFrame | None = None
    while len(boxes) < _MOST_BOXES and (left & is_seen).sum() >= _FEWEST:
        found = peel(design[left & is_seen], share[left & is_seen])
        path = found.path if path is None else path
        if not len(found.box.restricted):
            break
        inside = left & ~is_seen & found.box.holds(design) if holds_back else _crossed(design, share, left, fold)
        judged = ~is_seen if holds_back else np.ones(len(share), bool)
        measures = _measured(inside, judged, share)
        if not _is_denser(measures, share[inside], float(share[judged].mean())):
            break
        boxes.append(found.box)
        held.append(measures)
        left &= ~found.box.holds(design)
    empty = pd.DataFrame(columns=["density", "coverage", "mass", "restricted"], dtype=float)
    return CheckedBoxes(tuple(boxes), tuple(held), empty if path is None else path, is_seen)


def _crossed(design: np.ndarray, share: np.ndarray, left: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Which points lie in the box that the folds without them give."""
    inside = np.zeros(len(share), bool)
    for k in range(_FOLDS):
        of_others, of_fold = left & (fold != k), left & (fold == k)
        box = peel(design[of_others], share[of_others]).box
        if len(box.restricted):
            inside[of_fold] = box.holds(design[of_fold])
    return inside


def _measured(inside: np.ndarray, judged: np.ndarray, share: np.ndarray) -> BoxMeasures:
    cases, total = float(share[inside].sum()), float(share[judged].sum())
    count = int(inside.sum())
    return BoxMeasures(cases / count if count else np.nan, cases / total if total > 0 else np.nan, count / judged.sum())


def _is_denser(measures: BoxMeasures, share: np.ndarray, rate: float) -> bool:
    """Whether cases are clearly denser than overall, and the box holds enough of them."""
    if len(share) < 2 or not measures.coverage >= _LEAST_COVERAGE:
        return False
    error = float(share.std(ddof=1) / np.sqrt(len(share)))
    return measures.density - rate > max(_LEAST_EXCESS, _ERRORS * error)
