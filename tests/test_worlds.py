"""Worlds: they depend on the seed and their own number alone, and no parameter moves a draw."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.draws import Purpose, stream_of
from simulation.sector import Pairs
from simulation.worlds import PLACE, World, Worlds, redraw
from tests.building import neighbours, same_bits, sector_of, worlds_of

SECTOR = sector_of(9, 7, 4)
EVERYTHING = tuple(name for name in World._fields)


def differing(a: Worlds, b: Worlds, place: int = 0, other: int = 0) -> set[str]:
    """What differs between one world of each batch (room that rows leave unused aside)."""
    found = {name for name in EVERYTHING if not same_bits(getattr(a.world, name)[place], getattr(b.world, name)[other])}
    for start, to, *weight in (("tie_start", "tie_to", "tie_weight"), ("dependency_start", "dependency_on")):
        for name in (to, *weight):
            found.discard(name)
            one = getattr(a.world, name)[place, : getattr(a.world, start)[place, -1]]
            two = getattr(b.world, name)[other, : getattr(b.world, start)[other, -1]]
            found |= set() if same_bits(one, two) else {name}
    if "places" in found:
        found |= {f for f in PLACE.names or () if not same_bits(a.world.places[f][place], b.world.places[f][other])}
    return found - {"places"}


# Seed and run


@given(runs=st.lists(st.integers(0, 10_000), min_size=1, max_size=7, unique=True), seed=st.integers(0, 2**31))
@settings(max_examples=20)
def test_a_world_is_the_same_in_any_batch(runs: list[int], seed: int) -> None:
    batch = worlds_of(SECTOR, runs=runs, seed=seed)
    for place, run in enumerate(runs):
        assert not differing(batch, worlds_of(SECTOR, runs=[run], seed=seed), place)


def test_neighbours_with_more_ties_change_nothing() -> None:
    """The batch's room for ties follows its greediest run."""
    alone = worlds_of(SECTOR, runs=[3])
    both = worlds_of(SECTOR, runs=[3, 4], ties_per_organisation=np.array([6.0, 12.0]))  # type: ignore[arg-type]
    assert both.world.tie_to.shape[1] > alone.world.tie_to.shape[1]
    assert not differing(alone, both)


@pytest.mark.parametrize(("seed", "run"), [(1, 0), (0, 1)])
def test_another_seed_or_run_is_another_world(seed: int, run: int) -> None:
    found = differing(worlds_of(SECTOR), worlds_of(SECTOR, seed=seed, runs=[run]))
    assert found >= {"shocks", "key", "tie_to", "dependency_on", "first_shared", "burden", "willingness", "insularity"}


def test_a_longer_horizon_extends_and_changes_nothing() -> None:
    short, long = worlds_of(SECTOR, quarters=8), worlds_of(SECTOR, quarters=40)
    assert differing(short, long) == {"shocks"}
    assert same_bits(short.world.shocks, long.world.shocks[:, :8])


def test_shocks_are_the_streams_own() -> None:
    worlds = worlds_of(SECTOR, runs=[5], seed=2)
    width = 1 + 3 + 4 * len(SECTOR)
    assert same_bits(worlds.world.shocks[0], stream_of(2, 5, Purpose.SHOCKS).standard_normal((8, width)))


# Parameters never move a draw


@pytest.mark.parametrize(
    ("parameter", "value", "follows"),
    [
        ("own_pressure_sd", 6.0, {"first_pressure"}),
        ("common_pressure_sd", 4.0, {"first_shared"}),
        ("regional_burden_sd", 0.0, {"burden"}),
        ("leadership_sd", 0.3, {"usual_leadership"}),
        ("leadership_openness_correlation", 0.0, {"usual_leadership"}),
        ("honesty_mean", 0.5, {"usual_honesty"}),
        ("size_spread", 0.0, {"size"}),
        ("tie_strength", 0.4, {"tie_weight"}),
        ("quality_noise", 3.0, set()),
        ("crisis_hazard", 0.01, set()),
        ("willing_share", 1.0, set()),
        ("dependency_within_region", 0.5, {"dependency_on", "dependency_start"}),
    ],
)
def test_a_parameter_changes_what_follows_from_it_alone(parameter: str, value: float, follows: set[str]) -> None:
    assert differing(worlds_of(SECTOR), worlds_of(SECTOR, **{parameter: value})) == follows


