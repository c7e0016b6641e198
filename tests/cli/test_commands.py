"""The commands that list, check, begin and explain: what they print, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import simulation
from simulation.cli.main import app
from simulation.parameters import REGISTER
from simulation.policies import POLICIES
from simulation.scenario import shipped_files
from tests.scenario.files import SMALL, write


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def assert_fits(result: Result) -> None:
    assert result.exit_code == 0
    assert max(len(line) for line in result.output.splitlines()) <= 80


def test_with_nothing_it_says_the_first_three_things() -> None:
    result = run()
    assert result.exit_code == 0
    for command in ("turnaround compare", "turnaround scenarios", "turnaround run english-councils"):
        assert command in result.output


def test_the_version_is_told() -> None:
    result = run("--version")
    assert (result.exit_code, result.output) == (0, f"turnaround {simulation.__version__}\n")


def test_help_names_every_command() -> None:
    result = run("--help")
    assert_fits(result)
    for command in ("scenarios", "check", "new", "policies", "parameters"):
        assert command in result.output


def test_scenarios_are_listed() -> None:
    result = run("scenarios")
    assert_fits(result)
    for name in shipped_files():
        assert name in result.output
    listed = json.loads(run("scenarios", "--json").output)
    assert [scenario["name"] for scenario in listed] == list(shipped_files())
    assert listed[0]["sources"]


def test_a_good_scenario_is_described(tmp_path: Path) -> None:
    text = SMALL + '[parameters]\nlinkage = 0.4\n[[events]]\nkind = "pressure"\nyear = 1\namount = 2\n'
    result = run("check", str(write(tmp_path, text)))
    assert_fits(result)
    for phrase in ("small can be used", "50 organisations in 2 regions", "20 years", "1 number differs", "1 prepared"):
        assert phrase in result.output
    assert len(json.loads(run("check", "english-councils", "--json").output)["hash"]) == 64


def test_a_mistake_is_one_sentence_on_standard_error(tmp_path: Path) -> None:
    result = run("check", str(write(tmp_path, SMALL + "yeers = 3\n")))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("small.toml: yeers is not a key here; did you mean years?")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "english-concils"], "did you mean english-councils?"),
        (["check", "nowhere/my.toml"], "nowhere/my.toml does not exist"),
        (["policies", "lader"], "did you mean ladder?"),
        (["parameters", "linkge"], "linkge is not a parameter; did you mean linkage?"),
        (["parameters", "board.gain"], "board.gain is not a parameter"),
        (["new", "mine.txt"], "mine.txt must end in .toml; try mine.toml"),
        (["new", ""], "the file to write must have a name that ends in .toml, such as mine.toml"),
        (["new", ".toml"], "the file to write must have a name that ends in .toml"),
        (["check", "price-of-blam"], "workshop that ships; did you mean price-of-blame?"),
        (["check", "."], ". is a folder; name a file in it"),
        (["check", ""], '"" is not a scenario'),
        (["chek"], "Did you mean 'check'?"),
    ],
)
def test_wrong_input_says_how_to_mend_it(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_new_scenario_can_be_checked(tmp_path: Path) -> None:
    file = tmp_path / "My Sector.toml"
    assert "Wrote" in run("new", str(file)).output
    assert "my-sector can be used" in run("check", str(file)).output
    refused = run("new", str(file))
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert run("new", str(file), "--force").exit_code == 0


def test_a_new_scenario_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("new", str(tmp_path / "file" / "mine.toml"))
    assert result.exit_code == 2
    assert "file cannot be made: " in result.stderr
    assert run("new", str(tmp_path / "folder" / "mine.toml")).exit_code == 0


def test_parameters_are_listed() -> None:
    result = run("parameters")
    assert_fits(result)
    for name in REGISTER:
        assert name in result.output
    read = json.loads(run("parameters", "--json").output)
    assert [entry["name"] for entry in read["parameters"]] == list(REGISTER)
    assert read["instruments"]["improvement_board"]["gain"] == 0.05


def test_parameters_are_explained() -> None:
    result = run("parameters", "linkage", "improvement_board.gain", "gain")
    assert_fits(result)
    for phrase in (
        "linkage = 0.3",
        "Plausible: 0 to 0.5",
        "Source: S2",
        "improvement_board = 0.05",
        "structural_reform",
    ):
        assert phrase in result.output


def test_policies_are_listed() -> None:
    result = run("policies")
    assert_fits(result)
    for name in POLICIES:
        assert name in result.output
    assert [entry["name"] for entry in json.loads(run("policies", "--json").output)] == list(POLICIES)


@pytest.mark.parametrize("name", POLICIES)
def test_each_policy_is_explained(name: str) -> None:
    result = run("policies", name)
    assert_fits(result)
    assert POLICIES[name].title in result.output
