"""A game as a file: it goes on to the same bits, and whatever is no whole game is refused in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import InputError
from simulation.game import (
    CaseOrder,
    Game,
    GameFileError,
    Predictions,
    RoundOrders,
    StandingOrders,
    exported,
    imported,
    rewound,
)
from simulation.game.record import MOST_BYTES, checksum
from simulation.session import Event
from tests.game.small import begun

INSPECT = RoundOrders(cases=(CaseOrder(organisation=2, action="inspect"),), standing=StandingOrders(patience=4))
TOO_MANY = RoundOrders(cases=tuple(CaseOrder(organisation=i, action="improvement_board") for i in range(3)))


def full() -> Game:
    """A game with everything in it: orders, a bell, a scandal, advice, marks."""
    game = begun()
    game.add_event(Event(kind="scandal", quarter=2, organisation=game.session.sector.names[4]))
    game.advise(0)
    game.play(INSPECT)
    game.play(TOO_MANY, strict=False)
    game.add_event(Event(kind="whistleblower", quarter=6, organisation=game.session.sector.names[5]))
    game.advise(1, "hands-off")
    while game.phase != "curtain":
        game.play(RoundOrders())
    game.finish(Predictions(worse=(0, 1, 2), good_news=3))
    return game


@pytest.fixture(scope="module")
def whole() -> Game:
    return full()


def test_it_comes_back_to_the_same_bits(whole: Game) -> None:
    back = imported(exported(whole))
    assert back.session.state() == whole.session.state()
    assert exported(back) == exported(whole)
    assert (back.id, back.seed, back.phase, back.advice) == (whole.id, whole.seed, "over", whole.advice)
    assert back.tasks == whole.tasks
    assert back.predictions == whole.predictions


def test_it_goes_on_from_where_it_stood() -> None:
    game = begun()
    for _ in range(3):
        back = imported(exported(game).encode())
        assert back.view() == game.view()
        game.play(INSPECT)
        back.play(INSPECT)
        assert back.session.state() == game.session.state()


def test_it_can_go_back_a_round(whole: Game) -> None:
    for decisions in range(len(whole.stages) + 1):
        back = rewound(whole, decisions)
        assert len(back.stages) == decisions
        assert [stage.ended for stage in back.stages] == [stage.ended for stage in whole.stages[:decisions]]
        assert back.phase != "over"
    again = rewound(whole, 1)
    assert (again.phase, again.events) == ("again", whole.events[:1])
    with pytest.raises(InputError, match="the game cannot go back to 9"):
        rewound(whole, 9)


def changed(game: Game, change: Callable[[dict[str, Any]], Any]) -> str:
    """The file with something changed, by someone who knows how to make the checksum fit."""
    data = json.loads(exported(game))
    change(data)
    data["checksum"] = checksum(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d["decisions"][0]["orders"].update(cases=[]), "does not come to what it says"),
        (lambda d: d.update(seed="8"), "held to quarter|does not come to what it says"),
        (lambda d: d["decisions"].pop(), "the rounds are not over|does not come to"),
        (lambda d: d["decisions"].append(d["decisions"][0]), "rounds are over, so that a decision comes too late"),
        (lambda d: d["decisions"][0].update(ended=3), "decision 1 of the saved game held to quarter 3, and now to 2"),
        (lambda d: d["decisions"][1].update(strict=True), "cannot be played again here: .*no capacity"),
        (lambda d: d["decisions"][0]["orders"]["cases"][0].update(organisation=99), "there is no 99"),
        (lambda d: d["decisions"][0]["orders"]["cases"][0].update(action="nuke"), 'there is no action "nuke"'),
        (lambda d: d["decisions"][0]["orders"]["cases"][0].update(stance="angry"), 'stance is "angry"'),
        (lambda d: d["decisions"][0]["orders"].update(policy="a/file.py:Mine"), "no policy that ships"),
        (lambda d: d.update(decisions=3), "decisions is 3; it must be a list"),
        (lambda d: d.update(came_to="else"), "does not come to what it says"),
        (lambda d: d.update(seed="-1"), 'seed is "-1"; it must be a whole number'),
        (lambda d: d.update(seed="1" * 60), "must be a whole number"),
        (lambda d: d.update(id="../../etc/passwd"), "it must be letters, digits"),
        (lambda d: d.update(extra=1), "extra is not a key here"),
        (lambda d: d.pop("setting"), "setting is missing"),
        (lambda d: d["setting"].update(scenario="austerity"), "does not hold its scenario"),
        (lambda d: d["setting"]["scenario"].update(organisations={"file": "/x"}), "about real organisations"),
        (lambda d: d["setting"]["scenario"].update(posterior="/x.parquet"), "names a posterior's file"),
        (lambda d: d["setting"]["scenario"].update(posterior="/etc/passwd"), "/etc/passwd is not a posterior"),
        (lambda d: d["setting"]["scenario"]["regions"][0].update(organisations=20_000), "has 20,006 organisations"),
        (lambda d: d["setting"]["scenario"].update(regions=7), r"scenario\.regions is 7; it must be a list"),
        (lambda d: d["setting"].update(rounds=9), r"scenario\.years is 8"),
        (lambda d: d["setting"]["scenario"].update(years="ten"), 'years is "ten"; it must be a whole number'),
        (lambda d: d["events"][0]["event"].update(organisation="Nowhere"), "is not in this sector"),
        (lambda d: d["predictions"].update(worse=[0, 0, 0]), "must be 3 different ones"),
        (lambda d: d.update(version=2), "has version 2; this program reads version 1"),
        (lambda d: d.update(format="other"), "is not a saved game of this program"),
        (lambda d: d.update(decisions=[{"orders": {}, "strict": True, "ended": 4}] * 500), "more than any game"),
    ],
)  # fmt: skip
def test_a_game_that_was_tampered_with_is_refused(
    whole: Game, change: Callable[[dict[str, Any]], Any], sentence: str
) -> None:
    with pytest.raises(GameFileError, match=sentence):
        imported(changed(whole, change))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is not valid JSON, or was cut off"),
        ("[" * 100_000, "is not valid JSON"),
        (b"\xff\xfe\x00", "is not valid JSON"),
        ("[]", "is not a saved game of this program"),
        ('{"format": "turnaround game", "version": 1}', "its checksum does not fit"),
        ('{"format": "turnaround game", "version": NaN}', "has version nan"),
        (" " * (MOST_BYTES + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_game_is_refused(text: str | bytes, sentence: str) -> None:
    with pytest.raises(GameFileError, match=sentence):
        imported(text)


@settings(max_examples=40)
@given(data=st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    text = exported(BEGUN)
    place = data.draw(st.integers(0, len(text) - 1))
    damaged = data.draw(
        st.sampled_from([text[:place], text[:place] + "7" + text[place + 1 :], text[:place] + text[place + 1 :]])
    )
    if damaged == text or json_equal(damaged, text):
        return
    with pytest.raises(GameFileError, match=r"^the game .*"):
        imported(damaged)


BEGUN = begun()


def json_equal(a: str, b: str) -> bool:
    try:
        return bool(json.loads(a) == json.loads(b))
    except ValueError:
        return False
