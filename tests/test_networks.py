"""Networks: ties that both sides hold, thinned by insularity; dependencies with a direction; rows well formed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.draws import Purpose, stream_of
from simulation.networks import DEPENDENCY_SLOTS, draw_dependencies, draw_ties, listed_ties, rows_of, tie_slots
from simulation.parameters import REGISTER
from simulation.worlds import PLACE
from tests.building import neighbours

counts_by_region = st.lists(st.integers(1, 25), min_size=1, max_size=5)
seeds = st.integers(0, 2**32)
insularities = st.sampled_from([0.0, 0.5, 1.0, None])


def parameters(**values: float) -> Any:
    return REGISTER.records(1, values)[0]


def people(counts: list[int], insularity: float | None, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Organisations in a mixed order (insularity drawn where it is None), and their listing by region."""
    rng = np.random.default_rng(seed)
    region = rng.permutation(np.repeat(np.arange(len(counts)), counts)).astype(np.int32)
    places = np.zeros(len(region), PLACE).view(np.recarray)
    places["region"] = region
    places["insularity"] = rng.random(len(region)) if insularity is None else insularity
    members = np.argsort(region, kind="stable").astype(np.int32)
    begin = np.concatenate([[0], np.cumsum(np.bincount(region, minlength=len(counts)))]).astype(np.int32)
    return places, members, begin


