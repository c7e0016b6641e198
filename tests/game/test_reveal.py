"""Behind the curtain: nothing before the player has marked; then the truth, and only the truth."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from pydantic import ValidationError

from simulation.errors import InputError
from simulation.game import CaseOrder, Game, GameSetting, Predictions, Reveal, RoundOrders, reveal_of
from simulation.game.dips import HonestDip, honest_dips
from simulation.game.headless import PLAYERS, guess, play_out
from simulation.game.reveal import marks_of
from simulation.session import History
from tests.game.small import begun

SHORT = GameSetting.load("short")


@cache
def ended(player: str = "careful", seed: int = 5) -> tuple[Game, Reveal]:
    game = play_out(Game.new(SHORT, seed), PLAYERS[player], random.Random(seed))
    game.finish(guess(game.view()))
    return game, reveal_of(game)


def test_nobody_sees_the_truth_before_they_said_what_they_think() -> None:
    game = begun()
    with pytest.raises(InputError, match="the truth is shown once the player has said"):
        reveal_of(game)
    with pytest.raises(InputError, match="the rounds are not over"):
        game.finish(Predictions(worse=(0, 1, 2)))
    play_out(game, PLAYERS["nothing"])
    with pytest.raises(InputError, match="there is no 12"):
        game.finish(Predictions(worse=(0, 1, 12)))
    assert game.phase == "curtain"
    game.finish(Predictions(worse=(0, 1, 2)))
    assert game.phase == "over"
    with pytest.raises(InputError, match="the game is over already"):
        game.finish(Predictions(worse=(0, 1, 2)))
    assert reveal_of(game).good_news is None


@pytest.mark.parametrize("marked", [(), (0, 1), (0, 1, 1), (0, 1, 2, 3)])
def test_three_different_ones_are_marked(marked: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError, match="must be 3 different ones"):
        Predictions(worse=marked)


def test_stories_are_what_was_true() -> None:
    game, reveal = ended()
    history = game.session.history
    assert len(reveal.stories) == 12
    for story in reveal.stories:
        i = story.organisation
        assert len(story.true) == len(story.instrument) == game.setting.end
        assert np.allclose(story.true, history["quality"][:, i], atol=0.051)
        assert np.allclose(story.reported, history["reported"][:, i], atol=0.051)
        assert [bool(word) for word in story.instrument] == (history["instrument"][:, i] > 0).tolist()
    json.dumps(reveal.as_data())


def test_marks_are_set_beside_the_truth_at_the_curtain() -> None:
    game, reveal = ended()
    assert game.predictions is not None
    for mark, i in zip(reveal.worse, game.predictions.worse, strict=True):
        assert mark.organisation == i
        assert (mark.name in reveal.most_flattered) == mark.is_right
    assert reveal.good_news is not None
    assert reveal.good_news.is_right == (reveal.good_news.organisation in {dip.organisation for dip in reveal.dips})


def test_marks_are_judged_by_the_numbers_that_are_shown() -> None:
    """Or one who reported 48 and was 43 would not be five points worse."""
    game, reveal = ended()
    verdicts = []
    for first in range(0, 12, 3):
        for mark in marks_of(game, Predictions(worse=(first, first + 1, first + 2)))[0]:
            reported, true = map(int, re.findall(r"\d+", mark.sentence))
            assert mark.is_right == (reported - true >= 5), mark.sentence
            assert mark.sentence.endswith("better than it reported.") == (true - reported >= 5)
            assert (mark.name in reveal.most_flattered) == mark.is_right
            verdicts.append(mark.is_right)
    assert 0 < sum(verdicts) < len(verdicts)


def test_surprises_end_with_the_worst() -> None:
    game, reveal = ended()
    gaps = [found.believed - found.true for found in reveal.surprises]
    assert len(gaps) == 3
    assert gaps == sorted(gaps)
    history, at = game.session.history, reveal.curtain
    assert gaps[-1] == pytest.approx((history["belief"][at] - history["quality"][at]).max(), abs=0.11)


def test_who_was_left_waiting_is_counted() -> None:
    game, reveal = ended("nothing")
    history, at = game.session.history, reveal.curtain
    alone = ((history["quality"][:at] < 40) & (history["instrument"][:at] == 0)).sum(axis=0)
    assert {found.organisation: found.alone for found in reveal.left_waiting} == {
        int(i): int(alone[i]) for i in np.flatnonzero(alone)
    }
    counts = [found.alone for found in reveal.left_waiting]
    assert counts == sorted(counts, reverse=True)


def told(**changes: dict[int, float]) -> tuple[HonestDip, ...]:
    """Dips in a made-up history of one council, which admits in quarter 4 what had been wrong all along."""
    arrays = {
        "reported": np.full((20, 1), 55.0), "quality": np.full((20, 1), 44.0), "honesty": np.full((20, 1), 0.4),
        "belief": np.full((20, 1), 46.0), "instrument": np.zeros((20, 1)), "stance": np.zeros((20, 1)),
    }  # fmt: skip
    arrays["reported"][4:], arrays["honesty"][4:] = 47.0, 0.8
    for name, from_quarter in changes.items():
        for quarter, value in from_quarter.items():
            arrays[name][quarter:] = value
    session = SimpleNamespace(sector=SimpleNamespace(names=("Bradmere",)))
    game = SimpleNamespace(setting=SimpleNamespace(curtain=12), session=session)
    return honest_dips(History(arrays), game)  # type: ignore[arg-type]


def test_an_honest_dip_is_found_and_told() -> None:
    (dip,) = told()
    assert (dip.name, dip.reported, dip.true, dip.mistaken_by) == ("Bradmere", -8.0, 0.0, "")
    assert dip.begun < 4 <= dip.ended
    assert dip.sentence == (
        "Between Y1Q3 and Y2Q1 Bradmere's figures fell by 8 points while its true quality did not change:"
        " it had begun to admit what was wrong."
    )


@pytest.mark.parametrize(
    ("changes", "mistaken"),
    [
        ({"stance": {6: -1.0}}, "it was censured"),
        ({"instrument": {6: 3.0}}, "commissioners came"),
        ({"instrument": {6: 4.0}}, "it was reformed"),
        ({"belief": {4: 40.0}}, "it was believed to have lost 6 points"),
        ({"belief": {4: 40.0}, "stance": {5: -1.0}}, "it was believed to have lost 6 points and it was censured"),
        ({"stance": {0: -1.0}, "instrument": {0: 3.0}}, ""),
        ({"instrument": {6: 2.0}}, ""),
    ],
)
def test_whether_it_was_taken_for_decline(changes: dict[str, dict[int, float]], mistaken: str) -> None:
    (dip,) = told(**changes)
    assert dip.mistaken_by == mistaken
    assert bool(mistaken) == ("It was taken for decline" in dip.sentence)


@pytest.mark.parametrize(
    "changes",
    [
        {"quality": {4: 40.0}},
        {"honesty": {4: 0.45}},
        {"reported": {4: 52.0}},
        {"reported": {4: 55.0, 14: 40.0}},
    ],
    ids=["true decline", "chance", "a small fall", "after the curtain"],
)
def test_what_is_no_honest_dip(changes: dict[str, dict[int, float]]) -> None:
    assert told(**changes) == ()


def test_the_player_stands_among_all_policies() -> None:
    game, reveal = ended()
    assert [fared.name for fared in reveal.policies] == list(game.setting.compared)
    assert len({fared.harm for fared in reveal.policies}) > 5
    assert reveal.player.harm == game.session.outcomes()["harm"].iloc[0]
    assert reveal.player.failing_at_any_time == pytest.approx(game.session.outcomes()["failing_organisations"].iloc[0])
    assert len(reveal.player.quality) == game.setting.end


def test_advice_is_shown_at_the_end() -> None:
    game = begun()
    game.advise(0)
    game.play(RoundOrders(cases=(CaseOrder(organisation=0, action="inspect"),)))
    play_out(game, PLAYERS["nothing"])
    game.finish(Predictions(worse=(0, 1, 2), good_news=3))
    assert reveal_of(game).advice_used == 1
