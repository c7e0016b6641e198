"""What a player sees: made from the regulator's view alone, rounded as shown, with nothing behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from simulation.errors import InputError
from simulation.game import CaseOrder, CaseSheet, Game, Option, RoundOrders, StandingOrders
from simulation.session import DecisionError
from tests.game.small import SEED, begun, with_other_truth

BOARD, PEERS, CENTRAL, REFORM = "improvement_board", "peer_support", "central_intervention", "structural_reform"


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


def option(card: CaseSheet, action: str) -> Option:
    return next(found for found in card.options if found.action == action)


def order(i: int, action: str | None, stance: Any = None) -> CaseOrder:
    return CaseOrder(organisation=i, action=action, stance=stance)


@pytest.mark.parametrize("rounds", [0, 2])
def test_other_truth_shows_nowhere(rounds: int) -> None:
    """View, docket, menus, advice and what is refused come from what the regulator knows."""
    game = begun()
    for _ in range(rounds):
        game.play(RoundOrders())

    def all_that_is_shown() -> list[Any]:
        cards = [game.card(i) for i in range(len(game.session.sector))]
        advice = [game.advise(i, name) for i in range(12) for name in ("ladder", "review-then-board", "adaptive")]
        orders = RoundOrders(
            cases=tuple(order(i, action) for i, action in enumerate((BOARD, CENTRAL, PEERS, "inspect")))
        )
        return [game.view(), cards, advice, game.check(orders)]

    before, truth = all_that_is_shown(), game.session.truth
    with_other_truth(game)
    assert not game.session.truth.equals(truth)
    assert all_that_is_shown() == before


def test_what_is_remembered_of_helpers_is_what_would_be_found_anew() -> None:
    """A view after many others, with other drafts and in other rounds, is the first view of a game that came here."""
    orders = [RoundOrders(cases=(order(i, PEERS),)) for i in (2, 5)]
    sooner, board = RoundOrders(standing=StandingOrders(peers_below=60.0)), RoundOrders(cases=(order(5, BOARD),))
    drafts = [None, *orders, sooner, board]
    watched, fresh = begun(scenario_budget=9.0), begun(scenario_budget=9.0)
    for asked in (None, *orders):
        if asked is not None:
            watched.play(asked, strict=False)
            fresh.play(asked, strict=False)
        for draft in [*drafts, *reversed(drafts)]:
            seen = [watched.view(draft), *(watched.card(i, draft) for i in range(12))]
            fresh.helpers_asked.clear()
            assert seen == [fresh.view(draft), *(fresh.card(i, draft) for i in range(12))]
        assert watched.helpers_asked


def test_everything_is_rounded_and_plain() -> None:
    game = begun()
    game.play(RoundOrders())
    data = game.view().as_data()
    assert json.loads(json.dumps(data))["round"] == 2
    for leaf in leaves(data):
        assert leaf is None or isinstance(leaf, str | int | bool | float)
        if isinstance(leaf, float):
            assert leaf == round(leaf, 2)
    row = data["organisations"][0]
    assert all(isinstance(row[key], int) for key in ("reported", "believed", "believed_low", "believed_high", "change"))


def test_the_seed_is_nowhere_to_be_seen() -> None:
    seed = 271828182845904523536028747135266249
    game = Game.new("short", seed)
    assert str(seed) not in json.dumps(game.view().as_data())
    assert game.id != Game.new("short", seed).id, "an id says nothing about the future"
    assert begun().future == begun().future != begun(seed=6).future


def test_the_table_agrees_with_what_is_known() -> None:
    game = begun()
    game.play(RoundOrders())
    seen, view = game.session.organisations, game.view()
    for row, known in zip(view.organisations, seen.itertuples(), strict=True):
        assert row.name == known.name
        assert row.reported == row.reports[-1] == round(known.reported)
        assert row.believed_low <= row.believed == round(known.belief) <= row.believed_high
        assert (row.grade, row.helper) == (known.grade, known.helper)
        assert (row.called_failing is not None) == known.designated
        assert row.change == row.reports[-1] - row.reports[-5]
    assert view.round == 2
    assert view.when == "Y2Q1"


def test_the_card_of_any_organisation_can_be_called_up() -> None:
    game = begun()
    name = game.session.sector.names[7]
    assert game.card(name) == game.card(7)
    assert game.card(7).reasons == ()
    assert game.card(7).left_alone.startswith("Left alone, ")
    with pytest.raises(DecisionError, match="no organisation here is called"):
        game.card("Nowhere")


def test_costs_commitments_and_effects_are_said() -> None:
    game = begun()
    board = option(game.card(0), BOARD)
    assert (board.cost, board.commitment, board.is_once, board.left) == (0.3, 1.2, False, 1)
    assert board.effect == "helps from Y1Q4 on; it costs 2.5 points of quality at first"
    assert board.effect_quarter == 3
    look = option(game.card(0), "inspect")
    assert (look.cost, look.is_once, look.effect_quarter) == (0.15, True, 1)
    assert "the grade is published in Y1Q3" in look.effect
    assert option(game.card(0), REFORM).effect.startswith("its outcome shows from Y2Q2 on, when it ends")
    assert option(game.card(0), "stop").refused == "nothing runs here"


def test_a_draft_uses_up_capacity_and_money() -> None:
    game = begun(scenario_budget=2.8)
    draft = RoundOrders(cases=(order(0, BOARD), order(1, CENTRAL)))
    before, view = game.view(), game.view(draft)
    assert view.purse.left is not None
    assert before.purse.left is not None
    assert view.purse.drafted == pytest.approx(1.3)
    assert view.purse.left == pytest.approx(before.purse.left - 1.3)
    (boards,) = (gauge for gauge in view.gauges if gauge.instrument == BOARD)
    assert (boards.capacity, boards.in_use, boards.drafted, boards.left) == (1, 0, 1, 0)
    assert option(game.card(2, draft), BOARD).refused == "no capacity: the only board is taken"
    assert option(game.card(0, draft), BOARD).refused == "", "what is drafted there is not in its own way"
    assert option(game.card(2, draft), REFORM).refused.startswith("no budget: ")
    assert option(game.card(2), REFORM).left == 1


def test_what_the_menu_refuses_the_rules_refuse_too() -> None:
    """A refusal on the card is a refusal of the model's, and the other way round."""
    game = begun()
    for _ in range(3):
        for i in range(len(game.session.sector)):
            for found in game.card(i).options:
                if found.action in ("hold", "stop"):
                    continue
                try:
                    complaints = game.check(RoundOrders(cases=(order(i, found.action),)))
                except DecisionError:
                    complaints = ("it is there already",)
                assert bool(complaints) == bool(found.refused), (found, complaints)
        game.play(RoundOrders(cases=(order(3, CENTRAL),)) if game.round == 1 else RoundOrders(), strict=False)
        if game.phase == "curtain":
            break


