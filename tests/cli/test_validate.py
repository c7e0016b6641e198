"""``turnaround validate``: from a calibration's folder to the page, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from docs.validation import main as write_page
from simulation.cli.main import app
from simulation.evidence.months import Window
from simulation.evidence.observation import Observation
from simulation.evidence.simulated import simulated_panels
from simulation.evidence.writing import inspections_frame
from simulation.scenario import Scenario
from tests.calibration.small import small_scenario

SEEN = ["--to", "2022-01"]


def turnaround(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario, a panel that it made, and a small calibration on that."""
    folder = tmp_path_factory.mktemp("validate")
    scenario = small_scenario()
    panel = simulated_panels(scenario, [77], observation=Observation(Window.between("2014-02", "2022-01")), seed=3)
    (folder / "small.toml").write_text(scenario.to_toml(), encoding="utf-8")
    frame = inspections_frame(panel).drop(columns="run", errors="ignore")
    frame.to_csv(folder / "panel.csv", index=False)
    window = ["--from", "2014-02", *SEEN]
    result = turnaround("targets", folder / "panel.csv", *window, "--out", folder / "targets.toml")
    assert result.exit_code == 0, result.output
    result = turnaround(
        "calibrate", folder / "small.toml", "--targets", folder / "targets.toml", "--out", folder / "calibrated", *SEEN,
        "--panels", "600", "--vectors", "50", "--numbers", "capability_base,inspection_sd",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    return folder


def validate(made: Path, out: Path, *options: str) -> Result:
    return turnaround(
        "validate", made / "small.toml", "--inspections", made / "panel.csv", "--calibration", made / "calibrated",
        "--out", out, "--until", "2018-12", "--panels", "20", *options,
    )  # fmt: skip


def test_it_leaves_the_page_every_number_and_what_made_them(made: Path, tmp_path: Path) -> None:
    result = validate(made, tmp_path / "out")
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "scored targets lie within the 95% predictive interval" in said
    assert "Region left out" in said
    out = tmp_path / "out"
    files = set(json.loads((out / "manifest.json").read_text("utf-8"))["files"])
    assert {"validation.md", "targets.csv", "predictions.csv", "cells.csv", "images/moves.png"} <= files
    predictions = pd.read_csv(out / "predictions.csv")
    assert set(predictions["forecaster"]) == {"this model", "Markov chain", "same as the last"}
    grades = ["inadequate", "requires_improvement", "good", "outstanding"]
    assert predictions[grades].sum(axis=1).to_numpy() == pytest.approx(1.0, abs=1e-4)
    page = (out / "validation.md").read_text("utf-8")
    assert "--until 2018-12 --panels 20" in page


def test_the_page_in_docs_is_made_by_the_same_code(made: Path, tmp_path: Path) -> None:
    arguments = [
        "--inspections", made / "panel.csv", "--calibration", made / "calibrated", "--scenario", made / "small.toml",
        "--panels", "20", "--times", "2", "--finding-runs", "3", "--until", "2018-12",
        "--page", tmp_path / "validation.md", "--pictures", tmp_path / "images" / "validation",
    ]  # fmt: skip
    write_page([str(argument) for argument in arguments])
    page = (tmp_path / "validation.md").read_text("utf-8")
    assert "This page is written by `python -m docs.validation`" in page
    assert "(images/validation/scores.png)" in page
    assert "## Published findings" in page
    assert "with fitted numbers" in page
    assert (tmp_path / "images" / "validation" / "scores.png").exists()


def test_what_cannot_be_used_is_told(made: Path, tmp_path: Path) -> None:
    def told(*options: str, calibration: Path = made / "calibrated", panel: Path = made / "panel.csv") -> str:
        result = turnaround(
            "validate", made / "small.toml", "--inspections", panel, "--calibration", calibration, "--out",
            tmp_path / "out", *options,
        )  # fmt: skip
        assert result.exit_code == 2, result.output
        assert not (tmp_path / "out").exists()
        return " ".join(result.output.split())

    assert "holds no finished calibration" in told(calibration=tmp_path)
    assert "--until is 2030-01; it must lie within" in told("--until", "2030-01")
    assert "now says something else" in told("--set", "linkage=0.9")
    scenario = Scenario.load(made / "small.toml")
    other = simulated_panels(scenario, [78], observation=Observation(Window.between("2014-02", "2022-01")), seed=4)
    inspections_frame(other).drop(columns="run", errors="ignore").to_csv(tmp_path / "other.csv", index=False)
    assert "is a calibration on other inspections" in told(panel=tmp_path / "other.csv")
