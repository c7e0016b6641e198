"""The command as a user meets it: start, first compile, the main job; and how time and memory grow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import Row

__all__ = ["command_rows", "growth_rows"]

_GROWTH = """
import json, resource, sys, time
from simulation import Scenario, simulate
name, organisations, runs, years = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
scenario = Scenario.load(name).changed(years=years)
if organisations:
    regions = [{"name": f"Region {k}", "organisations": organisations // 10} for k in range(10)]
    scenario = scenario.changed(regions=regions)
simulate(scenario, "improvement-boards", runs=1, seed=1)
begun = time.perf_counter()
simulate(scenario, "improvement-boards", runs=runs, seed=1)
taken = time.perf_counter() - begun
print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def _timed(arguments: list[str], **environment: str) -> float:
    begun = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, env=os.environ | environment)
    return time.perf_counter() - begun


def command_rows() -> list[Row]:
    """Start of the command, the first compile in an empty cache, and ``compare`` with all policies."""
    turnaround = [str(Path(sys.executable).with_name("turnaround"))]
    with tempfile.TemporaryDirectory() as folder:
        small = [*turnaround, "compare", "--runs", "2", "--years", "5", "--fixed", "--policies", "hands-off"]
        small += ["--baseline", "hands-off", "--out", f"{folder}/small"]
        cold = _timed(small, NUMBA_CACHE_DIR=f"{folder}/cache")
        warm = _timed(small, NUMBA_CACHE_DIR=f"{folder}/cache")
        helping = min(_timed([*turnaround, "--help"]) for _ in range(3))
        fixed = _timed([*turnaround, "compare", "--fixed", "--out", f"{folder}/fixed"])
        full = _timed([*turnaround, "compare", "--out", f"{folder}/full"])
    return [
        Row("turnaround --help", f"{helping:.2f} s", "under 0.6 s"),
        Row("First compile", f"{cold - warm:.0f} s", "under 25 s"),
        Row("turnaround compare --fixed, all policies, 200 runs", f"{fixed:.1f} s", "under 20 s"),
        Row("turnaround compare, uncertain, with its report", f"{full:.1f} s", "under 25 s"),
    ]


def _growth(organisations: int, runs: int, years: int) -> tuple[float, float]:
    arguments = [sys.executable, "-c", _GROWTH, "english-councils", str(organisations), str(runs), str(years)]
    found = subprocess.run(arguments, check=True, capture_output=True, text=True)
    taken, megabytes = json.loads(found.stdout)
    return taken, megabytes


def growth_rows(quick: bool) -> list[Row]:
    """Time an organisation's quarter, and memory, as organisations and runs grow."""
    rows = []
    for organisations, runs in ((150, 400), (1_500, 40), (22_000, 4)):
        taken, megabytes = _growth(organisations, runs, 20)
        each = 1e9 * taken / (organisations * runs * 120)
        rows.append(
            Row(f"{organisations:,} organisations", f"{each:.0f} ns an organisation's quarter, {megabytes:.0f} MB")
        )
    for runs in (1_000, 10_000) if quick else (1_000, 10_000, 100_000):
        taken, megabytes = _growth(0, runs, 20)
        rows.append(Row(f"{runs:,} runs of 153", f"{1e3 * taken / runs:.2f} ms a run, {megabytes:.0f} MB"))
    return rows
