"""What can be taken away: tables that read back, pictures that are pictures, mistakes that are told."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

pytest.importorskip("solara")
from starlette.requests import Request
from starlette.responses import Response

from simulation.app import catalogue
from simulation.app.comparing.files import comparison_file
from simulation.app.comparing.setting import compared_in
from simulation.app.downloading import download_routes
from simulation.app.downloads import FILES, download
from simulation.app.setting import setting_in
from simulation.scenario import Scenario
from tests.app.loop import run
from tests.scenario.files import GRADES, LINKS, LISTED, PLACES
from tests.session.small import QUARTERS, small

SEARCH = "scenario=small&policy=ladder&future=2"


@pytest.fixture(scope="module", autouse=True)
def offered() -> Iterator[None]:
    before = catalogue.catalogue()
    catalogue.offer(catalogue.Catalogue({"small": small()}))
    yield
    catalogue.offer(before)


def made(name: str, quarter: int = 7) -> Any:
    return download(name, setting_in(SEARCH), quarter)


def test_the_scenario_reads_back() -> None:
    taken = made("scenario.toml")
    assert taken.name == "small.toml"
    assert Scenario.from_data(tomllib.loads(taken.content.decode())) == small()


def test_changes_are_in_the_scenario() -> None:
    taken = download("scenario.toml", setting_in(SEARCH + "&set=linkage=0.5"), 0)
    assert tomllib.loads(taken.content.decode())["parameters"]["linkage"] == 0.5


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[Path]:
    """A server whose owner offers a scenario with lists of their own."""
    (tmp_path / "places.csv").write_text(PLACES)
    (tmp_path / "links.csv").write_text(LINKS)
    (tmp_path / "grades.csv").write_text(GRADES)
    file = tmp_path / "listed.toml"
    file.write_text(LISTED + '\n[[events]]\nkind = "scandal"\nyear = 2\norganisation = "Corby Green"\n')
    before = catalogue.catalogue()
    catalogue.offer(catalogue.Catalogue.of([file]))
    yield file
    catalogue.offer(before)


def test_a_scenario_with_lists_tells_nothing_of_the_server(listed: Path) -> None:
    search = "scenario=listed"
    for taken in (
        download("scenario.toml", setting_in(search), 0),
        comparison_file("scenario.toml", compared_in(search), 0),
    ):
        text = taken.content.decode()
        assert str(listed.parent) not in text
        assert "Corby Green" not in text  # no real name, where none are shown
        assert "put them beside this file. They are: places.csv, links.csv, grades.csv" in text
        beside = listed.parent / "taken.toml"
        beside.write_text(text)
        again, own = Scenario.load(beside), Scenario.load(listed)
        assert again.prepared_events().tolist() == own.prepared_events().tolist()
        assert again.sector().identifiers == own.sector().identifiers


def test_both_tables_hold_every_organisation_in_every_quarter() -> None:
    csv = pd.read_csv(io.BytesIO(made("organisations.csv").content))
    parquet = pd.read_parquet(io.BytesIO(made("organisations.parquet").content))
    assert len(csv) == len(parquet) == QUARTERS * 16
    assert list(csv.columns) == list(parquet.columns)
    assert (csv["quality"] - parquet["quality"]).abs().max() < 1e-4
    assert made("organisations.csv").name == "small-ladder-future-2-organisations.csv"


def test_the_log_has_its_sentences() -> None:
    log = pd.read_csv(io.BytesIO(made("log.csv").content))
    assert log["sentence"].str.len().min() > 10


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith((".svg", ".png"))])
def test_pictures_are_pictures(name: str) -> None:
    content = made(name).content
    if name.endswith(".png"):
        assert content.startswith(b"\x89PNG")
    else:
        assert ET.fromstring(content).tag.endswith("svg")


def test_the_sector_is_that_of_the_quarter() -> None:
    assert b"end of year 2." in made("sector.svg", 7).content
    assert b"end of year 6." in made("sector.svg", 9_999).content


def get(name: str, search: str) -> Response:
    (route,) = [route for route in download_routes() if route.path == "/files/{name}"]
    scope = {"type": "http", "path_params": {"name": name}, "path": f"/files/{name}", "headers": []}
    return run(route.endpoint(Request(scope | {"query_string": search.encode(), "server": ("here", 80)})))


def test_links_answer_and_tell_mistakes() -> None:
    good = get("log.csv", f"{SEARCH}&at=3")
    assert good.status_code == 200
    assert good.headers["content-disposition"] == 'attachment; filename="small-ladder-future-2-log.csv"'
    for name, search, message in (
        ("lgo.csv", "", "did you mean log.csv?"),
        ("log.csv", "policy=laddr", "did you mean ladder?"),
        ("log.csv", "scenario=nowhere", "nowhere is not a scenario here"),
        ("log.csv", "at=x", 'at is "x" in the address'),
    ):
        answer = get(name, search)
        assert answer.status_code == 400
        assert message in bytes(answer.body).decode()
