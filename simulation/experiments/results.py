"""``SweepResults``: the table of a sweep and what its columns mean. This is what every analysis is given.

A sweep's folder holds::

    manifest.json             what made it, and every file's SHA-256; ``status`` is "done" when it is whole
    design.parquet            point, then a column for each uncertainty
    alternatives.parquet      alternative (its label), policy (its spec), then a column for each lever
    parts/part-00000.parquet  point, replication, run, alternative, then a column for each outcome
    organisations/...         the same, organisation by organisation, where the sweep asks for it
    failures/...              what could not be simulated and why, where there is any (and failures.csv)

The rows of all parts, in order, are in the order of point, replication, alternative, however many
workers made them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd

__all__ = ["DesignKind", "FAILURE_COLUMNS", "FOLLOWED_COLUMNS", "SweepResults", "Uncertainty"]

DesignKind = Literal["full-factorial", "latin-hypercube", "sobol", "morris", "points"]

FAILURE_COLUMNS = ("point", "replication", "run", "alternative", "reason")
"""Columns of ``SweepResults.failures``; after them stands one for each uncertainty."""

FOLLOWED_COLUMNS = (
    "point", "replication", "run", "alternative", "organisation", "region",
    "insularity", "openness", "honesty", "leadership", "quality", "failing_years", "mean_quality",
)  # fmt: skip
"""Columns of ``SweepResults.organisations``."""


@dataclass(frozen=True)
class Uncertainty:
    """One uncertain number of a sweep.

    Attributes:
        name: a parameter (``linkage``) or an instrument's number (``improvement_board.gain``).
        low, high: the least and the most that the design may give it.
        distribution: "uniform", "log-uniform", "normal", "triangular" or "levels".
        unit, meaning: as in the register.
        levels: the values, in rising order, where it takes only some.
        mode: the likeliest value of a triangular distribution.
    """

    name: str
    low: float
    high: float
    distribution: str = "uniform"
    unit: str = ""
    meaning: str = ""
    levels: tuple[float, ...] = ()
    mode: float | None = None


@dataclass(frozen=True, eq=False)
class SweepResults:
    """A sweep's results, whole.

    Attributes:
        title, question: of the sweep.
        design: the uncertain numbers, float64; a row a design point, indexed by ``point``.
        alternatives: a row an alternative, indexed by its label, in the order of the sweep; columns
            ``policy`` (its spec), then one for each lever, NaN where an alternative has no such lever.
        outcomes: columns ``point``, ``replication``, ``run``, ``alternative`` (a categorical, in the
            order of ``alternatives``), then a float64 column an outcome; in order of point,
            replication, alternative. Every combination has its row. Outcomes are NaN where they are
            undefined in that future, and all of them where the simulation failed (see ``failures``).
            Rows of equal ``run`` share every draw of chance.
        uncertainties: what the columns of ``design`` are, in their order.
        kind: how the points were chosen.
        samples: the design's own size: base samples of Saltelli's scheme (the design has
            ``samples * (uncertainties + 2)`` points in the order of SALib, or twice as many
            uncertainties with ``second_order``), trajectories of Morris's method (``samples *
            (uncertainties + 1)`` points in SALib's order), else the number of points.
        baseline: the alternative that the others are set against.
        targets: thresholds by outcome: kept where the outcome is at or below it, or at or above it
            where more is better (``Outcome.less_is_better``).
        replications: futures at each point.
        same_futures: whether every point was simulated in the same futures (common random numbers:
            ``run`` is the replication), so that outcomes are a function of the point.
        sweep: the sweep file's content, every default filled in.
        organisation_word, organisations_word: what pages call one of the scenario's, and several.
        years: how long each future is.
        second_order: whether a Sobol' design has the points for second-order indices.
        levels: the grid levels of a Morris design.
        failures: simulations that failed: columns ``FAILURE_COLUMNS``, then the point's numbers.
        organisations: what happened to each organisation, where the sweep follows them: columns
            ``FOLLOWED_COLUMNS``; a row for each (point, replication, alternative, organisation) of the
            cells followed. ``organisation`` and ``region`` are categoricals of shown names.
            ``insularity``, ``openness``, ``honesty``, ``leadership`` (0 to 1) and ``quality`` (points)
            are those at the start, when the policies branched, the same under all alternatives of a
            (point, replication); ``failing_years`` and ``mean_quality`` are true, over all years.
        folder: where it was read from, if it was.
    """

    title: str
    question: str
    design: pd.DataFrame
    alternatives: pd.DataFrame
    outcomes: pd.DataFrame
    uncertainties: tuple[Uncertainty, ...]
    kind: DesignKind
    samples: int
    baseline: str
    targets: Mapping[str, float] = field(default_factory=dict)
    replications: int = 1
    same_futures: bool = True
    sweep: Mapping[str, Any] = field(default_factory=dict)
    organisation_word: str = "organisation"
    organisations_word: str = "organisations"
    years: int = 20
    second_order: bool = False
    levels: int = 4
    failures: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(FAILURE_COLUMNS)))
    organisations: pd.DataFrame | None = None
    folder: Path | None = None

    def __repr__(self) -> str:
        return (
            f"<SweepResults of {self.title}: {len(self.alternatives)} alternatives at {len(self.design)} points,"
            f" {self.replications} futures each>"
        )

    @classmethod
    def load(cls, folder: str | Path) -> SweepResults:
        """Read a finished sweep, and check every file against the manifest's hash.

        Args:
            folder: as ``turnaround sweep --out`` wrote it.

        Raises:
            InputError: where there is no sweep, it is not finished, or a file was altered; says how to
                mend it.
        """
        from simulation.experiments.loading import load_results

        return load_results(Path(folder))

    @property
    def outcome_names(self) -> tuple[str, ...]:
        """The outcomes that were kept, in the order of the sweep file."""
        return tuple(self.outcomes.columns[4:])

    @property
    def labels(self) -> tuple[str, ...]:
        """The alternatives, in order."""
        return tuple(str(label) for label in self.alternatives.index)
