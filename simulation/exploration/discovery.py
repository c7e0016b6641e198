"""Under which assumptions does a policy lose, or miss its target? Boxes by PRIM, and a shallow tree.

Boxes are found on two thirds of the design's points and measured on the other third, which they never
saw: measured where they were found, they would seem better than they are. With few points they are
measured where they were found, and the result says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.errors import InputError
from simulation.experiments.results import SweepResults, Uncertainty
from simulation.exploration.box import Box, BoxMeasures, measures_of, quasi_p
from simulation.exploration.cases import Cases
from simulation.exploration.peeling import peel
from simulation.exploration.tree import NO_TREE, grow, has_tree
from simulation.exploration.values import blocks_of
from simulation.exploration.words import of_hundred, range_said

__all__ = ["Discovery", "FoundBox", "discover"]

_MOST_BOXES = 3
_ENOUGH = 120
"""Points drawn on their own, below which none are held back."""
_FEW = 0.01
"""Where fewer futures than this are cases, or are not, there is nothing to divide."""
_LEAST_COVERAGE, _LEAST_EXCESS, _ERRORS = 0.05, 0.05, 2.0


@dataclass(frozen=True, eq=False)
class FoundBox:
    """A box, what it holds, and why each restriction is there.

    Attributes:
        box: its ends, in the order of the design's columns.
        held: density, coverage and mass on points that it was not found on, where there are enough.
        fitted: the same on the points that it was found on.
        quasi_p: by the name of each number that it restricts.
        sentence: what it says.
    """

    box: Box
    held: BoxMeasures
    fitted: BoxMeasures
    quasi_p: dict[str, float]
    sentence: str


@dataclass(frozen=True, eq=False)
class Discovery:
    """Where a policy's cases of interest lie.

    Attributes:
        cases: what was looked for.
        boxes: the densest first found; empty where cases are as often everywhere.
        leaves: of the tree, the densest first; empty without the extra ``discover``, or where no
            division helps.
        path: of the first box: density, coverage, mass and restricted, a row a peel.
        points, held_back: how many points boxes were found on, and how many they were measured on (0:
            the same).
        uncertainties: of the sweep.
        design, share: the points that have the outcome, and in what share of their futures each is a case.
        notes: what a reader must know beside.
    """

    cases: Cases
    boxes: tuple[FoundBox, ...]
    leaves: tuple[FoundBox, ...]
    path: pd.DataFrame
    points: int
    held_back: int
    uncertainties: tuple[Uncertainty, ...]
    design: pd.DataFrame
    share: np.ndarray
    notes: tuple[str, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """A row a box or leaf and restricted number.

        Columns found ("box" or "leaf"), number (from 1 up), uncertainty, low, high (missing where open), quasi_p,
        density, coverage, mass, fitted_density, fitted_coverage, fitted_mass.
        """
        rows = [
            {"found": kind, "number": k + 1, "uncertainty": self.uncertainties[place].name,
             **dict(zip(("low", "high"), _open(one.box, int(place)), strict=True)),
             "quasi_p": one.quasi_p.get(self.uncertainties[place].name, np.nan), "density": one.held.density,
             "coverage": one.held.coverage, "mass": one.held.mass, "fitted_density": one.fitted.density,
             "fitted_coverage": one.fitted.coverage, "fitted_mass": one.fitted.mass}
            for kind, found in (("box", self.boxes), ("leaf", self.leaves))
            for k, one in enumerate(found)
            for place in one.box.restricted
        ]  # fmt: skip
        names = ["found", "number", "uncertainty", "low", "high", "quasi_p"]
        shares = ["density", "coverage", "mass"]
        return pd.DataFrame(rows, columns=[*names, *shares, *(f"fitted_{name}" for name in shares)])

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer: how often, then a sentence a box."""
        rate = self.cases.rate
        first = f'"{self.cases.policy}" {self.cases.verb} in {of_hundred(rate)} futures of this sweep.'
        if not self.boxes and _FEW < rate < 1.0 - _FEW:
            return (first, f"No part of the assumptions was found in which its {self.cases.noun} are clearly denser.")
        return (first, *(box.sentence for box in self.boxes))


