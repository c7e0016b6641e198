"""Games that ship and games in any scenario: long enough for what counts, and refused in a sentence."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.game import GameSetting, StandingOrders, game_files
from simulation.parameters import REGISTER
from simulation.scenario import Scenario
from tests.game.small import small


@pytest.mark.parametrize(("name", "organisations", "rounds", "quarters"), [("short", 12, 6, 4), ("long", 24, 16, 2)])
def test_games_that_ship(name: str, organisations: int, rounds: int, quarters: int) -> None:
    setting = GameSetting.load(name)
    assert (len(setting.scenario.sector()), setting.rounds, setting.quarters_a_round) == (
        organisations,
        rounds,
        quarters,
    )
    assert setting.scenario.quarters >= setting.end == rounds * quarters + 20
    assert len(setting.brief.split()) <= 120
    for key, value in setting.scenario.parameters.items():
        assert REGISTER[key].low <= value <= REGISTER[key].high, f"{key} is within its plausible range"


def test_all_that_ship_load() -> None:
    assert set(game_files()) == {"short", "long"}
    for name in game_files():
        setting = GameSetting.load(name)
        assert GameSetting.from_data(setting.as_data()) == setting == pickle.loads(pickle.dumps(setting))


def test_any_scenario_can_be_played_and_is_made_long_enough() -> None:
    setting = GameSetting.of_scenario("austerity", rounds=10, quarters_a_round=4)
    assert setting.scenario.years == 15
    assert setting.standing.plan == Scenario.load("austerity").plan
    setting = GameSetting.of_scenario(Scenario.load("schools").changed(years=50))
    assert (setting.rounds, setting.quarters_a_round, setting.scenario.years) == (16, 2, 13)
    with pytest.raises(ScenarioError, match="too long; 45 years can be played"):
        GameSetting.of_scenario("austerity", rounds=40, quarters_a_round=8)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rounds": 6}, r"scenario\.years is 8; 6 rounds of 4 quarters and the 5 years after them.* need 11 at least"),
        ({"follows": "improvement-board"}, "follows is .*did you mean improvement-boards"),
        ({"adviser": "path/to/file.py:Mine"}, "adviser is .*must be a policy that ships"),
        ({"follows": "ladder:hold=99"}, "hold is 99"),
        ({"rounds": 0}, "rounds is 0; it must lie between 1 and 40"),
        ({"quarters_a_round": 2.5}, "quarters_a_round is 2.5; it must be a whole number"),
        ({"schema_version": 7}, "schema_version is 7; this version of the program reads 1"),
        ({"round": 3}, "round is not a key here; did you mean rounds"),
        ({"standing": {"patience": 0}}, r"standing\.patience is 0"),
        ({"standing": {"plan": "sometimes"}}, r'standing\.plan is "sometimes"; it must be rota, risk-based, random'),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(changes: dict[str, object], sentence: str) -> None:
    data = small().as_data() | changes
    with pytest.raises(ScenarioError, match=sentence):
        GameSetting.from_data(data)


def test_a_mistake_in_the_scenario_names_its_key() -> None:
    data = small().as_data()
    data["scenario"] = data["scenario"] | {"parameters": {"linkaje": 0.3}}
    with pytest.raises(ScenarioError, match="linkaje is not a parameter; did you mean linkage"):
        GameSetting.from_data(data)


def test_a_game_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('title = "Mine"\nbrief = "Play."\nscenario = "austerity"\nrounds = 2\nquarters_a_round = 4\n')
    setting = GameSetting.load(file)
    assert (setting.name, setting.scenario.name) == ("mine", "austerity")
    with pytest.raises(ScenarioError, match='"shrt" is not a game; did you mean short'):
        GameSetting.load("shrt")


def test_standing_orders_in_words() -> None:
    assert str(StandingOrders()) == "everyone is inspected in turn; peers below 45; review after 8 quarters"
    assert "no peers unless you ask" in str(StandingOrders(plan="none", peers_below=0.0))
