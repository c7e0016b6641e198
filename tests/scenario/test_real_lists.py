"""The real councils, their neighbours and their grades, read as they are."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from simulation.names import holds_name
from simulation.scenario import Scenario, ScenarioError
from tests.scenario.files import REAL, needs_real_lists

pytestmark = needs_real_lists


@pytest.fixture(scope="module")
def real() -> Scenario:
    return Scenario.load("english-councils").with_lists(
        organisations=REAL / "authorities.csv",
        ties=REAL / "neighbours.csv",
        ratings=REAL / "inspections.csv",
        identifier="ons_code",
    )


def test_columns_are_found_without_being_named() -> None:
    found = Scenario.load("english-councils").with_lists(organisations=REAL / "authorities.csv")
    assert found.organisations is not None
    assert found.organisations.identifier == "ons_code"
    assert found.organisations.size == "population_0_25"
    assert found.regions == ()
    assert found.ties is None


def test_who_they_are(real: Scenario) -> None:
    sector = real.sector()
    assert len(sector) == 153
    assert len(sector.region_names) == 9
    assert sector.is_real
    assert sector.latitude is not None
    assert 49 < sector.latitude.min() < sector.latitude.max() < 56
    assert sector.size is not None
    assert sector.size.min() > 500


def test_ties_and_dependencies(real: Scenario) -> None:
    sector = real.sector()
    ties, dependencies = sector.ties, sector.dependencies
    assert ties is not None
    assert dependencies is not None
    assert ties.weight is None
    assert len(ties.first) == 1767
    assert (ties.first < ties.second).all()
    # The two nearest of each, and nobody else.
    assert np.bincount(dependencies.first).tolist() == [2] * 153
    assert (dependencies.first != dependencies.second).all()


def test_grades_are_the_latest_that_are_not_empty(real: Scenario) -> None:
    sector = real.sector()
    assert sector.grade is not None
    assert sector.grade_age is not None
    assert (sector.grade > 0).sum() == 104
    brent = sector.identifiers.index("E09000005")  # inspected in June 2026, when no grade was given any more
    assert sector.grade[brent] > 0
    assert sector.grade_age[brent] > 4


def test_no_real_name_is_shown(real: Scenario) -> None:
    sector = real.sector()
    shown = "\n".join((*sector.names, *sector.region_names))
    with (REAL / "authorities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert not holds_name(shown, row["name"])


def test_an_unknown_identifying_column_is_told() -> None:
    with pytest.raises(ScenarioError, match=r'--identifier is "ons", but authorities.csv has no such column'):
        Scenario.load("english-councils").with_lists(organisations=REAL / "authorities.csv", identifier="ons")


def test_ties_without_organisations_are_told() -> None:
    with pytest.raises(ScenarioError, match="--ties needs a real list of organisations"):
        Scenario.load("english-councils").with_lists(ties=REAL / "neighbours.csv")
