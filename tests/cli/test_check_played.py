"""``turnaround check`` on games and workshops: what they hold, or what is wrong, in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulation.cli.main import app
from simulation.game import game_files
from simulation.workshop import workshop_files


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["check", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("name", [*game_files(), *(str(path) for path in game_files().values())])
def test_games_can_be_checked_by_name_and_by_file(name: str) -> None:
    assert "can be played." in said(name)
    assert json.loads(said(name, "--json"))["rounds"] > 1


@pytest.mark.parametrize("name", [*workshop_files(), *(str(path) for path in workshop_files().values())])
def test_workshops_can_be_checked_by_name_and_by_file(name: str) -> None:
    text = said(name)
    assert "can be held." in text
    assert "43 minutes in all" in text
    assert json.loads(said(name, "--json"))["minutes"] == 43


def test_a_mistake_in_a_workshop_is_a_sentence(tmp_path: Path) -> None:
    text = workshop_files()["honest-council"].read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace("advice = false", "advise = false"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert result.exit_code == 2
    assert "advise is not a key here; did you mean advice?" in result.stderr
