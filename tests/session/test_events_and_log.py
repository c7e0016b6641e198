"""Prepared events take effect and are told; the log's sentences, and that they say nothing of the truth."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.log import Kind, LogEntry, log_frame, snapshot_of, when
from simulation.log.phrases import quarters
from simulation.policies import POLICIES
from simulation.session import Decision, Event, Session, open_run, replay
from tests.session.small import QUARTERS, bits, most_failing, small


def entries(session: Session, kind: Kind) -> list[LogEntry]:
    return [entry for entry in session.log if entry.kind == kind]


def test_pressure_lowers_quality_where_it_is_and_only_from_then_on() -> None:
    plain = open_run(small(), "hands-off", seed=5)
    pressed = open_run(small(), "hands-off", seed=5)
    pressed.add_event(Event(kind="pressure", quarter=6, region="North", amount=12.0, quarters=4))
    plain.step(until=12)
    pressed.step(until=12)
    difference = pressed.history["quality"] - plain.history["quality"]
    north = plain.organisations.region == "North"
    assert (difference[:6] == 0).all()
    assert (difference[6, north] < 0).mean() > 0.8
    assert (difference[6, ~north] == 0).all()
    (told,) = entries(pressed, Kind.EVENT)
    assert str(told) == "Y2Q3 Pressure rises by 12 points for four quarters: North"
    assert entries(plain, Kind.EVENT) == []


def test_events_of_the_scenario_and_of_the_session_are_the_same_thing() -> None:
    events = [{"kind": "pressure", "quarter": 6, "amount": 5.0, "quarters": 2}]
    in_scenario = open_run(small().changed(events=events), "ladder", seed=5)
    at_opening = open_run(small(), "ladder", seed=5, events=[Event(**events[0])])
    later = open_run(small(), "ladder", seed=5)
    later.step(until=3)
    later.add_event(Event(**events[0]))
    for session in (in_scenario, at_opening, later):
        session.step(until=12)
    assert bits(in_scenario) == bits(at_opening) == bits(later)
    assert in_scenario.log == at_opening.log == later.log
    assert bits(replay(small(), later.decisions, seed=5, events=later.events)) == bits(later)


def test_a_scandal_and_a_whistleblower_tell_the_regulator_the_truth() -> None:
    session = open_run(small(), "hands-off", seed=5)
    seen = session.organisations
    loud, quiet = (int(i) for i in seen[~seen.designated].index[:2])
    session.add_event(Event(kind="scandal", quarter=2, organisation=seen.name[loud]))
    session.add_event(Event(kind="whistleblower", quarter=2, organisation=seen.name[quiet]))
    session.step(until=2)
    for i in (loud, quiet):
        assert session.organisations.belief[i] == session.truth.quality[i]
    assert session.organisations.designated[loud]
    (exposure,) = [e for e in entries(session, Kind.EXPOSURE) if e.quarter == 2 and e.organisation == loud]
    assert exposure.sentence.startswith(f"Hidden failure at {seen.name[loud]} comes out: believed ")
    (told,) = [e for e in entries(session, Kind.EVENT) if e.quarter == 2]
    assert told.sentence.startswith(f"A whistleblower speaks of {seen.name[quiet]}: believed ")
    reasons = [e.sentence for e in entries(session, Kind.DESIGNATED) if e.organisation == loud]
    assert reasons == [f"{seen.name[loud]} is called failing: its hidden failure has come out"]


def test_events_come_in_time_and_hit_somebody() -> None:
    session = open_run(small(), "hands-off", seed=5)
    session.step(until=4)
    with pytest.raises(InputError, match="from quarter 5 on, not for quarter 4"):
        session.add_event(Event(kind="pressure", quarter=4, amount=1.0))
    with pytest.raises(InputError, match="ends after 6 years"):
        session.add_event(Event(kind="pressure", quarter=40, amount=1.0))
    with pytest.raises(InputError, match="not in this sector"):
        session.add_event(Event(kind="scandal", quarter=9, organisation="Nowhere"))
    assert session.events == ()


def test_sentences_say_what_where_and_why() -> None:
    session = open_run(small(), "hands-off", seed=5)
    session.step(until=5)
    i = most_failing(session)[0]
    name, known = session.sector.names[i], session.known
    assert known.quarters_below(40.0, i) >= 1
    session.step([Decision(i, "start", "improvement board")])
    (entry,) = entries(session, Kind.STARTED)
    assert str(entry).startswith(f"Y2Q2 Board set up at {name}: ")
    assert f"believed {known.belief[i]:.0f}" in entry.sentence
    assert "below 40" in entry.sentence
    assert (entry.quarter, entry.organisation, entry.name) == (5, i, name)
    assert entry.numbers["belief"] == known.belief[i]
    assert entry.numbers["quarters_below_failing"] == known.quarters_below(40.0, i)


def test_the_ladder_says_that_no_helper_was_free() -> None:
    """The sentence that the design promises: a board, because belief is low and no peer was free."""
    found = []
    for run in range(6):
        session = open_run(small(), "ladder", seed=5, run=run)
        session.step(until=QUARTERS)
        found += [
            e.sentence for e in session.log if "Board set up" in e.sentence and "no free peer helper in" in e.sentence
        ]
    assert found, "in six futures a board should follow a wait for peers at least once"
    assert all("believed " in sentence for sentence in found)


def test_a_stance_is_told_with_its_reason() -> None:
    told = []
    for run in range(4):
        session = open_run(small(), "blame-first", seed=5, run=run)
        session.step(until=QUARTERS)
        told += [e.sentence for e in entries(session, Kind.STANCE)]
    assert any("is now censure, before neutral: called failing" in sentence for sentence in told)


@pytest.mark.parametrize("policy", ["ladder", "adaptive", "impatient-board"])
def test_the_log_says_nothing_of_the_truth(policy: str) -> None:
    """Everything true that is not reported is replaced after the news has come in: the same log is written."""
    session = open_run(small(), policy, seed=5)
    session.step(until=10)
    data = session.state()
    twin = Session.from_bytes(small(), data)
    assert twin.log == session.log
    organisations = twin._desk.state.arrays.organisations
    for name in organisations.dtype.names:
        if name != "reported":
            organisations[name] = 0.5
    seen, same = snapshot_of(session._desk.state), snapshot_of(twin._desk.state)
    for name, value in vars(seen).items():
        assert np.array_equal(value, getattr(same, name)), name
    orders = [Decision(i, "start", "improvement board") for i in most_failing(session, 3)]
    one = session.step(orders, standing=policy)
    other = twin.step(orders, standing=policy)
    acted = [e for e in one if e.quarter == 10]
    assert acted
    assert acted == [e for e in other if e.quarter == 10]


def test_what_was_known_stays_as_it_was() -> None:
    session = open_run(small(), "ladder", seed=5)
    session.step(until=6)
    known = session.known
    before = {name: np.array(value) for name, value in vars(known).items()}
    session.step(until=10)
    for name, value in before.items():
        assert np.array_equal(getattr(known, name), value), name
    assert not np.array_equal(session.known.belief, known.belief)


def test_quarters_below_are_the_same_one_by_one_and_all_at_once() -> None:
    known = open_run(small(), "hands-off", seed=5).known
    bounds = np.quantile(known.beliefs, [0.1, 0.5, 0.9])
    for bound in bounds:
        one_by_one = [known.quarters_below(bound, i) for i in range(len(known))]
        assert known.all_quarters_below(bound).tolist() == one_by_one
        assert len(set(one_by_one)) > 1


@pytest.mark.parametrize("policy", list(POLICIES))
def test_the_log_tells_all_that_the_history_shows(policy: str) -> None:
    session = open_run(small(), policy, seed=5)
    session.step(until=QUARTERS)
    history, log = session.history, session.log
    instrument = history["instrument"]
    for q in range(1, QUARTERS):
        begun = set(np.flatnonzero((instrument[q] > 0) & (instrument[q] != instrument[q - 1])).tolist())
        ended = set(np.flatnonzero((instrument[q] == 0) & (instrument[q - 1] > 0)).tolist())
        called = set(np.flatnonzero((history["designated"][q] > 0) & (history["designated"][q - 1] == 0)).tolist())
        at = {kind: {e.organisation for e in log if e.quarter == q and e.kind == kind} for kind in Kind}
        assert begun <= at[Kind.STARTED] | at[Kind.REPLACED]
        assert ended == at[Kind.ENDED]
        assert called == at[Kind.DESIGNATED]
    for entry in log:
        assert entry.sentence[0].isupper()
        assert not entry.sentence.endswith(".")
        assert "nan" not in entry.sentence
        assert all(np.isfinite(value) for value in entry.numbers.values())


def test_the_log_as_a_table() -> None:
    session = open_run(small(), "ladder", seed=5)
    session.step(until=8)
    frame = log_frame(session.log)
    assert list(frame.columns[:6]) == ["quarter", "when", "organisation", "name", "kind", "sentence"]
    assert len(frame) == len(session.log)
    assert frame.when[0] == when(session.log[0].quarter)
    assert log_frame(()).empty


def test_what_a_step_returns_is_what_the_log_gained() -> None:
    session = open_run(small(), "ladder", seed=5)
    before = len(session.log)
    told = session.step(until=6)
    assert session.log[before:] == told


@pytest.mark.parametrize(
    ("count", "text"), [(0, "no quarters"), (1, "one quarter"), (12, "twelve quarters"), (13, "13 quarters")]
)
def test_quarters_in_words(count: int, text: str) -> None:
    assert quarters(count) == text
