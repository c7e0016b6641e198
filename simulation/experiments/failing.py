"""What failed in a sweep, as a list that people can open: where, under which numbers, and why."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pandas as pd

from simulation.experiments.folder import SweepFolder, told_when_full
from simulation.experiments.tables import FAILURES

__all__ = ["FAILURES_LIST", "failure_files", "write_failures_list"]

FAILURES_LIST = "failures.csv"


def failure_files(manifest: dict[str, object]) -> list[str]:
    """The files of failures that a manifest lists, in the order of parts."""
    parts = manifest["parts"]
    assert isinstance(parts, list)
    return [name for part in parts for name in part["files"] if name.startswith(f"{FAILURES}/")]


def write_failures_list(store: SweepFolder) -> None:
    """Write ``failures.csv``, part by part, or take away an old one where nothing failed."""
    target: Path = store.path / FAILURES_LIST
    names = failure_files(store.manifest)
    with told_when_full(store.path):
        if not names:
            with suppress(FileNotFoundError):
                target.unlink()
            return
        hidden = target.with_name(f".{FAILURES_LIST}.new")
        for place, name in enumerate(names):
            frame = pd.read_parquet(store.path / name)
            frame.to_csv(hidden, mode="w" if place == 0 else "a", header=place == 0, index=False, lineterminator="\n")
        hidden.replace(target)
