"""Bands over futures, on series whose quantiles are known."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.analysis.bands import bands_of, quantile_bands
from simulation.analysis.seen_and_true import seen_and_true
from tests.analysis.played import Planted, with_series


def ramp() -> np.ndarray:
    """101 futures whose shares are 0, 0.01, ... 1 in the first quarter and half of that in the second."""
    first = np.linspace(0.0, 1.0, 101)[:, None]
    return np.concatenate([first, first / 2], axis=1)


def test_quantiles_of_known_numbers() -> None:
    bands = quantile_bands(100 * ramp())
    assert list(bands.columns) == ["mean", "low_90", "low_50", "median", "high_50", "high_90"]
    np.testing.assert_allclose(bands.iloc[0], [50, 5, 25, 50, 75, 95])
    np.testing.assert_allclose(bands.iloc[1], [25, 2.5, 12.5, 25, 37.5, 47.5])


def test_shares_are_counted_in_organisations_and_quality_is_not() -> None:
    planted = with_series("ladder", failing=ramp(), quality=60 + ramp())
    failing = bands_of([planted], "failing")
    assert (failing.unit, failing.futures) == ("councils", 101)
    np.testing.assert_allclose(failing.table["median"], [20, 10])
    np.testing.assert_allclose(failing.table["year"], [0.25, 0.5])
    quality = bands_of([planted], "quality")
    assert quality.unit == "points of quality"
    np.testing.assert_allclose(quality.table["median"], [60.5, 60.25])


def test_policies_keep_their_order_and_titles() -> None:
    bands = bands_of(
        [with_series(label, failing=ramp()) for label in ("ladder:hold=6", "hands-off")], baseline="hands-off"
    )
    assert bands.titles == {"ladder:hold=6": "Ladder (hold 6)", "hands-off": "Hands off"}
    assert bands.table["policy"].drop_duplicates().tolist() == list(bands.titles)
    assert len(bands.of("hands-off")) == 2


def test_without_series_it_says_what_to_do() -> None:
    planted = with_series("ladder", failing=ramp())
    bare = Planted("ladder", planted.outcomes)
    with pytest.raises(ValueError, match=r"ladder kept no series; simulate with Recording\(series=True\)"):
        bands_of([bare])


def test_futures_must_be_the_same() -> None:
    with pytest.raises(ValueError, match="same futures"):
        bands_of([with_series("ladder", failing=ramp()), with_series("hands-off", failing=ramp()[:50])])
    with pytest.raises(ValueError, match="no simulation"):
        bands_of([])


def test_seen_and_true_reads_off_the_years() -> None:
    quarters = np.arange(1, 17) / 100.0
    planted = with_series(
        "ladder",
        failing=np.stack([quarters, 3 * quarters]),
        reported_failing=np.stack([quarters] * 2),
        designated=np.zeros((2, 16)),
    )
    seen = seen_and_true([planted])
    assert seen.marks == (1, 3), "year 5 is not simulated"
    assert seen.at_marks["year"].tolist() == [1, 3]
    np.testing.assert_allclose(seen.at_marks["failing"], [40 * 2 * 0.04, 40 * 2 * 0.12])
    np.testing.assert_allclose(seen.at_marks["reported_failing"], [40 * 0.04, 40 * 0.12])
    np.testing.assert_allclose(seen.at_marks["designated"], [0, 0])
    assert len(seen.of("ladder", "failing")) == 16
