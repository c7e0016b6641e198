"""Differences in order, the best first, whichever way is better."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.analysis.ordered import ordered_differences
from tests.analysis.small import SMALL_SECTOR


def table() -> pd.DataFrame:
    rows = [("a", 1.0), ("b", -2.0), ("c", 0.5)]
    parts = [
        {"policy": policy, "outcome": outcome, "difference": value, "futures": 50, "draws": 0}
        for outcome in ("failing_organisations", "mean_quality")
        for policy, value in rows
    ]
    return pd.DataFrame(parts)


def test_the_best_comes_first() -> None:
    fewer = ordered_differences(table(), SMALL_SECTOR, "Base")
    assert fewer.table["policy"].tolist() == ["b", "c", "a"]
    assert (fewer.unit, fewer.futures, fewer.draws) == ("councils", 50, 0)
    more = ordered_differences(table(), SMALL_SECTOR, "Base", "mean_quality")
    assert more.table["policy"].tolist() == ["a", "c", "b"]


def test_an_outcome_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no outcome cost"):
        ordered_differences(table(), SMALL_SECTOR, "Base", "cost")
