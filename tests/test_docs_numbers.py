"""What the page on the limits of the data says of the inspections, counted again where they are at hand."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scenario.files import REAL, needs_real_lists

PAGE = Path(__file__).parents[1] / "docs" / "what-the-data-cannot-say.md"
WORST = "inadequate"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (REAL / "inspections.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def grades(rows: list[dict[str, str]]) -> list[list[str]]:
    """Each council's grades, in the order of their publication."""
    graded: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row["overall"]:
            graded[row["ons_code"]].append((row["publication_date"], row["overall"]))
    return [[grade for _, grade in sorted(given)] for given in graded.values()]


def page() -> str:
    return " ".join(PAGE.read_text("utf-8").split())


@needs_real_lists
def test_how_many_there_are(rows: list[dict[str, str]], grades: list[list[str]]) -> None:
    pairs = sum(len(given) - 1 for given in grades)
    assert f"{len(rows)} full inspections of children's services at {len(grades)} upper-tier councils" in page()
    assert f": {sum(map(len, grades))} with an overall grade" in page()
    assert f"{pairs} pairs of consecutive grades" in page()
    assert len({row["region"] for row in rows}) == 6
    assert min(row["publication_date"] for row in rows).startswith("2014-02")
    assert max(row["publication_date"] for row in rows if row["overall"]).startswith("2026-06")


@needs_real_lists
def test_observed_relapse(grades: list[list[str]]) -> None:
    looked_again = again = improved = back = 0
    for given in grades:
        left = [k for k, (one, two) in enumerate(pairwise(given), 1) if one == WORST != two]
        improved += bool(left)
        back += any(WORST in given[k:] for k in left)
        looked_again += sum(k + 1 < len(given) for k in left)
        again += sum(given[k + 1] == WORST for k in left if k + 1 < len(given))
    assert (again, back) == (0, 0)
    assert f"none of {looked_again} was (with 95% confidence, this fits any chance up to 11%)" in page()
    assert 0.10 < 1 - 0.05 ** (1 / looked_again) < 0.11
    assert f"of the {improved} councils that improved on an inadequate grade none" in page()
