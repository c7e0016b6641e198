"""What keeps quantities within their scales."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import limits

rules = plain_rules(limits)
anything = st.floats(allow_nan=False)


@pytest.mark.parametrize(("value", "clipped"), [(-0.2, 0.0), (0.0, 0.0), (0.3, 0.3), (1.0, 1.0), (1.01, 1.0)])
def test_a_share_lies_in_0_to_1(value: float, clipped: float) -> None:
    assert rules.share(value) == clipped


@pytest.mark.parametrize(("value", "clipped"), [(-3.0, 0.0), (42.5, 42.5), (100.0, 100.0), (250.0, 100.0)])
def test_points_lie_in_0_to_100(value: float, clipped: float) -> None:
    assert rules.points(value) == clipped


@pytest.mark.parametrize(("value", "kept"), [(-3.0, 0.0), (0.0, 0.0), (7.0, 7.0)])
def test_only_what_is_above_nil_counts(value: float, kept: float) -> None:
    assert rules.positive(value) == kept


@given(value=anything)
def test_clipping_twice_is_clipping_once(value: float) -> None:
    for clip in (rules.share, rules.points, rules.positive):
        assert clip(clip(value)) == clip(value)


@given(a=anything, b=anything)
def test_clipping_keeps_order(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    for clip in (rules.share, rules.points, rules.positive):
        assert clip(low) <= clip(high)
