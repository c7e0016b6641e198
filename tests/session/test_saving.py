"""A session as bytes and back: to the bit, or refused in a sentence."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.policies import POLICIES
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.regulation.view import View
from simulation.session import ByHand, Decision, Event, Session, StateError, open_run
from simulation.session.container import pack, unpack
from tests.session.small import QUARTERS, bits, most_failing, small

HEAD = struct.Struct("<16sII32s")


@cache
def _saved() -> bytes:
    session = open_run(small(), "adaptive", seed=5, run=1)
    session.step(until=7)
    i = most_failing(session)[0]
    session.add_event(Event(kind="pressure", quarter=12, amount=3.0))
    session.step([Decision(i, "start", "improvement board", stance="censure")], standing="adaptive", until=9)
    return session.state()


@given(
    policy=st.sampled_from(list(POLICIES)),
    at=st.integers(0, QUARTERS),
    on=st.integers(1, QUARTERS),
    by_hand=st.booleans(),
    seed=st.integers(0, 3),
)
@settings(max_examples=25, deadline=None)
def test_a_round_trip_goes_on_to_the_bit(policy: str, at: int, on: int, by_hand: bool, seed: int) -> None:
    session = open_run(small(), policy, seed=seed)
    if at > 0:
        session.step(until=at)
    if by_hand and 0 < at < QUARTERS - 1:
        decision = Decision(most_failing(session)[0], "start", "central intervention", stance="censure")
        session.step([decision], standing=policy)
    data = session.state()
    again = Session.from_bytes(small(), data)
    assert again.state() == data
    assert bits(again) == bits(session)
    assert again.organisations.equals(session.organisations)
    assert again.truth.equals(session.truth)
    end = min(session.quarter + on, QUARTERS)
    for one in (session, again) if end > session.quarter else ():
        one.step(until=end)
    assert bits(again) == bits(session)
    assert again.log == session.log
    assert all(np.array_equal(again.history[name], session.history[name]) for name in session.history)
    assert again.state() == session.state()


def test_restore_goes_back_in_the_same_session() -> None:
    session = open_run(small(), "ladder", seed=5)
    session.step(until=6)
    data, log = session.state(), session.log
    session.step(until=12)
    later = bits(session)
    session.restore(data)
    assert session.quarter == 6
    assert session.log == log
    session.step(until=12)
    assert bits(session) == later
    with pytest.raises(StateError):
        session.restore(b"x" * 200)
    assert bits(session) == later


def test_events_and_hands_come_along() -> None:
    again = Session.from_bytes(small(), _saved())
    assert again.events == (Event(kind="pressure", quarter=12, amount=3.0),)
    assert (again.organisations.in_hand != "").sum() == 1
    again.step(until=13)
    assert any("Pressure rises by 3 points" in entry.sentence for entry in again.log)


def resealed(change: Callable[[dict, dict], None], data: bytes | None = None) -> bytes:  # type: ignore[type-arg]
    """Saved bytes with their content changed and a hash that fits it."""
    header, arrays = unpack(_saved() if data is None else data)
    change(header, arrays)
    return pack(header, arrays)


def test_altered_or_cut_bytes_are_refused() -> None:
    data = _saved()
    for place in (60, len(data) // 2, len(data) - 1):
        altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(StateError, match="hash does not fit"):
            Session.from_bytes(small(), altered)
    for cut in (0, 10, HEAD.size, 300, len(data) - 1):
        with pytest.raises(StateError, match=r"cut off"):
            Session.from_bytes(small(), data[:cut])
    with pytest.raises(StateError, match="hash does not fit"):
        Session.from_bytes(small(), data + b"0")


@given(st.binary(max_size=400))
@settings(max_examples=50, deadline=None)
def test_any_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(StateError):
        unpack(data)


def test_bytes_of_another_kind_or_version_are_refused() -> None:
    data = _saved()
    with pytest.raises(StateError, match="not a saved session"):
        Session.from_bytes(small(), b"PK" + data[2:])
    magic, _, length, digest = HEAD.unpack_from(data)
    newer = HEAD.pack(magic, 2, length, digest) + data[HEAD.size :]
    with pytest.raises(StateError, match="saved in format 2; this version of the program reads 1"):
        Session.from_bytes(small(), newer)
    with pytest.raises(StateError, match="bytes, not str"):
        Session.from_bytes(small(), "text")  # type: ignore[arg-type]


def test_another_scenario_is_refused() -> None:
    with pytest.raises(StateError, match="saved in another scenario"):
        Session.from_bytes(small().with_settings({"linkage": 0.2}), _saved())


def _sealed(text: bytes, rest: bytes = b"") -> bytes:
    body = text + rest
    return HEAD.pack(b"turnaround state", 1, len(text), hashlib.sha256(body).digest()) + body


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"[]",
        b"[" * 5000,
        b"\xff\xfe",
        json.dumps({"arrays": 3}).encode(),
        json.dumps({"arrays": [["a", "<f8", [-1]]]}).encode(),
        json.dumps({"arrays": [["a", "|O", [1]]]}).encode(),
        json.dumps({"arrays": [["a", "<f8", [10**12]]]}).encode(),
        json.dumps({"arrays": [["a", "<f8", [2**62, 4]]]}).encode(),
        json.dumps({"arrays": [["a", "<f8", [0]], ["a", "<f8", [0]]]}).encode(),
        json.dumps({"arrays": []}).encode(),
    ],
)
def test_headers_that_make_no_sense_are_refused(header: bytes) -> None:
    with pytest.raises(StateError):
        Session.from_bytes(small(), _sealed(header))


def test_bytes_beyond_what_the_header_says_are_refused() -> None:
    with pytest.raises(StateError, match="holds 3 bytes more"):
        unpack(_sealed(b'{"arrays": []}', b"abc"))


def _drop(name: str) -> Callable[[dict, dict], None]:  # type: ignore[type-arg]
    return lambda header, arrays: arrays.pop(name)


def _set(name: str, value: float) -> Callable[[dict, dict], None]:  # type: ignore[type-arg]
    return lambda header, arrays: arrays[name].reshape(-1).__setitem__(0, value)


def _head(name: str, value: object) -> Callable[[dict, dict], None]:  # type: ignore[type-arg]
    return lambda header, arrays: header.__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_drop("state.organisations.quality"), '"state.organisations.quality" must be float64'),
        (_drop("memory.gains"), '"memory.gains" must be int64'),
        (lambda h, a: a.update({"state.tie_weight": np.zeros((1, 1))}), '"state.tie_weight" must be float64 of shape'),
        (lambda h, a: a.update({"state.sector.spent": np.zeros(1, np.float32)}), "but is float32"),
        (lambda h, a: a.update({"more": np.zeros(1)}), 'holds "more", which is unknown here'),
        (_set("state.files.helper", 10**6), "helper lies outside -1 to 15"),
        (_set("state.files.instrument", 9), "instrument lies outside 0 to 4"),
        (_set("state.files.instrument", -1), "instrument lies outside 0 to 4"),
        (_set("state.tracks.recovered", 10**6), "recovered lies outside"),
        (_set("state.organisations.quality", np.nan), "quality is not a finite number everywhere"),
        (_set("hands.action", 7), "orders that there are not"),
        (_set("decided.instrument", 100), "decisions.instrument must lie between 0 and 4"),
        (_head("quarter", 10**6), "in quarter 1000000, which this scenario does not have"),
        (_head("seed", -1), "below 0"),
        (_head("seed", "1"), "does not say what it must"),
        (_head("events", [{"kind": "flood"}]), "does not say what it must"),
        (_head("policies", []), "who decided in each quarter"),
        (_head("more", 1), "does not say what it must"),
        (_head("policy", {"name": "path/to/file.py:Evil", "levers": {}}), "does not ship; give it along"),
        (_head("policy", {"name": "adaptive", "levers": {"hope": 1e9}}), "levers that it does not have here"),
    ],
)
def test_content_that_cannot_be_is_refused(change: Callable[[dict, dict], None], sentence: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(StateError, match=sentence):
        Session.from_bytes(small(), resealed(change))


@dataclass(frozen=True)
class Keeper(ByHand):
    """Remembers how many quarters it has seen."""

    name = "keeper"
    title = "Keeper"

    def begin(self, view: View) -> dict[str, np.ndarray]:
        return {"seen": np.zeros((view.shape[0], 1), np.int16)}

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        memory["seen"] += 1
        return super().decide(view, memory)


def test_a_policy_of_ones_own_is_given_along() -> None:
    session = open_run(small(), Keeper(), seed=5)
    session.step(until=5)
    data = session.state()
    with pytest.raises(StateError, match='under the policy "keeper", which does not ship; give it along'):
        Session.from_bytes(small(), data)
    again = Session.from_bytes(small(), data, policies=[Keeper()])
    again.step()
    assert again._desk.driver.memory["seen"].tolist() == [[6]]


def test_a_memory_of_anything_but_numbers_cannot_be_saved() -> None:
    class Hoarder(Keeper):
        def begin(self, view: View) -> dict[str, np.ndarray]:
            return {"seen": np.zeros((1, 1), np.int16), "things": np.array([[object()]])}

    policy: Policy = Hoarder()
    session = open_run(small(), policy, seed=5)
    with pytest.raises(StateError, match=r'"memory\.things" cannot be saved'):
        session.state()
