"""Tables: some devices share one game, all see what each proposes, one chair says what counts and can be lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulation.workshop import Joined, RefusedError, Workshop
from simulation.workshop import commands as c
from simulation.workshop.chairs import chairs_to_pass
from tests.workshop.small import PATIENCE, HandClock, go_to, held, let_pass, shown, until

INSPECT = {"cases": [{"organisation": 0, "action": "inspect"}]}
REVIEW = {"cases": [{"organisation": 1, "action": "peer_review"}]}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def workshop(tmp_path: Path, clock: HandClock) -> Iterator[Workshop]:
    with held(tmp_path, clock=clock) as workshop:
        yield workshop


def table(workshop: Workshop, devices: int) -> list[Joined]:
    """A table with so many devices."""
    first = workshop.join(workshop.code, "Table").result(PATIENCE)
    words = workshop.make_mate_card(first.seat).result(PATIENCE)
    return [first, *(workshop.take_card(words).result(PATIENCE) for _ in range(devices - 1))]


def refusal(future: Any) -> RefusedError:
    error = future.exception(PATIENCE)
    assert isinstance(error, RefusedError)
    return error


def team(workshop: Workshop, joined: Joined) -> Any:
    view = workshop.participant_view(joined.seat, joined.device)
    assert view is not None
    return view.team


def test_up_to_five_devices_sit_down_at_a_table_and_each_keeps_its_cookie(workshop: Workshop) -> None:
    joined = table(workshop, 5)
    assert [one.device for one in joined] == [1, 2, 3, 4, 5]
    assert {one.seat for one in joined} == {1}
    for one in joined:
        who = workshop.who_is(one.cookie)
        assert who is not None
        assert (who.seat, who.device) == (1, one.device)
    words = workshop.make_mate_card(1).result(PATIENCE)
    assert refusal(workshop.take_card(words)).code == "full"
    assert workshop.facilitator_view().seats[0].devices == 5
    assert len(workshop.room.playing) == 1


def test_all_of_a_table_see_what_each_proposes_and_only_the_chair_saves(workshop: Workshop, clock: HandClock) -> None:
    chair, mate, silent = table(workshop, 3)
    go_to(workshop, clock, "round-1")
    workshop.propose(mate.seat, mate.device, "round-1", REVIEW).result(PATIENCE)
    for one in (chair, mate, silent):
        view = team(workshop, one)
        assert (view.device, view.chair, view.is_chair) == (one.device, 1, one is chair)
        assert [bool(other.proposal) for other in view.mates] == [False, True, False]
        assert view.mates[1].proposal["cases"][0]["organisation"] == 1
    said = refusal(workshop.decide(1, "message-1", "round-1", 0, REVIEW, device=mate.device))
    assert said.code == "not-chair"
    assert workshop.decide(1, "message-2", "round-1", 0, INSPECT, device=chair.device).result(PATIENCE).revision == 1
    assert shown(workshop, 1).draft.orders == INSPECT
    go_to(workshop, clock, "round-2")
    assert not any(other.proposal for other in team(workshop, chair).mates)
    assert refusal(workshop.propose(1, mate.device, "round-1", REVIEW)).code == "closed"
    assert refusal(workshop.propose(1, 4, "round-2", REVIEW)).code == "not-seated"
    assert refusal(workshop.propose(1, 2, "round-2", {"policy": "ladder"})).code == "unknown"


def test_a_chair_is_handed_over_by_whoever_has_it(workshop: Workshop, clock: HandClock) -> None:
    chair, mate = table(workshop, 2)
    assert refusal(workshop.pass_chair(1, mate.device, mate.device)).code == "elsewhere"
    assert refusal(workshop.pass_chair(1, chair.device, 5)).code == "unknown"
    workshop.pass_chair(1, chair.device, mate.device).result(PATIENCE)
    go_to(workshop, clock, "round-1")
    assert refusal(workshop.decide(1, "message-1", "round-1", 0, INSPECT, device=chair.device)).code == "not-chair"
    workshop.decide(1, "message-2", "round-1", 0, INSPECT, device=mate.device).result(PATIENCE)


def test_a_chair_that_is_silent_for_twenty_seconds_passes_on_by_itself(workshop: Workshop, clock: HandClock) -> None:
    joined = table(workshop, 3)
    for _ in range(5):
        for one in joined:
            workshop.seen(one.seat, one.device)
        let_pass(workshop, clock, 4.0)
    assert workshop.room.seats[1].chair == 1
    for _ in range(6):
        workshop.seen(1, 3)
        let_pass(workshop, clock, 4.0)
    until(lambda: workshop.room.seats[1].chair == 3)
    assert not team(workshop, joined[1]).mates[0].is_here


def test_nobody_loses_the_chair_where_nobody_else_is_here_or_the_server_has_just_begun(workshop: Workshop) -> None:
    table(workshop, 2)
    workshop.join(workshop.code, "Alone").result(PATIENCE)
    room = workshop.room
    assert chairs_to_pass(room, {}, now=1000.0, since=0.0) == ()
    assert chairs_to_pass(room, {(1, 2): 999.0}, now=1000.0, since=990.0) == ()
    assert chairs_to_pass(room, {(1, 2): 999.0}, now=1000.0, since=0.0) == (c.PassChair(1, 1, 2),)
    assert chairs_to_pass(room, {(1, 2): 970.0, (1, 1): 960.0}, now=1000.0, since=0.0) == ()


def test_a_table_and_its_chair_are_the_same_after_a_restart(tmp_path: Path, clock: HandClock) -> None:
    with held(tmp_path, clock=clock) as workshop:
        chair, mate = table(workshop, 2)
        workshop.pass_chair(1, chair.device, mate.device).result(PATIENCE)
        go_to(workshop, clock, "round-1")
        workshop.propose(1, chair.device, "round-1", REVIEW).result(PATIENCE)
        before = workshop.room
    with Workshop.open(tmp_path / "workshop.db", now=clock) as workshop:
        assert workshop.room == before
        assert workshop.who_is(mate.cookie) is not None
        assert team(workshop, mate).is_chair


def test_a_lost_phones_card_ends_all_of_its_tables_devices(workshop: Workshop) -> None:
    joined = table(workshop, 3)
    workshop.pass_chair(1, 1, 3).result(PATIENCE)
    again = workshop.take_card(workshop.make_card(1).result(PATIENCE)).result(PATIENCE)
    assert not any(workshop.who_is(one.cookie) for one in joined)
    assert (again.seat, again.device, workshop.room.seats[1].chair) == (1, 1, 1)


def test_one_device_is_no_table(workshop: Workshop) -> None:
    joined = workshop.join(workshop.code, "Ada").result(PATIENCE)
    assert team(workshop, joined) is None
