"""``turnaround compare``: what it prints and writes, what it refuses, and which names it shows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from simulation.cli.main import app
from simulation.names import holds_name
from simulation.scenario import Scenario
from tests.scenario.files import REAL, needs_real_lists

SMALL = """\
schema_version = 1
title = "A small sector"
purpose = "Something to test with."
use = "Tests."
organisation_word = "council"
organisations_word = "councils"
regime = "inspection-led"
plan = "rota"
years = 5
regions = [{name = "North", organisations = 20}, {name = "South", organisations = 20}]
parameters = {leadership_mean = 0.35}
run_in = {quarters = 16}
"""
POLICIES = "last-resort,hands-off,brokered-early"
FILES = {
    "assumptions.parquet",
    "comparison.csv",
    "manifest.json",
    "outcomes.parquet",
    "recovery-curves.csv",
    "recovery.csv",
    "report.html",
    "series.parquet",
}


@pytest.fixture
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures, and what the report simulates, take longer than all else and are not what a test is about."""
    monkeypatch.setattr("simulation.output.comparison_files._simulate_more", lambda *_: None)
    monkeypatch.setattr("simulation.output.comparison_files.comparison_pictures", lambda *_: [])
    monkeypatch.setattr("simulation.output.comparison_files.write_report", lambda *_, **__: None)