def discover(results: SweepResults, cases: Cases, *, seed: int = 0) -> Discovery:
    """Find the boxes and the tree.

    Args:
        results: of a sweep with at least one uncertain number.
        cases: what to look for, from ``cases``.
        seed: decides which points are held back.

    Raises:
        InputError: where no future shows the outcome.
    """
    known = ~np.isnan(cases.share)
    if not known.any():
        raise InputError("no future of this sweep has a number for that outcome; choose another")
    design, share = results.design.to_numpy(float)[known], cases.share[known]
    blocks = np.unique(blocks_of(results)[known], return_inverse=True)[1]
    is_held = _held_back(blocks, seed)
    seen, others = (design[~is_held], share[~is_held]), (design[is_held], share[is_held])
    if not is_held.any():
        others = seen
    boxes, path = _boxes(seen, others)
    is_mixed = _FEW < share.mean() < 1.0 - _FEW
    leaves = grow(*seen) if has_tree() and is_mixed else []
    leaves = [leaf for leaf in leaves if len(leaf.restricted)]
    notes = [cases.meaning, _how_measured(len(seen[0]), int(is_held.sum()))]
    if not has_tree():
        notes.append(NO_TREE)
    said = [_found(box, seen, others, results.uncertainties, cases, is_leaf=False) for box in boxes]
    grown = [_found(box, seen, others, results.uncertainties, cases, is_leaf=True) for box in leaves]
    return Discovery(
        cases,
        tuple(said),
        tuple(grown),
        path,
        len(seen[0]),
        int(is_held.sum()),
        results.uncertainties,
        results.design[known],
        share,
        tuple(notes),
    )


_Data = tuple[np.ndarray, np.ndarray]


def _held_back(blocks: np.ndarray, seed: int) -> np.ndarray:
    """A third of the points, whole blocks at a time; none where there are few."""
    count = int(blocks.max()) + 1
    if count < _ENOUGH:
        return np.zeros(len(blocks), bool)
    return np.asarray((np.random.default_rng([seed, count]).permutation(count) < count // 3)[blocks])


def _boxes(seen: _Data, others: _Data) -> tuple[list[Box], pd.DataFrame]:
    """Boxes one after the other, each on what the ones before left, and the first one's path."""
    design, share = seen
    left = np.ones(len(share), bool)
    boxes: list[Box] = []
    first: pd.DataFrame | None = None
    while len(boxes) < _MOST_BOXES and left.sum() >= _ENOUGH / 6:
        found = peel(design[left], share[left])
        first = found.path if first is None else first
        if not len(found.box.restricted) or not _is_denser(found.box, others):
            break
        boxes.append(found.box)
        left &= ~found.box.holds(design)
    assert first is not None or len(share) < _ENOUGH / 6
    empty = pd.DataFrame(columns=["density", "coverage", "mass", "restricted"], dtype=float)
    return boxes, empty if first is None else first


def _is_denser(box: Box, others: _Data) -> bool:
    """Whether cases are clearly denser in the box than overall, on points that it was not found on."""
    design, share = others
    held = measures_of(box, design, share)
    if not held.mass > 0.0 or held.coverage < _LEAST_COVERAGE:
        return False
    error = float(np.sqrt(held.density * (1.0 - held.density) / (held.mass * len(share))))
    return held.density - share.mean() > max(_LEAST_EXCESS, _ERRORS * error)


def _found(
    box: Box, seen: _Data, others: _Data, uncertainties: tuple[Uncertainty, ...], cases: Cases, *, is_leaf: bool
) -> FoundBox:
    held = measures_of(box, *others)
    chances = {} if is_leaf else {uncertainties[k].name: quasi_p(box, int(k), *seen) for k in box.restricted}
    ranges = _ranges(box, uncertainties)
    if is_leaf:
        sentence = f"Where {ranges}: {of_hundred(held.density)} futures ({of_hundred(held.mass)} of all design points)."
    else:
        sentence = (
            f'"{cases.policy}" {cases.verb} mostly when {ranges}: {of_hundred(held.density)} futures there, which hold'
            f" {of_hundred(held.coverage)} of all its {cases.noun}."
        )
    return FoundBox(box, held, measures_of(box, *seen), chances, sentence)


def _ranges(box: Box, uncertainties: tuple[Uncertainty, ...]) -> str:
    parts = [range_said(*_open(box, int(place)), uncertainties[place]) for place in box.restricted]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _open(box: Box, place: int) -> tuple[float | None, float | None]:
    """The ends of one number; nothing where the box is open."""
    low, high = float(box.low[place]), float(box.high[place])
    return low if np.isfinite(low) else None, high if np.isfinite(high) else None


def _how_measured(points: int, held_back: int) -> str:
    if held_back:
        return (
            f"Found on {points:,} points of the design and measured on {held_back:,} others, so that they are not"
            " flattered."
        )
    return (
        f"Found and measured on the same {points:,} points, too few to hold any back: expect somewhat less elsewhere."
    )
