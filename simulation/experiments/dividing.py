"""How a sweep is divided into parts. Only its own size decides, never who does the work.

A part is what one worker does at a time and what one file holds: small enough that a sweep that stops
loses seconds, large enough that files are few.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulation.batches import batch_size
from simulation.experiments.cells import Cells
from simulation.experiments.sweep import Sweep

__all__ = ["Division", "cells_a_part"]

_WORK = 1_000 * 150 * 120
"""Organisation-quarters in a part: about a thousand futures of 150 organisations, some seconds."""
_MOST_ROWS = 4_096
_FEWEST_CELLS = 64
"""Fewer at a time cost more each, since a policy decides for a whole batch at once."""
_FEWEST_PARTS = 8


def cells_a_part(sweep: Sweep, organisations: int) -> int:
    """How many (point, replication) pairs a part holds."""
    quarters = sweep.scenario.quarters + sweep.scenario.run_in.quarters
    rows = min(_MOST_ROWS, max(1, _WORK // (organisations * quarters)))
    many = max(batch_size(organisations, quarters, _FEWEST_CELLS, 1), rows // len(sweep.alternatives))
    return max(1, min(many, math.ceil(sweep.cells / _FEWEST_PARTS)))


@dataclass(frozen=True, eq=False)
class Division:
    """The cells of a sweep, part by part.

    Attributes:
        design: values, shape (points, uncertainties).
        replications: cells a point.
        own_futures: whether each point has futures of its own.
        followed: in how many cells organisations are followed, spread evenly.
        size: cells a part.
    """

    design: np.ndarray
    replications: int
    own_futures: bool
    followed: int
    size: int

    @property
    def cells(self) -> int:
        """How many there are."""
        return len(self.design) * self.replications

    @property
    def parts(self) -> int:
        """How many there are."""
        return math.ceil(self.cells / self.size)

    def places(self, part: int) -> range:
        """The places of a part's cells in the order of point, replication."""
        return range(part * self.size, min((part + 1) * self.size, self.cells))

    def part(self, number: int) -> Cells:
        """The cells of one part, from 0 on."""
        return self.take(np.array(self.places(number)))

    def take(self, places: np.ndarray) -> Cells:
        """Any cells, by their places in the order of point, replication."""
        places = places.astype(np.int64)
        point, replication = np.divmod(places, self.replications)
        # Evenly: a cell is followed where the count of those to follow rises.
        count = (places + 1) * self.followed // self.cells - places * self.followed // self.cells
        return Cells(point, replication, places if self.own_futures else replication, self.design[point], count > 0)
