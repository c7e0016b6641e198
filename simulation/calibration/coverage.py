"""Simulation-based calibration: do posteriors hold the truth as often as they say (Talts et al. 2018)?

Take a simulated panel for the observed one. The numbers that led to it are known, and are a draw of the prior, so
that their rank among draws of its posterior is as likely to be any as any other. Many panels of the reference
table, each in turn taken for the observed one and left out of its own fit, give a histogram of ranks for
each number: flat where the posteriors are right; a hump where they are too wide, a bowl where too narrow, a
slope where they lean.

Panels come from the part of the prior that history matching left in, and are fitted with that part as the
prior: what is tried is the fit that the real panel gets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from simulation.calibration.fitting import fit_arrays
from simulation.calibration.table import ReferenceTable
from simulation.errors import InputError

__all__ = ["DRAWS", "Coverage", "coverage"]

DRAWS = 99
"""Draws of each posterior: ranks run from 0 to this."""
LEVELS = (0.5, 0.8, 0.95)
_BAND = 0.99


@dataclass(frozen=True, eq=False)
class Coverage:
    """Ranks of the truth among draws of its posterior.

    Attributes:
        names: the fitted numbers.
        ranks: from 0 to ``DRAWS``, int, shape (repeats, numbers).
        table: how many panels each posterior was fitted from.
        kept: how many it rests on.
    """

    names: tuple[str, ...]
    ranks: np.ndarray
    table: int
    kept: int

    @property
    def repeats(self) -> int:
        """How many panels were taken for the observed one."""
        return len(self.ranks)

    def histogram(self, bins: int = 10) -> np.ndarray:
        """How many ranks fall in each of some equal classes, int, shape (numbers, bins)."""
        place = self.ranks * bins // (DRAWS + 1)
        return np.stack([np.bincount(column, minlength=bins) for column in place.T])

    def band(self, bins: int = 10) -> tuple[int, int]:
        """Where 99 in 100 of the classes' counts lie, if all ranks are equally likely."""
        tail = (1.0 - _BAND) / 2.0
        low, high = stats.binom.ppf([tail, 1.0 - tail], self.repeats, 1.0 / bins)
        return int(low), int(high)

    def frame(self) -> pd.DataFrame:
        """For each number, how often the truth lies in its intervals, and whether its ranks look even.

        Returns:
            A row a number; columns name, within_50, within_80, within_95 (shares of the repeats), outside_band
            (classes of ten whose counts lie outside ``band``), p (of Pearson's chi-squared test that all classes are
            equally likely), mean_rank (a half where nothing leans).
        """
        share = (self.ranks + 0.5) / (DRAWS + 1)
        counts, (low, high) = self.histogram(), self.band()
        rows = []
        for column, name in enumerate(self.names):
            within = [float((np.abs(share[:, column] - 0.5) <= level / 2.0).mean()) for level in LEVELS]
            outside = int(((counts[column] < low) | (counts[column] > high)).sum())
            test = float(stats.chisquare(counts[column]).pvalue)
            rows.append((name, *within, outside, test, float(share[:, column].mean())))
        columns = ["name", *(f"within_{100 * level:.0f}" for level in LEVELS), "outside_band", "p", "mean_rank"]
        return pd.DataFrame(rows, columns=columns)


def coverage(
    table: ReferenceTable,
    names: tuple[str, ...],
    repeats: int,
    kept: int,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Coverage:
    """Take panels of a reference table in turn for the observed one.

    Args:
        table: the simulated panels.
        names: the targets that are fitted.
        repeats: how many panels to take.
        kept: on how many panels each posterior rests.
        seed: from 0 up; chooses the panels and the draws.
        progress: called with 1 as each is done.

    Raises:
        InputError: where the table is too small.
    """
    inside = table.depth == table.depth.max()
    unit, targets = table.unit[inside], table.estimates().of(names)[inside]
    if len(unit) <= max(kept, repeats):
        raise InputError(f"only {len(unit):,} panels lie where matching left the prior in; more are needed")
    chance = np.random.default_rng([seed, 2018])
    chosen = chance.choice(len(unit), repeats, replace=False)
    ranks = np.empty((repeats, unit.shape[1]), np.int64)
    weights = np.full(len(unit) - 1, 1.0 / (len(unit) - 1))
    for place, row in enumerate(chosen):
        others = np.delete(np.arange(len(unit)), row)
        sample, _ = fit_arrays(unit[others], targets[others], targets[row], weights, kept)
        drawn = chance.choice(len(sample.weights), DRAWS, p=sample.weights)
        ranks[place] = (sample.unit[drawn] < unit[row]).sum(axis=0)
        if progress is not None:
            progress(1)
    return Coverage(tuple(table.basis.names), ranks, len(unit) - 1, kept)
