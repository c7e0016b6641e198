"""A rehearsal: simulated players fill the room, and a teacher goes through all of it alone, to the export."""

from __future__ import annotations

import csv
import io

import pytest

from simulation.workshop import RefusedError
from simulation.workshop import commands as c
from simulation.workshop.exporting import SessionExport, _harmless, session_export
from simulation.workshop.rehearsal import Rehearsal
from tests.workshop.small import PATIENCE, HandClock, go_to, held, let_pass, small, until

PLAYERS = 7


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, SessionExport]:
    clock = HandClock()
    with held(tmp_path_factory.mktemp("rehearsal"), small(), clock) as workshop:
        rehearsal = Rehearsal(workshop, PLAYERS, seed=1)
        rehearsal.start()
        workshop.act(c.Rename(1, '=HYPERLINK("x")')).result(PATIENCE)
        workshop.act(c.Rename(2, "<b>Bo</b>")).result(PATIENCE)
        for station in ("practice", "round-1", "round-2", "predict"):
            go_to(workshop, clock, station)
            with pytest.raises(RefusedError, match="once the reveal has begun"):
                session_export(workshop, names=True)
            until(lambda at=station: all(player.station.strip() == at for player in rehearsal._players))
            let_pass(workshop, clock, 0.85 * workshop.room.station.seconds)
            until(lambda: workshop.wall_view().progress.done == PLAYERS)
        go_to(workshop, clock, "reveal")
        for number in range(2, 7):
            workshop.act(c.GoToScreen(number)).result(PATIENCE)
        until(lambda: all(player.station == "reveal 6" for player in rehearsal._players))
        let_pass(workshop, clock, 25.0)
        until(lambda: workshop.wall_view().screen.room.voters == PLAYERS)  # type: ignore[union-attr]
        workshop.act(c.NameTop(True)).result(PATIENCE)
        rehearsal.stop()
        return {names: session_export(workshop, names=names) for names in (True, False)}


def read(export: SessionExport, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.tables()[name])))


def test_every_simulated_player_decides_marks_and_votes(exports: dict[bool, SessionExport]) -> None:
    export = exports[True]
    rows = read(export, "participants.csv")
    assert len(rows) == PLAYERS
    assert all(row["change"] and row["right_of_three"] in "0123" for row in rows)
    assert len(read(export, "marks.csv")) == 4 * PLAYERS
    assert {row["round"] for row in read(export, "decisions.csv")} == {"1", "2"}
    assert len({row["harm"] for row in rows}) > 2  # players who decide differently fare differently
    organisations = read(export, "organisations.csv")
    assert len(organisations) == PLAYERS * 14 * (2 * 4 + 20)


def test_no_cell_begins_like_a_formula(exports: dict[bool, SessionExport]) -> None:
    for text in exports[True].tables().values():
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert is_number or cell[:1] not in ("=", "+", "-", "@")
    assert "'=HYPERLINK" in exports[True].tables()["participants.csv"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), (" @SUM(1)", " '@SUM(1)"), ("a;=1+1", "a;'=1+1"), ('"\t-1', '"\t\'-1'),
        ("＝1+1", "'＝1+1"), ("Anne-Marie + Bo", "Anne-Marie + Bo"), (-1.5, -1.5), ("", ""),
    ],
)  # fmt: skip
def test_whatever_parts_cells_no_part_begins_a_formula(text: object, written: object) -> None:
    assert _harmless(text) == written


def test_without_names_no_name_is_in_it(exports: dict[bool, SessionExport]) -> None:
    names = {participant.label for participant in exports[True].debrief.participants}
    assert "<b>Bo</b>" in names
    plain = exports[False]
    text = repr(plain.debrief) + "".join(plain.tables().values())
    assert not [name for name in names if name in text and len(name) > 3]
    assert [participant.label for participant in plain.debrief.participants] == [f"Seat {k + 1}" for k in range(7)]
    assert plain.debrief.screens[4].room.top == ()  # type: ignore[union-attr]


def test_the_debrief_has_all_six_screens_and_everybodys_part(exports: dict[bool, SessionExport]) -> None:
    debrief = exports[True].debrief
    assert [screen.number for screen in debrief.screens] == [1, 2, 3, 4, 5, 6]
    assert all(len(participant.parts) == 6 for participant in debrief.participants)
    assert debrief.has_names
    assert debrief.log[0][0] == 0


def test_the_wall_names_the_best_at_most_and_dots_come_in_no_ones_order(exports: dict[bool, SessionExport]) -> None:
    screen = exports[True].debrief.screens[4].room
    dots, values = screen.dots, screen.values  # type: ignore[union-attr]
    assert list(dots) == sorted(dots, key=lambda dot: (dot.harm, dot.cost))
    assert [value.value for value in values] == sorted((value.value for value in values), reverse=True)
    assert len(dots) == len(values) == PLAYERS
    assert screen.tied >= 1  # type: ignore[union-attr]
    assert len(screen.top) <= 3  # type: ignore[union-attr]
    assert len(screen.policies) >= 5  # type: ignore[union-attr]
