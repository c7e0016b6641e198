"""The docket: at most six cases, each there for a reason that the view bears out."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulation.game import GameSetting
from simulation.game.docket import MOST_CASES, Case, Reason, docket_of
from simulation.game.game import Game
from simulation.game.headless import PLAYERS, take_turn
from simulation.game.past import Past
from tests.game.small import begun


def a_docket(
    since: int | None = 0, patience: int = 8, before: dict[str, np.ndarray] | None = None, **known: Any
) -> tuple[Case, ...]:
    """The docket of a calm sector in which something else is known of some organisations: ``{index: value}``."""
    game = begun()
    view, context = game.session.view, game.session.context
    shape = view.shape
    values: dict[str, np.ndarray] = {
        "belief": np.full(shape, 65.0), "reported": np.full(shape, 65.0), "designated": np.zeros(shape, np.int8),
        "exposed": np.zeros(shape, np.int8), "instrument": np.zeros(shape, np.int8),
        "waiting": np.zeros(shape, np.int32), "quarters_in": np.zeros(shape, np.int32),
        "_looked": np.full(shape, view._now),
    }  # fmt: skip
    calm = replace(view, **values)
    past = Past(np.full((8, shape[1]), 65.0))
    past.add(calm)
    for name, changed in known.items():
        for i, value in changed.items():
            values[name][0, i] = value
    now = replace(calm, **values, quarter=view.quarter + 4)
    past.add(now)
    return docket_of(now, past, since=since, patience=patience, context=context)


def reasons(cases: tuple[Case, ...]) -> dict[int, tuple[Reason, ...]]:
    return {case.organisation: case.reasons for case in cases}


def test_a_calm_sector_has_no_cases() -> None:
    assert a_docket() == ()


@pytest.mark.parametrize(
    ("known", "reason", "words"),
    [
        ({"exposed": {2: 1}}, Reason.SCANDAL, "its hidden failure has just come out"),
        ({"designated": {2: 1}}, Reason.NEWLY_BELOW, "newly called failing: believed 65"),
        ({"belief": {2: 39.0}}, Reason.NEWLY_BELOW, "newly below 40, failing: believed 39"),
        ({"belief": {2: 49.0}}, Reason.NEWLY_BELOW, "newly below 50, the warning line: believed 49"),
        ({"waiting": {2: 3}}, Reason.REQUEST, "asks for the help that it has waited for, three quarters by now"),
        ({"reported": {2: 38.0}}, Reason.REQUEST, "asks for help: it reports 38 itself"),
        ({"instrument": {2: 2}, "quarters_in": {2: 9}}, Reason.REVIEW, "the board is at its review date, after nine"),
        ({"reported": {2: 59.0}}, Reason.FALL, "the sharpest fall: its figures are 6 points lower than a year ago"),
        ({"_looked": {2: 20}}, Reason.OVERDUE, "an inspection is overdue: last looked into 20 quarters ago"),
    ],
)  # fmt: skip
def test_each_reason_is_found_and_said(known: dict[str, Any], reason: Reason, words: str) -> None:
    (case,) = (found for found in a_docket(**known) if found.organisation == 2)
    assert reason in case.reasons
    assert any(said.startswith(words) for said in case.words)


def test_no_reason_where_there_is_none() -> None:
    quiet = a_docket(
        belief={1: 50.0},
        waiting={2: 1},
        reported={3: 60.5},
        instrument={4: 2, 5: 2},
        quarters_in={4: 7, 5: 13},
        _looked={6: 27},
    )
    assert quiet == (), "above the line, just asked, within noise, before and long past the review, seen not long ago"


def test_at_first_whatever_is_failing_already() -> None:
    found = reasons(a_docket(since=None, belief={1: 35.0, 2: 45.0}, designated={3: 1}))
    assert found == {1: (Reason.NEWLY_BELOW,), 3: (Reason.NEWLY_BELOW,)}


def test_the_most_pressing_come_first_and_no_more_than_six() -> None:
    belief = {i: 30.0 + i for i in range(8)}
    cases = a_docket(belief=belief, exposed={7: 1})
    assert [case.organisation for case in cases] == [7, 0, 1, 2, 3, 4]
    assert len(cases) == MOST_CASES


def test_whoever_has_several_reasons_is_one_case() -> None:
    (case,) = a_docket(belief={2: 39.0}, reported={2: 38.0})
    assert case.reasons == (Reason.NEWLY_BELOW, Reason.REQUEST, Reason.FALL)
    assert len(case.words) == 3


def trouble(game: Game) -> int:
    """How many are truly below the warning line."""
    return int((game.session.truth["quality"] < game.session.context.warning).sum())


def share_that_plays_well(name: str, games: int) -> float:
    """The share of futures with 2 to 6 cases in the median round, and three in trouble from the start."""
    good = 0
    setting = GameSetting.load(name)
    for seed in range(games):
        game, chance, sizes = Game.new(setting, seed), random.Random(seed), []
        in_trouble = trouble(game)
        while game.phase != "curtain":
            if game.phase == "decide":
                sizes.append(len(game.view().cases))
            take_turn(game, PLAYERS["careful"], chance)
        good += 2 <= np.median(sizes) <= 6 and in_trouble >= 3
    return good / games


def test_the_short_game_has_something_to_decide_in_nine_of_ten_futures() -> None:
    assert share_that_plays_well("short", 30) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("name", ["short", "long"])
def test_games_have_something_to_decide_in_nine_of_ten_of_200_futures(name: str) -> None:
    assert share_that_plays_well(name, 200) >= 0.9
