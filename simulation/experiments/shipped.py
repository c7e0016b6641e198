"""Which files are sweeps, and where those lie that ship: beside the scenarios."""

from __future__ import annotations

from pathlib import Path

from simulation.errors import SweepError
from simulation.scenario.shipped import file_called, shipped_files, top_level_keys

__all__ = ["is_sweep", "shipped_sweeps", "sweep_file"]


def shipped_sweeps() -> dict[str, Path]:
    """The file of each sweep that ships, by name, in alphabetical order."""
    return shipped_files("sweeps")


def sweep_file(name_or_path: str | Path) -> Path:
    """The file of a sweep, given the name of one that ships, or a path.

    Raises:
        SweepError: where there is neither.
    """
    return file_called(name_or_path, shipped_sweeps(), "sweep", SweepError)


def is_sweep(name_or_path: str) -> bool:
    """Whether a name is that of a sweep that ships, or a file has a sweep's keys."""
    if name_or_path in shipped_sweeps():
        return True
    return not {"design", "levers", "uncertainties"}.isdisjoint(top_level_keys(name_or_path))
