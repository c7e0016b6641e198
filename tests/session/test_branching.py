"""Branches: reproducible, paired, future by future the same, counted from the branch, with the trend kept."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.policies import DEFAULT_POLICIES
from simulation.session import Decision, Session, branching, open_run
from simulation.totals import Total
from simulation.vocabulary import Instrument
from simulation.worlds import Worlds
from tests.session.small import QUARTERS, bits, most_failing, same_numbers, small

AT = 8


@pytest.fixture
def session() -> Session:
    opened = open_run(small(), "ladder", seed=5)
    opened.step(until=AT)
    return opened


def test_a_branch_is_reproducible_and_leaves_the_session_alone(session: Session) -> None:
    before = session.state()
    first = session.branch("ladder", futures=6, seed=9, series=True)
    second = session.branch("ladder", futures=6, seed=9, series=True)
    assert session.state() == before
    assert same_numbers(first.outcomes.to_numpy(), second.outcomes.to_numpy())
    assert same_numbers(first.series, second.series)
    assert first.series.shape == (6, QUARTERS - AT, len(first.series_names))
    other = session.branch("ladder", futures=6, seed=10)
    assert not same_numbers(first.outcomes.to_numpy(), other.outcomes.to_numpy())
    assert first.outcomes.index.tolist() == list(range(6))
    assert first.outcomes.mean_quality.nunique() == 6


@pytest.mark.parametrize("policy", ["adaptive", "ladder-coordinated", "review-then-board"])
def test_each_future_is_what_it_is_alone(session: Session, policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    i = most_failing(session)[0]
    decisions = [Decision(i, "start", "central intervention")]
    plan = {"decisions": decisions, "standing": "ladder", "switch": AT + 3}
    whole = session.branch(policy, futures=7, seed=9, **plan).outcomes
    for number in (0, 3, 6):
        alone = session.branch(policy, futures=1, seed=9, first_future=number, **plan).outcomes
        assert alone.index.tolist() == [number]
        assert same_numbers(alone.to_numpy()[0], whole.loc[number].to_numpy())
    monkeypatch.setattr(branching, "_PART_BYTES", 1)
    assert same_numbers(session.branch(policy, futures=7, seed=9, **plan).outcomes.to_numpy(), whole.to_numpy())


def test_policies_meet_the_same_futures(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[Worlds] = []
    redraw = branching.redraw

    def watched(*args: object, **kwargs: object) -> Worlds:
        met.append(redraw(*args, **kwargs))  # type: ignore[arg-type]
        return met[-1]

    monkeypatch.setattr(branching, "redraw", watched)
    session.branch("hands-off", futures=3, seed=9)
    session.branch("central-early", futures=3, seed=9)
    session.step("adaptive", until=AT + 1)
    session.branch("central-early", futures=3, seed=9)
    first, second, later = met
    now = session._desk.state.quarter - 1
    assert same_numbers(first.world.shocks[:, now + 1 :], second.world.shocks[:, now + 1 :])
    assert same_numbers(first.world.key, second.world.key)
    assert same_numbers(first.world.shocks[:, : now + 1], second.world.shocks[:, : now + 1])
    assert not np.array_equal(first.world.key, later.world.key), "another quarter branches into other futures"


def not_redrawn(worlds: Worlds, *, futures: int, **_: int) -> Worlds:
    """The same future, over and over."""
    copies = worlds.world._replace(
        **{name: np.repeat(a, futures, axis=0).view(type(a)) for name, a in worlds.world._asdict().items()}
    )
    return Worlds(
        worlds.sector, worlds.seed, worlds.runs * futures, np.repeat(worlds.parameters, futures).view(np.recarray),
        np.repeat(worlds.tools, futures, axis=0).view(np.recarray), worlds.tool_names, copies, worlds.quarters,
    )  # fmt: skip


@pytest.mark.parametrize("policy", [*DEFAULT_POLICIES])
def test_were_nothing_redrawn_a_branch_would_be_what_happens(policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So a branch is a continuation: its memory, its trend in pressure, its decision now and its counts."""
    monkeypatch.setattr(branching, "redraw", not_redrawn)
    session = open_run(small(), policy, seed=5)
    session.step(until=AT)
    branch = session.branch(policy, futures=2, seed=1, series=True)
    totals = session._desk.state.arrays.totals[0].copy()
    session.step(policy, until=QUARTERS)
    later = session._desk.state.arrays.totals[0] - totals
    quarters = QUARTERS - AT
    for future in (0, 1):
        row = branch.outcomes.loc[future]
        assert np.isclose(row.failing_years * 4, later[Total.FAILING])
        assert np.isclose(row.harm * 4, later[Total.HARM])
        assert np.isclose(row.mean_quality * quarters, later[Total.QUALITY])
        assert np.isclose(row.starts, later[Total.STARTS])
        assert np.isclose(row.cost_a_year * quarters / 4, later[Total.COST])
        assert np.allclose(branch.series[future, :, 0], session.history["quality"][AT:].mean(axis=1), atol=1e-4)


