"""Policies in a session: the same bits as the engine's own play, in pieces or at once, and from a record."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.batches import Recording, simulate
from simulation.errors import InputError
from simulation.policies import POLICIES
from simulation.session import open_run, replay
from tests.session.small import QUARTERS, bits, same_numbers, small

every_policy = pytest.mark.parametrize("policy", list(POLICIES))


@every_policy
def test_a_policy_in_a_session_comes_to_what_the_engine_plays(policy: str) -> None:
    session = open_run(small(), seed=5, run=2)
    session.step(policy, until=QUARTERS)
    played = simulate(small(), policy, runs=[2], seed=5, recording=Recording(panel=frozenset([2])), workers=1)
    assert same_numbers(session.outcomes().to_numpy(), played.outcomes.to_numpy())
    assert played.panel is not None
    for name in ("quality", "belief"):
        assert same_numbers(session.history[name], played.panel[name][0].astype(np.float32))
    for name in ("instrument", "stance", "designated", "helper", "waiting"):
        assert same_numbers(session.history[name], played.panel[name][0])


@every_policy
def test_a_record_replays_to_the_same_bits(policy: str) -> None:
    session = open_run(small(), policy, seed=5, run=1)
    session.step(until=17)
    again = replay(small(), session.decisions, seed=5, run=1)
    assert bits(again) == bits(session)
    assert again.log == session.log
    assert [entry.policy for entry in again.decisions] == [policy] * 17
    assert all(same_numbers(again.history[name], session.history[name]) for name in session.history)


@pytest.mark.parametrize("policy", ["ladder-coordinated", "adaptive"])
def test_in_pieces_or_at_once_is_the_same(policy: str) -> None:
    whole, pieces = open_run(small(), policy, seed=3), open_run(small(), policy, seed=3)
    whole.step(until=QUARTERS)
    for until in (1, 2, 9, 10, QUARTERS):
        pieces.step(policy, until=until)
    assert bits(whole) == bits(pieces)
    assert whole.log == pieces.log


def test_a_policy_that_takes_over_begins_anew() -> None:
    session = open_run(small(), "adaptive", seed=3)
    session.step(until=8)
    remembered = session._desk.driver.memory["trials"].copy()
    session.step("adaptive")
    assert session._desk.driver.memory["trials"].sum() >= remembered.sum()
    session.step("adaptive:explore=0.3")
    assert session._desk.driver.memory["trial_age"].max() <= 1
    record = session.decisions
    assert bits(replay(small(), record, seed=3)) == bits(session)


def test_the_policy_of_the_first_step_has_been_there_from_the_beginning() -> None:
    # Its traits act before its first decision: here, one lead for a case tells its lessons to all.
    named, first = open_run(small(), "ladder-coordinated", seed=3), open_run(small(), seed=3)
    named.step(until=6)
    first.step("ladder-coordinated", until=6)
    assert bits(named) == bits(first)


def test_the_view_stays_as_it_is_and_shows_what_is_decided_upon() -> None:
    session = open_run(small(), "improvement-boards", seed=3)
    view = session.view
    belief = view.belief.copy()
    assert view.quarter == session.quarter == 0
    session.step(until=4)
    assert same_numbers(view.belief, belief)
    assert same_numbers(session.history["belief"][0], belief[0].astype(np.float32))
    with pytest.raises(ValueError, match="read-only"):
        session.view.belief[0, 0] = 1.0


@pytest.mark.parametrize("until", [0, 4, QUARTERS + 1, True])
def test_a_step_leads_to_a_later_quarter(until: int) -> None:
    session = open_run(small(), "hands-off")
    session.step(until=4)
    with pytest.raises(InputError, match=f"from quarter 4 can go to quarters 5 to {QUARTERS}"):
        session.step(until=until)
    session.step(until=QUARTERS)
    with pytest.raises(InputError, match="ends after 24 quarters"):
        session.step()


def test_outcomes_count_what_is_settled() -> None:
    session = open_run(small(), "hands-off", seed=1)
    assert session.outcomes().empty
    columns = list(session.outcomes())
    session.step(until=5)
    assert session.history.quarters == 5
    assert list(session.outcomes()) == columns
    quality = session._desk.state.arrays.totals[0, 8] / 5
    assert session.outcomes()["mean_quality"].tolist() == [quality]
    assert np.isclose(quality, session.history["quality"].mean(), rtol=1e-6)


def test_a_record_that_does_not_fit_is_refused() -> None:
    session = open_run(small(), "hands-off", seed=1)
    session.step(until=5)
    with pytest.raises(InputError, match="from quarter 0 on, without gaps"):
        replay(small(), session.decisions[1:], seed=1)
    larger = small().changed(regions=[{"name": "North", "organisations": 20}])
    with pytest.raises(InputError, match="another sector"):
        replay(larger, session.decisions, seed=1)


def test_seeds_count_from_nil_and_may_be_secrets_of_128_bits() -> None:
    with pytest.raises(InputError, match="seed is -1; it must be a whole number from 0 up"):
        open_run(small(), seed=-1)
    secret = open_run(small(), "ladder", seed=2**127 + 5)
    secret.step(until=2)
    assert bits(replay(small(), secret.decisions, seed=2**127 + 5)) == bits(secret)
