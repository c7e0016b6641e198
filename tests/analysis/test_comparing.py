"""``compare``: the same futures for all, paired, with and without assumptions, to a precision."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.analysis.differences import DIFFERENCE_COLUMNS
from simulation.batches import simulate
from simulation.errors import InputError
from simulation.outcomes import OUTCOMES
from simulation.policies import load_policy
from tests.analysis.small import POLICIES, SMALL_SECTOR


def test_each_policy_has_the_futures_that_it_has_alone(small: Comparison) -> None:
    alone = simulate(SMALL_SECTOR, "hands-off", runs=[5, 20], seed=3)
    pd.testing.assert_frame_equal(small["hands-off"].outcomes.loc[[5, 20]], alone.outcomes)
    assert small.labels == tuple(POLICIES.split(","))
    assert small.baseline == "last-resort"
    assert small.runs == 24


def test_differences_are_paired(small: Comparison) -> None:
    table = small.differences("mean_quality").set_index("policy")
    assert tuple(table.reset_index()[list(DIFFERENCE_COLUMNS)].columns) == DIFFERENCE_COLUMNS
    by_hand = small["improvement-boards"].outcomes["mean_quality"] - small["last-resort"].outcomes["mean_quality"]
    row = table.loc["improvement-boards"]
    assert row["difference"] == pytest.approx(by_hand.mean())
    assert row["error_low"] < row["difference"] < row["error_high"]
    assert row["futures_low"] == pytest.approx(np.quantile(by_hand, 0.05, method="median_unbiased"))
    assert row["better_futures"] == pytest.approx((by_hand > 0).mean())
    assert (row["futures"], row["draws"]) == (24, 12)
    assert row["assumptions_low"] <= row["uncertain_difference"] <= row["assumptions_high"]
    assert row["unit"] == "points"


def test_uncertain_futures_share_chance_with_those_as_assumed(small: Comparison) -> None:
    assert small.assumptions is not None
    alone = simulate(SMALL_SECTOR, "ladder", runs=4, seed=3, assumptions=small.assumptions)
    again = compare(SMALL_SECTOR, "ladder", baseline="last-resort", runs=4, seed=3)
    pd.testing.assert_frame_equal(again.under_plausible("ladder").outcomes, alone.outcomes)
    assert len(small.drawn_assumptions()) == 12
    assert small.drawn_assumptions()["linkage"].nunique() == 12


def test_a_policy_against_itself_is_exactly_no_difference() -> None:
    alone = compare(SMALL_SECTOR, "ladder", baseline="ladder", runs=24)
    assert alone.labels == ("ladder",)
    table = alone.all_differences
    columns = [c for c in DIFFERENCE_COLUMNS if c.endswith(("difference", "low", "high")) and c != "verdict"]
    values = table[columns].to_numpy(float)
    assert (values[~np.isnan(values)] == 0.0).all()
    assert (table.loc[table["outcome"] == "harm", columns] == 0.0).all(axis=None)
    assert set(table["verdict"]) == {"no clear difference", "not judged"}
    assert alone.headline().policy is None


def test_an_equal_policy_is_exactly_no_difference() -> None:
    nobody_comes = {"central_intervention.capacity": 0}
    equal = compare(SMALL_SECTOR, ["last-resort", "central-early"], runs=4, settings=nobody_comes)
    row = equal.differences().iloc[0]
    assert row["difference"] == row["assumptions_high"] == 0.0
    assert row["verdict"] == "no clear difference"
    assert "about as many failing councils" in equal.headline().as_assumed


def test_fixed_draws_nothing() -> None:
    fixed = compare(SMALL_SECTOR, "hands-off,last-resort", runs=3, uncertain=False)
    assert fixed.across == ()
    assert fixed.draws is None
    assert fixed.drawn_assumptions().empty
    row = fixed.differences().iloc[0]
    assert (row["policy"], row["draws"]) == ("hands-off", 0)
    assert np.isnan(row["assumptions_low"])
    assert set(fixed.outcomes()["assumptions"]) == {"as assumed"}
    assert fixed.headline().across == ""


def test_workers_change_nothing() -> None:
    one, two = (compare(SMALL_SECTOR, "ladder", runs=7, workers=workers) for workers in (1, 2))
    pd.testing.assert_frame_equal(one.outcomes(), two.outcomes())
    pd.testing.assert_frame_equal(one.all_differences, two.all_differences)
    pd.testing.assert_frame_equal(one.series(), two.series())


def test_the_baseline() -> None:
    def baseline(policies: str, asked: str | None = None) -> tuple[str, tuple[str, ...]]:
        found = compare(SMALL_SECTOR, policies, baseline=asked, runs=1, uncertain=False)
        return found.baseline, found.labels

    assert baseline("ladder,hands-off") == ("ladder", ("ladder", "hands-off"))
    assert baseline("ladder,last-resort") == ("last-resort", ("ladder", "last-resort"))
    assert baseline("ladder") == ("last-resort", ("last-resort", "ladder"))
    assert baseline("last-resort") == ("last-resort", ("last-resort",))
    assert baseline("ladder", "hands-off") == ("hands-off", ("hands-off", "ladder"))
    assert baseline("ladder,ladder:hold=6", "ladder:hold=6")[0] == "ladder:hold=6"


def test_policies_themselves() -> None:
    given = compare(SMALL_SECTOR, [load_policy("ladder"), "hands-off"], baseline=load_policy("hands-off"), runs=1)
    assert (given.labels, given.baseline) == (("ladder", "hands-off"), "hands-off")


def test_precision_adds_futures_in_hundreds_until_it_is_reached() -> None:
    seen: list[tuple[str, int, int]] = []
    found = compare(
        SMALL_SECTOR, "hands-off,last-resort", runs=10, uncertain=False, precision=0.06, outcome="mean_quality",
        progress=lambda *told: seen.append(told),
    )  # fmt: skip
    assert found.runs > 100
    assert found.runs % 100 == 10
    row = found.differences().iloc[0]
    assert (row["error_high"] - row["error_low"]) / 2 <= 0.06
    assert found["hands-off"].outcomes.index.tolist() == list(range(found.runs))
    assert seen[0] == ("as assumed", 0, 10)
    assert seen[-1][1:] == (100, 100)
    assert "that narrows nothing else" in found.headline().error


def test_precision_is_known_after_one_future() -> None:
    assert compare(SMALL_SECTOR, "ladder", runs=1, uncertain=False, precision=50.0).runs == 101


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"runs": 0}, "runs is 0; it must be a whole number from 1 up"),
        ({"runs": True}, "runs is True"),
        ({"runs": 2.5}, "runs is 2.5"),
        ({"seed": -1}, "seed is -1; it must be a whole number from 0 up"),
        ({"workers": 0}, "workers is 0"),
        ({"precision": 0.0}, "precision is 0; it must be above 0"),
        ({"precision": float("nan")}, "precision is nan"),
        ({"precision": "a"}, 'precision is "a"'),
        ({"precision": 1e-6, "runs": 4}, "would take about"),
        ({"outcome": "harms"}, "harms is not an outcome; did you mean harm?"),
        ({"outcome": "person_years_failing"}, "sizes"),
        ({"policies": "lader"}, "did you mean ladder?"),
        ({"policies": ["ladder", "ladder"]}, "more than once"),
        ({"policies": []}, "no policy is named"),
        ({"baseline": "lader"}, "did you mean ladder?"),
        ({"settings": {"linkge": 1}}, "did you mean linkage?"),
        ({"years": 2}, "between 5 and 50"),
    ],
)
def test_wrong_input_is_told(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told.replace("?", r"\?")):
        compare(SMALL_SECTOR, **({"policies": "ladder", "runs": 1, "uncertain": False} | wrong))  # type: ignore[arg-type]


def test_tables_are_tidy(small: Comparison) -> None:
    outcomes = small.outcomes()
    assert list(outcomes.columns) == ["run", "policy", "assumptions", "draw", *(o.name for o in OUTCOMES)]
    assert len(outcomes) == 2 * 4 * 24
    assert outcomes.loc[outcomes["assumptions"] == "as assumed", "draw"].isna().all()
    assert outcomes.loc[outcomes["assumptions"] == "uncertain", "draw"].nunique() == 12
    series = small.series()
    assert len(series) == 2 * 4 * 20 * len(small.simulations[0].series_names)
    failing = series.query("policy == 'hands-off' and measure == 'failing' and assumptions == 'as assumed'")
    mean = small["hands-off"].outcomes["failing_share"].mean()
    assert failing["mean"].mean() == pytest.approx(mean)
    summary = small.summary()
    assert summary.index.tolist() == list(small.labels)
    assert (summary["harm_low"] < summary["harm"]).all()
    recovery = small.recovery()
    assert recovery.table["policy"].tolist() == list(small.labels)
    assert recovery.horizon == 17
    assert recovery.table.loc[0, "difference"] == 0.0
    assert small.all_differences.groupby("outcome").size().eq(3).all()
