"""Cases: members that depend on each other, joined as far as one lead can hold them together. S2."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.regulation.cases import CASE_SIZE, cases_among, highest_in_case
from tests.building import bench, neighbours


def cases(seed: int, n: int, share: float, each: float = 1.2) -> tuple[np.ndarray, np.ndarray, np.ndarray, nx.Graph]:
    """Members, their case, its size, and the graph of the dependencies among them."""
    bed = bench(n, seed=seed, quarters=1, dependencies_per_organisation=each)
    members = np.random.default_rng(seed).random(n) < share
    case, size = np.full(n, -7), np.full(n, -7)
    cases_among(members, bed.run(), case, size)
    graph = nx.Graph()
    graph.add_nodes_from(np.flatnonzero(members).tolist())
    world = bed.worlds.world
    for i in graph.nodes:
        for j in neighbours(world.dependency_start[0], world.dependency_on[0], i):
            if members[j]:
                graph.add_edge(i, j)
    return members, case, size, graph


seeds = st.integers(0, 2**32 - 1)
counts = st.integers(2, 60)
shares = st.sampled_from([0.1, 0.3, 0.6, 1.0])


@given(seed=seeds, n=counts, share=shares)
@settings(max_examples=150)
def test_small_components_are_cases_and_large_ones_are_divided(seed: int, n: int, share: float) -> None:
    members, case, size, graph = cases(seed, n, share)
    assert (case[~members] == -1).all()
    assert (size[~members] == 0).all()
    for component in nx.connected_components(graph):
        together = {int(case[i]) for i in component}
        if len(component) <= CASE_SIZE:
            assert together == {min(component)}
        else:
            assert len(together) >= np.ceil(len(component) / CASE_SIZE)
            assert together <= component


@given(seed=seeds, n=counts, share=shares, each=st.sampled_from([1.2, 2.0]))
@settings(max_examples=150)
def test_a_case_hangs_together_and_is_led_by_its_lowest_index(seed: int, n: int, share: float, each: float) -> None:
    members, case, size, graph = cases(seed, n, share, each)
    for lead in set(case[members].tolist()):
        held = np.flatnonzero(case == lead).tolist()
        assert min(held) == lead
        assert len(held) <= CASE_SIZE
        assert nx.is_connected(graph.subgraph(held))
        assert set(size[held].tolist()) == {len(held)}


def test_a_chain_of_eight_is_divided_at_six() -> None:
    bed = bench(8, quarters=1)
    bed.worlds.world.dependency_start[0] = [*range(8), 7]
    bed.worlds.world.dependency_on[0, :7] = range(1, 8)
    case, size = np.empty(8, np.int64), np.empty(8, np.int64)
    cases_among(np.ones(8, np.bool_), bed.run(), case, size)
    assert case.tolist() == [0] * 6 + [6] * 2
    assert size.tolist() == [6] * 6 + [2] * 2


def test_the_most_urgent_in_need_lifts_those_in_need_in_its_case() -> None:
    case = np.array([0, 0, 2, 0, -1])
    priority = np.array([1.0, 5.0, 3.0, 9.0, 7.0])
    wanted = np.array([True, True, True, False, False])
    out = np.empty(5)
    highest_in_case(case, priority, wanted, out)
    assert out.tolist() == [5.0, 5.0, 3.0, -np.inf, -np.inf]
