"""The machine's clock leaps: a laptop sleeps, or its clock is put right. Nobody loses time, a chair, or the door."""

from __future__ import annotations

import shutil
from pathlib import Path

from simulation.workshop import Workshop
from simulation.workshop.commands import ShowNames
from simulation.workshop.exporting import session_export
from tests.workshop.small import PATIENCE, HandClock, go_to, held, let_pass, seated, shown, until


def test_a_machine_s_clock_that_is_put_back_changes_nothing_that_is_left(tmp_path: Path) -> None:
    clock = HandClock()
    with held(tmp_path, clock=clock) as workshop:
        seated(workshop, 1)
        go_to(workshop, clock, "round-1")
        workshop.seen(1)
        clock.turn(-3600.0)
        until(lambda: "put back by 3600 seconds" in workshop.facilitator_view().log[-1].text)
        assert 119 <= shown(workshop, 1).clock.seconds_left <= 121
        assert workshop.facilitator_view().seats[0].away is None  # heard of in what is now the future
    clock.turn(-3600.0)
    with Workshop.open(tmp_path / "workshop.db", now=clock, workers=2) as workshop:
        assert 119 <= workshop.wall_view().clock.seconds_left <= 121
        go_to(workshop, clock, "reveal")
        minutes = [minute for minute, _ in session_export(workshop, names=False).debrief.log]
        assert minutes == sorted(minutes)


def test_a_table_wakes_with_the_chair_where_it_was(tmp_path: Path) -> None:
    clock = HandClock()
    with held(tmp_path, clock=clock) as workshop:
        joined = workshop.join(workshop.code, "Ada").result(PATIENCE)
        mate = workshop.take_card(workshop.make_mate_card(joined.seat).result(PATIENCE)).result(PATIENCE)
        for asleep in (60.0, -3600.0):
            for device in (joined.device, mate.device):
                workshop.seen(1, device)
            logged = len(workshop.room.log)
            clock.turn(asleep)
            until(lambda before=logged: len(workshop.room.log) > before)
            for _ in range(3):
                workshop.seen(1, mate.device)  # the first to be heard of after the leap
                let_pass(workshop, clock, 5.0)
                assert workshop.room.seats[1].chair == joined.device


def test_a_crash_right_after_a_restart_gives_no_time_twice(tmp_path: Path) -> None:
    clock, copy = HandClock(), tmp_path / "copy"
    copy.mkdir()
    with held(tmp_path, clock=clock) as workshop:
        go_to(workshop, clock, "round-1")
        left = workshop.wall_view().clock.seconds_left
    clock.turn(60.0)
    with Workshop.open(tmp_path / "workshop.db", now=clock, workers=2) as workshop:
        workshop.act(ShowNames(True)).result(PATIENCE)  # what was asked for before it is on the disk
        for file in tmp_path.glob("workshop.db*"):  # as a crash at this moment would leave it
            shutil.copy(file, copy)
    with Workshop.open(copy / "workshop.db", now=clock, workers=2) as workshop:
        assert workshop.wall_view().clock.seconds_left == left
    clock.turn(30.0)
    with Workshop.open(copy / "workshop.db", now=clock, workers=2) as workshop:
        assert workshop.wall_view().clock.seconds_left == left
