"""Writing the files: whole or not at all, and what is said where that cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from simulation.analysis.comparison import Comparison
from simulation.cli.main import app
from simulation.errors import InputError
from simulation.office import extra
from simulation.office.files import write_summary, write_tables
from simulation.scenario import Scenario
from tests.analysis.small import SMALL_SECTOR

FILES = {"summary.docx", "tables.xlsx"}


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    file = tmp_path / "small.toml"
    file.write_text(SMALL_SECTOR.to_toml(), encoding="utf-8")
    assert Scenario.load(file).hash
    return file


def compare(scenario: Path, folder: Path, *more: str) -> Result:
    asked = ["compare", str(scenario), "--policies", "last-resort,hands-off", "--runs", "4", "--fixed", "--office"]
    return CliRunner().invoke(app, [*asked, "--out", str(folder), *more])


def test_the_command_writes_both_and_names_them_in_its_manifest(scenario: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    result = compare(scenario, folder)
    assert result.exit_code == 0, result.output
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert set(manifest["files"]) >= FILES
    assert "--office" in manifest["command"]
    assert all((folder / name).stat().st_size > 1000 for name in FILES)


def test_where_one_fails_nothing_is_left(scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise InputError("no")

    monkeypatch.setattr("simulation.office.files.write_tables", fail)
    assert compare(scenario, tmp_path / "out").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_missing_extra_is_told_in_a_sentence_before_any_work(
    scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda _: None)
    result = compare(scenario, tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr == (
        "python-docx and openpyxl are not installed, which office files need;"
        " install the extra with: pip install 'turnaround[office]'\n"
    )
    assert not (tmp_path / "out").exists()


def test_only_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda module: None if module == "docx" else object())
    extra.need_office("openpyxl")
    with pytest.raises(InputError, match=r"^python-docx is not installed"):
        extra.need_office()


def test_a_wrong_ending_says_the_right_one(alone: Comparison, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"page\.doc must end in \.docx; try page\.docx"):
        write_summary(alone, tmp_path / "page.doc")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_leaves_nothing(alone: Comparison, tmp_path: Path) -> None:
    (tmp_path / "tables.xlsx").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_tables(alone, tmp_path / "tables.xlsx", full=False)
    assert [path.name for path in tmp_path.iterdir()] == ["tables.xlsx"]
