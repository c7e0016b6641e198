"""``turnaround workshop-sheets``: what it writes and says, and mistakes in a sentence."""

from __future__ import annotations

from pathlib import Path

from simulation.workshop_sheets import SHEETS
from tests.cli.test_commands import run


def test_sheets_are_written_where_asked_for_and_named(tmp_path: Path) -> None:
    result = run("workshop-sheets", "dominoes", "--second", "--out", str(tmp_path / "paper"))
    assert result.exit_code == 0
    for sheet in SHEETS:
        assert (tmp_path / "paper" / f"{sheet}.html").is_file()
        assert f"{sheet}.html" in result.output
    assert "second future" in (tmp_path / "paper" / "facilitator.html").read_text(encoding="utf-8")


def test_a_workshop_that_there_is_not_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    result = run("workshop-sheets", "domino", "--out", str(tmp_path / "paper"))
    assert result.exit_code == 2
    assert "domino" in result.stderr
    assert "dominoes" in result.stderr
    assert not (tmp_path / "paper").exists()
