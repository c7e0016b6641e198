"""The value of a decision: nil for the plain policy itself, the same bits anywhere, and paid for after the curtain."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from simulation.game import CaseOrder, DecisionValue, Game, RoundOrders, Valuing, rewound, total_value, value_of
from tests.game.small import begun

CENTRAL = "central_intervention"


def played(policy: str | None = None, **changes: object) -> Game:
    game = begun(**changes)
    while game.phase != "curtain":
        game.play(RoundOrders(policy=policy))
    return game


@pytest.mark.parametrize("policy", ["improvement-boards", "ladder-coordinated", "adaptive", "ladder:hold=6"])
def test_a_policy_entered_as_a_player_is_worth_exactly_nothing_against_itself(policy: str) -> None:
    for task in played(policy, follows=policy).tasks:
        value = value_of(task)
        assert (value.value, value.low, value.high, value.harm_avoided, value.extra_cost) == (0, 0, 0, 0, 0)
        assert value.better_in == 0


def test_another_policy_is_worth_something() -> None:
    values = [value_of(task) for task in played("hands-off", follows="ladder").tasks]
    assert all(value.value != 0 for value in values)
    assert total_value(values).value < 0
    assert total_value(values).extra_cost < 0


def test_a_task_is_worth_the_same_wherever_it_is_valued() -> None:
    tasks = played().tasks
    here = [value_of(task) for task in tasks]
    assert [value_of(pickle.loads(pickle.dumps(task))) for task in tasks] == here
    for workers in (1, 3):
        with ThreadPoolExecutor(workers) as pool:
            assert list(pool.map(value_of, reversed(tasks))) == here[::-1]


def test_the_interval_is_of_the_mean_over_futures_and_narrows_with_more() -> None:
    task = played("hands-off", follows="ladder").tasks[0]
    few, many = value_of(task), value_of(replace(task, setting=task.setting.model_copy(update={"futures": 64})))
    for value in (few, many):
        assert value.low < value.value < value.high
        assert value.value == pytest.approx(value.harm_avoided - task.setting.price * value.extra_cost)
        assert 0 <= value.better_in <= 1
    assert (few.futures, many.futures) == (8, 64)
    assert many.high - many.low < few.high - few.low
    assert few.low < many.value < few.high or abs(few.value - many.value) < 3 * few.variance**0.5


def test_the_sum_adds_values_and_variances() -> None:
    one = DecisionValue(0, 1, 3.0, 1.0, 5.0, 4.0, 4.0, 0.5, 0.75, 10)
    two = DecisionValue(1, 2, -1.0, -2.0, 0.0, 9.0, 1.0, 1.0, 0.25, 10)
    total = total_value([two, one])
    assert (total.value, total.variance, total.harm_avoided, total.extra_cost) == (2.0, 13.0, 5.0, 1.5)
    assert total.high - total.value == pytest.approx(1.96 * 13**0.5, abs=1e-3)
    assert (total.better_in, total.futures) == (0.5, 20)
    assert total_value([]).value == 0


@pytest.mark.parametrize("seed", [0, 1, 4])
def test_central_everywhere_in_the_last_year_pays_after_the_curtain(seed: int) -> None:
    """It scores worse than it would under a score that stopped at the last round."""
    game = begun(
        seed=seed, futures=24, scenario_budget=1000.0, scenario_instruments={CENTRAL: {"capacity": 1.0}},
        follows="improvement-boards",
    )  # fmt: skip
    while game.round < game.setting.rounds:
        game.play(RoundOrders(policy="improvement-boards"))
    free = [i for i, k in enumerate(game.session.known.instrument) if k != 3]
    game.play(RoundOrders(cases=tuple(CaseOrder(organisation=i, action=CENTRAL) for i in free)), strict=False)
    last = next(task for task in game.tasks if task.round == game.setting.rounds)
    counted, stopped = value_of(last), value_of(replace(last, stops_at_curtain=True))
    assert counted.value < stopped.value < 0
    assert counted.extra_cost > stopped.extra_cost > 0


def test_values_come_in_the_background_and_follow_a_game_that_goes_back() -> None:
    told: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        valuing = Valuing(pool, when_done=lambda value: told.append(value.place))
        game = begun()
        for _ in range(2):
            game.play(RoundOrders())
            valuing.follow(game)
            valuing.follow(game)
        assert valuing.total(60) == total_value([value_of(task) for task in game.tasks])
        assert valuing.is_complete
        before = valuing.ready()
        back = rewound(game, 1)
        back.play(RoundOrders(policy="hands-off"))
        valuing.follow(back)
        valuing.total(60)
        after = valuing.ready()
    assert told == [0, 1, 1], "what had been valued already is not valued again"
    assert after[0] == before[0]
    assert after[1] != before[1]
