"""``python -m benchmarks [--quick]``."""

from __future__ import annotations

import argparse
import platform

import numba
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.analyses import analysis_rows
from benchmarks.app import app_rows
from benchmarks.command import command_rows, growth_rows
from benchmarks.engine import engine_rows, thread_rows
from benchmarks.sweeps import sweep_rows
from benchmarks.workshop import workshop_rows
from simulation import __version__


def main() -> None:
    """Print every row."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    quick = parser.parse_args().quick
    console = Console()
    console.print(
        f"turnaround {__version__}, Python {platform.python_version()}, NumPy {np.__version__}, "
        f"Numba {numba.__version__}, {platform.machine()}, {numba.config.NUMBA_NUM_THREADS} threads"
    )
    for title, rows in (
        ("The engine against the Mesa face", lambda: engine_rows(8 if quick else 80)),
        ("Threads", thread_rows),
        ("The command", command_rows),
        ("The app", lambda: app_rows(4 if quick else 20)),
        ("A workshop", lambda: workshop_rows(waves=2 if quick else 5)),
        ("Growth", lambda: growth_rows(quick)),
        ("Sweeps", lambda: sweep_rows(quick)),
        ("Analyses", analysis_rows),
    ):
        table = Table(title=title, title_justify="left", show_header=False, box=None, pad_edge=False)
        for row in rows():
            table.add_row(row.what, row.measured, row.goal)
        console.print(table)


if __name__ == "__main__":
    main()