def compare(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("scenario") / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def done(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    out = tmp_path_factory.mktemp("results") / "here"
    return compare(small, "--policies", POLICIES, "--runs", 22, "--set", "linkage=0.4", "--out", out), out


def test_it_answers_first_and_within_80_columns(done: tuple[Result, Path]) -> None:
    result, out = done
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Which of 3 responses to failure leaves the fewest failing councils")
    text = " ".join(result.stdout.split())
    assert "If the effects are as assumed, " in text
    assert "Across the plausible effects, the difference runs from " in text
    assert "Failing at any time, councils" in text
    for column in ("mean", "difference", "futures", "assumptions", "better in"):
        assert column in text
    for policy in POLICIES.split(","):
        assert policy in text
    assert "Fewer than 80 is no clear difference" in text
    assert lines[-1].endswith(str(out))
    assert max(len(line) for line in lines[:-1]) <= 80
    assert "significant" not in text
    assert "would have" not in text


def test_it_writes_all_of_it(done: tuple[Result, Path]) -> None:
    _, out = done
    assert {path.name for path in out.iterdir() if path.is_file()} == FILES
    assert list((out / "pictures").glob("*.svg"))
    outcomes = pd.read_parquet(out / "outcomes.parquet")
    assert len(outcomes) == 2 * 3 * 22
    assert {"run", "policy", "assumptions", "failing_organisations"} <= set(outcomes.columns)
    table = pd.read_csv(out / "comparison.csv")
    assert set(table["policy"]) == {"hands-off", "brokered-early"}
    assert {"difference", "error_low", "futures_low", "assumptions_low", "verdict"} <= set(table.columns)
    assert len(pd.read_parquet(out / "assumptions.parquet")) == 11


def test_the_manifest_says_what_made_it(done: tuple[Result, Path], small: Path, tmp_path: Path) -> None:
    _, out = done
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["runs"] == 22
    assert manifest["seed"] == 0
    assert manifest["policies"] == POLICIES.split(",")
    assert manifest["command"].startswith(f"turnaround compare {small}")
    assert "--set linkage=0.4" in manifest["command"]
    assert {"python", "numpy", "numba", "pandas", "mesa", "turnaround"} <= set(manifest["versions"])
    assert set(manifest["files"]) == {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {
        "manifest.json"
    }
    again = tmp_path / "again.toml"
    again.write_text(manifest["scenario"]["toml"], encoding="utf-8")
    assert Scenario.load(again).hash == manifest["scenario"]["hash"]


@pytest.mark.usefixtures("without_pictures")
def test_the_command_in_the_manifest_gives_the_same_numbers(done: tuple[Result, Path], tmp_path: Path) -> None:
    import shlex

    command = shlex.split(json.loads((done[1] / "manifest.json").read_text(encoding="utf-8"))["command"])
    result = CliRunner().invoke(app, [*command[1:], "--workers", "1", "--out", str(tmp_path)])
    assert result.exit_code == 0
    for name in ("outcomes.parquet", "series.parquet", "assumptions.parquet"):
        pd.testing.assert_frame_equal(pd.read_parquet(done[1] / name), pd.read_parquet(tmp_path / name))
    for name in ("comparison.csv", "recovery.csv"):
        assert (done[1] / name).read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.usefixtures("without_pictures")
def test_json_for_a_program(small: Path, tmp_path: Path) -> None:
    result = compare(small, "--policies", "ladder,hands-off", "--runs", 1, "--fixed", "--json", "--out", tmp_path)
    answer = json.loads(result.stdout)
    assert answer["baseline"] == "ladder"
    assert answer["differences"][0]["policy"] == "hands-off"
    assert answer["differences"][0]["error_low"] is None
    assert answer["folder"] == str(tmp_path)
    assert not (tmp_path / "assumptions.parquet").exists()


@pytest.mark.usefixtures("without_pictures")
def test_fixed_says_nothing_of_assumptions(small: Path, tmp_path: Path) -> None:
    result = compare(small, "--policies", POLICIES, "--runs", 3, "--fixed", "--out", tmp_path)
    assert result.exit_code == 0
    assert "assumptions" not in result.stdout
    assert "plausible" not in result.stdout


@pytest.mark.usefixtures("without_pictures")
def test_precision_is_labelled_as_only_that(small: Path, tmp_path: Path) -> None:
    result = compare(
        small, "--policies", "hands-off,last-resort", "--runs", 20, "--fixed", "--precision", 0.5, "--outcome",
        "mean_quality", "--out", tmp_path,
    )  # fmt: skip
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "simulation error of every difference was at most 0.5 points; that narrows nothing else" in text
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["precision"] == 0.5


@pytest.mark.usefixtures("without_pictures")
def test_without_a_folder_it_is_named_after_the_scenario(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = compare(small, "--policies", "ladder", "--runs", 1, "--fixed")
    assert result.exit_code == 0
    assert (tmp_path / "turnaround-output" / "small" / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["english-concils"], "did you mean english-councils?"),
        (["--policies", "lader"], "did you mean ladder?"),
        (["--policies", "ladder,ladder"], "more than once"),
        (["--policies", ","], "no policy is named"),
        (["--baseline", "lader"], "did you mean ladder?"),
        (["--runs", "0"], "runs is 0; it must be a whole number from 1 up"),
        (["--runs", "many"], "unable to parse string as an integer"),
        (["--seed", "-1"], "seed is -1; it must be a whole number from 0 up"),
        (["--workers", "0"], "workers is 0"),
        (["--years", "200"], "between 5 and 50"),
        (["--set", "linkge=0.5"], "did you mean linkage?"),
        (["--set", "linkage"], "must be written key=value"),
        (["--set", "linkage=nan"], "finite number"),
        (["--outcome", "harms"], "did you mean harm?"),
        (["--outcome", "person_years_failing"], "needs sizes"),
        (["--precision", "0"], "precision is 0; it must be above 0"),
        (["--pdf", "--no-report"], "--no-report writes none: leave one of the two out"),
        (["--real-names"], "--real-names needs a real list of organisations"),
        (["--ties", "nowhere.csv"], "--ties needs a real list of organisations"),
        (["--organisations", "nowhere.csv"], "nowhere.csv does not exist"),
    ],
)
def test_wrong_input_ends_with_2_and_a_sentence(arguments: list[str], told: str, tmp_path: Path) -> None:
    out = tmp_path / "results"
    result = compare(*arguments, "--out", out)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output
    assert not out.exists()


def test_a_folder_that_is_a_file_is_told(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = compare(small, "--out", tmp_path / "file")
    assert result.exit_code == 2
    assert "is a file; results need a folder" in result.stderr


REAL_LISTS = (
    "--organisations", REAL / "authorities.csv", "--ties", REAL / "neighbours.csv", "--ratings",
    REAL / "inspections.csv", "--identifier", "ons_code", "--years", 5,
)  # fmt: skip


def shown_texts(folder: Path) -> dict[str, str]:
    """All that can be read in the files of a folder, by file."""
    texts = {}
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            frame = pd.read_parquet(path)
            said = frame.select_dtypes(exclude="number")
            words = {str(word) for column in said for word in said[column].dropna().unique()}
            texts[path.name] = "\n".join([*frame.columns, *sorted(words)])
        elif path.is_file() and path.suffix != ".png":
            texts[path.name] = path.read_text(encoding="utf-8")
    return texts


def real_names() -> list[str]:
    with (REAL / "authorities.csv").open(encoding="utf-8") as file:
        return [row["name"] for row in csv.DictReader(file)]


@needs_real_lists
def test_a_real_list_shows_no_real_name(tmp_path: Path) -> None:
    result = compare(*REAL_LISTS, "--policies", POLICIES, "--runs", 2, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert "among 153 councils" in " ".join(result.stdout.split())
    texts = shown_texts(tmp_path) | {"printed": result.output}
    assert {"manifest.json", "outcomes.parquet", "comparison.csv", "sector.svg"} <= set(texts)
    for file, text in texts.items():
        for name in real_names():
            assert not holds_name(text, name), f"{file} shows {name}"


@needs_real_lists
def test_real_names_are_stamped(tmp_path: Path) -> None:
    stamp = "Simulated behaviour. Not a statement about any real organisation."
    result = compare(*REAL_LISTS, "--real-names", "--policies", POLICIES, "--runs", 2, "--fixed", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(stamp)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["real_names"], manifest["statement"]) == (True, stamp)
    assert "--real-names" in manifest["command"]
    pictures = list((tmp_path / "pictures").glob("*.svg"))
    assert pictures
    assert all(stamp in picture.read_text(encoding="utf-8") for picture in pictures)


@needs_real_lists
@pytest.mark.usefixtures("without_pictures")
def test_an_event_at_a_real_organisation_is_told_by_its_shown_name(tmp_path: Path) -> None:
    scenario = Scenario.load("english-councils").with_lists(organisations=REAL / "authorities.csv")
    text = scenario.to_toml() + '\n[[events]]\nkind = "scandal"\nyear = 1\norganisation = "Derby"\n'
    file = tmp_path / "scandal.toml"
    file.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    result = compare(file, "--years", 5, "--policies", "ladder,hands-off", "--runs", 1, "--fixed", "--out", out)
    assert result.exit_code == 0, result.output
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert not holds_name(json.dumps(manifest), "Derby")
    again = tmp_path / "again.toml"
    again.write_text(manifest["scenario"]["toml"], encoding="utf-8")
    events = [Scenario.load(f).prepared_events().tolist() for f in (file, again)]
    assert events[0] == events[1]
