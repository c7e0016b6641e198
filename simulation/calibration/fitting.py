"""``fit``: a posterior from simulated panels that are there, for all of the data or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.calibration.basis import LEVEL
from simulation.calibration.priors import from_unit
from simulation.calibration.regression import Adjusted, CrossFitted, adjusted, cross_fitted
from simulation.calibration.table import ReferenceTable
from simulation.calibration.waves import Observed
from simulation.errors import InputError
from simulation.evidence.computing import is_scored
from simulation.evidence.months import Window
from simulation.evidence.targets import Targets
from simulation.posterior import Posterior

__all__ = ["KEPT", "VECTORS", "Fit", "fit", "fit_arrays", "observed_in", "targets_to_fit"]

VECTORS = 400
"""Vectors of a posterior."""
KEPT = 2_000
"""Panels that a posterior rests on."""
_FEW = 10
"""Targets that rest on fewer cases are for looking at, not for fitting."""
_NOT_FITTED = ("months.", "inadequate.", "relapse.within", "region.spread_of_inadequate")
"""The timetable is given, not fitted; what Turnbull's estimator finds is too rough; the others repeat fitted ones."""
_KNOWN_IN = 0.9
"""Share of the simulated panels that must be able to tell a target."""
_NEAR = 0.2
"""Share of the table on which the summaries are learnt a second time, near the data."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A posterior and how it came about.

    Attributes:
        posterior: the vectors.
        sample: the weighted sample that they are drawn from.
        summaries: what the targets say of each number.
        names: the targets that were fitted.
    """

    posterior: Posterior
    sample: Adjusted
    summaries: CrossFitted
    names: tuple[str, ...]


def targets_to_fit(targets: Targets) -> tuple[str, ...]:
    """The names of the targets that a calibration holds simulations against."""
    return tuple(
        target.name
        for target in targets.targets
        if is_scored(target.name)
        and not target.name.startswith(_NOT_FITTED)
        and np.isfinite(target.value)
        and target.standard_error > 0.0
        and target.at_risk >= _FEW
    )


def observed_in(targets: Targets, names: Sequence[str] | None = None) -> Observed:
    """The observed values of some targets, by default those to be fitted.

    Raises:
        InputError: where none can be fitted.
    """
    chosen = targets_to_fit(targets) if names is None else tuple(names)
    if not chosen:
        raise InputError(
            f"{targets.source} holds no target that could be fitted: each needs a value, an error and {_FEW} cases"
        )
    vector = targets.vector(chosen)
    return Observed(vector.names, vector.values, vector.standard_errors)


def fit(
    table: ReferenceTable,
    targets: Targets,
    *,
    regions: Sequence[str] | None = None,
    window: Window | None = None,
    names: Sequence[str] | None = None,
    vectors: int = VECTORS,
    kept: int = KEPT,
    seed: int = 0,
) -> Fit:
    """Fit the numbers to the targets of some regions and years, from panels that are simulated already.

    Args:
        table: the simulated panels.
        targets: of the observed panel, of these regions seen through this window.
        regions: names of the regions that the targets are of; else all.
        window: the months that they were seen through; else all that were simulated.
        names: the targets to fit; else all that can be.
        vectors: how many vectors the posterior has.
        kept: on how many panels it rests.
        seed: from 0 up.

    Raises:
        InputError: where no target can be fitted, or the table is too small.
        KeyError: where there is no such region or target.
    """
    found = table.estimates(regions, window)
    observed = observed_in(targets, names)
    known = ~np.isnan(found.of(observed.names))
    told = known.mean(axis=0) >= _KNOWN_IN
    chosen = Observed(
        tuple(name for name, kept_one in zip(observed.names, told, strict=True) if kept_one),
        observed.values[told],
        observed.errors[told],
    )
    sample, summaries = fit_arrays(table.unit, found.of(chosen.names), chosen.values, table.weights, kept)
    posterior = _posterior(table, sample, vectors, seed, window)
    return Fit(posterior, sample, summaries, chosen.names)


def fit_arrays(
    unit: np.ndarray, targets: np.ndarray, observed: np.ndarray, weights: np.ndarray, kept: int
) -> tuple[Adjusted, CrossFitted]:
    """The posterior as a weighted sample: summaries learnt on all points, then again on the nearer ones.

    Args:
        unit: places in the priors, shape (points, numbers).
        targets: of the simulated panels, shape (points, targets).
        observed: shape (targets,).
        weights: of the points, shape (points,).
        kept: on how many panels it rests.

    Raises:
        InputError: where there are fewer points than that.
    """
    if len(unit) < kept:
        raise InputError(f"the posterior shall rest on {kept:,} panels, but only {len(unit):,} are simulated")
    first = cross_fitted(unit, targets, observed, weights)
    near = adjusted(unit, first.simulated, first.observed, weights, max(kept, int(_NEAR * len(unit)))).rows
    near = np.sort(near)
    again = cross_fitted(unit[near], targets[near], observed, weights[near])
    sample = adjusted(unit[near], again.simulated, again.observed, weights[near], kept)
    rows = near[sample.rows]
    share = len(rows) / len(unit)
    return Adjusted(sample.unit, sample.unmoved, rows, sample.weights, share, sample.distance), again


def _posterior(table: ReferenceTable, sample: Adjusted, vectors: int, seed: int, window: Window | None) -> Posterior:
    """Equally weighted vectors: systematic resampling, in a random order."""
    chance = np.random.default_rng([seed, 2002])
    steps = (np.arange(vectors) + chance.random()) / vectors
    rows = np.minimum(np.searchsorted(np.cumsum(sample.weights), steps), len(sample.weights) - 1)
    unit = sample.unit[chance.permutation(rows)]
    basis = table.basis
    frame = pd.DataFrame(from_unit(basis.priors, unit), columns=basis.names)
    # The level that the window began with, so that vectors say all that a scenario from now on would say otherwise.
    frame[LEVEL] = 0.0
    seen = basis.observation.window if window is None else window
    about = {
        "scenario": basis.scenario.name, "window": str(seen), "years": round(seen.months / 12.0, 4), "seed": basis.seed,
    }  # fmt: skip
    return Posterior(frame, about)
