"""A session for afterwards: tables for spreadsheets and what a debrief shows, with names or without."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from simulation.game.options import label_of
from simulation.workshop.arc import FIRST, SECOND
from simulation.workshop.games import orders_from
from simulation.workshop.material import Material
from simulation.workshop.refusal import RefusedError
from simulation.workshop.room import Room
from simulation.workshop.screens import ORDER, Own, Screen
from simulation.workshop.telling_own import own_part, wall_screen
from simulation.workshop.workshop import Workshop

__all__ = ["Debrief", "Participant", "SessionExport", "session_export"]

Row = tuple[object, ...]
_FORMULA = re.compile(r"((?:^|[;|\t])[\s\"']*)([=+\-@＝＋－＠])")


@dataclass(frozen=True)
class Participant:
    """One participant's part of the debrief: who, and their own part of each screen, in order."""

    label: str
    parts: tuple[Own, ...]


@dataclass(frozen=True)
class Debrief:
    """What a debrief shows.

    Attributes:
        title, brief, aims: of the workshop.
        when: when the reveal began, ISO 8601 in UTC, to the minute.
        screens: all six, as the wall had them.
        participants: everybody's own part, by name or by seat.
        again, participants_again: the same of the second future, where one was played and revealed.
        log: what happened, with minutes since the session was made.
        has_names: whether names are in it.
    """

    title: str
    brief: str
    aims: tuple[str, ...]
    when: str
    screens: tuple[Screen, ...]
    participants: tuple[Participant, ...]
    log: tuple[tuple[int, str], ...]
    has_names: bool
    again: tuple[Screen, ...] = ()
    participants_again: tuple[Participant, ...] = ()


@dataclass(frozen=True)
class SessionExport:
    """A session to be written: tables by file name, and the debrief."""

    debrief: Debrief
    rows: Mapping[str, tuple[Row, ...]]

    def tables(self) -> dict[str, str]:
        """CSV texts by file name; no cell begins like a formula, so that no spreadsheet runs one."""
        return {name: _csv(rows) for name, rows in self.rows.items()}


def session_export(workshop: Workshop, *, names: bool) -> SessionExport:
    """A session for afterwards.

    Args:
        workshop: the session, from the reveal on.
        names: whether participants' names are in it; else they are seats.

    Raises:
        RefusedError: before the reveal, since an export holds what was true.
    """
    room = workshop.room
    first = workshop.reveals.material(room, FIRST)
    if first is None:
        raise RefusedError("not-allowed", "A session can be exported once the reveal has begun.")
    return export_of(room, first, workshop.reveals.material(room, SECOND), names=names)


def export_of(room: Room, material: Material, second: Material | None = None, *, names: bool) -> SessionExport:
    """The same from a session and what was told of its futures."""
    told = [(FIRST, material), *([] if second is None else [(SECOND, second)])]
    labels = {seat.seat: seat.name if names else f"Seat {seat.seat}" for _, one in told for seat in one.seats}
    begun = next((line.at for line in room.log if line.text.startswith("What was true")), room.log[-1].at)
    first, texts = room.log[0].at, [line.text for line in room.log]
    debrief = Debrief(
        title=room.setting.title,
        brief=room.setting.game.brief,
        aims=room.setting.aims,
        when=datetime.fromtimestamp(begun, UTC).isoformat(timespec="minutes"),
        screens=_screens(material, names=names and room.top_named),
        participants=_people(material, labels, len(ORDER)),
        again=() if second is None else _screens(second, names=names and room.top_named),
        participants_again=() if second is None else _people(second, labels, len(ORDER) - 1),
        log=tuple(zip(accumulate((round((line.at - first) / 60) for line in room.log), max), texts, strict=True)),
        has_names=names,
    )
    rows: dict[str, Callable[[int, Material], Iterable[Row]]] = {
        "participants.csv": lambda future, one: _participants(one, labels),
        "decisions.csv": lambda future, one: _decisions(room, one, labels, future),
        "organisations.csv": lambda future, one: _organisations(one, labels),
        "marks.csv": lambda future, one: _marks(one, labels),
        "policies.csv": lambda future, one: _policies(one),
    }
    return SessionExport(debrief, {name: tuple(_of_all(told, table)) for name, table in rows.items()})