def test_more_spread_of_leadership_only_spreads() -> None:
    """Everyone keeps their rank and which side of the mean they are on."""
    usual = {"regional_leadership_sd": 0.0, "leadership_mean": 0.5}
    narrow = worlds_of(SECTOR, leadership_sd=0.10, **usual).world.places["usual_leadership"]
    wide = worlds_of(SECTOR, leadership_sd=0.15, **usual).world.places["usual_leadership"]
    np.testing.assert_allclose((wide - 0.5).clip(-0.5, 0.5), ((narrow - 0.5) * 1.5).clip(-0.5, 0.5), atol=1e-12)


# Who they are


def many(**parameters: float) -> np.recarray:
    """The organisations of 40 worlds of 300."""
    return worlds_of(sector_of(*[30] * 10), runs=range(40), quarters=1, **parameters).world.places


def test_traits_have_the_spread_and_correlations_that_parameters_say() -> None:
    means = {"openness_mean": 0.5, "leadership_mean": 0.5}
    unclipped = means | {"leadership_sd": 0.1, "openness_sd": 0.1, "honesty_sd": 0.08}
    places = many(regional_leadership_sd=0.0, **unclipped)
    leadership, openness = places["usual_leadership"].ravel(), places["usual_openness"].ravel()
    honesty, insular = places["usual_honesty"].ravel(), places["insularity"].ravel()
    close = np.log(insular / (1 - insular))
    for values, mean, sd in (
        (leadership, 0.5, 0.1), (openness, 0.5, 0.1), (honesty, 0.65, 0.08), (close, -0.4, 1.2),
    ):  # fmt: skip
        assert values.mean() == pytest.approx(mean, abs=5 * sd / np.sqrt(values.size))
        assert values.std() == pytest.approx(sd, rel=0.03)
    for values, expected in ((leadership, 0.35), (honesty, 0.45), (close, -0.6)):
        assert np.corrcoef(openness, values)[0, 1] == pytest.approx(expected, abs=0.03)
    # All that two of the others share comes over openness.
    assert np.corrcoef(leadership, honesty)[0, 1] == pytest.approx(0.35 * 0.45, abs=0.03)


def test_regions_differ_lastingly_in_leadership_and_pressure() -> None:
    worlds = worlds_of(sector_of(*[30] * 10), runs=range(40), quarters=1, leadership_sd=0.1, regional_leadership_sd=0.1)
    of_region = worlds.world.places["usual_leadership"].reshape(40, 10, 30)
    between = of_region.mean(axis=2).std()
    assert between == pytest.approx(np.hypot(0.1, 0.1 / np.sqrt(30)), rel=0.1)
    assert of_region.std(axis=2).mean() == pytest.approx(0.1, rel=0.1)
    assert worlds.world.burden.std() == pytest.approx(1.5, rel=0.1)


def test_traits_are_shares_and_sizes_average_one() -> None:
    places = many(leadership_sd=0.3, openness_sd=0.24, honesty_sd=0.26)
    for name in ("usual_leadership", "usual_openness", "usual_honesty", "insularity", "willingness"):
        assert places[name].min() >= 0.0
        assert places[name].max() <= 1.0
    assert places["size"].min() > 0.0
    assert places["size"].mean() == pytest.approx(1.0, rel=0.02)
    assert 0.49 < places["willingness"].mean() < 0.51


def test_no_spread_of_insularity_makes_all_alike() -> None:
    assert np.ptp(many(insularity_spread=0.0)["insularity"]) == 0.0


# Real organisations


def test_real_traits_replace_drawn_ones_and_move_no_draw() -> None:
    known = np.full(20, np.nan)
    known[[2, 11]] = 0.25, 0.75
    real = replace(SECTOR, traits={"honesty": known})
    drawn, with_real = worlds_of(SECTOR), worlds_of(real)
    assert differing(drawn, with_real) == {"usual_honesty"}
    expected = drawn.world.places["usual_honesty"][0].copy()
    expected[[2, 11]] = 0.25, 0.75
    assert with_real.world.places["usual_honesty"][0].tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("trait", "field"),
    [("leadership", "usual_leadership"), ("openness", "usual_openness"), ("insularity", "insularity")],
)
def test_each_trait_has_its_place(trait: str, field: str) -> None:
    real = replace(SECTOR, traits={trait: np.linspace(0.1, 0.9, 20)})
    assert worlds_of(real).world.places[field][0].tolist() == np.linspace(0.1, 0.9, 20).tolist()


