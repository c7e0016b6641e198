"""The sector at one moment, and where its organisations stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.analysis.layout import by_region, on_map, push_apart
from simulation.analysis.sector_map import SNAPSHOT_FIELDS, sector_snapshot, snapshot_of
from simulation.batches import Recording, simulate_all
from simulation.policies import load_policy
from tests.analysis.small import SMALL_SECTOR


def nearest(places: np.ndarray) -> float:
    distances = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    return float((distances + np.diag(np.full(len(places), np.inf))).min())


def test_regions_stand_apart() -> None:
    region = np.repeat([0, 1, 2, 3], [1, 30, 12, 7])
    places, names = by_region(region, 4)
    assert nearest(places) > 0.9
    centres = np.stack([places[region == k].mean(axis=0) for k in range(4)])
    own = np.hypot(*(places - centres[region]).T)
    for k in range(4):
        others = np.hypot(*(places[region == k][:, None] - centres[None]).transpose(2, 0, 1))
        assert (others.argmin(axis=1) == k).all(), "every member is nearest to its own region's middle"
        assert names[k, 1] > places[region == k, 1].max()
    assert own.max() < 8


def test_a_map_keeps_directions_and_parts_the_crowded() -> None:
    latitude = np.array([50.0, 55.0, 52.0, 52.0, 52.0])
    longitude = np.array([-5.0, -2.0, 0.0, 0.0, 0.001])
    places = on_map(latitude, longitude)
    assert nearest(places) > 1.2
    assert places[1, 1] > places[0, 1], "north is up"
    assert places[2, 0] > places[0, 0], "east is right"


def test_pushing_leaves_what_has_room() -> None:
    places = np.array([[0.0, 0.0], [10.0, 0.0]])
    np.testing.assert_allclose(push_apart(places, 1.0), places, atol=1e-5)


def test_a_snapshot_is_the_panel_at_that_quarter() -> None:
    recording = Recording(panel=frozenset([4]), panel_fields=SNAPSHOT_FIELDS)
    (simulation,) = simulate_all(
        SMALL_SECTOR, [load_policy("ladder")], runs=[4], seed=9, recording=recording, workers=1
    )
    snapshot = snapshot_of(simulation, run=4, year=3, seed=9)
    assert simulation.panel is not None
    np.testing.assert_array_equal(snapshot.table["true"], simulation.panel["quality"][0, 11])
    np.testing.assert_array_equal(snapshot.table["helper"], simulation.panel["helper"][0, 11])
    assert snapshot.grade_bounds == (40, 60, 80)
    assert not snapshot.is_map
    assert snapshot.regions["name"].tolist() == ["North", "South"]
    assert (snapshot.ties["first"] < snapshot.ties["second"]).all()
    assert len(snapshot.dependencies)
    again = sector_snapshot(SMALL_SECTOR, "ladder", run=4, year=3, seed=9)
    np.testing.assert_array_equal(again.table["true"], snapshot.table["true"])


def test_places_on_a_map_need_real_names() -> None:
    """Coordinates name an organisation as surely as its name does."""
    recording = Recording(panel=frozenset([0]), panel_fields=SNAPSHOT_FIELDS)
    (simulation,) = simulate_all(SMALL_SECTOR, [load_policy("ladder")], runs=[0], recording=recording, workers=1)
    n = len(simulation.sector)
    placed = replace(simulation.sector, latitude=np.linspace(50, 55, n), longitude=np.linspace(-3, 0, n))
    assert not snapshot_of(replace(simulation, sector=placed), run=0, year=1, seed=0).is_map
    shown = replace(simulation, sector=replace(placed, shows_real_names=True))
    assert snapshot_of(shown, run=0, year=1, seed=0).is_map


def test_what_cannot_be_shown_is_said() -> None:
    with pytest.raises(ValueError, match="year 6 is not simulated"):
        sector_snapshot(SMALL_SECTOR, "ladder", year=6)
    (bare,) = simulate_all(SMALL_SECTOR, [load_policy("ladder")], runs=[0], workers=1)
    with pytest.raises(ValueError, match="kept no panel of run 0"):
        snapshot_of(bare, run=0, year=1, seed=0)
