"""Choosing the highest few: the same as a stable sort, however many are asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulation.ranking import choose_highest

scores = arrays(
    np.float64,
    st.integers(0, 130),
    elements=st.one_of(st.integers(-3, 3).map(float), st.floats(-1e9, 1e9), st.just(-np.inf)),
)


def highest(score: np.ndarray, count: int) -> list[int]:
    chosen = np.full(score.shape[0], -7, np.int64)
    found = choose_highest(score, count, chosen)
    assert (chosen[found:] == -7).all()
    return chosen[:found].tolist()


def by_sorting(score: np.ndarray, count: int) -> list[int]:
    order = np.argsort(-score, kind="stable").tolist()
    return [i for i in order[: max(count, 0)] if score[i] > -np.inf]


@given(score=scores, count=st.integers(-2, 140))
def test_it_is_a_stable_sort_from_the_top(score: np.ndarray, count: int) -> None:
    assert highest(score, count) == by_sorting(score, count)


@given(score=scores, count=st.integers(0, 130))
def test_whom_few_are_chosen_from_begins_whom_more_are(score: np.ndarray, count: int) -> None:
    assert highest(score, count) == highest(score, count + 1)[:count]


@pytest.mark.parametrize("count", [1, 3, 48, 99, 100])
def test_ties_go_by_index(count: int) -> None:
    assert highest(np.zeros(100), count) == list(range(count))


def test_minus_infinity_is_never_chosen() -> None:
    assert highest(np.array([-np.inf, 1.0, -np.inf]), 3) == [1]
    assert highest(np.full(60, -np.inf), 60) == []
