"""Rounds: quarter by quarter to the end, stopped once by a scandal; orders, bells, events and the curtain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import InputError
from simulation.game import (
    CaseOrder,
    Game,
    OrdersRefusedError,
    Predictions,
    RoundOrders,
    StandingOrders,
    how_policies_fared,
)
from simulation.session import DecisionError, Event
from tests.game.small import SEED, begun, small

BOARD, CENTRAL = "improvement_board", "central_intervention"


def orders(*cases: tuple[int, str]) -> RoundOrders:
    return RoundOrders(cases=tuple(CaseOrder(organisation=i, action=action) for i, action in cases))


def scandal(game: Game, quarter: int, i: int) -> Event:
    return Event(kind="scandal", quarter=quarter, organisation=game.session.sector.names[i])


def to_curtain(game: Game, each: RoundOrders | None = None) -> Game:
    while game.phase != "curtain":
        game.play(each or RoundOrders())
    return game


def test_rounds_go_by_to_the_curtain() -> None:
    game = begun(seed=1)
    seen = []
    while game.phase != "curtain":
        seen.append((game.phase, game.round, game.quarter))
        game.play(RoundOrders())
    assert [entry for entry in seen if entry[0] == "decide"] == [("decide", 1, 0), ("decide", 2, 4), ("decide", 3, 8)]
    assert game.quarter == game.setting.curtain == 12
    assert game.view().cases == ()
    for act in (lambda: game.play(RoundOrders()), lambda: game.check(RoundOrders()), lambda: game.advise(0)):
        with pytest.raises(InputError, match=r"the 3 rounds are over, so that .* comes too late"):
            act()


def test_a_scandal_stops_a_round_once_in_a_game() -> None:
    game = begun(seed=1)
    game.add_event(scandal(game, 1, 4))
    game.add_event(scandal(game, 5, 6))
    stage = game.play(RoundOrders())
    assert (stage.begun, stage.ended, game.phase, game.round) == (0, 1, "again", 1)
    view = game.view()
    assert view.cases[0].row.organisation == 4
    assert view.cases[0].reasons[0] == "its hidden failure has just come out"
    assert view.news.startswith(f"Hidden failure at {view.cases[0].row.name} comes out")
    assert view.until == "Y1Q4"
    stage = game.play(orders((4, BOARD)))
    assert (stage.begun, stage.ended, game.phase, game.round) == (1, 4, "decide", 2)
    stage = game.play(RoundOrders())
    assert stage.ended == 8, "the second scandal does not stop a round"
    assert [task.round for task in game.tasks] == [1, 1, 2]


def test_a_scandal_in_the_last_quarter_of_a_round_stops_nothing() -> None:
    game = begun(seed=1)
    game.add_event(scandal(game, 4, 4))
    assert game.play(RoundOrders()).ended == 4
    assert not game.has_stopped


def test_orders_that_cannot_be_served_are_refused_and_nothing_changes() -> None:
    game = begun()
    before = game.session.state(), game.view()
    with pytest.raises(OrdersRefusedError, match="no capacity") as refusal:
        game.play(orders((0, BOARD), (1, BOARD), (2, BOARD)))
    assert len(refusal.value.sentences) == 2
    assert (game.session.state(), game.view()) == before
    assert game.check(orders((0, BOARD), (1, BOARD), (2, BOARD))) == refusal.value.sentences
    assert game.check(orders((0, BOARD))) == ()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (orders((99, BOARD)), "there is no 99"),
        (orders((-1, BOARD)), "there is no -1"),
        (orders((0, "board")), 'there is no action "board"; it must be inspect, peer_review, peer_support'),
        (orders((0, BOARD), (0, "inspect")), "has two decisions"),
        (orders((0, "stop")), "there is nothing to stop"),
        (RoundOrders(cases=(CaseOrder(organisation=0),)), "nothing is decided"),
        (RoundOrders(policy="path/to/file.py:Mine"), "is no policy that ships"),
        (RoundOrders(policy="lader"), "did you mean ladder"),
    ],
)
def test_orders_that_cannot_be_are_refused(wrong: RoundOrders, sentence: str) -> None:
    game = begun()
    before = game.session.state()
    for act in (game.play, game.check, lambda given: game.play(given, strict=False)):
        with pytest.raises(InputError, match=sentence):
            act(wrong)
    assert game.session.state() == before
    assert game.stages == []
    assert game.tasks == ()


def test_at_the_bell_what_cannot_be_served_waits() -> None:
    game = begun(standing={"peers_below": 0.0})
    worst = np.argsort(game.session.view.belief[0])[:2].tolist()
    game.play(orders(*((i, BOARD) for i in worst)), strict=False)
    rows = [game.card(i).row for i in worst]
    assert sorted(row.instrument for row in rows) == ["", "Board"]
    (left,) = (row for row in rows if not row.instrument)
    assert (left.waits_for, left.waiting) == ("Board", 4)
    game.play(RoundOrders())
    assert game.card(left.organisation).row.waits_for == "Board", "it stands until it can be had or is taken back"


def test_what_was_decided_goes_on_under_standing_orders() -> None:
    game = begun(standing={"peers_below": 0.0})
    worst = int(game.session.view.belief[0].argmin())
    game.play(orders((worst, BOARD)))
    assert game.session.organisations.in_hand[worst] == "hold"
    game.play(RoundOrders())
    assert game.session.organisations.in_hand[worst] == "", "standing orders have taken over"
    assert game.card(worst).row.instrument == "Board"
    game.play(orders((worst, "stop")))
    assert game.card(worst).row.instrument == ""


def test_hold_keeps_standing_orders_out_for_a_round() -> None:
    game = begun(standing={"peers_below": 60.0})
    worst = int(game.session.view.belief[0].argmin())
    game.play(orders((worst, "hold")))
    assert game.session.known.wanted[worst] == game.session.known.instrument[worst] == 0
    game.play(RoundOrders())
    assert game.session.known.wanted[worst] == 1 or game.session.known.instrument[worst] == 1


def test_looks_are_taken_and_leave_standing_orders_in_charge() -> None:
    game = begun()
    game.play(orders((0, "inspect"), (1, "peer_review")))
    said = [str(entry) for entry in game.stages[0].entries]
    names = game.session.sector.names
    assert any(f"Y1Q2 Inspection of {names[0]} finds" in line for line in said)
    assert any(f"Y1Q2 Peer review of {names[1]} finds" in line for line in said)
    assert not game.session.organisations.in_hand.any()


def test_a_stance_is_taken_stays_and_makes_the_papers() -> None:
    game = begun(standing={"peers_below": 0.0})
    i = int(np.flatnonzero(game.session.view.designated[0])[0])
    game.play(RoundOrders(cases=(CaseOrder(organisation=i, stance="censure"),)))
    assert game.card(i).row.stance == "censure"
    assert f"The papers praise the regulator's firm line on {game.card(i).row.name}" in game.view().news
    if game.session.view.designated[0, i]:
        game.play(RoundOrders())
        assert game.card(i).row.stance in ("censure", "neutral")


def test_standing_orders_change_and_stay() -> None:
    game = begun()
    new = StandingOrders(plan="risk-based", peers_below=0.0)
    game.play(RoundOrders(standing=new))
    assert game.standing == game.view().standing == new
    game.play(RoundOrders())
    assert game.session.policy.plan == "risk-based"


def test_the_same_seed_and_orders_give_the_same_game() -> None:
    games = [to_curtain(begun()) for _ in range(2)]
    assert games[0].session.state() == games[1].session.state()
    assert games[0].digest == games[1].digest != to_curtain(begun(seed=6)).digest


@pytest.mark.parametrize("policy", ["hands-off", "ladder", "adaptive"])
def test_a_policy_entered_as_a_player_fares_as_it_does_alone(policy: str) -> None:
    """To the bit, in the same future and with the same ending."""
    game = to_curtain(begun(), RoundOrders(policy=policy))
    game.finish(Predictions(worse=(0, 1, 2)))
    outcomes = game.session.outcomes().iloc[0]
    (alone,) = how_policies_fared(small(), SEED, policies=[policy])
    assert (alone.harm, alone.cost, alone.failing_years) == (outcomes.harm, outcomes.cost, outcomes.failing_years)
    assert np.allclose(alone.quality, game.session.history["quality"].mean(axis=1), atol=1e-4)
    assert len(alone.quality) == small().end


def test_after_the_curtain_nothing_begins_and_everything_ends() -> None:
    game = to_curtain(begun(scenario_budget=50.0), RoundOrders(policy="ladder"))
    running = game.session.history["instrument"][game.setting.curtain - 1] > 0
    assert running.any()
    game.finish(Predictions(worse=(0, 1, 2)))
    after = game.session.history["instrument"][game.setting.curtain :]
    assert not after[:, ~running].any()
    assert not after[game.setting.term :].any()
    assert game.quarter == game.setting.end


ACTIONS = (
    "inspect",
    "peer_review",
    "peer_support",
    BOARD,
    CENTRAL,
    "structural_reform",
    "hold",
    "stop",
    "nonsense",
    None,
)
CASES = st.builds(
    CaseOrder,
    organisation=st.integers(-1, 12),
    action=st.sampled_from(ACTIONS),
    stance=st.sampled_from(("censure", "neutral", "candour protected", None)),
)


@settings(max_examples=15)
@given(rounds=st.lists(st.tuples(st.lists(CASES, max_size=3), st.booleans()), min_size=1, max_size=5))
def test_whatever_is_ordered_is_carried_out_or_refused_and_leaves_no_trace(
    rounds: list[tuple[list[CaseOrder], bool]],
) -> None:
    game = begun()
    for cases, strict in rounds:
        before = game.session.state(), len(game.stages), len(game.tasks)
        try:
            game.play(RoundOrders(cases=tuple(cases)), strict=strict)
        except InputError:
            assert (game.session.state(), len(game.stages), len(game.tasks)) == before
        else:
            assert len(game.stages) == len(game.tasks) == before[1] + 1
            purse = game.view().purse
            assert purse.left is not None
            assert purse.left >= -0.01


def test_events_come_too_late_or_hit_nobody() -> None:
    game = begun()
    with pytest.raises(InputError, match="an event can be prepared from quarter 1 on"):
        game.add_event(scandal(game, 0, 0))
    with pytest.raises(InputError, match="is not in this sector"):
        game.add_event(Event(kind="scandal", quarter=3, organisation="Nowhere"))
    assert game.events == []


def test_names_of_actions_are_as_the_menu_has_them() -> None:
    game = begun()
    for option in game.card(0).options:
        if option.action == "stop":
            with pytest.raises(DecisionError, match="nothing to stop"):
                game.check(orders((0, option.action)))
        else:
            game.check(orders((0, option.action)))
