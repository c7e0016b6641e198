"""Players without a page play through what a player sees, and never ask for what cannot be."""

from __future__ import annotations

import random

import pytest

from simulation.game import Predictions
from simulation.game.headless import PLAYERS, guess, play_out, policy_player
from tests.game.small import SEED, begun


@pytest.mark.parametrize("name", PLAYERS)
def test_every_player_plays_to_the_curtain(name: str) -> None:
    game = play_out(begun(seed=SEED), PLAYERS[name], random.Random(1))
    assert game.phase == "curtain"
    decided = sum(len(stage.orders.cases) for stage in game.stages)
    assert (decided == 0) == (name == "nothing")
    marks = guess(game.view())
    assert isinstance(marks, Predictions)
    game.finish(marks)


def test_what_a_player_by_rule_orders_is_hardly_ever_refused() -> None:
    """Each order can be had by itself; only two that want the same helper or the last money get in each other's way."""
    refused, stages = 0, 0
    for name in ("careful", "helpful", "firm"):
        for seed in range(3):
            game = play_out(begun(seed=seed), PLAYERS[name], random.Random(seed))
            refused += sum(not stage.strict for stage in game.stages)
            stages += len(game.stages)
    assert refused < stages / 5


def test_players_are_reproducible() -> None:
    games = [play_out(begun(), PLAYERS["at-random"], random.Random(4)) for _ in range(2)]
    assert games[0].digest == games[1].digest
    assert play_out(begun(), PLAYERS["at-random"], random.Random(5)).stages != games[0].stages


def test_a_policy_can_be_a_player() -> None:
    game = play_out(begun(), policy_player("ladder"))
    assert {stage.orders.policy for stage in game.stages} == {"ladder"}
    assert game.session.policy.name == "ladder"
