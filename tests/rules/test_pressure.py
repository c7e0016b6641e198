"""What bears on a service from outside. S2, S3."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import pressure
from tests.rules.numbers import DEFAULTS, parameters, pressures, with_numbers

rules = plain_rules(pressure)


def test_the_trend_adds_its_points_a_year_from_the_first_year_on() -> None:
    p = with_numbers(pressure_trend=0.6)
    assert [rules.trend_at(quarter, p) for quarter in (-8, -1, 0)] == [0.0, 0.0, 0.0]
    lasting = with_numbers(pressure_level=-2.0, pressure_trend=0.6)
    assert [rules.trend_at(quarter, lasting) for quarter in (-8, 0)] == [-2.0, -2.0]
    assert rules.trend_at(40, lasting) == pytest.approx(4.0)
    assert rules.trend_at(4, p) == pytest.approx(0.6)
    assert rules.trend_at(80, p) == pytest.approx(12.0)


@given(quarter=st.integers(-40, 200))
def test_no_trend_is_exactly_nil(quarter: int) -> None:
    assert rules.trend_at(quarter, with_numbers(pressure_trend=0.0)) == 0.0


@given(p=parameters(), sd=st.floats(0.0, 10.0))
def test_a_fluctuation_keeps_its_spread_for_ever(p, sd: float) -> None:
    """Variance kept, plus variance of what is new, is the variance there was."""
    kept = p.pressure_persistence**2 * sd**2
    assert kept + rules.innovation(sd, p) ** 2 == pytest.approx(sd**2, rel=1e-12)


def test_a_long_fluctuation_has_the_spread_and_persistence_that_parameters_say() -> None:
    rng, spread = np.random.default_rng(0), rules.innovation(4.0, DEFAULTS)
    path = [4.0 * rng.standard_normal()]
    for draw in rng.standard_normal(40_000).tolist():
        path.append(rules.fluctuation(path[-1], spread, draw, DEFAULTS))
    assert np.std(path) == pytest.approx(4.0, rel=0.05)
    assert np.corrcoef(path[:-1], path[1:])[0, 1] == pytest.approx(0.9, abs=0.01)


@given(before=pressures, p=parameters())
def test_without_chance_a_fluctuation_fades(before: float, p) -> None:
    assert abs(rules.fluctuation(before, 3.0, 0.0, p)) <= abs(before)


def test_failure_spills_in_proportion_and_nothing_spills_without_linkage() -> None:
    assert rules.spill(20.0, DEFAULTS) == pytest.approx(6.0)
    assert rules.spill(20.0, with_numbers(linkage=0.0)) == 0.0
    assert rules.spill(0.0, DEFAULTS) == 0.0


@given(parts=st.lists(pressures, min_size=7, max_size=7), more=st.floats(0.1, 20.0), which=st.integers(0, 6))
def test_every_part_adds_to_pressure(parts: list[float], more: float, which: int) -> None:
    raised = [part + more * (k == which) for k, part in enumerate(parts)]
    assert rules.pressure_on(*raised) > rules.pressure_on(*parts)
    assert rules.pressure_on(*parts) == pytest.approx(np.sum(parts), abs=1e-9)
