"""``calibrate``: simulate where the data leaves room, and say which numbers could have led to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simulation.calibration.basis import Basis, through_window
from simulation.calibration.fitting import KEPT, VECTORS, Fit, fit, observed_in
from simulation.calibration.priors import FITTED, priors_of
from simulation.calibration.storing import SimulationsFolder
from simulation.calibration.table import ReferenceTable
from simulation.calibration.vectors import ParameterVectors
from simulation.calibration.waves import Plan, simulated_waves
from simulation.errors import InputError
from simulation.evidence.computing import estimate
from simulation.evidence.estimates import Estimates
from simulation.evidence.observation import Observation
from simulation.evidence.simulated import simulated_panels
from simulation.evidence.targets import Targets
from simulation.experiments.workers import told_when_lost
from simulation.scenario import Scenario
from simulation.tasks import Workers

__all__ = ["Calibration", "calibrate", "reference_table"]

Progress = Callable[[str, int, int], None]
"""Called with what is simulated, the panels finished of it, and how many there are to be."""

_AFTER = 1_000_000_000
"""The first run of the panels that are simulated from the posterior: no other panel shares their chance."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """A calibration and what it rests on.

    Attributes:
        targets: what was observed.
        table: the simulated panels.
        fit: the posterior, and how it came about.
        after: the targets of panels simulated from the posterior, one for each vector.
        seconds: how long it took just now.
    """

    targets: Targets
    table: ReferenceTable
    fit: Fit
    after: Estimates
    seconds: float

    @property
    def scenario(self) -> Scenario:
        """What was calibrated."""
        return self.table.basis.scenario


def calibrate(
    scenario: Scenario | str | Path,
    targets: Targets,
    *,
    observation: Observation | None = None,
    names: Sequence[str] = FITTED,
    folder: Path | None = None,
    plan: Plan | None = None,
    vectors: int = VECTORS,
    kept: int = KEPT,
    seed: int = 0,
    workers: Workers | None = None,
    executor: Executor | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> Calibration:
    """Fit a scenario's numbers to the targets of a real panel.

    Args:
        scenario: itself, or its name; what is not fitted stays as it says.
        targets: of the real panel.
        observation: how a panel is seen; the window of the targets by default.
        names: the numbers to be fitted.
        folder: where simulated panels are kept, to be gone on with or fitted again; nothing for nowhere.
        plan: how much is simulated.
        vectors, kept: as in ``fit``.
        seed: from 0 up; equal seeds, equal posteriors.
        workers, executor: as in ``simulated_panels``.
        resume: whether to go on with what the folder holds.
        progress: see ``Progress``.

    Raises:
        InputError: where something cannot be used; the message says how to mend it.
        SweepStoppedError: where workers are lost or memory runs out; ``resume`` goes on.
    """
    began = time.monotonic()
    chosen = Scenario.of(scenario)
    seen = observation or Observation()
    _check_same_sector(chosen, targets, seen)
    chosen = through_window(chosen, names)
    basis = Basis(chosen, seen, priors_of(names), seed)
    planned = plan or Plan()
    if planned.total < kept:
        raise InputError(f"{planned.total:,} panels are planned, fewer than the {kept:,} that a posterior rests on")
    with told_when_lost():
        table = reference_table(
            basis, targets, planned, folder=folder, resume=resume, workers=workers, executor=executor, progress=progress
        )
        found = fit(table, targets, vectors=vectors, kept=kept, seed=seed)
        panels = simulated_panels(
            chosen,
            range(_AFTER, _AFTER + vectors),
            seed=seed,
            observation=seen,
            assumptions=ParameterVectors(chosen, found.posterior.frame, _AFTER),
            workers=workers,
            executor=executor,
            progress=_told(progress, "from the posterior", vectors),
        )
    return Calibration(targets, table, found, estimate(panels), time.monotonic() - began)


def reference_table(
    basis: Basis,
    targets: Targets,
    plan: Plan,
    *,
    folder: Path | None = None,
    resume: bool = False,
    workers: Workers | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> ReferenceTable:
    """Simulate the panels of a calibration, or read them where they are; see ``calibrate``."""
    told = _told(progress, "panels", plan.total)
    with nullcontext() if folder is None else SimulationsFolder(folder, basis, resume=resume) as store:
        table = simulated_waves(
            basis, observed_in(targets), plan, store, workers=workers, executor=executor, progress=told
        )
        if store is not None:
            store.close_with({"points": np.bincount(table.wave).tolist(), "left_in": table.left_in.tolist()})
    return table


def _told(progress: Progress | None, what: str, total: int) -> Callable[[int], None] | None:
    if progress is None:
        return None
    done = 0

    def advance(panels: int) -> None:
        nonlocal done
        done += panels
        progress(what, done, total)

    progress(what, 0, total)
    return advance


def _check_same_sector(scenario: Scenario, targets: Targets, observation: Observation) -> None:
    """The simulated panels have the observed one's regions, size and window."""
    sector = scenario.sector()
    if targets.panels != 1:
        raise InputError(f"{targets.source} holds {targets.panels:,} panels; a calibration is held against one")
    window, first, last = observation.window, targets.first, targets.last
    if str(window) != f"{first} to {last}":
        raise InputError(
            f"the targets of {targets.source} were seen from {first} to {last}, but panels are simulated from {window};"
            f" say --from {first} --to {last}"
        )
    missing = sorted(set(targets.regions) - set(sector.region_names))
    if len(targets.regions) != len(sector.region_names):
        hint = f" ({missing[0]} is missing)" if missing else ""
        raise InputError(
            f"{targets.source} has {len(targets.regions)} regions and {scenario.name} {len(sector.region_names)}{hint};"
            " give the scenario the regions of the data"
        )
