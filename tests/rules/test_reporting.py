"""What an organisation reports. S11, S14."""

from __future__ import annotations

import pytest
from hypothesis import given

from simulation.agents.plain import plain_rules
from simulation.rules import reporting
from tests.rules.numbers import DEFAULTS, draws, parameters, points, shares, with_numbers

rules = plain_rules(reporting)


def test_half_honest_and_twenty_short_hides_eight_and_a_half() -> None:
    assert rules.concealed(42.0, 0.5, DEFAULTS) == pytest.approx(8.5)
    assert rules.report(42.0, 0.5, 0.0, DEFAULTS) == pytest.approx(50.5)


@given(quality=points, p=parameters())
def test_nothing_is_concealed_at_full_honesty(quality: float, p) -> None:
    assert rules.concealed(quality, 1.0, p) == 0.0


@given(honesty=shares, p=parameters())
def test_who_is_just_above_good_has_nothing_to_hide(honesty: float, p) -> None:
    assert rules.concealed(p.good_threshold + p.concealment_margin, honesty, p) == 0.0
    assert rules.reportable_shortfall(p.good_threshold + p.concealment_margin + 10.0, p) == 0.0


@given(quality=points, honesty=shares, p=parameters())
def test_a_report_flatters_and_never_by_more_than_is_missing(quality: float, honesty: float, p) -> None:
    hidden = rules.concealed(quality, honesty, p)
    assert 0.0 <= hidden <= rules.reportable_shortfall(quality, p)
    assert rules.report(quality, honesty, 0.0, p) >= quality


@given(quality=points, honesty=shares, draw=draws, p=parameters())
def test_below_the_truth_a_report_is_only_by_chance(quality: float, honesty: float, draw: float, p) -> None:
    assert rules.report(quality, honesty, draw, p) >= quality - p.report_noise * abs(draw) - 1e-9


@given(quality=points, low=shares, high=shares, draw=draws, p=parameters())
def test_honesty_makes_an_organisation_look_worse(quality: float, low: float, high: float, draw: float, p) -> None:
    low, high = min(low, high), max(low, high)
    assert rules.report(quality, high, draw, p) <= rules.report(quality, low, draw, p) + 1e-12


@given(worse=points, better=points, honesty=shares, p=parameters())
def test_at_equal_honesty_the_better_report_better(worse: float, better: float, honesty: float, p) -> None:
    worse, better = min(worse, better), max(worse, better)
    assert rules.report(worse, honesty, 0.0, p) <= rules.report(better, honesty, 0.0, p) + 1e-9


def test_without_concealment_reports_are_the_truth() -> None:
    assert rules.report(10.0, 0.0, 0.0, with_numbers(concealment=0.0)) == 10.0
