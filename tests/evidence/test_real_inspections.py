"""The real inspections: figures known beforehand from other counts of the same file."""

from __future__ import annotations

import math

import pytest

from simulation.evidence.computing import estimate
from simulation.evidence.reading import read_inspections
from simulation.evidence.spells import inadequate_spells, times_in
from tests.evidence.made import values_of
from tests.scenario.files import REAL, needs_real_lists

pytestmark = needs_real_lists


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    panel, account = read_inspections(REAL / "inspections.csv")
    assert (account.rows, account.kept, panel.organisations) == (340, 336, 104)
    assert [left.reason for left in account.left_out] == ["no grade"]
    assert str(panel.window) == "2014-02 to 2026-08"
    estimates = estimate(panel)
    return dict(values_of(estimates.names, estimates.values[0]))


def test_the_first_round(found: dict[str, float]) -> None:
    grades = ("inadequate", "requires_improvement", "good", "outstanding")
    assert [round(found[f"first.{grade}"], 2) for grade in grades] == [0.21, 0.39, 0.37, 0.03]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("inadequate", [0.17, 0.48, 0.33, 0.02]),
        ("requires_improvement", [0.14, 0.28, 0.54, 0.04]),
        ("good", [0.07, 0.10, 0.43, 0.40]),
        ("outstanding", [0.00, 0.04, 0.08, 0.88]),
    ],
)
def test_the_matrix(found: dict[str, float], before: str, after: list[float]) -> None:
    grades = ("inadequate", "requires_improvement", "good", "outstanding")
    assert [found[f"next.{before}.{grade}"] for grade in grades] == pytest.approx(after, abs=0.0055)


def test_the_inadequate_are_seen_again_after_three_years_and_others_after_four(found: dict[str, float]) -> None:
    assert found["months.inadequate.median"] == pytest.approx(36, abs=0.5)
    for grade in ("requires_improvement", "good", "outstanding"):
        assert 48 <= found[f"months.{grade}.median"] <= 56


def test_london_is_better_than_the_west_midlands(found: dict[str, float]) -> None:
    assert found["by_region.London.mean_grade"] > found["by_region.West Midlands.mean_grade"] + 0.4
    assert found["region.spread_of_grade"] > 0.05


def test_time_in_inadequate_is_estimated_to_a_bound() -> None:
    panel, _ = read_inspections(REAL / "inspections.csv")
    times = times_in(panel, inadequate_spells(panel))
    assert times.gap[0] <= 1e-5
    least, most = (float(end[0]) for end in times.median())
    assert 12 < least < most < 36
    assert not math.isnan(most)
