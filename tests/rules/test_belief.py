"""The regulator's filter: a Kalman filter of quality and of reports' bias. S14."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import belief
from tests.rules.numbers import DEFAULTS, parameters, with_numbers

rules = plain_rules(belief)
Belief = tuple[float, float, float, float, float]


@st.composite
def beliefs(draw: Callable) -> Belief:
    """Mean, bias, and a covariance that could be one."""
    variance, bias_variance = draw(st.floats(0.01, 200.0)), draw(st.floats(0.01, 100.0))
    correlation = draw(st.floats(-0.99, 0.99))
    covariance = correlation * np.sqrt(variance * bias_variance)
    return draw(st.floats(0.0, 100.0)), draw(st.floats(-20.0, 40.0)), variance, float(covariance), bias_variance


def by_matrices(now: Belief, shows: list[float], observed: float, noise: float) -> Belief:
    """The same update as textbooks write it."""
    mean, covariance = np.array(now[:2]), np.array([[now[2], now[3]], [now[3], now[4]]])
    h = np.array(shows)
    gain = covariance @ h / (h @ covariance @ h + noise)
    mean = mean + gain * (observed - h @ mean)
    covariance = (np.eye(2) - np.outer(gain, h)) @ covariance
    return (*mean.tolist(), covariance[0, 0], covariance[0, 1], covariance[1, 1])


@given(now=beliefs(), reported=st.floats(-20.0, 130.0), p=parameters())
def test_a_report_shows_quality_and_bias(now: Belief, reported: float, p) -> None:
    after = rules.after_report(*now, reported, p)
    assert after == pytest.approx(by_matrices(now, [1.0, 1.0], reported, p.report_variance), rel=1e-9, abs=1e-7)


@given(now=beliefs(), finding=st.floats(-20.0, 130.0), noise=st.floats(1.0, 64.0))
def test_a_look_shows_quality(now: Belief, finding: float, noise: float) -> None:
    after = rules.after_look(*now, finding, noise)
    assert after == pytest.approx(by_matrices(now, [1.0, 0.0], finding, noise), rel=1e-9, abs=1e-7)


@given(now=beliefs(), observed=st.floats(-20.0, 130.0), p=parameters())
def test_whatever_is_seen_narrows_belief(now: Belief, observed: float, p) -> None:
    for after in (rules.after_report(*now, observed, p), rules.after_look(*now, observed, p.inspection_variance)):
        assert 0.0 < after[2] <= now[2] + 1e-9
        assert 0.0 < after[4] <= now[4] + 1e-9
        assert after[3] ** 2 <= after[2] * after[4] * (1 + 1e-9)


@given(now=beliefs(), finding=st.floats(-20.0, 130.0), noise=st.floats(1.0, 64.0))
def test_belief_moves_towards_what_a_look_found_and_not_past_it(now: Belief, finding: float, noise: float) -> None:
    after = rules.after_look(*now, finding, noise)[0]
    assert min(now[0], finding) - 1e-9 <= after <= max(now[0], finding) + 1e-9


@given(now=beliefs(), observed=st.floats(-20.0, 130.0), p=parameters())
def test_a_quarter_widens_belief(now: Belief, observed: float, p) -> None:
    variance, bias_variance = rules.before_quarter(now[2], now[4], p)
    assert variance == now[2] + p.quality_variance
    assert bias_variance == now[4] + (p.bias_sd**2 if p.bias_prior_sd > 0 else 0.0)


@given(seed=st.integers(0, 2**32 - 1), p=parameters())
@settings(max_examples=25)
def test_over_forty_years_the_filter_stays_a_filter(seed: int, p) -> None:
    rng = np.random.default_rng(seed)
    now: Belief = (60.0, 0.0, 100.0, 0.0, p.bias_prior_sd**2)
    for quarter in range(160):
        variance, bias_variance = rules.before_quarter(now[2], now[4], p)
        now = rules.after_report(now[0], now[1], variance, now[3], bias_variance, float(rng.normal(50, 20)), p)
        if quarter % 17 == 0:
            now = rules.after_look(*now, float(rng.normal(50, 20)), p.inspection_variance)
        assert now[2] > 0.0
        assert now[4] >= 0.0
        assert now[3] ** 2 <= now[2] * now[4] * (1 + 1e-9)


def test_bias_is_learnt_where_reports_and_looks_disagree() -> None:
    now: Belief = (60.0, 0.0, 100.0, 0.0, DEFAULTS.bias_prior_sd**2)
    for _ in range(20):
        variance, bias_variance = rules.before_quarter(now[2], now[4], DEFAULTS)
        now = rules.after_report(now[0], now[1], variance, now[3], bias_variance, 50.0, DEFAULTS)
        now = rules.after_look(*now, 40.0, DEFAULTS.board_variance)
    assert now[1] == pytest.approx(10.0, abs=0.5)
    assert now[0] == pytest.approx(40.0, abs=0.5)


def test_a_naive_regulator_never_learns_that_reports_flatter() -> None:
    p = with_numbers(bias_prior_sd=0.0)
    now: Belief = (60.0, 0.0, 100.0, 0.0, 0.0)
    for _ in range(40):
        variance, bias_variance = rules.before_quarter(now[2], now[4], p)
        now = rules.after_report(now[0], now[1], variance, now[3], bias_variance, 50.0, p)
        now = rules.after_look(*now, 40.0, p.inspection_variance)
    assert (now[1], now[3], now[4]) == (0.0, 0.0, 0.0)
    assert now[0] > 44.0
