"""What is seen beside what is true, over the years: the dip falls inside a ministerial term.

A response that makes reports honest shows more failure at first than one that leaves them alone,
while less of it is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from simulation.analysis.bands import MEASURES, quantile_bands, series_of
from simulation.analysis.titles import counted, title_of
from simulation.batches import Simulation
from simulation.totals import SEEN_YEARS
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["SEEN", "SeenAndTrue", "seen_and_true"]

SEEN: tuple[str, ...] = ("failing", "reported_failing", "designated")
"""The series set side by side: what is true, what reports say, what is official."""


@dataclass(frozen=True, eq=False)
class SeenAndTrue:
    """Truly, reportedly and officially failing organisations over the years.

    Attributes:
        unit: ``councils``.
        futures: how many futures the numbers rest on.
        marks: years at which the numbers are read off, as far as they are simulated.
        titles: titles by label, in order.
        table: columns policy, measure (of ``SEEN``), year, mean, and the bands' quantiles.
        at_marks: a row a policy and mark; columns policy, year and the mean of each measure.
    """

    unit: str
    futures: int
    marks: tuple[int, ...]
    titles: dict[str, str]
    table: pd.DataFrame = field(repr=False)
    at_marks: pd.DataFrame = field(repr=False)

    def of(self, policy: str, measure: str) -> pd.DataFrame:
        """One series of one policy, in order of time."""
        return self._parts[policy, measure]

    @cached_property
    def _parts(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The table by policy and measure."""
        return {(str(p), str(m)): part for (p, m), part in self.table.groupby(["policy", "measure"], sort=False)}


def seen_and_true(simulations: Sequence[Simulation]) -> SeenAndTrue:
    """Set what is seen beside what is true under each policy.

    Args:
        simulations: of the same futures, with their series.

    Raises:
        ValueError: where a simulation kept no series, or they don't share their futures.
    """
    counted(simulations)
    parts = []
    for simulation in simulations:
        for name in SEEN:
            part = quantile_bands(series_of(simulation, MEASURES[name]))
            part.insert(0, "policy", simulation.label)
            part.insert(1, "measure", name)
            part.insert(2, "year", [(quarter + 1) / QUARTERS_A_YEAR for quarter in range(len(part))])
            parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    marks = tuple(year for year in SEEN_YEARS if year <= table["year"].max())
    titles = {s.label: title_of(s.policy) for s in simulations}
    read_off = table[table["year"].isin(marks)].pivot(index=["policy", "year"], columns="measure", values="mean")
    order = pd.MultiIndex.from_product([titles, [float(year) for year in marks]], names=["policy", "year"])
    at_marks = read_off.reindex(order)[list(SEEN)].reset_index()
    at_marks.columns.name = None
    return SeenAndTrue(
        simulations[0].scenario.organisations_word, simulations[0].series.shape[0], marks, titles, table, at_marks
    )
