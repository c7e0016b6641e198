"""Pooled paired differences: known differences, three uncertainties that answer to different things."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.exploration.compare import pooled_differences
from tests.exploration.made import OUTCOME, POLICIES, sweep_of


def shifted(by_point: float, by_future: float, mean: float = -2.0):
    """The second alternative differs by a mean, a slope over the first number, and chance."""

    def response(design, noise):
        slope = by_point * (design[:, 0] - 0.5)[:, None]
        difference = mean + slope + by_future * noise[:, :, 1]
        base = 10.0 + 5.0 * noise[:, :, 0]
        return np.stack([base, base + difference], axis=2)

    return response


def row_of(**more):
    by_point, by_future = more.pop("by_point", 4.0), more.pop("by_future", 1.0)
    results = sweep_of({OUTCOME: shifted(by_point, by_future, more.pop("mean", -2.0))}, **more)
    return pooled_differences(results).frame.iloc[0]


@pytest.mark.parametrize("same_futures", [True, False])
def test_each_uncertainty_is_what_it_is_called_at_400_points_of_20_futures(same_futures):
    row = row_of(samples=400, replications=20, same_futures=same_futures)
    assert row["difference"] == pytest.approx(-2.0, abs=0.6)
    assert row["error_low"] < -2.0 < row["error_high"]
    # Chance: 9 of 10 of a standard normal lie within 1.645; assumptions: of a uniform from -2 to 2, within 1.8.
    assert row["futures_high"] - row["futures_low"] == pytest.approx(2 * 1.645, rel=0.25)
    assert row["assumptions_high"] - row["assumptions_low"] == pytest.approx(2 * 1.8, rel=0.08)


def test_points_add_nothing_to_shared_luck():
    few, many = (row_of(samples=n, replications=5, by_point=0.0) for n in (20, 2000))
    widths = [row["error_high"] - row["error_low"] for row in (few, many)]
    assert widths[1] > 0.8 * widths[0]


def test_without_assumptions_that_matter_only_chance_spreads():
    row = row_of(samples=400, replications=20, by_point=0.0, same_futures=False)
    assert row["assumptions_high"] - row["assumptions_low"] < 0.3
    assert row["futures_high"] - row["futures_low"] > 3.0


def test_shares_and_verdict():
    row = row_of(samples=500, replications=10, by_future=0.01, mean=-1.0)
    assert row["better_assumptions"] == pytest.approx(0.75, abs=0.02)
    assert row["better_futures"] == pytest.approx(0.75, abs=0.02)
    assert row["verdict"] == "no clear difference"
    clear = row_of(samples=500, replications=10, by_future=0.01, mean=-1.5)
    assert clear["better_assumptions"] == pytest.approx(0.875, abs=0.02)
    assert clear["verdict"] == "better"


def test_more_can_be_better():
    results = sweep_of({"mean_quality": shifted(0.0, 0.0, mean=3.0)})
    row = pooled_differences(results).frame.iloc[0]
    assert row["verdict"] == "better"
    assert row["better_futures"] == 1.0


def test_one_replication_has_no_spread_over_futures():
    row = row_of(replications=1, same_futures=False)
    assert np.isnan([row["futures_low"], row["futures_high"]]).all()
    assert np.isfinite([row["error_low"], row["assumptions_low"]]).all()


def test_the_best_comes_first():
    def three(design, noise):
        return np.array([5.0, 6.0, 4.0, 5.5]) + 0.0 * noise

    results = sweep_of({OUTCOME: three}, alternatives=POLICIES)
    assert pooled_differences(results).of(OUTCOME)["alternative"].tolist() == [POLICIES[2], POLICIES[3], POLICIES[1]]


def test_no_clear_difference_says_what_is_wanting():
    results = sweep_of({OUTCOME: shifted(4.0, 0.01, -1.0)}, samples=500, replications=10)
    said = " ".join(pooled_differences(results).sentences)
    assert "better in 75 of 100 futures and 75 of 100 sets of assumptions, and both would have to reach 80" in said


def test_a_large_error_does_not_round_the_spread_away():
    """Two shared futures leave an error of many; what assumptions do is still told."""
    results = sweep_of({OUTCOME: shifted(2.0, 3.0)}, samples=200, replications=2)
    said = " ".join(pooled_differences(results).sentences)
    assert "between 0 and 0" not in said
    assert "simulation error ±" in said
