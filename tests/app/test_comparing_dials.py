"""The sliders: on plausible ranges, by readable steps, for what the policies use; and what chips say."""

from __future__ import annotations

import pytest

from simulation.app.comparing.dials import MATTER_MOST, Dial, change_in_words, dials_of
from simulation.parameters import REGISTER
from simulation.policies import load_policies
from simulation.scenario import Scenario

SCENARIO = Scenario.load("english-councils")
POLICIES = load_policies("last-resort,improvement-boards,brokered-early")


def dials(changed: Scenario = SCENARIO, base: Scenario = SCENARIO) -> dict[str, Dial]:
    return {dial.key: dial for group in dials_of(base, changed, POLICIES) for dial in group.dials}


def test_ten_assumptions_come_first_and_each_is_one() -> None:
    first = dials_of(SCENARIO, SCENARIO, POLICIES)[0]
    assert [dial.key for dial in first.dials] == list(MATTER_MOST)
    assert len(set(MATTER_MOST)) == 10
    assert not any(REGISTER[name].is_fixed for name in MATTER_MOST)


def test_every_value_of_every_slider_can_be_set() -> None:
    for dial in dials().values():
        for value in (dial.values[0], dial.values[-1]):
            SCENARIO.with_settings({dial.key: value})


def test_sliders_hold_their_range_and_their_own_values() -> None:
    scenario = SCENARIO.with_settings({"linkage": 0.7, "improvement_board.gain": 0.061})
    for key, dial in dials(scenario).items():
        assert list(dial.values) == sorted(set(dial.values))
        assert {dial.assumed, dial.value} <= set(dial.values), key
        assert len(dial.values) >= 5, key
        assert len(dial.values) <= 50, key
        if dial.low < dial.high:
            assert dial.values[0] <= dial.low + 1e-9
            assert dial.values[-1] >= dial.high - 1e-9
    assert dials(scenario)["linkage"].value == 0.7
    assert dials(scenario)["linkage"].assumed == 0.3
    assert dials(scenario)["improvement_board.gain"].value == 0.061


def test_ranges_are_those_of_the_register_around_the_scenarios_own_value() -> None:
    linkage = dials()["linkage"]
    assert (linkage.low, linkage.high, linkage.sure) == (0.0, 0.5, REGISTER["linkage"].confidence)
    linked = Scenario.load("linked-failures")
    assert dials(linked, linked)["linkage"].high == pytest.approx(0.5 * 0.5 / 0.3)


def test_only_instruments_that_are_used_have_sliders() -> None:
    keys = dials()
    assert {key.partition(".")[0] for key in keys if "." in key} == {
        "peer_support", "improvement_board", "central_intervention",
    }  # fmt: skip
    assert {"improvement_board.capacity", "improvement_board.cost", "broker_capacity"} <= keys.keys()
    assert "peer_support.ceiling" not in keys  # an effect that it doesn't have stays nil


def test_chips_say_what_was_changed_from_what() -> None:
    assert change_in_words(SCENARIO, "linkage", 0.4) == "Linkage: 0.4 (was 0.3)"
    assert change_in_words(SCENARIO, "improvement_board.gain", 0.08) == "A board's gain: 0.08 (was 0.05)"
    assert change_in_words(SCENARIO, "years", 5) == "Years: 5"
    assert change_in_words(SCENARIO, "plan", "risk") == "Plan: risk"
