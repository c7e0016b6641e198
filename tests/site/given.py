"""What a page takes as given: files of its reader's own, made small."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from typer.testing import CliRunner

from simulation.cli.main import app
from simulation.experiments.running import run_sweep
from simulation.experiments.sweep import Sweep

__all__ = ["GIVEN"]


def _inspections(folder: Path, scenario: str = "english-councils") -> None:
    """A file of inspections, as a regulator may publish it."""
    result = CliRunner().invoke(app, ["panel", scenario, "--seed", "7", "--out", f"{folder}/inspections.csv"])
    assert result.exit_code == 0, result.output


def _sweep(folder: Path) -> None:
    """The folder that the page before this one has written: the sweep that it runs, at a few points."""
    sweep = Sweep.load("which-policy-is-robust")
    design = {**sweep.data["design"], "samples": 48}
    levers = {"policies": ["last-resort", "brokered-early", "improvement-boards", "ladder"]}
    small = sweep.changed(design=design, levers=levers, replications=2, organisations=True, settings={"years": 5})
    run_sweep(small, folder / "robust")


GIVEN: dict[str, Callable[[Path], None]] = {
    "docs/how-to/analyse-a-sweep.md": _sweep,
    "docs/how-to/calibrate.md": partial(_inspections, scenario="childrens-services"),
    "docs/how-to/targets-and-panels.md": _inspections,
}
"""What makes them, by page."""
