"""Targets of small panels by hand, and of random ones counted again in the plainest way."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.evidence.computing import estimate, is_scored
from simulation.evidence.estimates import Estimates
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window
from tests.evidence.made import History, counted_again, made, values_of

WINDOW = Window.between("2014-01", "2025-12")

PANEL: list[History] = [
    [(0, 1), (36, 1), (72, 3), (130, 1)],
    [(6, 3), (60, 1), (90, 2)],
    [(12, 2), (61, 3), (110, 4)],
    [(20, 4), (80, 4)],
    [(30, 2)],
    [],
]


def targets(inspections: Inspections) -> dict[str, float]:
    found = estimate(inspections)
    return dict(values_of(found.names, found.values[0]))


def test_a_panel_by_hand() -> None:
    found = targets(made(PANEL, window=WINDOW))
    assert found["first.inadequate"] == pytest.approx(1 / 5)
    assert found["first.requires_improvement"] == pytest.approx(2 / 5)
    # By the end of 2014 three have been inspected first (months 0, 6; the third's month 12 is January 2015).
    assert found["year_end.2014.inadequate"] == pytest.approx(1 / 2)
    assert found["year_end.2025.inadequate"] == pytest.approx(1 / 5)
    assert found["next.inadequate.inadequate"] == pytest.approx(1 / 3)
    assert found["next.good.inadequate"] == pytest.approx(2 / 3)
    assert found["entry.good"] == found["next.good.inadequate"]
    assert found["next.outstanding.outstanding"] == 1.0
    assert found["months.outstanding.mean"] == pytest.approx(60.0, abs=0.1)
    assert found["relapse.next"] == 1.0
    # Two recoveries: one relapses after 58 months, the other is watched to the end.
    assert found["relapse.within_12_quarters"] == 0.0


def test_time_in_inadequate_is_bounded_by_visits() -> None:
    # Found inadequate again after 36 months, better after 72; the other is better after 30.
    found = targets(made([PANEL[0][:3], PANEL[1]], window=WINDOW))
    assert found["inadequate.out_by_24.least"] == 0.0
    assert found["inadequate.out_by_24.most"] == pytest.approx(0.5)
    assert found["inadequate.out_by_36.least"] == pytest.approx(0.5)
    assert found["inadequate.out_by_60.most"] == pytest.approx(1.0)
    assert found["inadequate.median_months.most"] == pytest.approx(30.0, abs=0.3)


def test_new_entries_a_year_count_the_time_at_risk() -> None:
    # Good for five years and then inadequate; outstanding for two years until the window ends.
    found = targets(made([[(0, 3), (60, 1)], [(120, 4)]], window=WINDOW))
    assert found["entry.a_year"] == pytest.approx(1 / 7, rel=1e-3)


def test_what_a_panel_cannot_tell_is_missing() -> None:
    found = estimate(made([[(3, 3)], [(5, 3)]], window=WINDOW))
    told = values_of(found.names, found.values[0])
    for name in ("next.good.good", "relapse.next", "inadequate.out_by_36.least", "months.good.median", "entry.good"):
        assert np.isnan(told[name]), name
        assert found.at_risk[0, found.names.index(name)] == 0
    assert told["first.good"] == 1.0


_HISTORY = st.dictionaries(st.integers(0, 143), st.integers(1, 4), max_size=5).map(lambda h: sorted(h.items()))
_PANEL = st.lists(_HISTORY, min_size=3, max_size=8).filter(lambda panel: any(panel))


@settings(max_examples=60)
@given(_PANEL)
def test_every_share_counted_again(histories: list[History]) -> None:
    found = targets(made(histories, window=WINDOW))
    for name, value in counted_again(histories, WINDOW).items():
        assert found[name] == pytest.approx(value, nan_ok=True), name


@settings(max_examples=20)
@given(st.lists(st.lists(_HISTORY, min_size=4, max_size=4), min_size=2, max_size=4).filter(lambda p: all(map(any, p))))
def test_many_panels_are_each_what_they_are_alone(panels: list[list[History]]) -> None:
    region = [0, 0, 1, 1]
    together = estimate(made([[list(h) for h in panel] for panel in panels], window=WINDOW, region=region))
    for place, panel in enumerate(panels):
        alone = estimate(made(panel, window=WINDOW, region=region))
        np.testing.assert_allclose(together.values[place], alone.values[0], rtol=1e-7, atol=1e-7)
        np.testing.assert_array_equal(together.at_risk[place], alone.at_risk[0])


@settings(max_examples=20)
@given(_PANEL, st.data())
def test_a_weight_is_a_copy_of_an_organisation(histories: list[History], data: st.DataObject) -> None:
    often = data.draw(st.lists(st.integers(0, 2), min_size=len(histories), max_size=len(histories)))
    copies = [h for h, times in zip(histories, often, strict=True) for _ in range(times)]
    if not any(copies):
        return
    weighted = targets(made(histories, window=WINDOW, weight=np.array([often], float)))
    copied = targets(made(copies, window=WINDOW))
    for name, value in copied.items():
        # A copy is no pair with itself where regions are compared, which is what a weight is for.
        if not name.startswith("region."):
            assert weighted[name] == pytest.approx(value, nan_ok=True, abs=1e-6), name


def test_parts_do_not_change_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    panels = made([[list(h) for h in PANEL]] * 5, window=WINDOW)
    whole = estimate(panels)
    monkeypatch.setattr("simulation.evidence.computing._PANELS_AT_ONCE", 2)
    np.testing.assert_array_equal(estimate(panels).values, whole.values)


def test_the_vector_holds_each_thing_once() -> None:
    assert is_scored("next.good.inadequate")
    assert is_scored("entry.a_year")
    assert not is_scored("entry.good")
    assert not is_scored("by_region.London.inadequate")


def test_columns_are_found_by_name() -> None:
    found = estimate(made(PANEL, window=WINDOW))
    assert found.of(["first.good", "first.inadequate"])[0].tolist() == [pytest.approx(0.2), pytest.approx(0.2)]
    with pytest.raises(KeyError):
        found.of(["first.great"])
    with pytest.raises(ValueError, match="2 names"):
        Estimates(("a", "b"), np.zeros((1, 3)), np.zeros((1, 3)))


def test_a_later_window_knows_nothing_of_before() -> None:
    later = made(PANEL, window=WINDOW).seen_through(Window.between("2018-01", "2024-12"))
    found = targets(later)
    assert len(later) == 7
    # What was reported in 2019 is now the first, and nothing is carried into 2018.
    assert found["first.good"] == pytest.approx(2 / 4)
    assert "year_end.2017.good" not in found
    assert np.isnan(found["year_end.2018.inadequate"])
    assert found["year_end.2019.inadequate"] == pytest.approx(1 / 2)


@pytest.mark.slow
def test_a_thousand_panels_of_153_over_12_years_take_seconds() -> None:
    chance = np.random.default_rng(0)
    months = np.cumsum(chance.integers(30, 48, (153, 3)), axis=1)
    one = made([[(int(m), int(chance.integers(1, 5))) for m in row] for row in months], region=np.arange(153) % 9)
    count = 1_000
    many = replace(
        one,
        panel=np.repeat(np.arange(count, dtype=np.int32), len(one)),
        organisation=np.tile(one.organisation, count),
        visited=np.tile(one.visited, count),
        reported=np.tile(one.reported, count),
        grade=chance.integers(1, 5, count * len(one)).astype(np.int8),
        panels=count,
    )
    began = time.monotonic()
    assert estimate(many).values.shape[0] == count
    assert time.monotonic() - began < 20