def test_running_pausing_and_least_times_are_refusals() -> None:
    game = begun(scenario_budget=50.0, quarters_a_round=2)
    game.play(RoundOrders(cases=(order(3, REFORM),)))
    assert game.card(3).row.instrument == "Reform"
    assert option(game.card(3), REFORM).refused == "structural reform is there already"
    assert "lasts four quarters at least" in option(game.card(3), BOARD).refused
    assert "when its least time is over" in option(game.card(3), "stop").effect
    for _ in range(2):
        game.play(RoundOrders(cases=(order(3, "hold"),)))
    assert option(game.card(3), REFORM).refused.startswith("in pause: it ended here")


def test_advice_counts_once_before_each_decision() -> None:
    game = begun()
    line = game.advise(0)
    assert line == game.advise(0)
    assert line.startswith("Ladder would ")
    assert line.endswith(".")
    game.advise(0, "hands-off")
    game.advise(1)
    assert game.view().advice_used == 3
    game.play(RoundOrders())
    game.advise(0)
    assert game.view().advice_used == 4
    with pytest.raises(InputError, match='"lader" is no policy that ships; did you mean ladder'):
        game.advise(0, "lader")
    with pytest.raises(InputError, match="there is no 12"):
        game.advise(12)
    assert game.view().advice_used == 4


def test_advice_is_what_the_policy_would_do() -> None:
    game = Game.new("short", SEED)
    view = game.session.view
    worst = int(view.belief[0].argmin())
    assert view.belief[0, worst] < 40
    assert "ask for peer support" in game.advise(worst, "brokered-early")
    assert "begin nothing" in game.advise(worst, "hands-off")
    assert "begin nothing" in game.advise(int(view.belief[0].argmax()), "brokered-early")


def test_left_alone_says_what_standing_orders_will_do() -> None:
    game = begun()
    view = game.session.view
    worst, best = int(view.belief[0].argmin()), int(view.belief[0].argmax())
    assert game.card(worst).left_alone == "Left alone, standing orders ask for peer support."
    assert game.card(best).left_alone.startswith("Left alone, nothing begins here")
    never = RoundOrders(standing=StandingOrders(peers_below=0.0))
    assert game.card(worst, never).left_alone.startswith("Left alone, nothing begins here")


def test_a_row_names_whom_it_leans_on_and_the_view_knows_them() -> None:
    game = begun()
    start, on = (getattr(game.session._desk.worlds.world, f"dependency_{part}")[0] for part in ("start", "on"))
    names = game.session.sector.names
    rows = game.view().organisations
    assert any(row.leans_on for row in rows)
    for row in rows:
        i = row.organisation
        assert sorted(row.leans_on) == sorted(names[j] for j in on[start[i] : start[i + 1]])


def test_without_a_broker_a_helper_is_refused_because_nobody_is_known() -> None:
    parameters = begun().setting.scenario.parameters | {"broker_capacity": 0.0, "ties_per_organisation": 3.0}
    refused = {
        option(card, PEERS).refused
        for card in map(begun(scenario_parameters=parameters).card, range(12))
        if "helper" in option(card, PEERS).refused
    }
    assert refused == {"it needs a helper, and it knows nobody good who is free now"}
