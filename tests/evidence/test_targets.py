"""Targets as a file and as a vector, and their intervals."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import ScenarioError
from simulation.evidence.computing import is_scored
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window
from simulation.evidence.resampling import resampled
from simulation.evidence.targets import Targets, targets_of
from tests.evidence.made import made

WINDOW = Window.between("2014-01", "2025-12")


def sector(organisations: int = 80, panels: int = 1, seed: int = 1) -> Inspections:
    """Three inspections each, grades at random, never outstanding; two regions."""
    chance = np.random.default_rng(seed)
    histories = [
        [
            [
                (int(m), int(g))
                for m, g in zip(np.cumsum(chance.integers(20, 48, 3)), chance.integers(1, 4, 3), strict=True)
            ]
            for _ in range(organisations)
        ]
        for _ in range(panels)
    ]
    region = np.arange(organisations) % 2
    return made(histories if panels > 1 else histories[0], window=WINDOW, region=region)


@pytest.fixture(scope="module")
def found() -> Targets:
    return targets_of(sector(), "made", resamples=300, seed=4)


def test_a_file_reads_back_to_the_bit(found: Targets, tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(found.to_toml(), encoding="utf-8")
    again = Targets.load(path)
    assert again.model_dump(exclude={"targets"}) == found.model_dump(exclude={"targets"})
    for one, other in zip(again.targets, found.targets, strict=True):
        np.testing.assert_equal(one.model_dump(), other.model_dump())
    assert any(math.isnan(target.value) for target in found.targets)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("schema_version = 1", "schema_version = 2", "schema_version is 2"),
        ("panels = 1", "pannels = 1", "pannels is not a key here; did you mean panels?"),
        ('intervals = "resampled organisations"', 'intervals = "guesses"', "intervals"),
        ("targets = [", "targets = [ {name = 3},", "targets[1]"),
    ],
)
def test_another_file_is_told(found: Targets, tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(found.to_toml().replace(old, new), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        Targets.load(path)
    assert told in str(caught.value)


def test_the_vector_is_ready_for_a_distance(found: Targets) -> None:
    names, values, errors = found.vector()
    assert len(names) == len(values) == len(errors) > 40
    assert np.isfinite(values).all()
    assert (errors > 0).all()
    assert all(is_scored(name) for name in names)
    chosen = found.vector(["next.good.good", "first.good"])
    assert chosen.names == ("next.good.good", "first.good")
    assert chosen.values[1] == found["first.good"].value
    with pytest.raises(KeyError, match=r"did you mean next\.good\.good"):
        found["next.good.goood"]


def test_intervals_hold_their_values_and_errors_are_of_the_right_size(found: Targets) -> None:
    for target in found.targets:
        if target.name.startswith(("first", "year_end", "next")) and not math.isnan(target.value):
            assert target.low - 1e-9 <= target.value <= target.high + 1e-9, target.name
    share = found["first.good"]
    binomial = math.sqrt(share.value * (1 - share.value) / share.at_risk)
    assert share.standard_error == pytest.approx(binomial, rel=0.15)


def test_that_nobody_was_outstanding_does_not_say_that_nobody_could_be(found: Targets) -> None:
    nobody = found["first.outstanding"]
    assert (nobody.value, nobody.low) == (0.0, 0.0)
    assert 0.01 < nobody.high < 0.06
    assert nobody.standard_error > 0.0


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    panels = sector(organisations=60, panels=40, seed=9)
    covered = []
    for panel in range(40):
        target = targets_of(panels.of_panels(panel, panel + 1), "made", resamples=100, seed=panel)["next.good.good"]
        covered.append(target.low <= 1 / 3 <= target.high)
    # 95 in 100, give or take three standard errors of 40 trials.
    assert np.mean(covered) > 0.95 - 3 * math.sqrt(0.95 * 0.05 / 40)


def test_the_seed_decides() -> None:
    one, same, other = (targets_of(sector(), "made", resamples=40, seed=seed) for seed in (1, 1, 2))
    assert one.to_toml() == same.to_toml()
    assert one["first.good"].standard_error != other["first.good"].standard_error


def test_several_panels_show_their_spread() -> None:
    panels = sector(panels=12)
    found = targets_of(panels, "made")
    assert (found.intervals, found.panels, found.resamples, found.organisations) == ("spread over panels", 12, 0, 80)
    singles = [targets_of(panels.of_panels(k, k + 1), "made", resamples=0)["first.good"].value for k in range(12)]
    assert found["first.good"].value == pytest.approx(np.mean(singles))
    assert found["first.good"].standard_error == pytest.approx(np.std(singles, ddof=1))


def test_without_resamples_there_are_no_intervals() -> None:
    target = targets_of(sector(), "made", resamples=0)["first.good"]
    assert math.isnan(target.low)
    assert math.isnan(target.standard_error)


def test_organisations_are_drawn_within_their_regions() -> None:
    one = sector(organisations=20)
    again = resampled(one, 50, seed=0)
    assert again.weight is not None
    for region in (0, 1):
        assert (again.weight[:, one.region == region].sum(axis=1) == 10).all()
    assert again.weight.std(axis=0).min() > 0
    with pytest.raises(ValueError, match="one panel can be resampled"):
        resampled(again, 2, seed=0)