def ties(
    counts: list[int], seed: int = 0, insularity: float | None = None, **values: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Places, and rows: start, to, weight."""
    places, members, begin = people(counts, insularity, seed)
    p, n = parameters(**values), len(places)
    capacity = 2 * n * tie_slots(p.ties_per_organisation)
    start, to, weight = np.full(n + 1, -1, np.int32), np.full(capacity, -1, np.int32), np.full(capacity, np.nan)
    draw_ties(stream_of(seed, 0, Purpose.TIES), places, members, begin, p, start, to, weight)
    return places, start, to, weight


def assert_well_formed(start: np.ndarray, to: np.ndarray, weight: np.ndarray) -> None:
    n = len(start) - 1
    assert start[0] == 0
    assert (np.diff(start) >= 0).all()
    used, held = to[: start[-1]], weight[: start[-1]]
    assert ((used >= 0) & (used < n)).all()
    assert ((held >= 0.0) & (held <= 1.0)).all()
    links = {}
    for i in range(n):
        row = neighbours(start, to, i)
        assert i not in row
        assert len(set(row)) == len(row)
        links |= {(i, j): w for j, w in zip(row, weight[start[i] : start[i + 1]].tolist(), strict=True)}
    assert {(j, i): w for (i, j), w in links.items()} == links


@given(counts=counts_by_region, seed=seeds, insularity=insularities, each=st.sampled_from([0.0, 1.0, 3.0, 6.0, 10.0]))
@settings(max_examples=60)
def test_ties_are_mutual_single_and_of_a_weight(
    counts: list[int], seed: int, insularity: float | None, each: float
) -> None:
    _, start, to, weight = ties(counts, seed, insularity, ties_per_organisation=each)
    assert_well_formed(start, to, weight)
    assert (to[start[-1] :] == -1).all()


@given(counts=counts_by_region, seed=seeds)
@settings(max_examples=30)
def test_a_ties_weight_is_the_rules(counts: list[int], seed: int) -> None:
    places, start, to, weight = ties(counts, seed)
    p = parameters()
    for i in range(len(places)):
        for e in range(start[i], start[i + 1]):
            sides = [1 - p.insularity_weakening * places[k].insularity for k in (i, to[e])]
            assert weight[e] == pytest.approx(p.tie_strength * sides[0] * sides[1], rel=1e-12)


def test_without_insularity_and_rewiring_a_region_is_a_ring() -> None:
    _, start, to, _ = ties([9], insularity=0.0, rewiring=0.0, ties_per_organisation=4.0)
    for i in range(9):
        assert sorted(neighbours(start, to, i)) == sorted((i + d) % 9 for d in (-2, -1, 1, 2))


def test_without_rewiring_no_tie_leaves_the_region() -> None:
    places, start, to, _ = ties([10, 12, 3], rewiring=0.0)
    for i in range(len(places)):
        assert {int(places[j].region) for j in neighbours(start, to, i)} <= {int(places[i].region)}


def test_rewiring_leaves_the_region_about_as_often_as_it_should() -> None:
    places, start, to, _ = ties([100] * 5, insularity=0.0, rewiring=0.4)
    leaves = [places[i].region != places[j].region for i in range(500) for j in neighbours(start, to, i)]
    assert np.mean(leaves) == pytest.approx(0.4 * 0.8, abs=0.03)


@pytest.mark.parametrize("each", [3.0, 4.5, 6.0])
def test_the_open_have_as_many_ties_as_the_parameter_says(each: float) -> None:
    _, start, _, _ = ties([200] * 3, insularity=0.0, ties_per_organisation=each)
    assert start[-1] / 600 == pytest.approx(each, rel=0.05)


def test_the_insular_have_fewer_and_weaker_ties() -> None:
    degree, strength, insularity = [], [], []
    for seed in range(5):
        places, start, _, weight = ties([100] * 4, seed)
        degree += np.diff(start).tolist()
        strength += [weight[start[i] : start[i + 1]].sum() for i in range(400)]
        insularity += places["insularity"].tolist()
    third = np.argsort(insularity)
    connected, insular = third[:600], third[-600:]
    assert np.array(degree)[insular].mean() < 0.6 * np.array(degree)[connected].mean()
    assert np.array(strength)[insular].mean() < 0.35 * np.array(strength)[connected].mean()


def test_nobody_talks_to_the_wholly_insular_where_thinning_is_full() -> None:
    places, start, to, weight = ties([30, 30], insularity=0.0, insularity_thinning=1.0)
    assert start[-1] > 0
    places["insularity"][::2] = 1.0
    p, n = parameters(insularity_thinning=1.0), 60
    _, members, begin = people([30, 30], 0.0, 0)
    draw_ties(stream_of(0, 0, Purpose.TIES), places, members, begin, p, start, to, weight)
    assert all(not neighbours(start, to, i) for i in range(0, n, 2))


def test_more_insularity_only_takes_ties_away() -> None:
    """The draws stay where they are: what the more insular sector has, the less insular one has too."""
    _, start, to, _ = ties([40, 40], insularity=0.2)
    _, insular_start, insular_to, _ = ties([40, 40], insularity=0.7)
    for i in range(80):
        assert set(neighbours(insular_start, insular_to, i)) <= set(neighbours(start, to, i))
    assert insular_start[-1] < start[-1]


# Dependencies


def dependencies(counts: list[int], seed: int, **values: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    places, members, begin = people(counts, 0.0, seed)
    n = len(places)
    start, on = np.full(n + 1, -1, np.int32), np.full(DEPENDENCY_SLOTS * n, -1, np.int32)
    draw_dependencies(stream_of(seed, 0, Purpose.TIES), places, members, begin, parameters(**values), start, on)
    return places, start, on


@given(counts=counts_by_region, seed=seeds, each=st.sampled_from([0.0, 0.6, 1.2, 2.0]))
@settings(max_examples=60)
def test_nobody_depends_on_itself_or_twice_on_another(counts: list[int], seed: int, each: float) -> None:
    places, start, on = dependencies(counts, seed, dependencies_per_organisation=each)
    assert start[0] == 0
    assert set(np.diff(start).tolist()) <= {0, 1, 2}
    for i in range(len(places)):
        row = neighbours(start, on, i)
        assert i not in row
        assert len(set(row)) == len(row)
        assert all(0 <= j < len(places) for j in row)
    if each == 0.0:
        assert start[-1] == 0


def test_as_many_depend_as_the_parameters_say_mostly_within_the_region() -> None:
    places, start, on = dependencies([250] * 4, 0)
    assert start[-1] / 1000 == pytest.approx(1.2, rel=0.05)
    near = [places[i].region == places[j].region for i in range(1000) for j in neighbours(start, on, i)]
    assert np.mean(near) == pytest.approx(0.8 + 0.2 / 4, abs=0.03)


# Lists


def links(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    every = [(i, j) for i in range(n) for j in range(i + 1, n)]
    some = np.random.default_rng(seed).permutation(len(every))[: 3 * n]
    pairs = np.array([every[k] for k in sorted(some)], np.int32).reshape(-1, 2)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


def made_from_list(
    first: np.ndarray, second: np.ndarray, given_weight: np.ndarray, n: int, seed: int, insularity: float | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    places, _, _ = people([n], insularity, seed)
    capacity = 2 * len(first)
    start, to, weight = np.full(n + 1, -1, np.int32), np.full(capacity, -1, np.int32), np.full(capacity, np.nan)
    listed_ties(stream_of(seed, 0, Purpose.TIES), places, first, second, given_weight, parameters(), start, to, weight)
    return start, to, weight


@given(n=st.integers(2, 30), seed=seeds, share_given=st.sampled_from([0.0, 0.5, 1.0]))
@settings(max_examples=60)
def test_listed_ties_are_well_formed_and_all_from_the_list(n: int, seed: int, share_given: float) -> None:
    first, second = links(n, seed)
    rng = np.random.default_rng(seed)
    weights = np.where(rng.random(len(first)) < share_given, rng.random(len(first)), np.nan)
    start, to, weight = made_from_list(first, second, weights, n, seed)
    assert_well_formed(start, to, weight)
    made = {(i, j): w for i in range(n) for j, w in
            zip(neighbours(start, to, i), weight[start[i] : start[i + 1]], strict=True)}  # fmt: skip
    listed = {(int(a), int(b)): w for a, b, w in zip(first, second, weights, strict=True)}
    assert {pair for pair in made if pair[0] < pair[1]} <= set(listed)
    # One with a weight is there, with that weight.
    assert all(made[pair] == w for pair, w in listed.items() if not np.isnan(w))


def test_of_a_list_without_weights_as_many_live_as_the_parameters_say() -> None:
    n = 100
    every = np.array([(i, j) for i in range(n) for j in range(i + 1, n)], np.int32)
    first, second = every[:, 0].copy(), every[:, 1].copy()
    start, _, _ = made_from_list(first, second, np.full(len(first), np.nan), n, 0, insularity=0.0)
    assert start[-1] / n == pytest.approx(6.0, rel=0.1)
    insular, _, _ = made_from_list(first, second, np.full(len(first), np.nan), n, 0, insularity=1.0)
    assert insular[-1] < 0.1 * start[-1]


def test_an_empty_list_leaves_nobody_tied() -> None:
    none = np.zeros(0, np.int32)
    start, _, _ = made_from_list(none, none, np.zeros(0), 5, 0)
    assert start.tolist() == [0] * 6


@given(n=st.integers(1, 20), seed=seeds)
def test_rows_keep_each_lists_order(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    first, second = rng.integers(0, n, 40).astype(np.int32), rng.integers(0, n, 40).astype(np.int32)
    start, on = rows_of(first, second, n)
    for i in range(n):
        assert neighbours(start, on, i) == second[first == i].tolist()
    assert start[-1] == 40
