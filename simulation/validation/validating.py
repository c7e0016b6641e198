"""``validate``: everything that a calibrated scenario is held against, in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from simulation.batches import Assumptions
from simulation.errors import InputError
from simulation.evidence.inspections import Inspections
from simulation.evidence.observation import Observation
from simulation.scenario import Scenario
from simulation.validation.checks import PredictiveChecks, predictive_checks
from simulation.validation.findings.finding import PublishedFinding
from simulation.validation.findings.measured import RUNS, published_findings
from simulation.validation.splits import FitPart, InSpace, InTime, Predicting, in_space, in_time

__all__ = ["Validation", "in_order_of", "validate"]

_FEWEST = 20


@dataclass(frozen=True, eq=False)
class Validation:
    """What a calibrated scenario reproduces and what it does not.

    Attributes:
        scenario, observation: what was simulated, and how it was seen.
        real: the inspections that it was held against.
        source: what they are.
        checks: every target, with the posterior fitted to all of it.
        in_time, in_space: out of sample; nothing where no fit to parts was given.
        findings: published findings with the numbers that trusts ship; empty where they were not asked for.
        findings_fitted: the same with the posterior's numbers, where it was given.
        panels, times, seed: as in ``Predicting``.
    """

    scenario: Scenario
    observation: Observation
    real: Inspections
    source: str
    checks: PredictiveChecks
    in_time: InTime | None
    in_space: InSpace | None
    findings: tuple[PublishedFinding, ...]
    findings_fitted: tuple[PublishedFinding, ...]
    panels: int
    times: int
    seed: int


def validate(
    scenario: Scenario,
    real: Inspections,
    posterior: Assumptions,
    *,
    observation: Observation,
    source: str,
    fit: FitPart | None = None,
    until: int | None = None,
    panels: int = 400,
    times: int = 10,
    finding_runs: int = RUNS,
    fitted: pd.DataFrame | None = None,
    seed: int = 0,
    workers: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Validation:
    """Hold a calibrated scenario against the inspections that it was calibrated on, in sample and out of sample.

    Args:
        scenario: its sector has the regions of the inspections, by name.
        real: one panel.
        posterior: parameters that fit all of it, by run number.
        observation: how simulated inspections are seen: as the real ones are, as they were in calibration.
        source: what the inspections are, for the page.
        fit: fits to a part (see ``splits.FitPart``); nothing leaves out what needs it.
        until: last month of the training part in time; nothing for no split in time.
        panels: simulated panels for each posterior.
        times: by how much simulated regions are enlarged for predictions (see ``simulated.enlarged``).
        finding_runs: futures for the published findings; nil leaves them out.
        fitted: the posterior's vectors as they are from now on, to be tried on trusts as well.
        seed: from 0 up.
        workers: threads; as many as Numba may use by default.
        tell: called with what has been done.

    Raises:
        InputError: where the regions differ, there are several panels, or a split leaves a part empty.
    """
    real = in_order_of(scenario, real)
    if panels < _FEWEST:
        raise InputError(f"{panels} panels are too few for a 95% interval; there must be {_FEWEST} at least")
    how = Predicting(scenario, observation, fit or _unfitted(posterior), panels, times, seed, workers, tell)
    checks = predictive_checks("all years", real, how.simulated(posterior, times=1), seed=seed)
    tell("held every target against the posterior")
    later = None if fit is None or until is None else in_time(real, until, how)
    others = None if fit is None or len(real.region_names) < 2 else in_space(real, how)
    shipped, fitted_ones = _findings(finding_runs, seed, workers, fitted)
    return Validation(
        scenario, observation, real, source, checks, later, others, shipped, fitted_ones, panels, times, seed
    )


def _findings(
    runs: int, seed: int, workers: int | None, fitted: pd.DataFrame | None
) -> tuple[tuple[PublishedFinding, ...], tuple[PublishedFinding, ...]]:
    if not runs:
        return (), ()
    shipped = tuple(published_findings(runs, seed, workers))
    return shipped, () if fitted is None else tuple(published_findings(runs, seed, workers, fitted))


def _unfitted(posterior: Assumptions) -> FitPart:
    """In place of a fit to parts, which is then never asked for."""
    return lambda known, regions, window: posterior


def in_order_of(scenario: Scenario, real: Inspections) -> Inspections:
    """The same inspections with their regions in the scenario's order.

    Raises:
        InputError: where the inspections are several panels, or the regions differ.
    """
    if real.panels != 1:
        raise InputError(f"there are {real.panels} panels of inspections; a validation takes one, the real one")
    names = scenario.sector().region_names
    if set(names) != set(real.region_names):
        raise InputError(
            f"{scenario.name} has the regions {', '.join(names)}, the inspections have {', '.join(real.region_names)};"
            " they must be the same"
        )
    place = np.array([names.index(name) for name in real.region_names], np.int32)
    return replace(real, region=place[real.region], region_names=names)
