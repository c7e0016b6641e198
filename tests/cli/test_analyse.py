"""``turnaround analyse``: sentences, tables within 80 columns, files, JSON, and mistakes told in a sentence."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from simulation.cli.analyse import _KINDS
from simulation.cli.main import app
from simulation.experiments.results import SweepResults
from simulation.exploration.kinds import KINDS
from tests.plots.exploration.test_exploration_pictures import results

MADE = results()


@pytest.fixture
def sweep(tmp_path, monkeypatch):
    """A folder that reads as a finished sweep."""
    folder = tmp_path / "sweep"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"sweep": {}, "parts": [], "status": "done"}', encoding="utf-8")
    monkeypatch.setattr(SweepResults, "load", classmethod(lambda cls, path: MADE))
    return folder


def run(*words):
    return CliRunner().invoke(app, ["analyse", *map(str, words)])


def test_the_command_knows_every_analysis():
    assert tuple(KINDS) == _KINDS


@pytest.mark.parametrize("kind", _KINDS)
def test_it_answers_first_and_writes_files(sweep, kind):
    answer = run(sweep, kind)
    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    assert lines[0] == "Which response is robust?"
    assert lines[2].startswith(("Over all", "What moves", '"', "No other", "Years of failure"))
    assert max(len(line) for line in lines if str(sweep) not in line) <= 80
    written = {path.name for path in (sweep / "analysis" / kind).iterdir()}
    assert {"manifest.json", f"{kind}.json"} <= written
    assert sum(name.endswith(".png") for name in written) == sum(name.endswith(".csv") for name in written) >= 1


def test_json_is_for_programs(sweep):
    data = json.loads(run(sweep, "robustness", "--json").stdout)
    assert data["question"] == "Which response is robust?"
    assert len(data["robustness"]["rows"]) == 4


def test_another_policy_can_be_asked_about(sweep):
    data = json.loads(run(sweep, "discover", "--policy", "hands-off", "--against", "last-resort", "--json").stdout)
    assert data["losses"]["sentences"][0].startswith('"Hands off" loses to "Centre as last resort" in')


def test_the_report_is_one_page(sweep):
    answer = run(sweep, "report")
    assert answer.exit_code == 0, answer.output
    assert (sweep / "analysis" / "report" / "report.html").is_file()


def test_it_is_never_written_over_the_sweep(sweep):
    before = (sweep / "manifest.json").read_bytes()
    answer = run(sweep, "compare", "--out", sweep)
    assert answer.exit_code == 2
    assert "holds the sweep itself" in answer.stderr
    assert run(sweep, "compare", "--out", sweep / "parts").exit_code == 2
    assert not (sweep / "parts").exists()
    assert (sweep / "manifest.json").read_bytes() == before


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "fear.toml").write_text("")
    answer = run(tmp_path / "fear.toml", "compare")
    assert answer.exit_code == 2
    assert "fear.toml is a file; name the folder that turnaround sweep wrote" in " ".join(answer.stderr.split())


def test_an_alternative_is_not_set_against_itself(sweep):
    answer = run(sweep, "compare", "--policy", "last-resort", "--against", "last-resort")
    assert answer.exit_code == 2
    assert "last-resort cannot be set against itself" in answer.stderr


def test_nor_over_other_results(sweep, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.json").write_text('{"files": []}', encoding="utf-8")
    assert "holds other results" in run(sweep, "compare", "--out", other).stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["robust"], "did you mean robustness"),
        (["compare", "--outcome", "harms"], "kept no outcome harms"),
        (["compare", "--policy", "hands-of"], "did you mean hands-off"),
    ],
)
def test_mistakes_are_said(sweep, words, message):
    answer = run(sweep, *words)
    assert answer.exit_code == 2
    assert message in answer.stderr


def test_a_folder_without_a_sweep_is_told(tmp_path):
    answer = run(tmp_path, "compare")
    assert answer.exit_code == 2
    assert "holds no sweep" in answer.stderr
