"""A series of the sector over the years: the median future, and where half and nine in ten futures lie.

Bands are pointwise: at each quarter a tenth of the futures lie outside the outer band, but not the
same ones each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.titles import counted, title_of
from simulation.batches import Simulation
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["BAND_QUANTILES", "MEASURES", "Bands", "Measure", "bands_of", "quantile_bands"]

BAND_QUANTILES: dict[str, float] = {"low_90": 0.05, "low_50": 0.25, "median": 0.5, "high_50": 0.75, "high_90": 0.95}
"""The columns of a band, and the quantile over futures that each holds."""


@dataclass(frozen=True)
class Measure:
    """A series that pictures show.

    Attributes:
        name: its column in the sector's series.
        title: as pictures say it.
        is_share: whether the series is a share of the sector, shown as a count of organisations.
        unit: where it is no share.
    """

    name: str
    title: str
    is_share: bool = True
    unit: str = "points of quality"


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("failing", "Truly failing"),
        Measure("severe", "Severely failing"),
        Measure("hidden", "Hidden failing"),
        Measure("reported_failing", "Reported failing"),
        Measure("designated", "Officially failing"),
        Measure("treated", "Under an instrument"),
        Measure("quality", "True quality, mean of the sector", is_share=False),
        Measure("reported", "Reported quality, mean of the sector", is_share=False),
    )
}


@dataclass(frozen=True, eq=False)
class Bands:
    """One series under several policies, as bands over the futures.

    Attributes:
        measure: what is shown.
        unit: ``councils`` or ``points of quality``.
        futures: how many futures the quantiles rest on.
        baseline: the label that the others are seen against, or nothing.
        titles: titles by label, in order.
        table: columns policy (label), year (end of the quarter), mean and those of ``BAND_QUANTILES``.
    """

    measure: Measure
    unit: str
    futures: int
    baseline: str | None
    titles: dict[str, str]
    table: pd.DataFrame = field(repr=False)

    def of(self, policy: str) -> pd.DataFrame:
        """The rows of one policy, in order of time."""
        return self.table[self.table["policy"] == policy]


def quantile_bands(values: np.ndarray) -> pd.DataFrame:
    """Quantiles over futures at each time, interpolated linearly.

    Args:
        values: shape (futures, times).

    Returns:
        A row a time; columns mean and those of ``BAND_QUANTILES``.
    """
    quantiles = np.quantile(values, list(BAND_QUANTILES.values()), axis=0)
    return pd.DataFrame({"mean": values.mean(axis=0), **dict(zip(BAND_QUANTILES, quantiles, strict=True))})


def series_of(simulation: Simulation, measure: Measure) -> np.ndarray:
    """A series as pictures count it, shape (futures, quarters): organisations, or points.

    Raises:
        ValueError: where the simulation kept no series.
    """
    if not simulation.series.size:
        raise ValueError(f"{simulation.label} kept no series; simulate with Recording(series=True)")
    values = simulation.series[:, :, simulation.series_names.index(measure.name)]
    return values * len(simulation.sector) if measure.is_share else values


def bands_of(simulations: Sequence[Simulation], measure: str = "failing", baseline: str | None = None) -> Bands:
    """Bands of a series under each policy.

    Args:
        simulations: of the same futures, with their series.
        measure: a name in ``MEASURES``.
        baseline: the label that the others are seen against.

    Raises:
        ValueError: where a simulation kept no series, or they don't share their futures.
        KeyError: where there is no such measure.
    """
    chosen = MEASURES[measure]
    counted(simulations)
    parts = []
    for simulation in simulations:
        part = quantile_bands(series_of(simulation, chosen))
        part.insert(0, "policy", simulation.label)
        part.insert(1, "year", (np.arange(len(part)) + 1) / QUARTERS_A_YEAR)
        parts.append(part)
    return Bands(
        chosen,
        simulations[0].scenario.organisations_word if chosen.is_share else chosen.unit,
        simulations[0].series.shape[0],
        baseline,
        {s.label: title_of(s.policy) for s in simulations},
        pd.concat(parts, ignore_index=True),
    )
