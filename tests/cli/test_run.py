"""``turnaround run``: one future in full."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from simulation.batches import simulate
from simulation.cli.main import app
from simulation.names import holds_name
from simulation.scenario import Scenario
from tests.cli.test_compare import REAL_LISTS, SMALL, real_names, shown_texts
from tests.scenario.files import needs_real_lists

FILES = ["log.csv", "manifest.json", "outcomes.csv", "panel.parquet", "pictures/future.png", "pictures/future.svg"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["run", *map(str, arguments)])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("scenario") / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def test_one_future_in_full(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(small, "--policy", "improvement-boards", "--run", 3, "--seed", 2, "--out", out)
    assert result.exit_code == 0, result.output
    assert 'Future 3 of small under "Improvement boards"' in result.stdout
    assert "From the log" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()[:-1]) <= 80
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()) == FILES
    panel = pd.read_parquet(out / "panel.parquet")
    assert len(panel) == 20 * 40
    assert {"none", "improvement board"} >= set(panel["instrument"].unique())
    assert "improvement board" in set(panel["instrument"])
    assert set(panel["region"]) == {"North", "South"}
    log = pd.read_csv(out / "log.csv")
    assert log["sentence"].str.len().gt(10).all()
    assert "instrument started" in set(log["kind"])


def test_it_is_the_future_that_a_comparison_has(small: Path, tmp_path: Path) -> None:
    run(small, "--policy", "ladder", "--run", 5, "--seed", 2, "--out", tmp_path)
    written = pd.read_csv(tmp_path / "outcomes.csv").set_index("run")
    alone = simulate(Scenario.load(small), "ladder", runs=[5], seed=2).outcomes
    pd.testing.assert_frame_equal(written, alone, check_dtype=False, rtol=1e-12)
    panel = pd.read_parquet(tmp_path / "panel.parquet")
    failing = (panel["quality"] < 40).groupby(panel["quarter"]).sum().mean()
    assert failing == pytest.approx(alone["failing_organisations"].iloc[0], abs=1e-3)


def test_json_and_the_default_folder(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = json.loads(run(small, "--policy", "ladder:hold=6", "--json").stdout)
    assert Path(answer["folder"]) == Path("turnaround-output/small/ladder-hold-6-run-0")
    assert (tmp_path / answer["folder"] / "manifest.json").is_file()
    assert answer["outcomes"]["failing_organisations"] >= 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--policy", "lader"], "did you mean ladder?"),
        (["--policy", "ladder", "--run", "-1"], "--run is -1; it must be a whole number from 0 up"),
        (["--policy", "ladder", "--run", "9" * 20], "it must be a whole number from 0 to 9,223,372,036,854,775,807"),
        (["--policy", "ladder", "--seed", "-1"], "--seed is -1"),
        ([], "Missing option '--policy'"),
    ],
)
def test_wrong_input_is_told(small: Path, tmp_path: Path, arguments: list[str], told: str) -> None:
    result = run(small, *arguments, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


@needs_real_lists
def test_ctrl_c_leaves_nothing_and_says_so(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulation.output.run_files.write_run", stop)
    result = run(small, "--policy", "ladder", "--out", tmp_path / "out")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, "Stopped; no results were written.")
    assert not (tmp_path / "out").exists()


def test_a_real_list_shows_no_real_name(tmp_path: Path) -> None:
    result = run("english-councils", *REAL_LISTS, "--policy", "ladder", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    for file, text in (shown_texts(tmp_path) | {"printed": result.output}).items():
        for name in real_names():
            assert not holds_name(text, name), f"{file} shows {name}"


@needs_real_lists
def test_real_names_are_shown_when_asked_for_and_stamped(tmp_path: Path) -> None:
    result = run("english-councils", *REAL_LISTS, "--policy", "ladder", "--real-names", "--out", tmp_path)
    stamp = "Simulated behaviour. Not a statement about any real organisation."
    assert result.stdout.startswith(stamp)
    assert "Derby" in set(pd.read_parquet(tmp_path / "panel.parquet")["organisation"])
    assert stamp in (tmp_path / "pictures" / "future.svg").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["statement"] == stamp
