"""What the view offers that takes a loop: ranks, and counts over dependencies, run by run."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulation.networks import rows_of
from simulation.regulation.counting import dependants_in, dependencies_in, highest


@given(seed=st.integers(0, 2**32 - 1), runs=st.integers(1, 4), n=st.integers(1, 20))
def test_counts_over_dependencies_are_those_of_the_edge_list(seed: int, runs: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    edges = [sorted(set(zip(*rng.integers(0, n, (2, 2 * n)).tolist(), strict=True))) for _ in range(runs)]
    mask = rng.random((runs, n)) < 0.4
    start, on = np.zeros((runs, n + 1), np.int32), np.zeros((runs, 2 * n), np.int32)
    for r, pairs in enumerate(edges):
        first, second = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
        start[r], row = rows_of(first, second, n)
        on[r, : len(row)] = row
    depends, depended = dependencies_in(start, on, mask), dependants_in(start, on, mask)
    for r, pairs in enumerate(edges):
        for i in range(n):
            assert depends[r, i] == sum(mask[r, b] for a, b in pairs if a == i)
            assert depended[r, i] == sum(mask[r, a] for a, b in pairs if b == i)


@given(seed=st.integers(0, 2**32 - 1), runs=st.integers(1, 4), n=st.integers(1, 20))
def test_the_highest_are_each_runs_own(seed: int, runs: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    score, count = rng.integers(0, 5, (runs, n)).astype(float), rng.integers(0, n + 2, runs)
    found = highest(score, count)
    for r in range(runs):
        order = np.argsort(-score[r], kind="stable")[: count[r]]
        assert set(np.flatnonzero(found[r]).tolist()) == set(order.tolist())