def _of_all(told: Sequence[tuple[int, Material]], table: Callable[[int, Material], Iterable[Row]]) -> Iterable[Row]:
    """A table of all futures that were told, the future's number first in each row."""
    for future, material in told:
        head, *rows = table(future, material)
        if future == FIRST:
            yield ("future", *head)
        yield from ((future, *row) for row in rows)


def _screens(material: Material, *, names: bool) -> tuple[Screen, ...]:
    return tuple(wall_screen(k, material, top_named=names) for k in range(1, len(ORDER) + 1))


def _people(material: Material, labels: Mapping[int, str], parts: int) -> tuple[Participant, ...]:
    return tuple(
        Participant(labels[s.seat], tuple(own_part(k, s, material) for k in range(1, parts + 1)))
        for s in material.seats
    )


def _participants(material: Material, labels: Mapping[int, str]) -> Iterable[Row]:
    yield ("seat", "name", "harm", "cost", "value", "low", "high", "better_in", "right_of_three", "change")
    for seat in material.seats:
        player, total = seat.reveal.player, seat.total
        valued: Row = ("", "", "", "")
        if total is not None:
            valued = (round(total.value, 1), round(total.low, 1), round(total.high, 1), round(total.better_in, 3))
        right = sum(mark.is_right for mark in seat.worse) if seat.has_marked else ""
        wish = material.wishes.get(seat.seat, "")
        yield (seat.seat, labels[seat.seat], round(player.harm, 1), round(player.cost, 2), *valued, right, wish)


def _decisions(room: Room, material: Material, labels: Mapping[int, str], future: int) -> Iterable[Row]:
    yield ("seat", "name", "round", "organisation", "action", "stance")
    names = room.setting.game.scenario.sector().names
    for station in room.rounds_closed(future):
        for seat in material.seats:
            for case in orders_from(room.closed.get(station.id, {}).get(seat.seat, "")).cases:
                action = "" if case.action is None else label_of(case.action)
                what = (names[case.organisation], action, case.stance or "")
                yield (seat.seat, labels[seat.seat], station.number, *what)


def _organisations(material: Material, labels: Mapping[int, str]) -> Iterable[Row]:
    yield ("seat", "name", "organisation", "quarter", "true", "reported", "believed", "instrument", "stance")
    for seat in material.seats:
        for told in seat.reveal.stories:
            columns: Sequence[Sequence[object]] = (
                told.true, told.reported, told.believed, told.instrument, told.stance,
            )  # fmt: skip
            for quarter, values in enumerate(zip(*columns, strict=True)):
                yield (seat.seat, labels[seat.seat], told.name, quarter, *values)


def _marks(material: Material, labels: Mapping[int, str]) -> Iterable[Row]:
    yield ("seat", "name", "mark", "organisation", "is_right")
    for seat in material.seats:
        for mark in seat.worse:
            yield (seat.seat, labels[seat.seat], "worse than it reports", mark.name, int(mark.is_right))
        if seat.good_news is not None:
            good = seat.good_news
            yield (seat.seat, labels[seat.seat], "good news", good.name, int(good.is_right))


def _policies(material: Material) -> Iterable[Row]:
    yield ("policy", "title", "harm", "cost", "failing_years")
    for fared in (*material.policies, material.house.player):
        name, title = (fared.name, fared.title) if fared.name else ("", "Standing orders alone")
        yield (name, title, round(fared.harm, 1), round(fared.cost, 2), round(fared.failing_years, 2))


def _csv(rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> object:
    """A text with an apostrophe before all that a spreadsheet would take for a formula; numbers as they are.

    Where decimals have a comma, spreadsheets part cells at semicolons; some take full-width signs for the others.
    """
    return _FORMULA.sub(r"\1'\2", cell) if isinstance(cell, str) else cell
