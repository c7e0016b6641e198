"""How true quality moves, and what disrupts it. S2, S5."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import quality
from tests.rules.numbers import DEFAULTS, draws, parameters, points, pressures, with_numbers

rules = plain_rules(quality)
burdens = st.floats(0.0, 20.0)


def moved(q: float = 50.0, capability: float = 50.0, pressure: float = 0.0, disruption: float = 0.0,
          load: float = 0.0, change: float = 0.0, draw: float = 0.0, p=DEFAULTS) -> float:  # fmt: skip
    return rules.quality_next(q, capability, pressure, disruption, load, change, draw, p)


def test_quality_closes_a_quarter_of_its_distance_to_what_is_sustainable() -> None:
    assert moved(40.0, 60.0) == pytest.approx(45.0)
    assert moved(60.0, 40.0) == pytest.approx(55.0)


def test_where_all_is_calm_quality_stays_at_capability() -> None:
    assert moved(55.0, 55.0) == 55.0


@given(q=points, capability=points, pressure=pressures, burden=burdens, draw=draws, p=parameters())
def test_quality_stays_on_its_scale(
    q: float, capability: float, pressure: float, burden: float, draw: float, p
) -> None:
    assert 0.0 <= moved(q, capability, pressure, burden, burden, burden, draw, p) <= 100.0


@given(q=points, capability=points, pressure=pressures, more=st.floats(0.0, 20.0), draw=draws, p=parameters())
def test_whatever_bears_on_it_lowers_it_alike(
    q: float, capability: float, pressure: float, more: float, draw: float, p
) -> None:
    """Pressure, disruption (S5), the load of helping and a leader's change are points of the same kind."""
    before = moved(q, capability, pressure, draw=draw, p=p)
    lowered = [
        moved(q, capability, pressure + more, draw=draw, p=p),
        moved(q, capability, pressure, disruption=more, draw=draw, p=p),
        moved(q, capability, pressure, load=more, draw=draw, p=p),
        moved(q, capability, pressure, change=more, draw=draw, p=p),
    ]
    assert max(lowered) <= before
    assert lowered == pytest.approx([lowered[0]] * 4, abs=1e-9)


@given(q=points, low=points, high=points, draw=draws, p=parameters())
def test_more_capability_never_gives_less_quality(q: float, low: float, high: float, draw: float, p) -> None:
    low, high = min(low, high), max(low, high)
    assert moved(q, low, draw=draw, p=p) <= moved(q, high, draw=draw, p=p)


def test_disruption_falls_to_37_per_cent_in_a_year() -> None:
    left = 10.0
    for _ in range(4):
        left = rules.disruption_left(left, DEFAULTS)
    assert left == pytest.approx(10.0 * math.exp(-1), abs=0.05)


def test_interference_is_the_mean_disruption_of_the_others_times_its_strength() -> None:
    assert rules.interference(4.0, DEFAULTS) == pytest.approx(4.0)
    assert rules.interference(4.0, with_numbers(interference=2.0)) == pytest.approx(8.0)
    assert rules.interference(4.0, with_numbers(interference=0.0)) == 0.0


@pytest.mark.parametrize(("q", "short"), [(0.0, 60.0), (45.0, 15.0), (60.0, 0.0), (85.0, 0.0)])
def test_a_shortfall_is_what_is_missing_to_good(q: float, short: float) -> None:
    assert rules.shortfall(q, DEFAULTS) == pytest.approx(short)
