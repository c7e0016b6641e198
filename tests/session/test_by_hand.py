"""Explicit decisions: what holds, stops, starts, waits and is handed back, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.session import Decision, DecisionError, Session, open_run, replay
from simulation.vocabulary import Instrument, Stance
from tests.session.small import QUARTERS, bits, most_failing, small

BOARD, CENTRAL = "improvement board", "central intervention"


@pytest.fixture
def session() -> Session:
    """A year of hands-off, so that nothing runs, and then no policy."""
    opened = open_run(small(), "hands-off", seed=5)
    opened.step(until=5)
    return opened


def there(session: Session, i: int) -> str:
    return str(session.organisations.instrument[i])


def test_by_default_what_runs_goes_on_and_nothing_begins() -> None:
    session = open_run(small(), "ladder", seed=5)
    session.step(until=10)
    before = session.organisations
    session.step([], until=12)
    after = session.organisations
    began = (after.instrument != before.instrument) & (after.instrument != "")
    assert (before.instrument != "").any()
    assert not began.any()
    ended = session.organisations[(before.instrument != "") & (after.instrument == "")].index
    reasons = [e.sentence for e in session.log if e.quarter >= 10 and e.organisation in ended and "ends" in e.sentence]
    assert all("above 54" in r or "lasts no longer" in r or "is called failing itself" in r for r in reasons)


def test_start_stop_and_hold(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", BOARD)])
    assert there(session, i) == "improvement_board"
    assert session.organisations.in_hand[i] == "start"
    session.step(until=session.quarter + 2)
    assert session.organisations.in_hand[i] == "hold"
    session.step([Decision(i, "stop")])
    assert there(session, i) == "improvement_board", "a board lasts four quarters at least"
    session.step(until=session.quarter + 2)
    assert there(session, i) == ""
    assert session.organisations.in_hand[i] == "hold"


def test_a_stop_within_the_least_time_can_be_taken_back(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", BOARD)])
    session.step([Decision(i, "stop", BOARD)])
    session.step([Decision(i, "hold")], until=session.quarter + 6)
    assert there(session, i) == "improvement_board"


def test_a_fresh_start_counts_anew(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", BOARD)], until=session.quarter + 5)
    assert session.organisations.quarters_in[i] == 5
    session.step([Decision(i, "start", BOARD, fresh=True)])
    assert session.organisations.quarters_in[i] == 1
    session.step(until=session.quarter + 3)
    assert session.organisations.quarters_in[i] == 4, "it starts afresh once, not every quarter"
    assert session._desk.state.arrays.uses[0, Instrument.IMPROVEMENT_BOARD, i] == 2


def test_one_instrument_replaces_another_once_that_has_lasted(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", BOARD)])
    session.step([Decision(i, "start", CENTRAL)])
    assert there(session, i) == "improvement_board"
    session.step(until=session.quarter + 4)
    assert there(session, i) == "central_intervention"


def test_what_cannot_be_served_waits_until_it_can(session: Session) -> None:
    first, second, third = most_failing(session, 3)
    session.step([Decision(i, "start", BOARD) for i in (first, second, third)])
    waiting = session.organisations.waiting
    (late,) = [i for i in (first, second, third) if waiting[i] > 0]
    assert session.organisations.waits_for[late] == "improvement_board"
    session.step(until=session.quarter + 4)
    assert session.organisations.waiting[late] == 5
    treated = next(i for i in (first, second, third) if i != late)
    session.step([Decision(treated, "stop")])
    assert there(session, late) == "improvement_board"
    sentences = [e.sentence for e in session.log if e.organisation == late and e.quarter >= 5]
    assert any("must wait for a board: no capacity, all 2 are in use" in s for s in sentences)
    assert any("it waited five quarters" in s for s in sentences)


def test_a_wait_can_be_withdrawn(session: Session) -> None:
    three = most_failing(session, 3)
    session.step([Decision(i, "start", BOARD) for i in three])
    late = next(i for i in three if session.organisations.waiting[i] > 0)
    session.step([Decision(late, "stop")])
    assert session.organisations.waiting[late] == 0
    assert any("no longer waits for the board" in e.sentence for e in session.log if e.organisation == late)


def test_a_standing_policy_decides_for_all_that_is_not_in_hand(session: Session) -> None:
    held = most_failing(session)[0]
    session.step([Decision(held, "hold")], standing="brokered-early", until=session.quarter + 6)
    assert session.policy.name == "brokered-early"
    alone = open_run(small(), "hands-off", seed=5)
    alone.step(until=5)
    alone.step("brokered-early", until=11)
    assert (alone.history["instrument"][5:, held] > 0).any(), "the policy alone would help there"
    assert not (session.history["instrument"][5:, held] > 0).any()
    assert (session.history["instrument"][5:] > 0).any()
    session.step([Decision(held, "leave")], standing="brokered-early", until=session.quarter + 4)
    assert session.organisations.in_hand[held] == ""
    assert session.history["waiting"][-1, held] > 0 or (session.history["instrument"][11:, held] > 0).any()


def test_what_was_started_by_hand_stays_under_a_standing_policy(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", CENTRAL)], standing="hands-off", until=session.quarter + 8)
    assert there(session, i) == "central_intervention"
    session.step("hands-off")
    assert there(session, i) == "", "a policy that takes a whole step takes everything over"


def test_in_pieces_or_at_once_is_the_same_by_hand(session: Session) -> None:
    first, second = most_failing(session, 2)
    orders = [Decision(first, "start", BOARD, stance="censure"), Decision(second, examine="inspection")]
    other = open_run(small(), "hands-off", seed=5)
    other.step(until=5)
    session.step(orders, standing="ladder", until=QUARTERS)
    other.step(orders, standing="ladder", until=7)
    for until in (8, 15, QUARTERS):
        other.step([], standing="ladder", until=until)
    assert bits(session) == bits(other)
    assert bits(replay(small(), session.decisions, seed=5)) == bits(session)


def test_an_examination_is_made_once_and_next_quarter(session: Session) -> None:
    i = int(session.organisations.quarters_since_look.fillna(0).idxmin())
    costs = session.outcomes().cost.iloc[0]
    session.step([Decision(i, examine="peer review")], until=session.quarter + 3)
    reviews = [e for e in session.log if e.kind == "peer review"]
    assert [(e.quarter, e.organisation) for e in reviews] == [(6, i)]
    assert session.outcomes().cost.iloc[0] > costs


def test_a_stance_stays_while_it_counts(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", BOARD, stance="candour protected")], until=session.quarter + 4)
    assert session.organisations.stance[i] == "candour protected"
    session.step([Decision(i, stance="censure")])
    assert session._desk.hands.stance[0, i] == Stance.CENSURE
    session.step(until=session.quarter + 2)
    assert session.organisations.stance[i] == "censure"
    assert any(e.sentence.startswith("Stance on") and "now censure, before candour protected" in e.sentence
               for e in session.log)  # fmt: skip


def test_peer_support_needs_a_helper_and_ends_by_itself() -> None:
    session = open_run(small(), "hands-off", seed=5)
    session.step(until=5)
    for i in most_failing(session, 8):
        if session.organisations.belief[i] < 54:
            session.step([Decision(i, "start", "peer-support")])
    seen = session.organisations
    helped = seen[seen.instrument == "peer_support"]
    assert len(helped) > 0
    assert (helped.helper != "").all()
    assert (seen.waits_for == "peer_support").any()
    assert any("no free peer helper" in e.sentence for e in session.log)


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (Decision("Nowhere", "hold"), 'no organisation here is called "Nowhere"'),
        (Decision(16, "hold"), "numbers 0 to 15; there is no 16"),
        (Decision(-1, "hold"), "numbers 0 to 15; there is no -1"),
        (Decision(0, "start"), "start needs an instrument"),
        (Decision(0, "start", "improvment board"), "did you mean improvement board?"),
        (Decision(0, "start", "none"), 'no instrument "none"'),
        (Decision(0, "start", 0), "codes 1 to 4"),
        (Decision(0, "stop"), "there is nothing to stop"),
        (Decision(0, "hold", BOARD), "has no instrument, not a board"),
        (Decision(0, "begin", BOARD), "it must be leave, hold, stop or start"),
        (Decision(0), "nothing is decided"),
        (Decision(0, instrument=BOARD), "an instrument is named, but no action"),
        (Decision(0, "hold", fresh=True), "only a start can be fresh"),
        (Decision(0, "leave", BOARD), "names no instrument"),
        (Decision(0, examine="audit"), "it must be inspection or peer review"),
        (Decision(0, stance="angry"), "it must be censure, neutral or candour protected"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(session: Session, decision: Decision, sentence: str) -> None:
    before = bits(session)
    with pytest.raises(DecisionError, match=sentence.replace("?", r"\?")):
        session.step([decision])
    assert bits(session) == before


def test_two_decisions_and_a_second_instrument_of_a_kind_are_refused(session: Session) -> None:
    i = most_failing(session)[0]
    name = session.sector.names[i]
    with pytest.raises(DecisionError, match=f"{name} has two decisions"):
        session.step([Decision(i, "hold"), Decision(name, examine="inspection")])
    session.step([Decision(name, "start", Instrument.IMPROVEMENT_BOARD)])
    with pytest.raises(DecisionError, match="has a board already; hold it, or start it afresh"):
        session.step([Decision(name, "start", BOARD)])


def test_check_says_what_could_not_be_served_and_changes_nothing(session: Session) -> None:
    three = most_failing(session, 3)
    before, log = bits(session), session.log
    found = session.check([Decision(i, "start", BOARD) for i in three])
    assert bits(session) == before
    assert session.log == log
    assert len(found) == 1
    assert "would wait for a board: no capacity, all 2 are in use" in found[0].sentence
    session.step([Decision(i, "start", BOARD) for i in three])
    assert session.organisations.waiting[found[0].organisation] == 1
    treated = next(i for i in three if i != found[0].organisation)
    assert "lasts four quarters at least and has lasted 1" in session.check([Decision(treated, "stop")])[0].sentence
    assert "once that has lasted four quarters" in session.check([Decision(treated, "start", CENTRAL)])[0].sentence
    well = int(session.organisations.belief.idxmax())
    assert "believed at or below 54" in session.check([Decision(well, "start", "peer support")])[0].sentence
    assert "it is neither" in session.check([Decision(well, stance="censure")])[0].sentence
    assert session.check([Decision(well, "hold")]) == ()


def test_a_budget_binds_and_is_named() -> None:
    session = open_run(small().changed(budget=0.5), "hands-off", seed=5)
    session.step(until=5)
    first, second = most_failing(session, 2)
    decisions = [Decision(first, "start", BOARD), Decision(second, "start", BOARD, examine="inspection")]
    found = [entry.sentence for entry in session.check(decisions)]
    assert any("no budget" in s for s in found)
    session.step(decisions)
    assert (session.organisations.waiting[[first, second]] > 0).any()
    assert any("no budget" in e.sentence for e in session.log)


def test_decisions_replay_even_where_the_policy_is_ones_own(session: Session) -> None:
    i = most_failing(session)[0]
    session.step([Decision(i, "start", BOARD)], standing="adaptive", until=9)
    session.step("ladder-coordinated", until=14)
    again = replay(small(), session.decisions, seed=5)
    assert bits(again) == bits(session)
    assert again.log == session.log
    assert np.array_equal(again.history["instrument"], session.history["instrument"])
