"""A participant's own part of the six screens, and the screens put together."""

from __future__ import annotations

from simulation.log.phrases import signed
from simulation.workshop import screens as s
from simulation.workshop.material import Material, SeatTold, is_tied_with_best, is_unlucky
from simulation.workshop.telling import room_part, seen_true, series

__all__ = ["QUESTIONS", "TITLES", "own_screen", "own_part", "wall_screen"]

TITLES = (
    "What you saw, and what was true",
    "Your votes, and the truth",
    "An honest dip",
    "Who was left waiting",
    "Harm and cost",
    "What you would change",
)
QUESTIONS = (
    "Whom did you trust, and what made you?",
    "What in the figures could have told you?",
    "What would you have done in the quarter when its figures fell?",
    "Who waited while you looked elsewhere, and how could you have known?",
    "Who decided well and was unlucky?",
    "Which one rule would have helped you most, and what would it cost?",
)
"""One question a screen, in their order."""
_SECOND = ("What the room did differently", "What came of the rule, what of what you have learned, and what of luck?")
"""Title and question of the last screen in the reveal of a second future."""


def wall_screen(number: int, material: Material, *, top_named: bool) -> s.Screen:
    """A screen as the wall shows it."""
    part = room_part(number, material, top_named=top_named)
    place = number - 1
    key, title, question = s.ORDER[place], TITLES[place], QUESTIONS[place]
    if isinstance(part, s.RoomChange):
        key, title, question = s.ROOM_CHANGE, *_SECOND
    return s.Screen(number, len(s.ORDER), key, title, question, part, None)


def own_screen(wall: s.Screen, seat: SeatTold | None, material: Material) -> s.Screen:
    """The same with a participant's own part; without one where the seat has no game that was told."""
    is_of_all = seat is None or isinstance(wall.room, s.RoomChange)
    own = None if seat is None or is_of_all else own_part(wall.number, seat, material)
    return s.Screen(wall.number, wall.of, wall.key, wall.title, wall.question, wall.room, own)


def own_part(number: int, seat: SeatTold, material: Material) -> s.Own:
    """A participant's own part of a screen, from 1."""
    reveal = seat.reveal
    if number == 1:
        stories = tuple(
            series(reveal.stories[one.organisation], reveal.curtain, one.sentence) for one in reveal.surprises
        )
        return s.OwnSeen(seen_true((reveal,)), stories)
    if number == 2:
        marks = [s.OwnMark(mark.name, "worse", mark.is_right, mark.sentence) for mark in seat.worse]
        if seat.good_news is not None:
            good = seat.good_news
            marks.append(s.OwnMark(good.name, "good news", good.is_right, good.sentence))
        return s.OwnVotes(tuple(marks))
    if number == 3:
        told = tuple(dip.sentence for dip in reveal.dips)
        return s.OwnDip(told or ("In your game nobody's figures fell because of honesty.",))
    if number == 4:
        left = tuple(left.sentence for left in reveal.left_waiting)
        return s.OwnWaiting(left or ("In your game nobody was failing with nothing to help.",))
    return _result(seat, material) if number == 5 else s.OwnWish(material.wishes.get(seat.seat, ""))


def _result(seat: SeatTold, material: Material) -> s.OwnResult:
    total, player = seat.total, seat.reveal.player
    value, low, high = (round(total.value), round(total.low), round(total.high)) if total is not None else (0, 0, 0)
    tied, unlucky = is_tied_with_best(seat, material), is_unlucky(seat, material)
    sentence = (
        f"Your decisions were worth {signed(value)} point-years of harm avoided, luck apart, beside those of"
        f" one plain policy (95% interval {signed(low)} to {signed(high)})."
        if total is not None
        else "Your decisions could not be valued."
    )
    if tied:
        sentence += " You are among those who decided best."
    if unlucky:
        sentence += " You decided well and were unlucky."
    return s.OwnResult(round(player.harm), round(player.cost, 1), value, low, high, tied, unlucky, sentence)
