"""``run_sweep``: a sweep played on any executor, stored part by part, and resumed where it stopped."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from simulation.batches import default_workers
from simulation.experiments.cells import Study
from simulation.experiments.dividing import Division, cells_a_part
from simulation.experiments.estimating import (
    Estimate,
    bytes_at_most,
    followed_cells,
    measured,
    refuse_what_does_not_fit,
)
from simulation.experiments.failing import write_failures_list
from simulation.experiments.folder import DONE, RUNNING, SweepFolder
from simulation.experiments.identity import identity
from simulation.experiments.numbers import number_named
from simulation.experiments.results import SweepResults
from simulation.experiments.resuming import manifest_to_go_on_with
from simulation.experiments.sweep import Sweep
from simulation.experiments.tables import tables_of
from simulation.experiments.warming import prepare
from simulation.experiments.workers import as_done
from simulation.sector import Sector
from simulation.tasks import Workers

__all__ = ["SweepDone", "estimate_sweep", "play_sweep", "run_sweep", "study_of"]

Progress = Callable[[int, int], None]
"""Called with the futures that are done, and how many there are to be."""


@dataclass(frozen=True)
class SweepDone:
    """How a sweep ended.

    Attributes:
        folder: where its table is.
        rows: futures in it.
        played: those that were simulated just now.
        failures: simulations that failed, in all.
        damaged: files that had been altered or lost, and were made again.
        seconds: how long it took just now.
    """

    folder: Path
    rows: int
    played: int
    failures: int
    damaged: tuple[str, ...]
    seconds: float


def run_sweep(
    sweep: Sweep | str | Path,
    out: str | Path | None = None,
    *,
    workers: Workers | None = None,
    executor: Executor | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> SweepResults:
    """Run a sweep and read its table.

    Args:
        sweep: a sweep, or the name of one that ships, or a file.
        out: the folder to write; nothing to keep no files.
        workers: threads; as many as Numba may use by default.
        executor: any executor of ``concurrent.futures`` in place of threads; ``workers`` then says how
            many tasks it does at a time, or is a function that says so, for a cluster that grows.
        resume: whether to go on with what the folder holds.
        progress: called as futures are done.

    Raises:
        SweepError: where the sweep or the folder cannot be used.
        SweepStoppedError: where workers are lost or the disk is full; ``resume`` goes on.
    """
    chosen = sweep if isinstance(sweep, Sweep) else Sweep.load(sweep)
    with tempfile.TemporaryDirectory(prefix="turnaround-") as temporary:
        folder = Path(temporary) / "sweep" if out is None else Path(out)
        play_sweep(chosen, folder, workers=workers, executor=executor, resume=resume, progress=progress)
        return SweepResults.load(folder)


def play_sweep(
    sweep: Sweep,
    folder: Path,
    *,
    workers: Workers | None = None,
    executor: Executor | None = None,
    resume: bool = False,
    progress: Progress | None = None,
    command: str = "",
    space: int | None = None,
    part_cells: int | None = None,
) -> SweepDone:
    """Run a sweep into a folder, without reading its table: memory does not grow with the number of futures.

    Args:
        sweep, workers, executor, resume, progress: as in ``run_sweep``.
        folder: where to write.
        command: what repeats it, for the manifest.
        space: bytes that it may take; what is free on the disk by default.
        part_cells: (point, replication) pairs a part, in place of what the sweep's size suggests; the
            table does not depend on it.

    Raises:
        SweepError, SweepStoppedError: as ``run_sweep``.
    """
    began = time.monotonic()
    sector = sweep.scenario.sector()
    before = manifest_to_go_on_with(sweep, folder, resume=resume)
    if before is None:
        refuse_what_does_not_fit(sweep, folder, bytes_at_most(sweep, len(sector)), space)
    study = study_of(sweep, sector)
    division = _division(sweep, sector, before["cells_a_part"] if before else part_cells)
    manifest = before or _manifest(sweep, study, division, command)
    with SweepFolder(folder, manifest) as store, _executor(executor, workers) as (pool, count):
        damaged = _begin(store, sweep)
        missing = [part for part in range(division.parts) if part not in store.finished]
        played = _play(store, study, division, missing, pool, count, progress, sweep.rows)
        store.manifest["seconds"] = round(store.manifest["seconds"] + time.monotonic() - began, 1)
        write_failures_list(store)
        store.save(DONE)
        failures = sum(int(part["rows"].get("failures", 0)) for part in store.manifest["parts"])
    return SweepDone(folder, sweep.rows, played, failures, tuple(damaged), time.monotonic() - began)


def estimate_sweep(sweep: Sweep, *, workers: Workers | None = None, executor: Executor | None = None) -> Estimate:
    """What a sweep will take, measured by playing some of it on all workers.

    Args:
        sweep, workers, executor: as in ``run_sweep``.
    """
    sector = sweep.scenario.sector()
    study = study_of(sweep, sector)
    prepare(study)
    with _executor(executor, workers) as (pool, count):
        return measured(sweep, study, _division(sweep, sector, None), pool, count())


def _begin(store: SweepFolder, sweep: Sweep) -> list[str]:
    """Write what does not depend on any future, and find what was damaged since."""
    tables = {
        "design.parquet": pa.Table.from_pandas(sweep.design.reset_index(), preserve_index=False),
        "alternatives.parquet": pa.Table.from_pandas(sweep.alternatives_frame.reset_index(), preserve_index=False),
    }
    damaged = []
    for name, table in tables.items():
        if not store.is_as_listed(name):
            damaged += [name] if name in store.manifest.get("files", {}) else []
            store.write_table(name, table)
    damaged += store.damaged()
    store.save(RUNNING)
    return damaged


def _play(
    store: SweepFolder,
    study: Study,
    division: Division,
    missing: list[int],
    pool: Executor,
    workers: Callable[[], int],
    progress: Progress | None,
    rows: int,
) -> int:
    """Play and store the parts that are missing; gives how many futures that were."""
    many, played = len(study.alternatives), 0
    done = rows - many * sum(len(division.places(part)) for part in missing)
    try:
        if progress is not None:
            progress(done, rows)
        if missing:
            prepare(study)
        for part, cells, result in as_done(pool, workers, study, missing, division.part):
            store.write_part(part, tables_of(study, cells, result))
            played += many * len(cells)
            if progress is not None:
                progress(done + played, rows)
    finally:
        # Also when it stops: what is done is listed, so that nothing of it is done again.
        store.save()
    return played


@contextmanager
def _executor(executor: Executor | None, workers: Workers | None) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """The executor that was lent, or threads of our own; and how many tasks it does at a time."""
    if executor is not None and callable(workers):
        yield executor, workers
        return
    count = default_workers() if workers is None or callable(workers) else max(1, workers)
    if executor is not None:
        yield executor, lambda: count
        return
    pool = ThreadPoolExecutor(max_workers=count)
    try:
        yield pool, lambda: count
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def study_of(sweep: Sweep, sector: Sector | None = None) -> Study:
    """What every task of a sweep needs; the sector may be given where the caller has it already."""
    sector = sweep.scenario.sector() if sector is None else sector
    numbers = tuple(number_named(one.name, sweep.scenario, one.name) for one in sweep.uncertainties)
    return Study(
        sweep.scenario, sector, numbers, sweep.alternatives, sweep.content.outcomes, sweep.content.seed, identity()
    )


def _division(sweep: Sweep, sector: Sector, size: int | None) -> Division:
    return Division(
        np.ascontiguousarray(sweep.design.to_numpy(np.float64)),
        sweep.content.replications,
        not sweep.content.has_same_futures,
        followed_cells(sweep),
        size or cells_a_part(sweep, len(sector)),
    )


def _manifest(sweep: Sweep, study: Study, division: Division, command: str) -> dict[str, Any]:
    """What a folder says of its sweep; see ``results`` for the files."""
    scenario = sweep.scenario
    return {
        "status": RUNNING,
        "sweep": sweep.ingredients,
        "hash": sweep.hash,
        "command": command,
        "seed": sweep.content.seed,
        "seconds": 0.0,
        "identity": study.identity,
        "scenario": {
            "name": scenario.name,
            "hash": scenario.hash,
            "organisation_word": scenario.organisation_word,
            "organisations_word": scenario.organisations_word,
            "years": scenario.years,
        },
        "points": sweep.points,
        "rows": sweep.rows,
        "samples": sweep.samples,
        "same_futures": sweep.content.has_same_futures,
        "baseline": sweep.baseline,
        "alternatives": [alternative.label for alternative in sweep.alternatives],
        "uncertainties": [asdict(uncertainty) for uncertainty in sweep.uncertainties],
        "cells_a_part": division.size,
        "parts_in_all": division.parts,
        "files": {},
        "parts": [],
    }