def test_real_insularity_bears_on_ties() -> None:
    closed = replace(SECTOR, traits={"insularity": np.ones(20)})
    opened = replace(SECTOR, traits={"insularity": np.zeros(20)})
    assert worlds_of(closed).world.tie_start[0, -1] < 0.3 * worlds_of(opened).world.tie_start[0, -1]


def test_real_sizes_replace_drawn_ones() -> None:
    sizes = np.arange(1.0, 21.0)
    real = replace(SECTOR, size=sizes)
    assert differing(worlds_of(SECTOR), worlds_of(real)) == {"size"}
    assert worlds_of(real, runs=[0, 1]).world.places["size"].tolist() == [sizes.tolist()] * 2


def test_listed_dependencies_are_everyones_in_every_run() -> None:
    first, second = np.array([3, 0, 3], np.int32), np.array([1, 2, 0], np.int32)
    worlds = worlds_of(replace(SECTOR, dependencies=Pairs(first, second)), runs=[0, 9])
    for place in (0, 1):
        rows = [
            neighbours(worlds.world.dependency_start[place], worlds.world.dependency_on[place], i) for i in range(20)
        ]
        assert rows == [[2], [], [], [1, 0], *[[]] * 16]


def test_listed_ties_come_from_the_list() -> None:
    first, second = np.array([0, 0, 4], np.int32), np.array([1, 2, 19], np.int32)
    worlds = worlds_of(replace(SECTOR, ties=Pairs(first, second, np.array([0.5, 0.25, 1.0]))))
    start, to, weight = worlds.world.tie_start[0], worlds.world.tie_to[0], worlds.world.tie_weight[0]
    assert neighbours(start, to, 0) == [1, 2]
    assert neighbours(start, to, 19) == [4]
    assert weight[: start[-1]].tolist() == [0.5, 0.25, 0.5, 0.25, 1.0, 1.0]


# Taking one, and redrawing


def test_the_batch_of_one_taken_out_is_that_run() -> None:
    worlds = worlds_of(SECTOR, runs=[4, 8, 6])
    assert worlds.take(1).runs == (8,)
    assert not differing(worlds.take(1), worlds_of(SECTOR, runs=[8]))


def redrawn(**given: Any) -> Worlds:
    return redraw(worlds_of(SECTOR, runs=[4]), **({"futures": 3, "seed": 1, "first_quarter": 5} | given))


def test_a_redraw_keeps_the_past_the_organisations_and_the_networks() -> None:
    before, after = worlds_of(SECTOR, runs=[4]), redrawn()
    for future in range(3):
        assert differing(after, before, future) == {"shocks", "key"}
        assert same_bits(after.world.shocks[future, :5], before.world.shocks[0, :5])
        assert (after.world.shocks[future, 5:] != before.world.shocks[0, 5:]).all()
    assert len(set(after.world.key.tolist())) == 3
    assert (after.world.shocks[0, 5:] != after.world.shocks[1, 5:]).all()


def test_a_redrawn_future_depends_on_seed_quarter_and_its_own_number() -> None:
    whole = redrawn()
    part = redrawn(futures=1, first_future=2)
    assert not differing(part, whole, 0, 2)
    for other in (redrawn(seed=2), redrawn(first_quarter=4)):
        assert differing(other, whole) >= {"key", "shocks"}


def test_the_original_is_left_as_it_was() -> None:
    worlds = worlds_of(SECTOR, runs=[4])
    redraw(worlds, futures=2, seed=1, first_quarter=0)
    assert not differing(worlds, worlds_of(SECTOR, runs=[4]))


def test_only_a_single_run_is_redrawn() -> None:
    with pytest.raises(ValueError, match="not a batch of 2"):
        redraw(worlds_of(SECTOR, runs=[1, 2]), futures=2, seed=1, first_quarter=0)
