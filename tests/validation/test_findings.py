"""Published findings: counting that is known beforehand, and the direction of what small runs show."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.panel import Panel
from simulation.parameters import REGISTER
from simulation.validation.findings.finding import PublishedFinding, Shown, shown_over
from simulation.validation.findings.measured import published_findings
from simulation.validation.findings.reports import reporting_findings
from simulation.validation.findings.trusts import stays_of, trust_findings


def test_stays_are_counted_through_the_truncation() -> None:
    who = np.zeros((1, 16, 4), bool)
    who[0, 0:4, 0] = True  # in at once, out after a year
    who[0, 8:10, 0] = True  # and back
    who[0, 3:16, 1] = True  # still inside at the end
    who[0, 14:15, 2] = True  # entered late, and out
    stays = stays_of(who)
    assert sorted(zip(stays.entered.tolist(), stays.left.tolist(), stays.returned.tolist(), strict=True)) == [
        (0, 4, True), (3, -1, False), (8, 10, False), (14, 15, False)
    ]  # fmt: skip
    by_title = {one.title: one for one in trust_findings(stays)}
    left = by_title["Left special measures within four years of the regime's start"]
    assert left.shown.mean == pytest.approx(3 / 4)
    mean = by_title["Time in special measures, of the trusts that had entered and left"]
    # The one still inside has no part in the mean of those that left.
    assert mean.shown.mean == pytest.approx(3.0 * (4 + 2 + 1) / 3)
    # Entered a year before the end at least: quarters 0, 3 and 8; two of them were out within a year.
    assert by_title["Out of special measures within 12 months"].shown.mean == pytest.approx(2 / 3)
    assert by_title["Back in special measures, of the first cohort"].shown.mean == pytest.approx(1.0)
    assert by_title["Back in special measures, of those that left"].shown.mean == pytest.approx(1 / 3)


def test_two_organisations_do_not_join_their_stays() -> None:
    who = np.zeros((2, 4, 2), bool)
    who[0, 3, 0] = who[0, 0, 1] = who[1, 0, 0] = True
    stays = stays_of(who)
    assert len(stays.entered) == 3
    assert not stays.returned.any()


def panel(seed: int, *, concealment: float) -> Panel:
    """A sector of reports that conceal a known part of the shortfall below 62."""
    chance = np.random.default_rng(seed)
    shape = (6, 40, 100)
    quality = chance.normal(58.0, 12.0, shape)
    honesty = np.clip(0.5 + 0.01 * (quality - 58.0) + chance.normal(0, 0.2, shape), 0, 1)
    reported = quality + concealment * (1 - honesty) * np.maximum(62.0 - quality, 0) + chance.normal(0, 0.5, shape)
    finding = np.where(chance.random(shape) < 0.3, reported, quality)
    look = (chance.random(shape) < 0.1).astype(np.int8)
    return Panel(tuple(range(6)), {
        "quality": quality, "reported": reported, "honesty": honesty, "finding": finding, "look_kind": look,
        "designated": (quality < 35).astype(np.int8),
    })  # fmt: skip


def test_concealment_shows_and_its_absence_does_not() -> None:
    bent = {one.title: one for one in reporting_findings(panel(1, concealment=0.9))}
    assert all(one.direction for one in bent.values())
    gap = bent["Reported performance near a target is inflated"]
    assert gap.size == "too low"  # some 3 points of 100, where 19 were published
    straight = {one.title: one for one in reporting_findings(panel(2, concealment=0.0))}
    for title in ("Reported performance near a target is inflated", "What is reported sits just above the target",
                  "Honest reporters look worse"):  # fmt: skip
        assert not straight[title].direction


def test_a_size_is_inside_too_low_or_too_high() -> None:
    shown = Shown(2.0, 1.0, 3.0)
    sizes = [PublishedFinding("a", "b", "c", "d", shown, value).size for value in (2.5, 4.0, 0.5, np.nan)]
    assert sizes == ["inside", "too low", "too high", "not comparable"]


def test_runs_without_a_number_are_left_out() -> None:
    found = shown_over(np.array([1.0, np.nan, 3.0]))
    assert (found.mean, found.low) == (2.0, pytest.approx(1.05))
    assert np.isnan(shown_over(np.array([np.nan])).mean)


def test_small_runs_of_trusts_point_where_the_findings_point() -> None:
    found = published_findings(runs=8, seed=1)
    assert len(found) == 11
    by_title = {one.title: one for one in found}
    for title in (
        "Reported performance near a target is inflated",
        "Honest reporters look worse",
        "Failure stays hidden",
    ):
        assert by_title[title].direction
    reports = found[:6]
    assert all(np.isfinite(one.shown.mean) for one in reports)


def test_fitted_numbers_are_tried_on_trusts() -> None:
    shipped = published_findings(runs=4, seed=1)
    same = published_findings(
        runs=4, seed=1, fitted=pd.DataFrame({"inspection_sd": [REGISTER["inspection_sd"].default]})
    )
    other = published_findings(runs=4, seed=1, fitted=pd.DataFrame({"inspection_sd": [8.0, 9.0]}))
    assert [one.shown for one in same[:6]] == [one.shown for one in shipped[:6]]
    assert [one.shown for one in other[:6]] != [one.shown for one in shipped[:6]]
