"""What every policy is held to, shipped or not: legal, blind to the truth's arrays, the same in any batch."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, is_dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.policies import POLICIES
from simulation.regulation.decisions import Decisions, complaint_about
from simulation.regulation.policy import Policy, levers_of
from simulation.regulation.view import View
from tests.policies.examples import policies_of_page
from tests.policies.views import KINDS, arrays_of, random_history, runs_of

EVERY_POLICY = [*POLICIES.values(), *policies_of_page()]
every_policy = pytest.mark.parametrize("policy", EVERY_POLICY, ids=lambda p: p.name)

RUNS = 64
BATCHES = (1, 2, 3, 7, 64)


def with_levers(policy: type[Policy], rng: np.random.Generator) -> Policy:
    """The policy with levers drawn from their ranges, ends included."""
    return policy(**{x.name: float(rng.choice([x.low, x.high, rng.uniform(x.low, x.high)])) for x in levers_of(policy)})


def play(policy: Policy, history: list[View]) -> tuple[list[Decisions], dict[str, np.ndarray]]:
    """The decisions of each quarter, and what is remembered in the end."""
    memory = policy.begin(history[0])
    return [policy.decide(view, memory) for view in history], memory


@every_policy
@given(seed=st.integers(0, 2**32 - 1), runs=st.integers(1, 4), n=st.integers(1, 40))
@settings(max_examples=25, deadline=None)
def test_decisions_are_legal_and_within_what_it_uses(policy: type[Policy], seed: int, runs: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    history = random_history(rng, runs, n, 6)
    for decisions in play(with_levers(policy, rng), history)[0]:
        assert complaint_about(decisions, (runs, n), KINDS) is None
        assert set(np.unique(decisions.instrument).tolist()) <= {0, *policy.uses}


@every_policy
def test_the_view_is_left_as_it_was(policy: type[Policy]) -> None:
    history = random_history(np.random.default_rng(1), 3, 30, 10)
    before = [{name: array.copy() for name, array in arrays_of(view).items()} for view in history]
    play(policy(), history)
    for view, kept in zip(history, before, strict=True):
        for name, array in arrays_of(view).items():
            np.testing.assert_array_equal(array, kept[name], err_msg=name)


@every_policy
def test_what_it_remembers_has_a_leading_axis_of_runs_and_nothing_of_the_view(policy: type[Policy]) -> None:
    history = random_history(np.random.default_rng(2), 3, 30, 10)
    memory = play(policy(), history)[1]
    for name, array in memory.items():
        assert array.shape[0] == 3, name
        assert not any(np.shares_memory(array, shown) for shown in arrays_of(history[0]).values()), name


@every_policy
@pytest.mark.parametrize("size", BATCHES)
def test_any_batch_decides_as_single_runs_do(policy: type[Policy], size: int) -> None:
    rng = np.random.default_rng(3)
    history = random_history(rng, RUNS, 37, 14)
    chosen = with_levers(policy, rng)
    whole, remembered = play(chosen, history)
    for begin in range(0, RUNS, size):
        part, memory = play(chosen, [runs_of(view, begin, begin + size) for view in history])
        for quarter, decisions in enumerate(part):
            for name, array in decisions._asdict().items():
                expected = getattr(whole[quarter], name)[begin : begin + size]
                assert array.tobytes() == expected.tobytes(), f"{name} in quarter {quarter}, runs from {begin}"
        for name, array in memory.items():
            assert array.tobytes() == remembered[name][begin : begin + size].tobytes(), name


@every_policy
def test_it_decides_the_same_twice(policy: type[Policy]) -> None:
    history = random_history(np.random.default_rng(4), 3, 30, 10)
    first, second = play(policy(), history)[0], play(policy(), history)[0]
    for one, other in zip(first, second, strict=True):
        assert all(a.tobytes() == b.tobytes() for a, b in zip(one, other, strict=True))


@every_policy
def test_it_is_immutable_and_says_what_it_is(policy: type[Policy]) -> None:
    made = policy()
    assert is_dataclass(made)
    with pytest.raises(FrozenInstanceError):
        made.anything = 1  # type: ignore[attr-defined]
    assert made == policy()
    assert policy.name
    assert policy.title
    assert "(self" not in (policy.__doc__ or "(self"), "a docstring of its own says what it does"


@every_policy
def test_levers_have_ranges_that_hold(policy: type[Policy]) -> None:
    for entry in levers_of(policy):
        assert entry.low <= entry.default <= entry.high
        assert entry.low < entry.high
        assert entry.unit
        assert entry.meaning
        for value in (entry.low - 1, entry.high + 1, np.nan, np.inf):
            with pytest.raises(ValueError, match=entry.name):
                policy(**{entry.name: value})
