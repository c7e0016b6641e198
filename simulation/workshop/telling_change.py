"""What became of the room in a second future, with one rule changed: the last screen of its reveal."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean

from simulation.log.phrases import signed
from simulation.workshop import screens as s
from simulation.workshop.material import Material, SeatTold

__all__ = ["room_change"]


def room_change(material: Material, before: Material) -> s.RoomChange:
    """The room in both futures, by those who played both."""
    both = {seat.seat for seat in material.seats} & {seat.seat for seat in before.seats}
    label = next((change.label for change in material.setting.changes if change.key == material.rule), "")
    tells: tuple[tuple[str, Callable[[Material, list[SeatTold]], str]], ...] = (
        ("Right of three marks", _right),
        ("Harm against standing orders alone", _harm),
        ("Cost against standing orders alone", _cost),
        ("What decisions were worth, point-years", _worth),
        ("Quarters of failing with nothing to help", _waited),
        ("Honest dips taken for decline", _mistaken),
    )
    played = [(one, [seat for seat in one.seats if seat.seat in both]) for one in (before, material)]
    rows = tuple(
        s.RoomChangeRow(what, *(tell(one, seats) if seats else "–" for one, seats in played)) for what, tell in tells
    )
    sentence = (
        f"One rule was changed: {label.lower()}. The future is another one too, so that part of any difference is luck:"
        " harm and cost are set against what standing orders alone came to in the same future."
    )
    return s.RoomChange(label, rows, len(both), sentence)


def _right(_: Material, seats: list[SeatTold]) -> str:
    voters = [seat for seat in seats if seat.has_marked]
    return f"{fmean(sum(mark.is_right for mark in seat.worse) for seat in voters):.1f}" if voters else "–"


def _harm(material: Material, seats: list[SeatTold]) -> str:
    alone = material.house.player.harm
    return _percent(fmean(seat.reveal.player.harm for seat in seats), alone)


def _cost(material: Material, seats: list[SeatTold]) -> str:
    alone = material.house.player.cost
    return _percent(fmean(seat.reveal.player.cost for seat in seats), alone)


def _percent(value: float, alone: float) -> str:
    if alone <= 0:
        return "–"
    change = round(100 * (value / alone - 1))
    return "the same" if change == 0 else f"{abs(change)}% {'more' if change > 0 else 'less'}"


def _worth(_: Material, seats: list[SeatTold]) -> str:
    totals = [seat.total.value for seat in seats if seat.total is not None]
    return signed(fmean(totals)) if totals else "–"


def _waited(_: Material, seats: list[SeatTold]) -> str:
    return f"{fmean(sum(left.alone for left in seat.reveal.left_waiting) for seat in seats):.0f}"


def _mistaken(_: Material, seats: list[SeatTold]) -> str:
    dips = [dip for seat in seats for dip in seat.reveal.dips]
    return f"{sum(bool(dip.mistaken_by) for dip in dips)} of {len(dips)}" if dips else "none"
