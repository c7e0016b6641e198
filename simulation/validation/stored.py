"""A finished calibration on disk: how its panels were seen, its posterior, and fits to parts of the data.

Nothing is simulated again: a posterior for some regions or years is fitted from the panels that are there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.batches import Assumptions
from simulation.calibration.basis import Basis, through_window
from simulation.calibration.fitting import fit, observed_in
from simulation.calibration.priors import Prior
from simulation.calibration.storing import SimulationsFolder
from simulation.calibration.table import Part, ReferenceTable
from simulation.calibration.vectors import ParameterVectors
from simulation.calibration.waves import Plan, Store, simulated_waves
from simulation.errors import InputError
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window, as_month
from simulation.evidence.observation import Observation, Timetable
from simulation.evidence.targets import Targets, targets_of
from simulation.posterior import Posterior
from simulation.scenario import Scenario

__all__ = ["StoredCalibration", "observation_of", "stored_calibration"]

_SIMULATIONS, _POSTERIOR = "simulations", "posterior.parquet"
_TARGETS, _MANIFEST = "targets.csv", "manifest.json"


@dataclass(frozen=True, eq=False)
class StoredCalibration:
    """A calibration that was read.

    Attributes:
        scenario: what was calibrated.
        table: the simulated panels.
        posterior: fitted to all of the data.
        kept: on how many panels a posterior rests.
    """

    scenario: Scenario
    table: ReferenceTable
    posterior: Posterior
    kept: int

    @property
    def observation(self) -> Observation:
        """How panels were seen."""
        return self.table.basis.observation

    @property
    def assumptions(self) -> Assumptions:
        """The posterior's vectors by run number."""
        return ParameterVectors(self.scenario, self.posterior.frame)

    def fit_part(self, known: Inspections, regions: Sequence[str] | None, window: Window | None) -> Assumptions:
        """The posterior that a part of the data leaves: see ``splits.FitPart``."""
        found = fit(
            self.table,
            targets_of(known, "a part"),
            regions=regions,
            window=window,
            vectors=len(self.posterior),
            kept=self.kept,
            seed=self.table.basis.seed,
        )
        return ParameterVectors(self.scenario, found.posterior.frame)


class _ReadOnly:
    """Gives the parts that are there, and never has any made."""

    def __init__(self, folder: SimulationsFolder, where: Path) -> None:
        self.folder, self.where = folder, where

    def read(self, number: int, unit: np.ndarray) -> Part | None:
        """The part; an error where it is not there."""
        part = self.folder.read(number, unit)
        if part is None:
            raise InputError(
                f"{self.where} holds no panels of these inspections, or not all: part {number} is missing or of other"
                " targets. Name the folder that turnaround calibrate wrote for them, and the same --targets if it had"
                " other intervals than turnaround targets gives by default"
            )
        return part

    def write(self, number: int, part: Part) -> None:
        """Nothing is made, so that nothing is written."""
        raise AssertionError("a calibration that is read is not written")


def stored_calibration(
    folder: Path, scenario: Scenario, real: Inspections, *, targets: Targets | None = None, seed: int = 0
) -> StoredCalibration:
    """Read what ``turnaround calibrate`` wrote.

    Args:
        folder: its ``--out``.
        scenario: what was calibrated.
        real: the inspections that it was calibrated on.
        targets: the targets that it was held against; those of the inspections by default.
        seed: of the targets' intervals, where they are computed.

    Raises:
        InputError: where the folder is no calibration's, or one of another scenario or of other inspections.
    """
    said, waves = _of_calibration(folder)
    priors = tuple(Prior(**prior) for prior in said["priors"])
    scenario = through_window(scenario, [prior.name for prior in priors])
    basis = Basis(scenario, _observation(said), priors, int(said["seed"]))
    if basis.ingredients["hash"] != said["hash"]:
        raise InputError(
            f"{folder} is a calibration of {said['scenario']} as it was; {scenario.name} now says something else, in"
            " its file or by --set: name the scenario that was calibrated, with the same settings"
        )
    _check_same_inspections(folder, real)
    observed = observed_in(targets_of(real, "inspections", seed=seed) if targets is None else targets)
    points = tuple(int(count) for count in waves["points"])
    plan = Plan(points)
    with SimulationsFolder(folder / _SIMULATIONS, basis, resume=True) as inside:
        store: Store = _ReadOnly(inside, folder)
        table = simulated_waves(basis, observed, plan, store)
    kept = int(_read(folder / "calibration.json")["kept"])
    return StoredCalibration(scenario, table, Posterior.load(folder / _POSTERIOR), kept)


def _check_same_inspections(folder: Path, real: Inspections) -> None:
    """The targets of the inspections have the values that the calibration was held against."""
    try:
        kept = pd.read_csv(folder / _TARGETS)
        before = dict(zip(kept["name"], kept["observed"], strict=True))
    except (OSError, ValueError, KeyError):
        raise InputError(
            f"{folder / _TARGETS} cannot be read; name the folder that turnaround calibrate wrote"
        ) from None
    for target in targets_of(real, "inspections", resamples=0).targets:
        if target.name in before and not np.isclose(before[target.name], target.value, rtol=1e-6, atol=1e-9):
            raise InputError(
                f"{folder} is a calibration on other inspections: {target.name} was {before[target.name]:.4g} there and"
                f" is {target.value:.4g} here; give those that it was made on, with the same --identifier"
            )


def observation_of(folder: Path) -> Observation:
    """How the panels of a calibration on disk were seen.

    Raises:
        InputError: where the folder is no calibration's.
    """
    return _observation(_of_calibration(folder)[0])


def _of_calibration(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was simulated, and in which waves."""
    about, manifest = _read(folder / _SIMULATIONS / _MANIFEST), _read(folder / _MANIFEST)
    said, waves = about.get("calibration"), about.get("waves")
    if not isinstance(said, dict) or not isinstance(waves, dict) or "calibrated" not in manifest:
        raise InputError(f"{folder} holds no finished calibration; name the folder that turnaround calibrate wrote")
    return said, waves


def _observation(said: dict[str, Any]) -> Observation:
    framework = said["new_framework"]
    return Observation(
        _window(said["window"]),
        Timetable(**said["timetable"]),
        None if said["gap"] is None else _window(said["gap"]),
        float(said["delay"]),
        None if framework is None else as_month(framework, "new_framework"),
    )


def _window(text: str) -> Window:
    first, _, last = text.partition(" to ")
    return Window.between(first, last)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise InputError(
            f"{path.parent} holds no finished calibration ({path.name} cannot be read); name the folder that turnaround"
            " calibrate wrote"
        ) from None
    return content if isinstance(content, dict) else {}
