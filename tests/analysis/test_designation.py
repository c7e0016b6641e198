"""The fall after designation: an exact identity, and known falls where they are planted."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from simulation.analysis.designation import (
    TERMS,
    Reading,
    decompose,
    designation_panels,
    fall_after_designation,
    first_designations,
)
from simulation.panel import Panel
from simulation.parameters import REGISTER
from simulation.policies import load_policy
from tests.analysis.played import Planted
from tests.analysis.small import SMALL_SECTOR


def readings() -> st.SearchStrategy[Reading]:
    def values(low: float, high: float) -> st.SearchStrategy[np.ndarray]:
        return arrays(float, 5, elements=st.floats(low, high))

    return st.builds(Reading, values(0, 100), values(-20, 120), values(0, 1))


@given(readings(), readings(), st.floats(0, 1), st.floats(0, 100))
def test_the_parts_add_up(first: Reading, second: Reading, concealment: float, bent_below: float) -> None:
    parts = decompose(first, second, concealment, bent_below)
    assert tuple(parts) == TERMS
    whole = sum(parts[term] for term in TERMS)
    np.testing.assert_allclose(whole, second.reported - first.reported, rtol=0, atol=1e-9)


def test_each_part_is_what_its_name_says() -> None:
    """Halfway honest at 40 conceals .5 x .8 x 20 = 8; fully honest at 40 nothing; half honest at 30 conceals 12."""

    def reading(quality: float, honesty: float, noise: float = 0.0) -> Reading:
        reported = quality + (1 - honesty) * 0.8 * (60 - quality) + noise
        return Reading(*(np.array([v]) for v in (quality, reported, honesty)))

    def parts(first: Reading, second: Reading) -> list[float]:
        return [float(v[0]) for v in decompose(first, second, 0.8, 60.0).values()]

    assert parts(reading(40, 0.5), reading(40, 1.0)) == pytest.approx([0, 0, -8, 0])
    assert parts(reading(40, 0.5), reading(30, 0.5)) == pytest.approx([-10, 4, 0, 0])
    assert parts(reading(40, 0.5), reading(40, 0.5, noise=3)) == pytest.approx([0, 0, 0, 3])


def test_first_designations_have_their_window() -> None:
    designated = np.zeros((1, 12, 6), np.int8)
    designated[0, 3:, 0] = 1  # fits
    designated[0, 0:, 1] = 1  # designated before the policies branched
    designated[0, 1:, 2] = 1  # too early
    designated[0, 10:, 3] = 1  # too late
    designated[0, [4, 8], 4] = 1  # only the first counts
    run, quarter, organisation = first_designations(designated, before=2, after=4)
    assert list(zip(run.tolist(), quarter.tolist(), organisation.tolist(), strict=True)) == [(0, 3, 0), (0, 4, 4)]


def planted(label: str, honesty_after: float, designated_from: int) -> Planted:
    """Two futures of two organisations at 40; the first is designated and honesty changes a quarter later."""
    p = REGISTER.records(1, SMALL_SECTOR.parameters)[0]
    shape = (2, 30, 2)
    quality, honesty = np.full(shape, 40.0), np.full(shape, 0.5)
    designated = np.zeros(shape, np.int8)
    if designated_from:
        designated[:, designated_from:, 0] = 1
        honesty[:, designated_from + 1 :, 0] = honesty_after
    noise = np.random.default_rng(1).normal(size=shape)
    bent_below = p["good_threshold"] + p["concealment_margin"]
    reported = quality + (1 - honesty) * p["concealment"] * (bent_below - quality) + noise
    panel = Panel(
        (0, 1),
        {"quality": quality, "reported": reported, "honesty": honesty, "belief": quality, "designated": designated},
    )
    return Planted(label, pd.DataFrame(index=pd.RangeIndex(2)), panel=panel)


def test_a_planted_fall_is_all_honesty() -> None:
    fall = fall_after_designation(planted("ladder", 1.0, 6), planted("nobody-designated", 0, 0), before=2, after=4)
    p = REGISTER.records(1, SMALL_SECTOR.parameters)[0]
    expected = -p["concealment"] * (p["good_threshold"] + p["concealment_margin"] - 40) * 0.5
    assert (fall.cases, fall.futures, fall.title) == (2, 2, "Ladder")
    assert fall.at(0)["change"] == pytest.approx(0, abs=1e-9)
    for quarter in range(1, 5):
        row = fall.at(quarter)
        assert row["change"] == pytest.approx(expected, abs=1e-9)
        assert row["from_honesty"] == pytest.approx(expected, abs=1e-9)
        assert row["from_noise"] == pytest.approx(0, abs=1e-9)
        assert row["error"] == pytest.approx(0, abs=1e-9), "both futures fall alike"


def test_in_simulated_futures_it_is_an_identity_and_twins_share_the_noise() -> None:
    boards, twin = designation_panels(SMALL_SECTOR, [load_policy("improvement-boards")], runs=6, seed=2, workers=1)
    assert twin.label == "nobody-designated"
    fall = fall_after_designation(boards, twin, before=2, after=8)
    assert fall.cases > 5
    whole = sum(fall.table[f"from_{term}"] for term in TERMS)
    np.testing.assert_allclose(whole, fall.table["change"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(fall.table["from_noise"], 0, atol=1e-9)
    before = fall.at(-1)[["change", *(f"from_{term}" for term in TERMS)]]
    np.testing.assert_allclose(before, 0, atol=1e-12)
    assert (fall.table["error"] >= 0).all()


def test_what_is_missing_is_said() -> None:
    twin = planted("nobody-designated", 0, 0)
    with pytest.raises(ValueError, match="use designation_panels"):
        fall_after_designation(Planted("ladder", twin.outcomes), twin)
    with pytest.raises(ValueError, match="nobody is first designated under ladder"):
        fall_after_designation(planted("ladder", 0.5, 0), twin)
