"""What can be taken away from a comparison: the futures that the page showed, whenever the link is followed."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

pytest.importorskip("solara")
from starlette.requests import Request
from starlette.responses import Response

from simulation.app import catalogue
from simulation.app.comparing.files import COMPARISON_FILES, comparison_file
from simulation.app.comparing.setting import compared_in
from simulation.app.downloading import download_routes
from tests.analysis.small import SMALL_SECTOR
from tests.app.loop import run

SEARCH = "scenario=small&policies=last-resort,candour-first&set=linkage=0.4"


@pytest.fixture(scope="module", autouse=True)
def offered() -> Iterator[None]:
    before = catalogue.catalogue()
    catalogue.offer(catalogue.Catalogue({"small": SMALL_SECTOR}))
    yield
    catalogue.offer(before)


def made(name: str, futures: int = 12) -> bytes:
    return comparison_file(name, compared_in(SEARCH), futures).content


def test_tables_hold_as_many_futures_as_were_asked_for() -> None:
    csv, parquet = pd.read_csv(io.BytesIO(made("futures.csv"))), pd.read_parquet(io.BytesIO(made("futures.parquet")))
    assert len(csv) == len(parquet) == 12 * 2 * 2
    assert made("futures.csv", 4) != made("futures.csv")
    again = pd.read_csv(io.BytesIO(made("futures.csv", 4)))
    assert sorted(again["run"].unique()) == [0, 1, 2, 3]
    assert set(pd.read_csv(io.BytesIO(made("differences.csv")))["policy"]) == {"candour-first"}
    assert pd.read_csv(io.BytesIO(made("years.csv")))["quarter"].max() == SMALL_SECTOR.quarters - 1


def test_the_scenario_has_its_changes() -> None:
    assert tomllib.loads(made("scenario.toml").decode())["parameters"]["linkage"] == 0.4


@pytest.mark.parametrize("name", [name for name in COMPARISON_FILES if name.endswith((".svg", ".png"))])
def test_pictures_are_pictures(name: str) -> None:
    content = made(name, 28)
    if name.endswith(".png"):
        assert content.startswith(b"\x89PNG")
    else:
        assert ET.fromstring(content).tag.endswith("svg")


def get(name: str, search: str) -> Response:
    (route,) = [route for route in download_routes() if route.path == "/files/compare/{name}"]
    scope = {"type": "http", "path_params": {"name": name}, "path": f"/files/compare/{name}", "headers": []}
    return run(route.endpoint(Request(scope | {"query_string": search.encode(), "server": ("here", 80)})))


def test_links_answer_and_tell_mistakes() -> None:
    good = get("differences.csv", f"{SEARCH}&futures=4")
    assert good.status_code == 200
    assert good.headers["content-disposition"] == 'attachment; filename="small-comparison-differences.csv"'
    for name, search, message in (
        ("difference.csv", SEARCH, "did you mean differences.csv?"),
        ("futures.csv", "policies=ladder", "2 to 4 can be compared"),
        ("futures.csv", f"{SEARCH}&futures=x", 'futures is "x" in the address'),
        ("futures.csv", "scenario=nowhere", "nowhere is not a scenario here"),
    ):
        answer = get(name, search)
        assert answer.status_code == 400
        assert message in bytes(answer.body).decode()
