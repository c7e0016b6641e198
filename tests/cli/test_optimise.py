"""``turnaround optimise``: an answer from futures that the search never saw, a table, files, JSON, and mistakes."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from simulation.cli.main import app

FILE = """
schema_version = 1
name = "tiny"
title = "A tiny search"
question = "How early should a board sit?"
use = "Tests."
scenario = "sector.toml"
policy = "improvement-boards"
trials = 3
futures = 3
held_out = 20
[levers]
improvement-boards.delay = true
[objective]
against = ["last-resort"]
"""
SECTOR = """
schema_version = 1
title = "Tiny"
purpose = "Tests."
use = "Tests."
regime = "inspection-led"
plan = "rota"
years = 5
organisation_word = "council"
organisations_word = "councils"
run_in = {quarters = 4}
regions = [{name = "North", organisations = 20}, {name = "South", organisations = 20}]
parameters = {leadership_mean = 0.35}
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "sector.toml").write_text(SECTOR, encoding="utf-8")
    path = tmp_path / "tiny.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(app, ["optimise", *map(str, words)])


def test_it_answers_first_and_writes_files(file, tmp_path):
    answer = run(file, "--out", tmp_path / "out")
    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    assert lines[0] == "How early should a board sit?"
    assert "On 20 futures it never saw" in " ".join(answer.stdout.split())
    assert max(len(line) for line in lines if str(tmp_path) not in line) <= 80
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"trials.csv", "held_out.csv", "result.json", "manifest.json"}


def test_json_is_for_programs(file, tmp_path):
    data = json.loads(run(file, "--out", tmp_path / "out", "--trials", 2, "--json").stdout)
    assert [row["alternative"] for row in data["held_out"]][1:] == ["improvement-boards", "last-resort"]
    assert set(data["winner"]["levers"]) == {"improvement-boards.delay"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("trials = 3", "trails = 3"), "did you mean trials"),
        (("improvement-board", "improvement-bord"), "did you mean"),
        (("= true", "= 3"), "delay"),
        (('policy = "improvement-boards"', 'policy = "improvement-bords"'), "policy cannot be used: no policy"),
        (("last-resort", "last-resrt"), "objective.against cannot be used: no policy is called"),
    ],
)
def test_mistakes_are_said(file, change, message):
    file.write_text(FILE.replace(*change), encoding="utf-8")
    answer = run(file)
    assert answer.exit_code == 2
    assert message in answer.stderr
    assert "Traceback" not in answer.output


def test_a_file_that_keeps_no_trials_is_left_alone(file, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear reader,\n", encoding="utf-8")
    answer = run(file, "--storage", tmp_path / "letter.txt", "--out", tmp_path / "out")
    assert answer.exit_code == 2
    assert "letter.txt holds no trials of a search; name another file with --storage" in " ".join(answer.stderr.split())
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear reader,\n"


def test_ctrl_c_keeps_the_trials_where_they_are_stored(file, tmp_path, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("simulation.optimising.searching.optimise", stop)
    kept = run(file, "--storage", tmp_path / "trials.log", "--out", tmp_path / "out")
    assert kept.exit_code == 1
    assert kept.stderr.startswith("Stopped; the trials so far are kept. Go on with: turnaround optimise ")
    lost = run(file, "--out", tmp_path / "out")
    assert (lost.exit_code, lost.stderr) == (1, "Stopped; no results were written.\n")


def test_check_knows_a_search(file):
    answer = CliRunner().invoke(app, ["check", str(file)])
    assert answer.exit_code == 0, answer.output
    said = " ".join(answer.stdout.split())
    assert said.startswith("tiny can be searched. 3 trials of improvement-boards in 3 futures each")
    assert "improvement-boards.delay: 0 to 8, whole numbers" in said
    shipped = CliRunner().invoke(app, ["check", "ladder-within-a-budget", "--json"])
    assert json.loads(shipped.stdout)["trials"] == 60


def test_check_says_what_is_wrong_with_a_search(file):
    file.write_text(file.read_text(encoding="utf-8").replace("delay", "delai"), encoding="utf-8")
    answer = CliRunner().invoke(app, ["check", str(file)])
    assert answer.exit_code == 2
    assert "delai is not a lever of improvement-boards" in " ".join(answer.stderr.split())
