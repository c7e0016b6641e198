"""Openness, sanctions and the blame that is felt. S4, S10."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.rules import culture
from tests.rules.numbers import DEFAULTS, parameters, shares, stances, with_numbers

rules = plain_rules(culture)
effects = st.floats(-0.05, 0.05)


@given(own=shares, usual=shares, connected=shares, theirs=shares, blame=shares, effect=effects, p=parameters())
def test_openness_is_a_share_and_effects_move_it_their_way(
    own: float, usual: float, connected: float, theirs: float, blame: float, effect: float, p
) -> None:
    after = rules.openness_next(own, usual, connected, theirs, blame, effect, p)
    assert 0.0 <= after <= 1.0
    assert rules.openness_next(own, usual, connected, theirs, blame, effect + 0.02, p) >= after


@given(own=shares, usual=shares, connected=shares, theirs=shares, low=shares, high=shares, p=parameters())
def test_fear_closes_a_culture(
    own: float, usual: float, connected: float, theirs: float, low: float, high: float, p
) -> None:
    low, high = min(low, high), max(low, high)
    assert rules.openness_next(own, usual, connected, theirs, high, 0.0, p) <= rules.openness_next(
        own, usual, connected, theirs, low, 0.0, p
    )


@given(own=shares, theirs=shares, p=parameters())
def test_without_fear_a_culture_moves_between_its_usual_and_its_neighbours(own: float, theirs: float, p) -> None:
    after = rules.openness_next(own, own, 1.0, theirs, 0.0, 0.0, p)
    assert min(own, theirs) - 1e-12 <= after <= max(own, theirs) + 1e-12
    assert rules.openness_next(own, own, 0.0, theirs, 0.0, 0.0, p) == pytest.approx(own, abs=1e-15)


@given(instrument=shares, censure=shares)
def test_protected_candour_frees_of_sanction_and_censure_adds_its_own(instrument: float, censure: float) -> None:
    assert rules.sanction(1, censure, instrument) == 0.0
    assert rules.sanction(0, censure, instrument) == instrument
    assert rules.sanction(-1, censure, instrument) == max(censure, instrument)


@given(blame=shares, own=shares, neighbours=shares, sector=shares, stance=stances, p=parameters())
def test_blame_is_a_share_and_rises_with_every_sanction(
    blame: float, own: float, neighbours: float, sector: float, stance: int, p
) -> None:
    after = rules.blame_next(blame, own, neighbours, sector, p)
    assert 0.0 <= after <= 1.0
    assert rules.blame_next(blame, min(own + 0.1, 1.0), neighbours, sector, p) >= after
    assert rules.blame_next(blame, own, min(neighbours + 0.1, 1.0), sector, p) >= after
    assert rules.blame_next(blame, own, neighbours, min(sector + 0.1, 1.0), p) >= after


def test_blame_fades_by_a_tenth_where_nobody_is_sanctioned() -> None:
    assert rules.blame_next(0.5, 0.0, 0.0, 0.0, DEFAULTS) == pytest.approx(0.45)


def test_a_sanction_on_all_is_felt_like_ones_own() -> None:
    assert rules.blame_next(0.0, 0.6, 0.0, 0.0, DEFAULTS) == rules.blame_next(0.0, 0.0, 0.0, 0.6, DEFAULTS)
    assert rules.blame_next(0.0, 0.0, 0.6, 0.6, with_numbers(blame_from_neighbours=0.0, blame_from_sector=0.0)) == 0.0
