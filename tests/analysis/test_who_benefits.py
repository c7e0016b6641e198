"""Who gains: the groups' years add up to what the comparison says, and a policy against itself gives nil."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.analysis.who_benefits import INSULARITY_THIRDS, grouped_means, thirds, who_benefits
from tests.analysis.small import SMALL_SECTOR


def test_groups_add_up_to_the_comparison(small: Comparison) -> None:
    who = who_benefits(small, "brokered-early")
    difference = small.differences("failing_years").set_index("policy").loc["brokered-early", "difference"]
    mean = small["last-resort"].outcomes["failing_years"].mean()
    for by in ("region", "insularity"):
        rows = who.of(by)
        assert (rows["difference"] * rows["organisations"]).sum() == pytest.approx(difference)
        assert (rows["baseline"] * rows["organisations"]).sum() == pytest.approx(mean)
        assert rows["organisations"].sum() == pytest.approx(len(small.sector))
    assert who.of("region")["group"].tolist() == ["North", "South"]
    assert who.futures == small.runs


def test_it_speaks_of_the_headline_where_no_policy_is_named(small: Comparison) -> None:
    assert who_benefits(small).policy in set(small.summary()["title"])


def test_a_policy_against_itself_gives_exact_zeros() -> None:
    alone = compare(SMALL_SECTOR, "last-resort", runs=4, uncertain=False)
    table = who_benefits(alone).table
    assert (table[["difference", "error_low", "error_high", "futures_low", "futures_high"]] == 0.0).all(axis=None)
    assert set(table["verdict"]) == {"no clear difference"}


def test_the_parts_in_which_futures_are_followed_change_nothing(
    small: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = who_benefits(small, "hands-off").table
    monkeypatch.setattr("simulation.analysis.who_benefits._PANEL_BYTES", 100_000)
    assert who_benefits(small, "hands-off").table.equals(at_once)


def test_thirds_are_by_rank_within_each_future() -> None:
    values = np.array([[0.9, 0.1, 0.5, 0.2, 0.8, 0.6], [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]])
    assert thirds(values).tolist() == [[2, 0, 1, 0, 2, 1], [0, 0, 1, 1, 2, 2]]
    assert np.bincount(thirds(np.arange(10.0)[None])[0], minlength=len(INSULARITY_THIRDS)).tolist() == [4, 3, 3]


def test_means_of_groups_are_exact_and_an_empty_group_has_none() -> None:
    values, group = np.array([[1.0, 3.0, 10.0], [2.0, 4.0, 6.0]]), np.array([[0, 0, 1], [1, 0, 1]])
    np.testing.assert_array_equal(grouped_means(values, group, 3), [[2.0, 10.0, np.nan], [4.0, 4.0, np.nan]])
