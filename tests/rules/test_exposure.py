"""How hidden failure becomes public. S14."""

from __future__ import annotations

import pytest
from hypothesis import given

from simulation.agents.plain import plain_rules
from simulation.rules import exposure
from tests.rules.numbers import DEFAULTS, parameters, points, shares, with_numbers

hazard = plain_rules(exposure).exposure_hazard


def test_ten_hidden_points_come_out_once_in_a_hundred_quarters() -> None:
    assert hazard(30.0, 40.0, 0.5, DEFAULTS) == pytest.approx(0.01)


@given(quality=points, reported=points, openness=shares, p=parameters())
def test_what_is_not_hidden_cannot_come_out(quality: float, reported: float, openness: float, p) -> None:
    assert hazard(quality, min(reported, quality), openness, p) == 0.0


@given(quality=points, reported=points, openness=shares, p=parameters())
def test_the_more_is_hidden_and_the_more_staff_dare_the_likelier(
    quality: float, reported: float, openness: float, p
) -> None:
    now = hazard(quality, reported, openness, p)
    assert now >= 0.0
    assert hazard(quality, reported + 5.0, openness, p) >= now
    assert hazard(quality, reported, min(openness + 0.1, 1.0), p) >= now


def test_no_hazard_no_exposure() -> None:
    assert hazard(0.0, 100.0, 1.0, with_numbers(exposure_hazard=0.0)) == 0.0
