"""A workshop's setting: what ships, what may be set, and what is refused in a sentence."""

from __future__ import annotations

import json

import pytest

from simulation.errors import ScenarioError
from simulation.parameters import REGISTER
from simulation.regulation.allocation import capacity_of
from simulation.workshop import WorkshopSetting, desk_showing, workshop_files
from simulation.workshop.arc import Kind, arc_of
from simulation.workshop.room import new_room
from tests.workshop.small import small


def test_what_ships_lasts_45_minutes_and_has_a_short_brief() -> None:
    assert "honest-council" in workshop_files()
    for name in workshop_files():
        setting = WorkshopSetting.load(name)
        stations = arc_of(setting)
        # Of 45 minutes, those that are left go where games are played on and screens are changed.
        assert 42 * 60 <= sum(station.seconds for station in stations) <= 45 * 60
        assert [s.kind for s in stations if s.kind != Kind.ROUND] == [k for k in Kind if k != Kind.ROUND]
        assert len(setting.game.brief.split()) <= 120
        assert 10 <= len(setting.game.scenario.sector()) <= 20
        for change in setting.changes:
            assert setting.game.scenario.with_settings(change.settings) != setting.game.scenario


def test_every_number_of_the_honest_council_lies_within_its_plausible_range() -> None:
    setting = WorkshopSetting.load("honest-council")
    numbers = [setting.game.scenario.parameters, *(change.settings for change in setting.changes)]
    for key, value in [pair for settings in numbers for pair in settings.items()]:
        if key in REGISTER:
            assert REGISTER[key].low <= value <= REGISTER[key].high, key


def test_a_setting_reads_back_from_json_equal() -> None:
    setting = small()
    assert WorkshopSetting.from_data(json.loads(json.dumps(setting.as_data()))) == setting


def test_no_round_stops_by_itself_since_all_play_by_one_clock() -> None:
    data = small().as_data()
    data["game"] = {**data["game"], "stops_at_scandal": True}
    assert not WorkshopSetting.from_data(data).game.stops_at_scandal


@pytest.mark.parametrize("places", [0, 1, 2, 3, 5, 7, 13])
def test_as_many_places_can_be_had_as_the_facilitator_sets(places: int) -> None:
    changed = small().changed(capacities={"improvement_board": places})
    names, tools = changed.game.scenario.tools()
    assert capacity_of(tools[names.index("improvement_board")], 14) == places
    settings = desk_showing._setting(new_room(changed, 0.0))
    assert ("improvement_board", "Board", places) in settings.capacities


def test_what_the_facilitator_sets_is_in_force() -> None:
    changed = small().changed(
        budget=4.0, capacities={"improvement_board": 5}, rounds=9, minutes={"round": 1.5}, advice=True, news=False
    )
    assert changed.game.scenario.budget == 4.0
    assert sum(station.kind == Kind.ROUND for station in arc_of(changed)) == 9
    assert (changed.minutes.round, changed.minutes.predict, changed.advice, changed.news) == (1.5, 3.0, True, False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"game": {"brief": "word " * 121}}, "121 words"),
        ({"minutes": {"round": 0.0}}, "round"),
        ({"events": [{"key": "a", "label": "A", "kind": "pressure"}]}, "amount"),
        ({"events": [{"key": "a", "label": "A", "kind": "scandal"}] * 2}, "twice"),
        ({"changes": [{"key": "a", "label": "A", "words": "a", "settings": {"linkag": 1}}]}, "linkage"),
        ({"schema_version": 2}, "schema_version"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_mistake_is_named_in_a_sentence(change: dict[str, object], said: str) -> None:
    data = small().as_data()
    inner = change.pop("game", None)
    if isinstance(inner, dict):
        data["game"] = {**data["game"], **inner}
    with pytest.raises(ScenarioError, match=said):
        WorkshopSetting.from_data({**data, **change})


def test_an_unknown_workshop_is_told_with_those_that_ship() -> None:
    with pytest.raises(ScenarioError, match="did you mean honest-council"):
        WorkshopSetting.load("honest-counsil")
