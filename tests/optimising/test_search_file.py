"""A search file is checked as strictly, and answered as kindly, as a scenario."""

from __future__ import annotations

import pytest

from simulation.errors import InputError
from simulation.optimising.search import Search, shipped_searches
from simulation.policies import load_policy

FILE = {
    "schema_version": 1, "name": "small", "title": "A search", "question": "How early?", "use": "Tests.",
    "scenario": "english-councils", "policy": "improvement-boards",
    "levers": {"improvement-boards": {"delay": True}, "improvement_board": {"capacity": {"low": 0.02, "high": 0.1}}},
}  # fmt: skip


def search(**changes):
    return Search.from_data({**FILE, **changes}, where="small.toml")


def test_a_policy_s_own_lever_has_its_own_range_and_whole_quarters():
    delay, capacity = search().levers
    assert (delay.low, delay.high, delay.whole, delay.start) == (0.0, 8.0, True, 0.0)
    assert (capacity.low, capacity.high, capacity.whole) == (0.02, 0.1, False)


def test_values_make_an_alternative():
    found = search().alternative({"improvement-boards.delay": 3.0, "improvement_board.capacity": 0.05})
    assert load_policy(found.policy).delay == 3.0
    assert found.numbers[0][1] == 0.05


@pytest.mark.parametrize("name", list(shipped_searches()))
def test_what_ships_can_be_read(name):
    found = Search.load(name)
    assert found.content.name == name
    assert found.rivals


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"polcy": "ladder"}, "small.toml: polcy is not a key here; did you mean policy"),
        ({"policy": "improvment-boards"}, "did you mean improvement-boards"),
        ({"policy": "mine.py:Mine"}, "a file of code, which a search file never runs"),
        ({"levers": {}}, "levers is empty"),
        ({"levers": {"improvement-boards": {"dely": True}}}, "its levers are delay or hold; did you mean delay"),
        ({"levers": {"improvement-boards": {"delay": {"low": 0, "high": 20}}}}, "must lie between 0 and 8"),
        ({"levers": {"improvement-boards": {"delay": {"low": 5, "high": 2}}}}, "is the range reversed"),
        ({"levers": {"improvement_board.capacity": True}}, "has no range of its own"),
        ({"levers": {"improvement_board": {"capacity": {"low": -1, "high": 0.1}}}}, "capacity"),
        ({"objective": {"outcome": "harms"}}, "did you mean harm"),
        ({"objective": {"outcome": "designations"}}, "neither more nor less is better"),
        ({"objective": {"aim": "regret"}}, "against is empty"),
        ({"objective": {"limits": {"cost_year": 3}}}, "is not an outcome"),
        ({"held_out": 3}, "held_out is 3"),
        ({"schema_version": 9}, "reads 1"),
    ],
)  # fmt: skip
def test_mistakes_are_said(changes, message):
    with pytest.raises(InputError, match=r"^small\.toml: ") as told:
        search(**changes)
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_an_unknown_search_names_those_that_ship():
    with pytest.raises(InputError, match="did you mean ladder-within-a-budget"):
        Search.load("ladder-within-budget")


def test_more_trials_are_the_same_search_and_another_seed_is_not():
    assert search(trials=5).hash == search(trials=50).hash
    assert search(seed=1).hash != search(seed=2).hash


def test_trials_are_above_nil():
    with pytest.raises(InputError, match="from 1 up"):
        search().with_trials(0)