def test_decisions_come_first_and_then_the_policy(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branching, "redraw", not_redrawn)
    i = most_failing(session)[0]
    decisions = [Decision(i, "start", "central intervention")]
    branch = session.branch(
        "improvement-boards", futures=1, seed=1, decisions=decisions, standing="ladder", switch=AT + 4, series=True
    )
    session.step(decisions, standing="ladder", until=AT + 4)
    session.step("improvement-boards", until=QUARTERS)
    assert np.allclose(branch.series[0, :, 0], session.history["quality"][AT:].mean(axis=1), atol=1e-4)
    assert (session.history["instrument"][AT : AT + 4, i] == Instrument.CENTRAL_INTERVENTION).all()


def test_later_policies_take_over_one_after_another(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branching, "redraw", not_redrawn)
    turns = [(AT + 6, "improvement-boards"), (AT + 10, "hands-off")]
    branch = session.branch("adaptive", futures=1, seed=1, standing="ladder", switch=AT + 4, later=turns, series=True)
    session.step(standing="ladder", until=AT + 4)
    for policy, until in (("adaptive", AT + 6), ("improvement-boards", AT + 10), ("hands-off", QUARTERS)):
        session.step(policy, until=until)
    assert np.allclose(branch.series[0, :, 0], session.history["quality"][AT:].mean(axis=1), atol=1e-4)


def test_a_later_policy_comes_after_the_first(session: Session) -> None:
    with pytest.raises(InputError, match="a later policy can decide from quarter 12 on"):
        session.branch("ladder", futures=1, seed=1, switch=AT + 4, later=[(AT + 2, "hands-off")])


def test_a_policy_entered_by_hand_is_worth_nothing_against_itself(session: Session) -> None:
    """The value of a decision is a paired difference of branches; that of a policy's own decision is nil."""
    for policy in ("ladder", "adaptive"):
        own = session.branch(policy, futures=5, seed=9).outcomes
        entered = session.branch(policy, futures=5, seed=9, standing=policy, decisions=(), switch=AT + 4).outcomes
        assert same_numbers(own.to_numpy(), entered.to_numpy())


def test_what_is_in_hand_stays_so_only_with_decisions(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", "central intervention")], standing="hands-off")
    handed_over = session.branch("hands-off", futures=2, seed=1, quarters=8, series=True)
    kept = session.branch(
        "hands-off", futures=2, seed=1, quarters=8, standing="hands-off", switch=session.quarter + 8, series=True
    )
    treated = kept.series_names.index("treated")
    assert handed_over.series[0, -1, treated] == 0
    assert kept.series[0, -1, treated] > 0
    assert kept.series.shape[1] == 8


def test_a_branch_that_makes_no_sense_is_refused(session: Session) -> None:
    with pytest.raises(InputError, match="futures is 0; it must be a whole number from 1 up"):
        session.branch("ladder", futures=0, seed=1)
    with pytest.raises(InputError, match="not to 30"):
        session.branch("ladder", futures=1, seed=1, quarters=22)
    with pytest.raises(InputError, match="a switch from quarter 8"):
        session.branch("ladder", futures=1, seed=1, standing="ladder", switch=8)
    before = bits(session)
    session.step(until=QUARTERS)
    with pytest.raises(InputError, match="ends after 24 quarters"):
        session.branch("ladder", futures=1, seed=1)
    assert before != bits(session)
