"""PRIM: a box of assumptions in which cases of interest are dense, peeled and pasted (Friedman and Fisher 1999).

*Peeling* (doi 10.1023/A:1008894516817) starts from everything and takes off, again and again, the twentieth at one
end of one number whose loss raises the density most for what it costs; that gives a path from all to little. The
box on the path that is worth most is taken (see ``box.worth``), restrictions that it does as well without are
dropped, and each end is moved to where it is best given all others (Mampaey et al. 2012,
doi 10.1109/ICDM.2012.117), which *pastes* back what was peeled too far.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.exploration.box import Box, quasi_p, worth

__all__ = ["Peeled", "peel"]

_PEEL = 0.05
_LEAST_MASS = 0.05
_MOST_PEELS = 200
_ROUNDS = 4
_SIMPLER = 0.95
"""A restriction is dropped where the box keeps this part of its worth."""
_CHANCE = 0.05
"""Or where chance alone would make it seem as good more often than this."""


@dataclass(frozen=True, eq=False)
class Peeled:
    """A box, and the path on which it was found.

    Attributes:
        box: which; open where no restriction makes cases denser.
        path: a row a peel, the first of everything; columns density, coverage, mass, restricted (how many numbers).
    """

    box: Box
    path: pd.DataFrame


def peel(design: np.ndarray, share: np.ndarray) -> Peeled:
    """Find the box that is worth most.

    Args:
        design: shape (points, uncertain numbers).
        share: of a point's futures that are cases, 0 to 1, shape (points,).
    """
    count = design.shape[1]
    boxes, path = _peels(design, share)
    best = int(np.argmax(path["mass"] * (path["density"] - share.mean())))
    box = boxes[best]
    if share.std() == 0.0 or not len(box.restricted):
        return Peeled(Box.open(count), path)
    for _ in range(2):
        box = _simplified(_moved_to_best(box, design, share), design, share)
    return Peeled(_moved_to_best(box, design, share), path)


def _peels(design: np.ndarray, share: np.ndarray) -> tuple[list[Box], pd.DataFrame]:
    """The boxes of the path, and what each holds."""
    columns, left = np.ascontiguousarray(design.T), share.astype(float)
    total, points = max(float(share.sum()), 1e-300), len(share)
    box = Box.open(len(columns))
    boxes, rows = [box], [(share.mean(), 1.0, 1.0, 0)]
    for _ in range(_MOST_PEELS):
        found = _best_peel(columns, left, _LEAST_MASS * points)
        if found is None or left.min() == left.max():
            break
        place, value, is_low = found
        kept = columns[place] >= value if is_low else columns[place] <= value
        columns, left = columns[:, kept], left[kept]
        box = box.moved(place, value, is_low=is_low)
        boxes.append(box)
        rows.append((left.mean(), left.sum() / total, len(left) / points, len(box.restricted)))
    return boxes, pd.DataFrame(rows, columns=["density", "coverage", "mass", "restricted"])


def _best_peel(columns: np.ndarray, share: np.ndarray, least: float) -> tuple[int, float, bool] | None:
    """The end to peel: its number, where the box then ends, and whether it is the low end; nothing where none may."""
    best: tuple[float, tuple[int, float, bool]] | None = None
    mean, points = share.mean(), columns.shape[1]
    cuts = np.quantile(columns, [_PEEL, 1.0 - _PEEL], axis=1)
    for is_low, cut, end in ((True, cuts[0], columns.min(axis=1)), (False, cuts[1], columns.max(axis=1))):
        kept = columns >= cut[:, None] if is_low else columns <= cut[:, None]
        # A number that takes few values is peeled by whole values.
        stuck = np.flatnonzero(kept.all(axis=1))
        kept[stuck] = columns[stuck] != end[stuck, None]
        counts = kept.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            gain = ((kept @ share) / counts - mean) / (points - counts)
        gain = np.where((counts >= max(least, 1.0)) & (counts < points), gain, -np.inf)
        place = int(np.argmax(gain))
        if np.isfinite(gain[place]) and (best is None or gain[place] > best[0]):
            inside = columns[place][kept[place]]
            best = float(gain[place]), (place, float(inside.min() if is_low else inside.max()), is_low)
    return None if best is None else best[1]


def _simplified(box: Box, design: np.ndarray, share: np.ndarray) -> Box:
    """The box without restrictions that it does nearly as well without, dropped one at a time, the least first."""
    while len(box.restricted) > 1:
        now = worth(box, design, share)
        without = {int(k): worth(box.without(int(k)), design, share) for k in box.restricted}
        place = max(without, key=without.__getitem__)
        if without[place] < _SIMPLER * now and quasi_p(box, place, design, share) <= _CHANCE:
            return box
        box = box.without(place)
    return box


def _moved_to_best(box: Box, design: np.ndarray, share: np.ndarray) -> Box:
    """Each end in turn where the box is worth most, all others held, until none moves."""
    excess = share - share.mean()
    for _ in range(_ROUNDS):
        before = box.ends, box.low.tolist(), box.high.tolist()
        for place, is_low in box.ends:
            box = box.moved(place, _best_end(box, place, design, excess, is_low=is_low), is_low=is_low)
        if before == (box.ends, box.low.tolist(), box.high.tolist()):
            break
    return box


def _best_end(box: Box, place: int, design: np.ndarray, excess: np.ndarray, *, is_low: bool) -> float:
    """Where one end makes the box worth most; halfway to the next point outside, and infinite where none is outside."""
    away: Callable[[np.ndarray], np.ndarray] = np.negative if is_low else np.positive
    opened = box.moved(place, -np.inf if is_low else np.inf, is_low=is_low).holds(design)
    values = away(design[opened, place])
    order = np.argsort(values, kind="stable")
    values, total = values[order], np.cumsum(excess[opened][order])
    is_last = np.append(values[1:] != values[:-1], True)
    places = np.flatnonzero(is_last)
    last = int(places[np.argmax(total[places])])
    if last == len(values) - 1:
        return float(-np.inf if is_low else np.inf)
    return float(away(np.array((values[last] + values[last + 1]) / 2.0)))
