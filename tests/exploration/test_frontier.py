"""Cost against harm: who is on the frontier, and how sure that is."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.exploration.cost_and_harm import frontier
from tests.exploration.made import OUTCOME, POLICIES, sweep_of

COST = np.array([1.0, 2.0, 3.0, 3.0])
HARM = np.array([9.0, 5.0, 6.0, 2.0])


def of(harm_noise: float, **more):
    return frontier(
        sweep_of(
            {OUTCOME: lambda d, n: HARM + harm_noise * n, "cost_a_year": lambda d, n: COST + 0.0 * n},
            alternatives=POLICIES,
            **more,
        )
    )


def test_the_frontier_of_fixed_numbers_is_certain():
    found = of(0.0)
    assert found.frame["on_frontier"].tolist() == [True, True, False, True]
    assert found.frame["frontier_share"].tolist() == [1.0, 1.0, 0.0, 1.0]
    assert found.frame["frontier_points"].tolist() == [1.0, 1.0, 0.0, 1.0]
    assert found.edge["alternative"].tolist() == [POLICIES[0], POLICIES[1], POLICIES[3]]


def test_shared_futures_are_resampled_too():
    """With 4 futures for all of 500 points, what separates harms of 5 and 6 is luck in so many of 100 resamples."""
    shared, own = (of(3.0, samples=500, same_futures=same).frame["frontier_share"] for same in (True, False))
    assert 0.02 < shared[2] < 0.98 or 0.02 < shared[1] < 0.98
    assert own[2] < 0.02


def test_twins_are_on_the_frontier_half_of_the_time():
    """Two alternatives of equal cost whose mean harm is the same: each is on it in about half of all resamples."""

    def harm(design, noise):
        own = np.random.default_rng(0).normal(size=noise.shape)
        return own - own.mean(axis=(0, 1))

    found = frontier(
        sweep_of({OUTCOME: harm, "cost_a_year": lambda d, n: 1.0 + 0.0 * n}, samples=200, same_futures=False)
    )
    assert found.frame["frontier_share"].to_numpy() == pytest.approx([0.5, 0.5], abs=0.1)


def test_intervals_hold_the_truth():
    frame = of(1.0, samples=300, replications=10).frame
    assert (frame["harm_low"] < HARM).all()
    assert (frame["harm_high"] > HARM).all()


def test_alternatives_with_the_same_means_are_told_once():
    offsets = np.array([0.0, -5.0, -5.0, 3.0])
    costs = np.array([1.0, 2.0, 2.0, 3.0])
    results = sweep_of(
        {OUTCOME: lambda d, n: 20.0 + offsets + 0.0 * n, "cost_a_year": lambda d, n: costs + 0.0 * n},
        alternatives=POLICIES,
    )
    found = frontier(results)
    assert found.distinct["equals"].tolist() == [0, 1, 0]
    assert '"Brokered peer support, early" (100; 1 more with the same means)' in found.sentences[0]
    assert "Improvement boards" not in found.sentences[0]
    assert found.frame["on_frontier"].tolist() == [True, True, True, False]


def test_the_sentence_goes_from_the_cheapest():
    sentence = of(0.0).sentences[0]
    assert sentence.index("Centre as last resort") < sentence.index("Brokered peer support, early")
    assert "with the number of 100 resamples in which that holds" in sentence
    assert '"Centre as last resort" (100)' in sentence


@pytest.mark.parametrize(
    ("outcomes", "ask", "message"),
    [
        ({OUTCOME: lambda d, n: n}, {}, "kept no cost"),
        ({"cost_a_year": lambda d, n: n}, {}, "kept no outcome of which less is better"),
        ({"cost_a_year": lambda d, n: n, "mean_quality": lambda d, n: n}, {"harm": "mean_quality"}, "be an axis"),
    ],
)
def test_mistakes_are_said(outcomes, ask, message):
    with pytest.raises(InputError, match=message):
        frontier(sweep_of(outcomes), **ask)
