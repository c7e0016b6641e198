"""The sweep that the how-to shows can be run, and its page and the files that ship agree."""

from __future__ import annotations

import re
from pathlib import Path

from simulation.experiments.content import DesignContent
from simulation.experiments.levers import LEVER_PARAMETERS
from simulation.experiments.running import run_sweep
from simulation.experiments.shipped import is_sweep, shipped_sweeps
from simulation.experiments.sweep import Sweep
from tests.experiments.small import folder_with_scenario

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "sweep.md").read_text("utf-8")


def test_the_example_runs_as_it_stands(tmp_path: Path) -> None:
    (toml,) = re.findall(r"```toml[^\n]*\n(.*?)```", PAGE, re.DOTALL)
    file = folder_with_scenario(tmp_path) / "fear.toml"
    file.write_text(toml)
    assert is_sweep(str(file))
    sweep = Sweep.load(file)
    # Two budgets, and boards of two delays and two sizes.
    assert len(sweep.alternatives) == 2 * (1 + 1 + 2 * 2)
    file.write_text(toml.replace('"english-councils"', '"twelve.toml"').replace("samples = 50", "samples = 2"))
    file.write_text(file.read_text().replace("[0.04, 0.08]", "[0.1, 0.2]"))
    assert len(run_sweep(file).outcomes) == 2 * 4 * 12


def test_the_page_names_every_sweep_that_ships_every_design_and_every_lever() -> None:
    kinds = DesignContent.model_fields["kind"].annotation
    assert kinds is not None
    for name in (*shipped_sweeps(), *kinds.__args__, *LEVER_PARAMETERS):
        assert f"`{name}`" in PAGE, name
