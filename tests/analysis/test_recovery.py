"""Recovery of a cohort fixed before policies branch: known curves, known means, coverage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.recovery import Recovery, recovery_of
from simulation.policies import load_policy
from simulation.regulation.policy import Policy


@dataclass
class Years:
    quarters: int = 80


@dataclass
class Played:
    """As much of a simulation as recovery looks at."""

    label: str
    policy: Policy
    outcomes: pd.DataFrame
    recoveries: np.ndarray
    scenario: Years


def played(label: str, recoveries: np.ndarray, cohort: np.ndarray, quarters: int = 80) -> Played:
    outcomes = pd.DataFrame({"cohort": cohort.astype(float)}, index=pd.RangeIndex(len(cohort), name="run"))
    return Played(label, load_policy(label), outcomes, recoveries.astype(float), Years(quarters))


def recovered(*policies: Played) -> Recovery:
    return recovery_of(policies, policies[0], 0)  # type: ignore[arg-type]


def test_means_and_curves_of_a_known_case() -> None:
    # Two worlds: of four, one recovers in quarter 3 and one in 10; of one, nobody does.
    times = np.zeros((2, 21))
    times[0, [3, 10]] = 1
    found = recovered(played("last-resort", times, np.array([4, 1])))
    row = found.table.iloc[0]
    assert row["quarters"] == pytest.approx((3 + 10 + 20 + 20 + 20) / 5)
    assert row["recovered"] == pytest.approx(0.4)
    assert row["difference"] == row["difference_low"] == row["difference_high"] == 0.0
    curve = found.curves.set_index("quarter")["recovered"]
    assert curve.loc[[0, 2, 3, 9, 10, 20]].tolist() == pytest.approx([0, 0, 0.2, 0.2, 0.4, 0.4])
    assert (found.horizon, found.cohort, found.futures, found.baseline) == (20, 2.5, 2, "last-resort")


def test_years_that_end_sooner_restrict_the_mean() -> None:
    times = np.zeros((2, 21))
    times[:, 5] = 1
    found = recovered(played("ladder", times, np.array([1, 2]), quarters=20))
    assert found.horizon == 17
    assert found.table["quarters"][0] == pytest.approx((5 + 5 + 17) / 3)


def test_nobody_failing_is_no_answer() -> None:
    found = recovered(played("ladder", np.zeros((3, 21)), np.zeros(3)))
    assert np.isnan(found.table["quarters"][0])
    assert found.curves["recovered"].isna().all()


def test_other_futures_are_refused() -> None:
    first = played("ladder", np.zeros((3, 21)), np.ones(3))
    other = played("hands-off", np.zeros((4, 21)), np.ones(4))
    with pytest.raises(ValueError, match="same futures"):
        recovered(first, other)


@pytest.mark.parametrize(
    ("repeats", "least", "most"), [(80, 0.88, 1.0), pytest.param(1_000, 0.93, 0.97, marks=pytest.mark.slow)]
)
def test_intervals_of_the_difference_cover_it(repeats: int, least: float, most: float) -> None:
    """Worlds share their luck among policies and organisations; still 93 to 97 of 100 intervals cover the truth."""
    chance, covered = np.random.default_rng(8), 0
    grid = np.arange(1, 21)
    chances = [0.05, 0.08]
    # The expected restricted time when the chance of a quarter is that of the policy times the world's luck.
    luck = np.array([0.5, 1.5])
    expected = [np.mean([((1 - p * good) ** np.arange(20)).sum() for good in luck]) for p in chances]
    for seed in range(repeats):
        cohort = chance.poisson(8, 100)
        good = luck[chance.integers(2, size=100)]
        simulations = []
        for label, p in zip(("last-resort", "ladder"), chances, strict=True):
            hazard = (p * good)[:, None]
            share = np.concatenate([np.zeros((100, 1)), hazard * (1 - hazard) ** (grid - 1)], axis=1)
            share = np.concatenate([share, 1 - share.sum(axis=1, keepdims=True)], axis=1)
            simulations.append(played(label, chance.multinomial(cohort, share)[:, :21], cohort))
        row = recovery_of(simulations, simulations[0], seed).table.iloc[1]  # type: ignore[arg-type]
        covered += row["difference_low"] <= expected[1] - expected[0] <= row["difference_high"]
    assert least <= covered / repeats <= most
