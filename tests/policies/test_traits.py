"""How policies differ from their neighbours: in what they say, and in nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.policies import DEFAULT_POLICIES, POLICIES, load_policy
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.regulation.view import View
from simulation.vocabulary import Instrument
from tests.policies.views import make_view, random_history

BROKERED = {"brokered-early", "brokered-late", "ladder", "ladder-coordinated", "ladder-dependants", "adaptive"}


def decisions_of(spec: str, view: View) -> Decisions:
    policy = load_policy(spec)
    return policy.decide(view, policy.begin(view))


def test_the_shipped_ones_are_those_of_the_model() -> None:
    assert " ".join(POLICIES) == (
        "hands-off last-resort central-early structural-reform blame-first voluntary-peers brokered-early brokered-late"
        " review-then-board improvement-boards impatient-board candour-first ladder ladder-coordinated"
        " ladder-dependants adaptive nobody-designated"
    )
    assert [name for name in POLICIES if name not in DEFAULT_POLICIES] == ["nobody-designated"]
    assert len({policy.title for policy in POLICIES.values()}) == len(POLICIES)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda p: p.name)
def test_declared_traits(policy: type[Policy]) -> None:
    assert policy.brokered == (policy.name in BROKERED)
    assert policy.coordinated == (policy.name == "ladder-coordinated")
    assert policy.designates == (policy.name != "nobody-designated")
    assert policy.plan is None
    assert "Evidence:" in (policy.__doc__ or "") or not policy.uses


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("voluntary-peers", "brokered-early", Decisions._fields),
        ("ladder", "ladder-coordinated", Decisions._fields),
        ("hands-off", "nobody-designated", Decisions._fields),
        ("improvement-boards", "candour-first", ("instrument", "priority", "examine", "fresh")),
        ("improvement-boards", "impatient-board", ("instrument", "priority", "examine", "stance")),
        ("structural-reform:delay=4", "blame-first", ("instrument", "priority", "examine", "fresh")),
        ("ladder", "ladder-dependants:reach=0", Decisions._fields),
    ],
)
def test_neighbours_differ_in_what_they_say_alone(one: str, other: str, same: tuple[str, ...]) -> None:
    for view in random_history(np.random.default_rng(5), 4, 60, 8):
        first, second = decisions_of(one, view), decisions_of(other, view)
        for name in same:
            np.testing.assert_array_equal(getattr(first, name), getattr(second, name), err_msg=name)


def test_the_last_resort_with_failing_for_its_threshold_is_central_early() -> None:
    rng = np.random.default_rng(6)
    for _ in range(10):
        view = make_view(
            rng.normal(42, 8, (3, 60)), severe=40.0, designated=rng.random((3, 60)) < 0.5,
            instrument=np.where(rng.random((3, 60)) < 0.3, Instrument.CENTRAL_INTERVENTION, 0),
        )  # fmt: skip
        late, early = decisions_of("last-resort", view), decisions_of("central-early", view)
        assert all(a.tobytes() == b.tobytes() for a, b in zip(late, early, strict=True))


def test_the_most_urgent_come_first_the_official_before_the_believed() -> None:
    view = make_view([45, 30, 45, 30], designated=[1, 1, 0, 0])
    for name in set(POLICIES) - {"hands-off", "nobody-designated"}:
        assert np.argsort(-decisions_of(name, view).priority[0]).tolist() == [1, 0, 3, 2], name
