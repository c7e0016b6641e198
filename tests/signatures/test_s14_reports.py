"""S14: the regulator sees reports, not the truth."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.playing import Driver
from simulation.policies import POLICIES
from simulation.policies.hands_off import HandsOff
from tests.policies.tampering import replace_truth
from tests.signatures.effects import Effect, Futures, Placebo, Signature, effect
from tests.signatures.kept import check_live, check_placebo

SIGNATURE = Signature(
    "S14",
    "The regulator sees reports, not the truth.",
    "english-councils; belief less true quality, where failure is hidden (truly failing, not designated), hands"
    " off. Every shipped policy, in years 1 and 2: every true state that the view does not carry is replaced,"
    " and the policy decides again.",
)

SMALLEST = 2.0
"""Points: as much as the noise of a report. Reports of the failing hide some 8 points, inspections correct some."""
QUARTERS = 8


def live() -> list[Effect]:
    play = Futures("english-councils").play(HandsOff(), ("quality", "belief", "designated"))
    hidden = (play["quality"] < 40.0) & (play["designated"] == 0)
    flattered = ((play["belief"] - play["quality"]) * hidden).sum(axis=(1, 2)) / hidden.sum(axis=(1, 2))
    return [effect("Belief above truth where failure is hidden", "points", flattered, SMALLEST)]


def is_blind(futures: Futures, name: str) -> bool:
    """Whether a policy's decisions stay the same, quarter by quarter, when the truth is replaced."""
    driver = Driver(futures.worlds, futures.branching.copy(), futures.setting, POLICIES[name]())
    for quarter in range(QUARTERS):
        driver.forward()
        memory = {key: array.copy() for key, array in driver.memory.items()}
        decisions = driver.decide()
        worlds, state = replace_truth(driver.worlds, driver.state, seed=quarter)
        other = Driver(worlds, state, futures.setting, driver.policy)
        other.memory = memory
        if any(a.tobytes() != b.tobytes() for a, b in zip(decisions, other.decide(), strict=True)):
            return False
        driver.settle(decisions)
    return True


def placebo() -> list[Placebo]:
    futures = Futures("english-councils", runs=20)
    blind = all(is_blind(futures, name) for name in POLICIES)
    return [Placebo("Decisions of every policy with the truth replaced", equal=blind)]


def test_live() -> None:
    check_live(SIGNATURE, live())


def test_placebo() -> None:
    check_placebo(SIGNATURE, placebo())


def test_reports_do_change_decisions() -> None:
    futures = Futures("english-councils", runs=20)
    driver = Driver(futures.worlds, futures.branching.copy(), futures.setting, POLICIES["ladder"]())
    driver.forward()
    decisions = driver.decide()
    state = driver.state.copy()
    state.arrays.files["belief"] -= 5.0
    other = Driver(driver.worlds, state, futures.setting, driver.policy).decide()
    assert not np.array_equal(decisions.instrument, other.instrument)


@pytest.mark.parametrize("name", ["quality", "usual_openness", "tie_weight"])
def test_the_truth_was_replaced(name: str) -> None:
    futures = Futures("english-councils", runs=2)
    worlds, state = replace_truth(futures.worlds, futures.branching, seed=1)
    pairs = {
        "quality": (state.arrays.organisations["quality"], futures.branching.arrays.organisations["quality"]),
        "usual_openness": (worlds.world.places["usual_openness"], futures.worlds.world.places["usual_openness"]),
        "tie_weight": (state.arrays.tie_weight, futures.branching.arrays.tie_weight),
    }
    assert not np.array_equal(*pairs[name])
