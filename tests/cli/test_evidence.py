"""``turnaround targets`` and ``turnaround panel``."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from simulation.cli.main import app
from simulation.evidence.targets import Targets
from tests.cli.test_compare import SMALL


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("panel")
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    result = call(
        "panel", folder / "small.toml", "--runs", 2, "--seed", 5, "--gap", "2020-04:2021-06", "--timetable",
        "inadequate=32,other=43", "--out", folder / "panel.csv",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "2 panels of small, 2014-02 to 2026-08" in result.stdout
    assert "All names are invented." in " ".join(result.stdout.split())
    return folder / "panel.csv"


def test_what_one_command_writes_the_other_reads(simulated: Path, tmp_path: Path) -> None:
    result = call("targets", simulated, "--out", tmp_path / "targets.toml")
    assert result.exit_code == 0, result.output
    assert "in each of 2 panels" in " ".join(result.stdout.split())
    assert "Mean of 2 panels" in result.stdout
    assert max(map(len, result.stdout.splitlines()[:-1])) <= 80
    found = Targets.load(tmp_path / "targets.toml")
    assert (found.panels, found.source, found.intervals) == (2, "panel.csv", "spread over panels")
    table = pd.read_csv(simulated)
    assert found.inspections == len(table) / 2
    share = (table.groupby(["run", "ons_code"])["overall"].first() == "good").groupby("run").mean().mean()
    assert found["first.good"].value == pytest.approx(share)


MESSY = """\
name;region;date;rating
Ambleton;North;01/02/2014;Good
Ambleton;North;01/02/2014;Good
Ambleton;North;5 March 2018;Requires improvement
Beechford;South;32/13/2015;good
Beechford;South;2016-04-01;fine
Beechford;South;2017-04-01;inadequate
Beechford;South;2019-08-01;good
"""


def test_a_messy_file_gets_a_report_and_is_done(tmp_path: Path) -> None:
    file = tmp_path / "messy.csv"
    file.write_text(MESSY, encoding="utf-8")
    result = call("targets", file, "--resamples", 20)
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert "Kept 4 of 7 rows. Left out 3:" in said
    assert '1 for a date that is none (day before month, as in 2026-08-18 or 18/08/2026): "32/13/2015" (line 5)' in said
    assert "Columns are separated by semicolons." in said
    assert "too few to hold anything against" in said
    assert max(map(len, result.stdout.splitlines()[:-1])) <= 80
    content = json.loads(call("targets", file, "--resamples", 0, "--json").stdout)
    assert content["organisations"] == 2
    assert content["read"][0] == "Kept 4 of 7 rows. Left out 3:"
    assert {"name": "first.good", "value": 0.5, "standard_error": None, "low": None, "high": None, "at_risk": 2.0} in (
        content["targets"]
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["targets", "none.csv"], "none.csv does not exist"),
        (["targets", "useless.csv"], "useless.csv: no row can be used: 1 for a date that is none"),
        (["targets", "useless.csv", "--from", "2014"], '--from is "2014"; it must be a month such as 2014-02'),
        (["targets", "useless.csv", "--out", "x.csv"], "x.csv must end in .toml; try x.toml"),
        (["targets", "useless.csv", "--out", ""], "must have a name that ends in .toml"),
        (["targets", "useless.csv", "--resamples", "-1"], "--resamples is -1"),
        (["targets", "useless.csv", "--from", "2016-01", "--to", "2015-01"], "--to 2015-01 lies before --from 2016-01"),
        (["panel", "english-council", "--out", "x.csv"], "did you mean english-councils?"),
        (["panel", "english-councils", "--out", "x.toml"], "x.toml must end in .csv; try x.csv"),
        (["panel", "english-councils", "--out", ""], "must have a name that ends in .csv"),
        (["panel", "english-councils", "--out", "x.csv", "--runs", "0"], "--runs is 0"),
        (["panel", "english-councils", "--out", "x.csv", "--gap", "2020-04"], "it must be two months"),
        (["panel", "english-councils", "--out", "x.csv", "--timetable", "inadequat=3"], "did you mean inadequate?"),
        (["panel", "english-councils", "--out", "x.csv", "--timetable", "other=9,other=8"], "other more than once"),
        (["panel", "english-councils", "--out", "x.csv", "--timetable", "other=often"], "must be a number of months"),
        (["panel", "english-councils", "--out", "x.csv", "--timetable", "other=1"], "other is 1"),
        (["panel", "english-councils", "--out", "x.csv", "--to", "2013-01"], "a window runs forwards"),
        (["panel", "english-councils", "--out", "x.csv", "--policy", "lader"], "did you mean ladder?"),
    ],
)  # fmt: skip
def test_wrong_input_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("useless.csv").write_text("id,date,grade\nA,soon,good\n", encoding="utf-8")
    result = call(*arguments)
    assert result.exit_code == 2, result.output
    assert told in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["useless.csv"]
