"""``turnaround sweep`` and ``sweeps``, as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomlkit
from typer.testing import CliRunner

from simulation.cli.main import app
from simulation.errors import SweepStoppedError
from simulation.experiments.shipped import shipped_sweeps
from tests.experiments.small import DATA, folder_with_scenario


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder_with_scenario(tmp_path)
    (tmp_path / "small.toml").write_text(tomlkit.dumps(DATA))
    monkeypatch.chdir(tmp_path)
    return "small.toml"


def test_a_sweep_is_run_told_and_gone_on_with(file: str) -> None:
    first = CliRunner().invoke(app, ["sweep", file, "--workers", "1"])
    assert first.exit_code == 0, first.output
    assert "108 futures: 12 design points, 3 alternatives, 3 replications." in first.stdout
    folder = Path("turnaround-output/sweeps/small")
    assert f"The table, and what made it: {folder}" in first.stdout
    assert f"What it says: turnaround analyse {folder.as_posix()}" in first.stdout
    assert json.loads((folder / "manifest.json").read_text())["command"] == "turnaround sweep small.toml"
    again = CliRunner().invoke(app, ["sweep", file])
    assert again.exit_code == 2
    assert f"read it with turnaround analyse {folder}, or name another folder with --out" in again.stderr
    part = folder / "parts" / "part-00001.parquet"
    part.write_bytes(part.read_bytes()[:-5])
    resumed = CliRunner().invoke(app, ["sweep", file, "--resume"])
    assert resumed.exit_code == 0
    assert "parts/part-00001.parquet was missing or had changed since it was written; it was made" in resumed.stdout
    changed = CliRunner().invoke(app, ["sweep", file, "--resume", "--seed", "4"])
    assert changed.exit_code == 2
    assert "seed was 0 and is 4" in changed.stderr


def test_a_dry_run_writes_nothing_and_says_what_it_would_take(file: str) -> None:
    told = CliRunner().invoke(app, ["sweep", file, "--dry-run", "--json"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert (found["points"], found["alternatives"], found["replications"], found["futures"]) == (12, 3, 3, 108)
    assert found["seconds"] > 0
    assert 0 < found["disk_bytes"] < found["free_bytes"]
    assert not Path("turnaround-output").exists()
    in_words = CliRunner().invoke(app, ["sweep", file, "--dry-run"])
    assert "futures a second (measured on" in in_words.stdout


def test_a_file_may_be_called_anything(file: str) -> None:
    Path(file).rename("My_Fear (2).toml")
    told = CliRunner().invoke(app, ["check", "My_Fear (2).toml"])
    assert told.exit_code == 0, told.output
    assert "small can be run." in told.stdout
    without_name = {key: value for key, value in DATA.items() if key != "name"}
    Path("My_Fear (2).toml").write_text(tomlkit.dumps(without_name))
    assert "my-fear-2 can be run." in CliRunner().invoke(app, ["check", "My_Fear (2).toml"]).stdout


def test_a_cluster_that_is_lost_is_told_by_a_dry_run_too(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object, **__: object) -> None:
        raise SweepStoppedError("workers were lost")

    monkeypatch.setattr("simulation.experiments.running.estimate_sweep", lose)
    told = CliRunner().invoke(app, ["sweep", file, "--dry-run"])
    assert (told.exit_code, told.stderr.splitlines()[-1]) == (1, "workers were lost")


def test_threads_and_a_cluster_are_not_asked_for_together(file: str) -> None:
    told = CliRunner().invoke(app, ["sweep", file, "--workers", "2", "--dask", "tcp://127.0.0.1:1"])
    assert told.exit_code == 2
    assert "leave one of the two out" in told.stderr


def test_sweeps_that_ship_are_listed_with_what_they_ask() -> None:
    listed = json.loads(CliRunner().invoke(app, ["sweeps", "--json"]).stdout)
    assert [sweep["name"] for sweep in listed] == sorted(shipped_sweeps())
    assert len(listed) == 4
    assert "price-of-blame" in CliRunner().invoke(app, ["sweeps"]).stdout


def test_a_sweep_file_is_checked_like_a_scenario(file: str) -> None:
    told = CliRunner().invoke(app, ["check", file])
    assert told.exit_code == 0
    assert "small can be run." in told.stdout
    assert "last-resort (the baseline)" in told.stdout
