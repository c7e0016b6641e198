"""``ReferenceTable``: simulated panels with the numbers that led to each, kept whole.

The panels are kept, not only their targets, so that a fit to some regions or to some years needs no new
simulation: the targets of the same panels are computed again, seen through that window.

Weights undo what the waves of history matching chose: a place that several waves could have drawn is worth
as much less as it was likelier to be drawn (the balance heuristic, Veach and Guibas 1995; Owen and Zhou 2000).
Weighted, the points of all waves are draws of the prior, so that matching decides only where simulations lie
close together, never what a fit to part of the data believes beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.calibration.basis import Basis
from simulation.evidence.computing import estimate
from simulation.evidence.estimates import Estimates
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window

__all__ = ["Part", "ReferenceTable", "balance_weights"]


@dataclass(frozen=True, eq=False)
class Part:
    """Some points and their panels, in little memory.

    Attributes:
        wave: in which wave of history matching they were drawn, from 0.
        unit: places in the priors, shape (points, numbers).
        estimates: the targets of their panels, of all regions and the whole window.
        panel, organisation, visited, days, grade: the panels' inspections; ``days`` from visit to report.
    """

    wave: int
    unit: np.ndarray
    estimates: Estimates
    panel: np.ndarray
    organisation: np.ndarray
    visited: np.ndarray
    days: np.ndarray
    grade: np.ndarray

    @classmethod
    def of(cls, wave: int, unit: np.ndarray, panels: Inspections) -> Part:
        """The part of some points, given their panels."""
        return cls(
            wave,
            unit,
            estimate(panels),
            panels.panel.astype(np.int32),
            panels.organisation.astype(np.int32 if panels.organisations > 32_767 else np.int16),
            panels.visited.astype(np.int32),
            (panels.reported - panels.visited).astype(np.int16),
            panels.grade.astype(np.int8),
        )

    def panels(self, like: Inspections) -> Inspections:
        """The panels, of a sector and window ``like`` another's."""
        return Inspections(
            panel=self.panel,
            organisation=self.organisation.astype(np.int32),
            visited=self.visited,
            reported=self.visited + self.days,
            grade=self.grade,
            region=like.region,
            region_names=like.region_names,
            names=like.names,
            window=like.window,
            panels=len(self.unit),
        )


@dataclass(frozen=True, eq=False)
class ReferenceTable:
    """Points of the priors, and one simulated panel at each.

    Attributes:
        basis: what was simulated.
        parts: the points and panels, in order of their runs.
        left_in: the share of the prior that each wave was drawn from, shape (waves,).
        depth: the last wave whose part of the prior each point lies in, int, shape (points,).
    """

    basis: Basis
    parts: tuple[Part, ...]
    left_in: np.ndarray
    depth: np.ndarray

    def __len__(self) -> int:
        return len(self.depth)

    @property
    def unit(self) -> np.ndarray:
        """Places in the priors, shape (points, numbers)."""
        return np.concatenate([part.unit for part in self.parts])

    @property
    def points(self) -> pd.DataFrame:
        """The fitted numbers' values: a row a point, a column a number."""
        return self.basis.frame(self.unit)

    @property
    def wave(self) -> np.ndarray:
        """In which wave each point was drawn, int, shape (points,)."""
        return np.concatenate([np.full(len(part.unit), part.wave) for part in self.parts])

    @property
    def weights(self) -> np.ndarray:
        """What each point counts, so that all together are draws of the prior; they add up to 1."""
        return balance_weights(self.depth, np.bincount(self.wave, minlength=len(self.left_in)), self.left_in)

    def panels(self) -> Iterator[Inspections]:
        """The simulated panels, part by part."""
        sector = self.basis.scenario.sector()
        nobody = np.zeros(0, np.int32)
        like = Inspections(
            nobody, nobody, nobody, nobody, nobody,
            sector.region, sector.region_names, sector.names, self.basis.observation.window,
        )  # fmt: skip
        for part in self.parts:
            yield part.panels(like)

    def estimates(self, regions: Sequence[str] | None = None, window: Window | None = None) -> Estimates:
        """The targets of every panel, a row a point.

        Args:
            regions: names of those to look at; else all.
            window: the months to look through; else all that were simulated.

        Raises:
            KeyError: where there is no such region.
        """
        if regions is None and window is None:
            found = [part.estimates for part in self.parts]
        else:
            found = []
            for panels in self.panels():
                seen = panels if regions is None else panels.in_regions(regions)
                found.append(estimate(seen if window is None else seen.seen_through(window)))
        return Estimates(
            found[0].names,
            np.concatenate([one.values for one in found]),
            np.concatenate([one.at_risk for one in found]),
        )


def balance_weights(depth: np.ndarray, points: np.ndarray, left_in: np.ndarray) -> np.ndarray:
    """What each point counts where nested parts of the prior were drawn from in turn.

    Args:
        depth: the last wave whose part of the prior each point lies in, shape (points,).
        points: how many points each wave drew.
        left_in: the share of the prior that each wave drew from.

    Returns:
        Shape (points,), adding up to 1: one over the density with which all waves together draw there.
    """
    density = np.cumsum(points / left_in)
    weight = 1.0 / density[depth]
    return np.asarray(weight / weight.sum())
