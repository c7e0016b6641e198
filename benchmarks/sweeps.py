"""Sweeps: what a future costs with all that belongs to it, storing, memory, Dask, and Mesa's own batch runner."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import mesa

from benchmarks.timing import Row
from simulation.experiments.cluster import dask_executor
from simulation.experiments.dividing import Division
from simulation.experiments.folder import SweepFolder
from simulation.experiments.running import play_sweep, run_sweep, study_of
from simulation.experiments.sweep import Sweep
from simulation.experiments.tables import tables_of
from simulation.experiments.warming import prepare
from simulation.experiments.workers import play_task
from simulation.model import PublicSector

__all__ = ["sweep_rows"]

_GOAL = 2.4
_POLICY = "improvement-boards"

_MEMORY = """
import json, resource, sys, tempfile
from benchmarks.sweeps import sweep_of
from simulation.experiments.running import play_sweep
with tempfile.TemporaryDirectory() as folder:
    play_sweep(sweep_of(int(sys.argv[1])), __import__("pathlib").Path(folder) / "out")
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
"""


def sweep_of(points: int, **changes: Any) -> Sweep:
    """Futures of ``english-councils`` under one policy, each at a point of its own."""
    return Sweep.from_data(
        {
            "schema_version": 1,
            "name": "speed",
            "title": "How fast",
            "question": "How fast?",
            "use": "Benchmarks.",
            "scenario": "english-councils",
            "uncertainties": {"linkage": True, "turnover": True},
            "levers": {"policies": [_POLICY]},
            "design": {"kind": "latin-hypercube", "samples": points},
            **changes,
        }
    )


def _played(sweep: Sweep, **how: Any) -> tuple[float, float]:
    """Wall time and this process's processor time of a sweep, seconds."""
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), time.process_time()
        play_sweep(sweep, Path(folder) / "out", **how)
        return time.perf_counter() - wall, time.process_time() - cpu


def sweep_rows(quick: bool) -> list[Row]:
    """Every row."""
    points = 300 if quick else 2_000
    sweep = sweep_of(points)
    prepare(study_of(sweep))
    one, cpu = _played(sweep, workers=1)
    two, _ = _played(sweep, workers=2)
    return [
        Row("A future, everything included, one policy", f"{1e3 * cpu / points:.2f} ms", f"at most {_GOAL} ms"),
        Row("  on one thread", f"{points / one:,.0f} a second"),
        Row("  on two threads", f"{points / two:,.0f} a second"),
        _storing_row(sweep, cpu / points),
        *_memory_rows((500, 2_000) if quick else (2_000, 20_000)),
        *_dask_rows(sweep, two, quick=quick),
        *_mesa_rows(),
    ]


def _storing_row(sweep: Sweep, each: float) -> Row:
    """Tables made, compressed, flushed to the disk, hashed and listed, for each future."""
    study = study_of(sweep)
    division = Division(sweep.design.to_numpy(), 1, True, 0, 200)
    cells = division.part(0)
    played = play_task(study, cells)
    manifest: dict[str, Any] = {"parts": [], "status": "running", "sweep": {}}
    times = 20
    with tempfile.TemporaryDirectory() as folder, SweepFolder(Path(folder) / "out", manifest) as store:
        begun = time.process_time()
        for number in range(times):
            store.write_part(number, tables_of(study, cells, played))
        taken = (time.process_time() - begun) / (times * len(cells))
    return Row("  of which storing", f"{100 * taken / each:.1f}%")


def _memory_rows(sizes: tuple[int, int]) -> list[Row]:
    rows = []
    for points in sizes:
        found = subprocess.run(
            [sys.executable, "-c", _MEMORY, str(points)], check=True, capture_output=True, text=True, cwd=Path.cwd()
        )
        rows.append(Row(f"Peak memory of a sweep of {points:,} futures", f"{json.loads(found.stdout):.0f} MB", "1 GB"))
    return rows


def _dask_rows(sweep: Sweep, threads: float, *, quick: bool) -> list[Row]:
    """Two local processes against two threads: warm, and with nothing compiled."""
    rows = [Row("Dask, two local workers / two threads, warm", f"{_on_dask(sweep) / threads:.2f} times", "1.5 times")]
    if not quick:
        with tempfile.TemporaryDirectory() as cache:
            cold = _on_dask(sweep, NUMBA_CACHE_DIR=cache)
        rows.append(Row("  the same with nothing compiled", f"{cold / threads:.2f} times", "1.5 times"))
    return rows


def _on_dask(sweep: Sweep, **environment: str) -> float:
    """Wall time on two local processes that are started for it, their start left out."""
    from distributed import LocalCluster

    before = dict(os.environ)
    os.environ.update(environment)
    try:
        with (
            LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=60) as cluster,
            dask_executor(cluster.scheduler_address) as (executor, count),
        ):
            return _played(sweep, executor=executor, workers=count)[0]
    finally:
        os.environ.clear()
        os.environ.update(before)


def _mesa_rows() -> list[Row]:
    """Mesa's batch runner on this project's own Mesa face, and the same small design as a sweep."""
    policies, linkages = ["last-resort", _POLICY], [0.1, 0.4]
    parameters = {"scenario": "english-councils", "policy": policies, "linkage": linkages, "run": [0], "seed": [0]}
    begun = time.perf_counter()
    mesa.batch_run(PublicSector, parameters, number_processes=1, display_progress=False)
    by_mesa = time.perf_counter() - begun
    sweep = sweep_of(
        0, uncertainties={"linkage": {"levels": linkages}}, levers={"policies": policies},
        design={"kind": "full-factorial"},
    )  # fmt: skip
    begun = time.perf_counter()
    run_sweep(sweep, workers=1)
    by_sweep = time.perf_counter() - begun
    return [
        Row("Mesa's batch_run, 4 futures", f"{by_mesa:.2f} s"),
        Row("The same as a sweep of 4 futures, folder and all", f"{by_sweep:.2f} s"),
    ]
