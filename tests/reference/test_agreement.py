"""The description and the code say the same: a model written from the pages alone agrees with the engine."""

from __future__ import annotations

import random

import pytest

from tests.agents.small import small_scenario
from tests.reference.comparing import assert_agree
from tests.reference.drawn import POLICIES, drawn_policy, drawn_scenario


@pytest.mark.parametrize("regime", ["inspection-led", "oversight-led"])
@pytest.mark.parametrize("policy", POLICIES)
def test_agrees_quarter_by_quarter(policy: str, regime: str) -> None:
    assert_agree(small_scenario(regime=regime), policy)


def assert_agree_on_drawn(number: int) -> None:
    chance = random.Random(number)
    scenario, (policy, levers) = drawn_scenario(chance), drawn_policy(chance)
    assert_agree(scenario, policy, run=number % 5, **levers)


@pytest.mark.parametrize("number", range(24))
def test_agrees_on_anything_that_a_scenario_can_say(number: int) -> None:
    assert_agree_on_drawn(number)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(24, 424))
def test_agrees_on_much_more(number: int) -> None:
    assert_agree_on_drawn(number)
