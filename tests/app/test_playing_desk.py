"""A player's desk: what is drafted, called up, asked and decided, and how decisions come to be valued."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from simulation.app.playing.desk import MOST_CALLED, Desk
from simulation.app.pool import BusyError, Pool
from simulation.errors import InputError
from simulation.game import GameStore, OrdersRefusedError, total_value, value_of
from tests.game.small import begun


@pytest.fixture
def store(tmp_path: Path) -> GameStore:
    return GameStore(tmp_path)


@pytest.fixture
def desk(store: GameStore) -> Desk:
    return Desk(begun(), store, Pool(1))


def at_curtain(desk: Desk) -> Desk:
    while desk.game.phase != "curtain":
        desk.end_round(len(desk.game.stages))
    return desk


def test_an_order_is_drafted_changed_and_taken_out(desk: Desk) -> None:
    before = desk.view().purse.left
    desk.order({"organisation": 2, "action": "inspect"})
    with_order = desk.view().purse.left
    assert before is not None
    assert with_order is not None
    assert with_order < before
    desk.order({"organisation": 2, "action": "hold"})
    assert [order.action for order in desk.draft.cases] == ["hold"]
    desk.order({"organisation": 2, "action": None})
    assert desk.draft.cases == ()
    assert desk.view().purse.left == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"organisation": 2, "action": "abolish"}, 'there is no action "abolish"'),
        ({"organisation": 99, "action": "hold"}, "99"),
        ({"organisation": "all", "action": "hold"}, "organisation"),
        ({"organisation": 2, "action": "hold", "stance": "angry"}, "stance"),
        ({"organisation": -1, "action": "hold"}, "-1"),
    ],
)
def test_an_order_that_there_is_not_leaves_the_draft_as_it_was(
    desk: Desk, change: dict[str, object], message: str
) -> None:
    desk.order({"organisation": 3, "action": "hold"})
    with pytest.raises(InputError, match=message):
        desk.order(change)
    assert [(order.organisation, order.action) for order in desk.draft.cases] == [(3, "hold")]


def test_a_stance_that_no_longer_counts_goes_with_its_action(desk: Desk) -> None:
    idle = next(
        row.organisation
        for row in desk.view().organisations
        if row.called_failing is None and not row.instrument and not desk.game.card(row.organisation).stances
    )
    desk.order({"organisation": idle, "action": "improvement_board", "stance": "censure"})
    assert desk.draft.cases[0].stance == "censure"
    desk.order({"organisation": idle, "action": "inspect", "stance": "censure"})
    assert desk.draft.cases[0].stance is None
    desk.order({"organisation": idle, "action": None, "stance": "censure"})
    assert desk.draft.cases == ()


def test_standing_orders_hold_from_now_on(desk: Desk) -> None:
    desk.stand({"plan": "none", "peers_below": 0})
    assert "no inspections but those you ask for" in desk.view().standing_words
    desk.stand({"plan": "rota", "peers_below": 45})
    assert desk.draft.standing is None
    desk.stand({"patience": 3})
    with pytest.raises(InputError, match="patience"):
        desk.stand({"patience": 99})
    desk.end_round(0)
    assert desk.game.standing.patience == 3


def test_any_organisation_can_be_called_up_and_put_back(desk: Desk) -> None:
    for one in range(MOST_CALLED + 2):
        desk.call(one)
    desk.call(4)
    assert desk.called[0] == 4
    assert len(desk.called) == len(set(desk.called)) == MOST_CALLED
    desk.order({"organisation": 4, "action": "hold"})
    desk.dismiss(4)
    assert 4 not in desk.called
    assert desk.draft.cases == ()
    with pytest.raises(InputError, match="77"):
        desk.call(77)


def test_advice_is_counted_and_survives_a_reload(desk: Desk, store: GameStore) -> None:
    desk.advise(0, "ladder")
    desk.advise(0, "ladder")
    assert desk.advice[0].line.startswith("Ladder would")
    assert len(store.load(desk.game.id).advice) == 1
    with pytest.raises(InputError, match="no policy that ships"):
        desk.advise(0, "x.py:Evil")


def test_a_round_is_decided_once_and_kept(desk: Desk, store: GameStore) -> None:
    desk.order({"organisation": 1, "action": "hold"})
    desk.call(5)
    desk.end_round(0)
    with pytest.raises(InputError, match="gone on meanwhile"):
        desk.end_round(0)
    assert len(desk.game.stages) == 1
    assert (desk.draft.cases, desk.called, desk.advice) == ((), [], {})
    assert store.load(desk.game.id).digest == desk.game.digest


def test_what_cannot_be_served_is_refused_or_waits(desk: Desk) -> None:
    for one in range(6):
        desk.order({"organisation": one, "action": "structural_reform"})
    with pytest.raises(OrdersRefusedError) as refused:
        desk.end_round(0)
    assert len(refused.value.sentences) > 1
    assert len(desk.draft.cases) == 6
    desk.end_round(0, strict=False)
    assert desk.game.quarter > 0


def test_values_are_made_on_the_pool_and_are_those_of_the_game(desk: Desk) -> None:
    at_curtain(desk)
    deadline = time.monotonic() + 60
    while not desk.is_valued and time.monotonic() < deadline:
        time.sleep(0.02)
    assert desk.valuing.total() == total_value([value_of(task) for task in desk.game.tasks])


def test_a_game_opened_again_is_not_valued_twice(store: GameStore) -> None:
    pool = Pool(1)
    desk = at_curtain(Desk(begun(), store, pool))
    desk.valuing.total(60)
    kept = pool.kept_bytes
    again = Desk(store.load(desk.game.id), store, pool)
    assert again.is_valued
    assert pool.kept_bytes == kept


def test_a_full_pool_holds_no_player_up(store: GameStore, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool(1)

    def full(*_: object) -> None:
        raise BusyError("full")

    with monkeypatch.context() as busy:
        busy.setattr(pool, "ask", full)
        desk = Desk(begun(), store, pool)
        desk.end_round(0)
        assert not desk.is_valued
    desk.follow()
    desk.valuing.total(60)
    assert desk.is_valued


def test_the_attempt_is_written_down_once_the_curtain_has_risen(desk: Desk, store: GameStore) -> None:
    at_curtain(desk)
    with pytest.raises(InputError, match="finish the game first"):
        desk.reveal()
    with pytest.raises(InputError, match="worse"):
        desk.predict({"worse": [1, 1, 2]})
    desk.predict({"worse": [0, 1, 2], "good_news": None})
    deadline = time.monotonic() + 60
    while not store.attempts() and time.monotonic() < deadline:
        time.sleep(0.02)
    (attempt,) = store.attempts("short")
    assert attempt.harm == round(desk.reveal().player.harm, 2)
    assert attempt.value == round(desk.valuing.total().value, 2)
    with pytest.raises(InputError, match="over already"):
        desk.predict({"worse": [0, 1, 2]})
