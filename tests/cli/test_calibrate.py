"""``turnaround calibrate``: the files that it leaves, what it says, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from simulation.calibration.priors import FITTED
from simulation.cli.main import app
from simulation.posterior import Posterior
from tests.calibration.small import observed, small_scenario

ARGUMENTS = ["--to", "2021-01", "--numbers", "capability_base,inspection_sd", "--workers", "1"]


def turnaround(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    folder = tmp_path_factory.mktemp("calibrate")
    scenario = small_scenario()
    (folder / "small.toml").write_text(scenario.to_toml(), encoding="utf-8")
    (folder / "targets.toml").write_text(observed(scenario).to_toml(), encoding="utf-8")
    return folder / "small.toml", folder / "targets.toml", folder / "out"


def test_it_leaves_the_posterior_tables_pictures_and_what_made_them(made: tuple[Path, Path, Path]) -> None:
    scenario, targets, out = made
    run = ["calibrate", scenario, "--targets", targets, "--out", out, "--panels", "600", "--vectors", "50", *ARGUMENTS]
    result = turnaround(*run)
    assert result.exit_code == 0, result.output
    assert "No effect of an instrument is fitted" in result.output
    assert "capability_base" in result.output
    posterior = Posterior.load(out / "posterior.parquet")
    assert len(posterior) == 50
    assert posterior.about["window"] == "2014-02 to 2021-01"
    table = pd.read_csv(out / "posterior.csv").set_index("name")
    assert table.loc["capability_base", "register_low"] == 29.0
    assert {"pictures/posterior.svg", "pictures/targets.png", "targets.csv", "calibration.json"} <= set(
        json.loads((out / "manifest.json").read_text())["files"]
    )
    before = (out / "posterior.parquet").read_bytes()

    assert turnaround(*run).exit_code == 2
    other = turnaround(*run, "--resume", "--numbers", "capability_base")
    assert other.exit_code == 2
    assert "what is to be fitted has changed" in " ".join(other.stderr.split())
    for elsewhere in (out, out / "simulations"):
        replacing = turnaround("run", scenario, "--policy", "hands-off", "--out", elsewhere)
        assert replacing.exit_code == 2
        assert "holds a calibration, which nothing else replaces" in " ".join(replacing.stderr.split())
    again = turnaround(*run, "--resume", "--json")
    assert again.exit_code == 0, again.output
    assert json.loads(again.stdout)["panels"] == 600
    assert (out / "posterior.parquet").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--numbers", ""], "no number to fit is named; name one at least"),
        (["--numbers", "capability_bass"], "capability_bass is not a parameter; did you mean capability_base?"),
        (["--panels", "50"], "numbers, 600 are needed at least"),
        (["--panels", "2000", "--numbers", ",".join(FITTED)], "to fit 20 numbers, 2,772 are needed at least"),
        (["--to", "2020-01"], "say --from 2014-02 --to 2021-01"),
        (["--new-framework", "2013-01"], "the new framework begins in 2013-01, outside the window"),
        (["--timetable", "inadequat=3"], "did you mean inadequate"),
    ],
)
def test_what_cannot_be_used_is_told(
    made: tuple[Path, Path, Path], tmp_path: Path, options: list[str], said: str
) -> None:
    scenario, targets, _ = made
    result = turnaround(
        "calibrate", scenario, "--targets", targets, "--out", tmp_path / "out", *ARGUMENTS, *options
    )
    assert result.exit_code == 2
    assert said in result.output.replace("\n", " ")
    assert not (tmp_path / "out").exists()
