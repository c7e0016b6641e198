"""Regional differences: found where they were put, and not where chance alone makes regions differ."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.evidence.computing import estimate
from simulation.evidence.inspections import Inspections, in_order
from simulation.evidence.months import Window, first_day_of
from simulation.evidence.resampling import resampled

WINDOW = Window.between("2014-01", "2025-12")
PANELS, REGIONS, EACH = 60, 9, 17


def panels(lasting: float, seed: int = 0) -> Inspections:
    """Three inspections each, graded by a regional effect, an organisation's own, and noise, rounded."""
    chance = np.random.default_rng(seed)
    n = REGIONS * EACH
    region = np.repeat(np.arange(REGIONS, dtype=np.int32), EACH)
    effect = lasting * chance.standard_normal((PANELS, REGIONS))[:, region]
    own = 0.5 * chance.standard_normal((PANELS, n))
    noise = 0.4 * chance.standard_normal((PANELS, n, 3))
    grade = np.clip(np.rint(2.5 + (effect + own)[:, :, None] + noise), 1, 4).astype(np.int8)
    months = np.array([2, 50, 98]) + chance.integers(0, 30, (PANELS, n, 1))
    reported = first_day_of(WINDOW.first + months)
    panel, organisation = (np.broadcast_to(a, grade.shape).ravel() for a in np.ogrid[:PANELS, :n, :1][:2])
    names = tuple(f"Region {g}" for g in range(REGIONS))
    day = reported.ravel().astype(np.int32)
    return in_order(
        Inspections(panel.astype(np.int32), organisation.astype(np.int32), day, day, grade.ravel(), region, names,
                    tuple(map(str, range(n))), WINDOW, PANELS)
    )  # fmt: skip


def test_regions_alike_show_no_spread_and_no_correlation() -> None:
    found = estimate(panels(0.0))
    assert found.of(["region.correlation"]).mean() == pytest.approx(0.0, abs=0.015)
    assert np.median(found.of(["region.spread_of_grade"])) < 0.08


def test_a_lasting_difference_is_found_at_its_size() -> None:
    found = estimate(panels(0.4))
    # Grades are cut off at both ends and rounded, so a little of the 0.4 is lost.
    assert np.sqrt((found.of(["region.spread_of_grade"]) ** 2).mean()) == pytest.approx(0.37, abs=0.05)
    # 0.4² / (0.4² + 0.5² + 0.4²) is 0.28; rounding adds a twelfth to the variance of each: 0.25.
    assert found.of(["region.correlation"]).mean() == pytest.approx(0.25, abs=0.05)


def test_an_organisation_drawn_twice_is_no_pair_with_itself() -> None:
    again = estimate(resampled(panels(0.0).of_panels(0, 1), 200, seed=3))
    alone = estimate(panels(0.0).of_panels(0, 1))
    drift = again.of(["region.correlation"]).mean() - alone.of(["region.correlation"])[0, 0]
    # Counted as pairs, copies would add about 1 in 17.
    assert drift == pytest.approx(0.0, abs=0.02)


def test_each_region_is_described() -> None:
    one = panels(0.4).of_panels(0, 1)
    found = estimate(one)
    means = found.of([f"by_region.Region {g}.mean_grade" for g in range(REGIONS)])[0]
    assert ((means >= 1) & (means <= 4)).all()
    assert means.std() == pytest.approx(0.4, abs=0.25)


def test_regions_can_be_chosen() -> None:
    one = panels(0.4).of_panels(2, 3)
    some = one.in_regions(["Region 1", "Region 4"])
    assert set(some.region[some.organisation]) == {1, 4}
    assert len(some) == 2 * EACH * 3
    with pytest.raises(KeyError, match="Region 11 is no region here"):
        one.in_regions(["Region 11"])
