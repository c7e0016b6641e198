"""Regret, satisficing, undesirable deviation and ranks where they can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulation.analysis.ranks import agreement_of_ranks
from simulation.errors import InputError
from simulation.exploration.robustness import regrets, robustness, undesirable_deviation
from tests.exploration.made import OUTCOME, POLICIES, sweep_of


def crossing(design, noise):
    """One alternative is the first number x, the other 1 - x: the regret of each is max(0, 2x - 1), max(0, 1 - 2x)."""
    x = design[:, 0][:, None, None]
    return x * np.array([1.0, -1.0]) + np.array([0.0, 1.0]) + 0.0 * noise


def test_regret_of_two_lines_that_cross_at_1000_points():
    frame = robustness(sweep_of({OUTCOME: crossing}, samples=1000)).frame
    assert frame["regret_max"].to_numpy() == pytest.approx([1.0, 1.0], abs=0.005)
    assert frame["regret_90"].to_numpy() == pytest.approx([0.8, 0.8], abs=0.005)
    assert frame["regret_mean"].to_numpy() == pytest.approx([0.25, 0.25], abs=0.005)
    assert frame["deviation"].to_numpy() == pytest.approx([0.125, 0.125], abs=0.005)
    assert frame["best_share"].to_numpy() == pytest.approx([0.5, 0.5], abs=0.005)
    assert frame["rank"].to_numpy() == pytest.approx([1.5, 1.5], abs=0.005)
    assert (frame["regret_90_low"] < 0.8).all()
    assert (frame["regret_90_high"] > 0.8).all()


def test_the_order_turns_round_at_every_second_point():
    found = robustness(sweep_of({OUTCOME: crossing}, samples=1000))
    assert found.agreement == pytest.approx(0.0, abs=0.01)
    assert "another order" in found.sentences[-1]


def test_satisficing_is_the_share_of_futures_that_reach_the_target():
    found = robustness(sweep_of({OUTCOME: crossing}, samples=1000, same_futures=False, targets={OUTCOME: 0.3}))
    assert found.frame["satisficing"].to_numpy() == pytest.approx([0.3, 0.3], abs=0.005)
    assert (found.frame["satisficing_low"] < 0.3).all()
    assert any("target is reached most often" in sentence for sentence in found.sentences)


def test_satisficing_where_more_is_better():
    results = sweep_of({"mean_quality": crossing}, samples=1000, targets={"mean_quality": 0.3})
    assert robustness(results).frame["satisficing"].to_numpy() == pytest.approx([0.7, 0.7], abs=0.005)


def test_the_interval_of_the_90th_percentile_covers_it():
    """Of exponential regrets at 200 points: the true 90th percentile is ln 10."""
    covered = []
    for seed in range(40):
        generator = np.random.default_rng(seed)
        drawn = generator.exponential(size=(200, 1, 1))

        def worse(design, noise, drawn=drawn):
            return np.concatenate([0.0 * noise[:, :, :1], drawn + 0.0 * noise[:, :, 1:]], axis=2)

        row = robustness(sweep_of({OUTCOME: worse}, replications=1)).frame.iloc[1]
        covered.append(row["regret_90_low"] <= np.log(10) <= row["regret_90_high"])
    assert np.mean(covered) >= 0.85


@given(arrays(float, (7, 4), elements=st.floats(-100, 100)))
def test_regret_is_never_below_nil_and_somebody_has_none(expected):
    found = regrets(expected)
    assert (found >= 0.0).all()
    assert (found.min(axis=1) == 0.0).all()
    assert regrets(expected + np.arange(7.0)[:, None]) == pytest.approx(found, abs=1e-9)


@given(arrays(float, 9, elements=st.floats(-100, 100)), st.floats(-50, 50))
def test_a_shift_is_no_deviation(values, shift):
    (plain,), (moved,) = (undesirable_deviation(v[:, None]) for v in (values, values + shift))
    assert moved == pytest.approx(plain, abs=1e-6)


@given(st.permutations([1.0, 2.0, 3.0, 4.0]))
def test_the_same_order_everywhere_agrees_wholly(order):
    assert agreement_of_ranks(np.array([order] * 5)) == pytest.approx(1.0)


def test_ties_everywhere_say_nothing():
    assert np.isnan(agreement_of_ranks(np.full((4, 3), 2.0)))


def test_the_most_robust_is_named():
    def dominated(design, noise):
        return np.array([1.0, 0.0]) + 0.0 * noise

    found = robustness(sweep_of({OUTCOME: dominated}))
    assert found.most_robust["alternative"] == POLICIES[1]
    assert found.sentences[0].startswith('"Brokered peer support, early" is most robust')
    assert "it is best in 100 of 100 sets" in found.sentences[0]


@pytest.mark.parametrize(
    ("sweep", "message"),
    [
        (lambda: sweep_of({OUTCOME: lambda d, n: n}, alternatives=POLICIES[:1]), "needs two"),
        (lambda: sweep_of({"designations": crossing}), "neither more nor less"),
    ],
)
def test_mistakes_are_said(sweep, message):
    with pytest.raises(InputError, match=message):
        robustness(sweep())
