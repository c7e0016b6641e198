"""Under which assumptions does a policy lose, or miss its target? Boxes by PRIM, and a shallow tree.

How sure each box is says ``checked_boxes``; the tree divides everything, so that it also says where a policy is safe.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.errors import InputError
from simulation.experiments.results import SweepResults, Uncertainty
from simulation.exploration.box import Box, BoxMeasures, measures_of, quasi_p
from simulation.exploration.cases import Cases
from simulation.exploration.checked_boxes import checked_boxes
from simulation.exploration.tree import NO_TREE, grow, has_tree
from simulation.exploration.values import blocks_of
from simulation.exploration.words import of_hundred, range_said

__all__ = ["Discovery", "FoundBox", "discover"]

_FEW = 0.01
"""Where fewer futures than this are cases, or are not, there is nothing to divide."""
_FEWEST = 40
"""Points drawn on their own."""


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
        points, held_back: how many points boxes were found on, and how many others they were measured on
            (0 where they were cross-checked).
        uncertainties: of the sweep.
        design, share: the points that have the outcome, and in what share of their futures each is a case.
        notes: what a reader must know beside.
    """

    cases: Cases
    boxes: tuple[FoundBox, ...]
    leaves: tuple[FoundBox, ...]
    path: pd.DataFrame = field(repr=False)
    points: int
    held_back: int
    uncertainties: tuple[Uncertainty, ...]
    design: pd.DataFrame = field(repr=False)
    share: np.ndarray = field(repr=False)
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
    blocks = blocks_of(results)[known]
    if len(np.unique(blocks)) < _FEWEST:
        raise InputError(
            f"{len(np.unique(blocks))} points are too few to find out where cases lie; {_FEWEST} at least are needed"
            " (base samples or trajectories, in a Sobol' or Morris design)"
        )
    found = checked_boxes(design, share, blocks, seed)
    seen, others = (design[found.is_seen], share[found.is_seen]), (design[~found.is_seen], share[~found.is_seen])
    held_back = len(others[0])
    is_mixed = _FEW < share.mean() < 1.0 - _FEW
    leaves = [leaf for leaf in (grow(*seen) if has_tree() and is_mixed else []) if len(leaf.restricted)]
    tell = _Teller(cases, results.uncertainties, seen)
    return Discovery(
        cases,
        tuple(tell.box(box, held) for box, held in zip(found.boxes, found.held, strict=True)),
        tuple(tell.leaf(leaf, measures_of(leaf, *(others if held_back else seen))) for leaf in leaves),
        found.path,
        len(seen[0]),
        held_back,
        results.uncertainties,
        results.design[known],
        share,
        (
            cases.meaning,
            _how_measured(len(seen[0]), held_back, has_leaves=bool(leaves)),
            *(() if has_tree() else (NO_TREE,)),
        ),
    )


@dataclass(frozen=True, eq=False)
class _Teller:
    """Makes a found box of a box: its measures, why each restriction is there, and the sentence."""

    cases: Cases
    uncertainties: tuple[Uncertainty, ...]
    seen: tuple[np.ndarray, np.ndarray]

    def box(self, box: Box, held: BoxMeasures) -> FoundBox:
        chances = {self.uncertainties[k].name: quasi_p(box, int(k), *self.seen) for k in box.restricted}
        # "Mostly" is for a box most of whose futures are cases; a looser one only raises the odds.
        how_often = "mostly" if held.density >= 0.5 else "more often"
        sentence = (
            f'"{self.cases.policy}" {self.cases.verb} {how_often} when {_ranges(box, self.uncertainties)}:'
            f" in {of_hundred(held.density)} futures there, which are {of_hundred(held.coverage)} of all its"
            f" {self.cases.noun}."
        )
        return FoundBox(box, held, measures_of(box, *self.seen), chances, sentence)

    def leaf(self, leaf: Box, held: BoxMeasures) -> FoundBox:
        sentence = (
            f"Where {_ranges(leaf, self.uncertainties)}: {of_hundred(held.density)} futures"
            f" ({of_hundred(held.mass)} design points)."
        )
        return FoundBox(leaf, held, measures_of(leaf, *self.seen), {}, sentence)


def _ranges(box: Box, uncertainties: tuple[Uncertainty, ...]) -> str:
    parts = [range_said(*_open(box, int(place)), uncertainties[place]) for place in box.restricted]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _open(box: Box, place: int) -> tuple[float | None, float | None]:
    """The ends of one number; nothing where the box is open."""
    low, high = float(box.low[place]), float(box.high[place])
    return low if np.isfinite(low) else None, high if np.isfinite(high) else None


def _how_measured(points: int, held_back: int, *, has_leaves: bool) -> str:
    if held_back:
        return (
            f"Found on {points:,} points of the design and measured on {held_back:,} others, so that they are not"
            " flattered."
        )
    of_leaves = " The tree's leaves are measured where they were grown, and are, a little." if has_leaves else ""
    return (
        f"Boxes are those of all {points:,} points, measured by fifths: each fifth with the box that the others give,"
        f" so that they are not flattered.{of_leaves}"
    )
