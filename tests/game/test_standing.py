"""Standing orders and the run-off do what they say, from the view alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from simulation.game.standing import RunOff, StandingOrders
from simulation.regulation.view import View
from simulation.session import open_run
from simulation.vocabulary import Instrument, Stance
from tests.game.small import SEED, small

BOARD, PEERS, CENTRAL = Instrument.IMPROVEMENT_BOARD, Instrument.PEER_SUPPORT, Instrument.CENTRAL_INTERVENTION


@cache
def seen() -> View:
    return open_run(small().scenario, seed=SEED).view


def a_view(i: int, **values: float) -> View:
    """The view with something else known of one organisation, all others well and untreated."""
    view = seen()
    changed = {
        "belief": np.full(view.shape, 70.0),
        "instrument": np.zeros(view.shape, np.int8),
        "quarters_in": np.zeros(view.shape, np.int32),
        "designated": np.zeros(view.shape, np.int8),
        "stance": np.zeros(view.shape, np.int8),
    }
    for name, value in values.items():
        changed[name][0, i] = value
    return replace(view, **changed)


def asked(orders: StandingOrders, view: View, i: int) -> int:
    policy = orders.policy()
    return int(policy.decide(view, policy.begin(view)).instrument[0, i])


def test_peers_come_below_the_trigger_and_nothing_else_begins() -> None:
    orders = StandingOrders(peers_below=44.0)
    assert asked(orders, a_view(3, belief=43.9), 3) == PEERS
    assert asked(orders, a_view(3, belief=44.0), 3) == 0
    assert asked(orders, a_view(3, belief=20.0, designated=1), 3) == PEERS
    assert asked(StandingOrders(peers_below=0.0), a_view(3, belief=10.0, designated=1), 3) == 0
    policy = orders.policy()
    assert not policy.decide(a_view(0), {}).instrument.any()


def test_what_runs_goes_on_until_its_work_is_done() -> None:
    orders = StandingOrders()
    for tool in (BOARD, CENTRAL):
        assert asked(orders, a_view(3, belief=53.9, instrument=tool, quarters_in=30), 3) == tool
        assert asked(orders, a_view(3, belief=54.0, instrument=tool, quarters_in=30), 3) == 0


def test_peers_that_had_their_time_make_way_for_a_board() -> None:
    orders = StandingOrders(patience=6)
    there = {"belief": 42.0, "instrument": PEERS}
    assert asked(orders, a_view(3, **there, designated=1, quarters_in=6), 3) == BOARD
    assert asked(orders, a_view(3, **there, designated=1, quarters_in=5), 3) == PEERS
    assert asked(orders, a_view(3, **there, designated=0, quarters_in=20), 3) == PEERS


def test_a_stance_stays_as_it_was_said() -> None:
    view = a_view(3, stance=Stance.CENSURE, designated=1)
    assert StandingOrders().policy().decide(view, {}).stance[0, 3] == Stance.CENSURE


@pytest.mark.parametrize("plan", ["rota", "risk-based", "random", "none"])
def test_the_plan_of_inspections_is_that_of_the_orders(plan: str) -> None:
    policy = StandingOrders(plan=plan).policy()
    assert policy.plan == plan
    assert policy == StandingOrders(plan=plan).policy()
    assert policy.brokered


def test_the_run_off_ends_what_has_had_its_term_and_begins_nothing() -> None:
    policy = RunOff(8)
    for ran, goes_on in ((7, BOARD), (8, 0), (20, 0)):
        view = a_view(3, instrument=BOARD, quarters_in=ran, belief=20.0, designated=1, stance=Stance.CENSURE)
        decisions = policy.decide(view, {})
        assert decisions.instrument[0, 3] == goes_on
        assert not np.delete(decisions.instrument[0], 3).any()
        assert not decisions.stance.any()
        assert not decisions.examine.any()
