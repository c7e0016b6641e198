"""The long plan: after the talk a second, new future with one rule changed, and what the room did differently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.game import Game, RoundOrders
from simulation.workshop import RefusedError, Workshop, WorkshopSetting
from simulation.workshop import commands as c
from simulation.workshop.arc import arc_of
from simulation.workshop.exporting import session_export
from simulation.workshop.screens import RoomChange
from tests.workshop.small import PATIENCE, HandClock, go_to, held, seated, shown, small, until


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def long() -> WorkshopSetting:
    return small().changed(second=True)


@pytest.fixture
def workshop(tmp_path: Path, clock: HandClock) -> Iterator[Workshop]:
    with held(tmp_path, long(), clock) as workshop:
        yield workshop


def test_the_arc_plays_rounds_marks_and_a_reveal_again() -> None:
    assert [station.id for station in arc_of(long())] == [
        "join", "brief", "practice", "round-1", "round-2", "predict", "reveal",
        "second-round-1", "second-round-2", "second-predict", "second-reveal", "close", "over",
    ]  # fmt: skip
    assert arc_of(long())[7].label == "Round 1 of 2, second future"
    with pytest.raises(ScenarioError, match="without changes"):
        WorkshopSetting.from_data({**long().as_data(), "changes": []})


def test_the_second_future_is_new_and_has_the_rule_that_most_want(workshop: Workshop, clock: HandClock) -> None:
    seats = seated(workshop, 3)
    go_to(workshop, clock, "reveal")
    for seat, change in zip(seats, ("candour", "money", "money"), strict=True):
        workshop.wish(seat, f"wish-of-{seat}", 0, change).result(PATIENCE)
    assert shown(workshop, 1).rule == ""
    go_to(workshop, clock, "second-round-1")
    assert workshop.room.rule == "money"
    assert shown(workshop, 1).rule == workshop.wall_view().rule == "A larger budget"
    play = shown(workshop, 1).play
    assert (play.round, play.purse.budget) == (1, 3.75)
    fresh = Game(long().game_under("money"), workshop._table._seed_of(2), "fresh")
    assert play.organisations == fresh.view().organisations
    assert shown(workshop, 1).screen is None
    assert shown(workshop, 1).changes == ()
    fresh.play(RoundOrders(), strict=False)
    go_to(workshop, clock, "second-round-2")
    assert shown(workshop, 2).play.organisations == fresh.view().organisations


def test_the_facilitator_may_choose_the_rule(workshop: Workshop, clock: HandClock) -> None:
    seated(workshop, 1)
    assert isinstance(workshop.act(c.ChooseRule("money")).exception(PATIENCE), RefusedError)
    go_to(workshop, clock, "reveal")
    assert isinstance(workshop.act(c.ChooseRule("anarchy")).exception(PATIENCE), RefusedError)
    workshop.act(c.ChooseRule("boards")).result(PATIENCE)
    go_to(workshop, clock, "second-round-1")
    assert workshop.room.rule == "boards"
    gauges = {gauge.instrument: gauge.capacity for gauge in shown(workshop, 1).play.gauges}
    assert gauges["improvement_board"] == 4


def test_the_last_screen_shows_the_rooms_change_and_a_restart_keeps_it(tmp_path: Path, clock: HandClock) -> None:
    with held(tmp_path, long(), clock) as workshop:
        seated(workshop, 2)
        go_to(workshop, clock, "predict")
        workshop.predict(1, "first-marks", 0, (0, 1, 2), None).result(PATIENCE)
        go_to(workshop, clock, "second-round-1")
        late = workshop.join(workshop.code, "Late").result(PATIENCE).seat
        workshop.act(c.Admit(late)).result(PATIENCE)
        go_to(workshop, clock, "second-predict")
        workshop.predict(1, "second-marks", 0, (3, 4, 5), None).result(PATIENCE)
        go_to(workshop, clock, "second-reveal")
        assert workshop.room.screen == 1
        for number in range(2, 7):
            workshop.act(c.GoToScreen(number)).result(PATIENCE)
        screen = workshop.wall_view().screen
        assert screen is not None
        assert screen.key == "room-change"
        assert isinstance(screen.room, RoomChange)
        assert screen.room.seats == 2  # who came late played one future
        assert screen.room.rows[0].label == "Right of three marks"
        assert all(row.first and row.second for row in screen.room.rows)
        assert shown(workshop, late).screen.own is None
        export = session_export(workshop, names=True)
        assert {row[0] for row in export.rows["participants.csv"][1:]} == {1, 2}
        assert len(export.rows["participants.csv"]) == 1 + 2 + 3
        assert [one.key for one in export.debrief.again][-1] == "room-change"
    with Workshop.open(tmp_path / "workshop.db", now=clock) as workshop:
        until(lambda: workshop.reveals.is_prepared(workshop.room))
        assert workshop.wall_view().screen == screen
        assert session_export(workshop, names=True).rows == export.rows


def test_the_first_future_cannot_be_gone_back_to(workshop: Workshop, clock: HandClock) -> None:
    seated(workshop, 1)
    go_to(workshop, clock, "second-round-1")
    assert isinstance(workshop.act(c.BackOneRound()).exception(PATIENCE), RefusedError)
    go_to(workshop, clock, "second-round-2")
    workshop.act(c.BackOneRound()).result(PATIENCE)
    until(lambda: workshop.room.station.id == "second-round-1" and not workshop.room.is_settling)
