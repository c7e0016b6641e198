"""What rarely happens has happened where the two models agree: the comparison is not empty."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.parameters import REGISTER, SHIPPED_TOOLS
from simulation.scenario import Scenario
from tests.agents.small import small_scenario
from tests.reference.comparing import Change, assert_agree, begin
from tests.reference.entities import REVIEW

READ_BY_NOTHING = {"discount_rate"}
"""Outcomes discount; no quarter does."""


def troubled(**changes: Any) -> Scenario:
    """Most fail, all may be treated, all depend on one another."""
    parameters = {"capability_base": 16.0, "dependencies_per_organisation": 2.0, "willing_share": 1.0, "linkage": 0.1}
    roomy = {"improvement_board": {"capacity": 1.0}, "central_intervention": {"capacity": 0.5}}
    regions = [{"name": f"Region {k}", "organisations": 9} for k in range(2)]
    return small_scenario(parameters=parameters, instruments=roomy, regions=regions, **changes)


@pytest.mark.parametrize("budget", [None, 6.0])
def test_cases_hold_six_at_most(budget: float | None) -> None:
    panel = assert_agree(troubled(budget=budget, years=6), "ladder-coordinated")
    sizes = {size for row in panel["lead"] for size in Counter(row[row >= 0]).values()}
    assert max(sizes) == 6


def test_reviews_are_asked_for_and_paid() -> None:
    panel = assert_agree(troubled(years=6, budget=1.0), "review-then-board")
    assert (panel["look_kind"] == REVIEW).any()


def test_reforms_reshuffle_and_return() -> None:
    panel = assert_agree(small_scenario(regime="oversight-led"), "structural-reform")
    assert (np.diff((panel["instrument"] == 4).astype(int), axis=0) == 1).sum() > 3


def test_the_reference_takes_nothing_from_the_package() -> None:
    compares = {"comparing.py", "drawn.py"}
    files = [f for f in Path(__file__).parent.glob("*.py") if not f.name.startswith("test_") and f.name not in compares]
    assert len(files) > 10
    assert not [f.name for f in files if "simulation" in f.read_text("utf-8")]


# Every number counts: the reference reads each, so that agreeing says something of each

SOON = {"quarters": 8, "response": "hands-off"}


def restless(base: float, **changes: Any) -> Scenario:
    """Much happens. ``base`` is what any capability starts from: where it is low, nobody can help."""
    parameters = dict(small_scenario().parameters)
    parameters |= {"broker_capacity": 0.3, "lessons_most": 0.5, "inspection_share": 0.3, "outstanding_threshold": 66.0}
    parameters |= {"pressure_level": 0.5, "earlier_framework_shift": 2.0, "earlier_framework_quarters": 6}
    return small_scenario(parameters=parameters | {"capability_base": base, "turnover": 0.06}, run_in=SOON, **changes)


@cache
def ways() -> list[tuple[Scenario, list[str]]]:
    """Scenarios, and the policies that follow one another in each."""
    return [
        (restless(24.0), ["ladder-coordinated", "improvement-boards", "central-early", "blame-first", "candour-first"]),
        (restless(30.0, plan="risk-based"), ["brokered-early", "last-resort", "ladder"]),
        (
            restless(30.0, plan="none", regime="oversight-led"),
            ["ladder-coordinated", "review-then-board", "voluntary-peers"],
        ),
        (
            troubled(regime="oversight-led", run_in=SOON),
            ["ladder-coordinated", "improvement-boards", "hands-off", "structural-reform", "hands-off"] * 2
            + ["ladder-coordinated"] * 3,
        ),
    ]


def trace(way: int, change: Change | None = None) -> list[float]:
    """What follows under one policy after another."""
    scenario, policies = ways()[way]
    run = begin(scenario, 0, change)
    run.run_in("hands-off")
    found: list[float] = []
    for policy in policies:
        run.regulate(policy)
        for _ in range(scenario.quarters // len(policies)):
            run.step()
            found.append(run.spent)
        found += [v for o in run.world.organisations for v in (o.quality, o.reach, o.size, o.file.belief, o.file.grade)]
    return found


@pytest.fixture(scope="module")
def usual() -> list[list[float]]:
    return [trace(way) for way in range(len(ways()))]


def is_read(instrument: str, name: str, usual: list[list[float]]) -> bool:
    """Whether half, thrice or none of a number makes a difference anywhere."""
    return any(
        trace(way, Change(instrument, name, times)) != usual[way]
        for times in (0.5, 3.0, 0.0)
        for way in range(len(ways()))
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(REGISTER) - READ_BY_NOTHING))
def test_every_parameter_is_read(name: str, usual: list[list[float]]) -> None:
    assert is_read("", name, usual)


def test_what_nothing_reads_is_read_by_nothing(usual: list[list[float]]) -> None:
    for name in READ_BY_NOTHING:
        assert trace(0, Change("", name, 3.0)) == usual[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("instrument", "name"),
    [
        (key, name)
        for key, tool in SHIPPED_TOOLS.items()
        for name, value in asdict(tool).items()
        if value and key != "none"
    ],
)
def test_every_number_of_an_instrument_is_read(instrument: str, name: str, usual: list[list[float]]) -> None:
    assert is_read(instrument, name, usual)
