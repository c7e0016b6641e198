"""How much of a shortfall an organisation admits. S4, S11, S12."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import honesty
from tests.rules.numbers import DEFAULTS, parameters, shares, stances, with_numbers

rules = plain_rules(honesty)


def target(usual: float = 0.5, openness: float = 0.5, usual_openness: float = 0.5, blame: float = 0.0,
           stance: int = 0, scrutiny: float = 0.0, p=DEFAULTS) -> float:  # fmt: skip
    return rules.honesty_target(usual, openness, usual_openness, blame, stance, scrutiny, p)


@given(
    usual=shares, openness=shares, usual_openness=shares, blame=shares, stance=stances, scrutiny=shares, p=parameters()
)
def test_the_target_is_a_share(
    usual: float, openness: float, usual_openness: float, blame: float, stance: int, scrutiny: float, p
) -> None:
    assert 0.0 <= target(usual, openness, usual_openness, blame, stance, scrutiny, p) <= 1.0


@given(usual=shares, openness=shares, blame=shares, scrutiny=shares, p=parameters())
def test_it_rises_with_openness_and_scrutiny_and_falls_with_blame_and_censure(
    usual: float, openness: float, blame: float, scrutiny: float, p
) -> None:
    now = target(usual, openness, 0.5, blame, 0, scrutiny, p)
    assert target(usual, min(openness + 0.1, 1.0), 0.5, blame, 0, scrutiny, p) >= now
    assert target(usual, openness, 0.5, blame, 0, min(scrutiny + 0.1, 1.0), p) >= now
    assert target(usual, openness, 0.5, min(blame + 0.1, 1.0), 0, scrutiny, p) <= now
    assert target(usual, openness, 0.5, blame, -1, scrutiny, p) <= now
    assert target(usual, openness, 0.5, blame, 1, scrutiny, p) >= now


def test_left_alone_an_organisation_is_as_honest_as_usual() -> None:
    assert target(0.7) == pytest.approx(0.7)


def test_scrutiny_enforces_honesty_on_the_secretive_and_leaves_the_honest_as_they_are() -> None:
    assert target(0.3, scrutiny=0.85) == pytest.approx(0.85)
    assert target(0.9, scrutiny=0.85) == pytest.approx(0.9)


def test_censure_hides_from_examiners_too() -> None:
    assert target(0.3, stance=-1, scrutiny=0.85) == pytest.approx(0.65)
    assert target(0.3, stance=1, scrutiny=0.85) == pytest.approx(1.0)
    assert target(0.3, stance=-1, scrutiny=0.85, p=with_numbers(censure_secrecy=0.0)) == target(0.3, scrutiny=0.85)


@pytest.mark.parametrize(
    ("designated", "instrument", "found"), [(0, 0.0, 0.0), (1, 0.0, 0.6), (1, 0.95, 0.95), (0, 0.4, 0.4)]
)
def test_being_called_failing_is_scrutiny_in_itself(designated: int, instrument: float, found: float) -> None:
    assert rules.scrutiny_on(designated, instrument, DEFAULTS) == found


@given(now=shares, to=shares, p=parameters())
def test_honesty_moves_towards_its_target_and_faster_where_examined(now: float, to: float, p) -> None:
    alone, examined = rules.honesty_next(now, to, 0, p), rules.honesty_next(now, to, 1, p)
    for after in (alone, examined):
        assert min(now, to) - 1e-12 <= after <= max(now, to) + 1e-12
    assert abs(to - examined) <= abs(to - alone) + 1e-12


@given(now=shares, p=parameters(), examined=st.integers(0, 5))
def test_at_its_target_honesty_stays(now: float, p, examined: int) -> None:
    assert rules.honesty_next(now, now, examined, p) == now
