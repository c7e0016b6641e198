"""What the six screens say, from games whose truth is known: votes, ties, luck, dips and waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.game import DecisionValue, Fared, Reveal
from simulation.game.dips import HonestDip
from simulation.game.reveal import LeftWaiting, Mark, Told
from simulation.workshop.material import Material, SeatTold
from simulation.workshop.screens import Changes, Dip, HarmAndCost, SeenAndTrue, Votes, Waiting
from simulation.workshop.telling import room_part
from simulation.workshop.telling_own import own_part, own_screen, wall_screen
from tests.workshop.small import small

NAMES = ("Ash", "Birk", "Cald", "Dray")
CURTAIN = 4


def story(place: int, true: float, reported: float, believed: float) -> Told:
    many = (true,) * 6, (reported,) * 6, (believed,) * 6
    return Told(place, NAMES[place], "North", *many, ("",) * 6, ("",) * 6, (place == 1,) * 6)


def dip(place: int, mistaken: str = "", width: float = 8.0) -> HonestDip:
    return HonestDip(place, NAMES[place], 0, 2, -width, 0.0, mistaken, f"{NAMES[place]} told the truth.")


def reveal(harm: float = 100.0, dips: tuple[HonestDip, ...] = (), shift: float = 0.0) -> Reveal:
    stories = tuple(story(k, 30.4 + 10 * k + shift, 52.0, 50.0) for k in range(4))
    left = (LeftWaiting(0, "Ash", 4, 0, 0, "Ash waited."), LeftWaiting(1, "Birk", 2, 0, 0, "Birk waited."))
    player = Fared("", "You", harm, 12.34, 3.0, (50.0,) * 6)
    return Reveal(CURTAIN, stories, (), None, ("Ash", "Birk"), (), dips, left, player, (), 0)


def value(mean: float, half: float) -> DecisionValue:
    return DecisionValue(-1, 0, mean, mean - half, mean + half, (half / 1.96) ** 2, mean, 0.0, 0.5, 100)


def seat(number: int, mean: float = 0.0, half: float = 1.0, told: Reveal | None = None, right: int = 2) -> SeatTold:
    marks = tuple(Mark(k, NAMES[k], k < right, f"{NAMES[k]}.") for k in range(3))
    good = Mark(3, "Dray", False, "Dray.")
    return SeatTold(number, f"Name {number}", told or reveal(), marks, good, value(mean, half))


def room(*seats: SeatTold, **changes: object) -> Material:
    material = Material(small(), seats, reveal(), (Fared("ladder", "Ladder", 80.4, 20.0, 2.0, (50.0,)),), {})
    return replace(material, **changes)  # type: ignore[arg-type]


def test_seen_and_true_are_whole_points_over_all_games_with_the_range() -> None:
    part = room_part(1, room(seat(1), seat(2, told=reveal(shift=2.0))), top_named=False)
    assert isinstance(part, SeenAndTrue)
    first = part.organisations[0]
    assert (first.name, first.reported, first.believed) == ("Ash", 52, 50)
    assert (first.true, first.true_low, first.true_high) == (31, 30, 32)
    assert "2 of 4 councils were worse than they reported" in part.sentence
    assert "1 was failing while nobody believed so" in part.sentence


def test_votes_stand_beside_in_how_many_games_they_were_right_and_blind_chance() -> None:
    part = room_part(2, room(seat(1, right=2), seat(2, right=1)), top_named=False)
    assert isinstance(part, Votes)
    assert {(row.name, row.worse, row.was_worse, row.good_news) for row in part.rows} == {
        ("Ash", 2, 2, 0), ("Birk", 2, 2, 0), ("Cald", 2, 0, 0), ("Dray", 0, 0, 2),
    }  # fmt: skip
    assert (part.right_of_three, part.chance, part.voters) == (1.5, 1.5, 2)
    nobody = room_part(2, room(replace(seat(1), worse=(), good_news=None)), top_named=False)
    assert isinstance(nobody, Votes)
    assert (nobody.voters, nobody.sentence) == (0, "Nobody marked anything.")


def test_the_story_is_of_whose_dip_was_misread_in_most_games_told_where_it_was() -> None:
    common, misread = reveal(dips=(dip(0), dip(1, width=30.0))), reveal(dips=(dip(1), dip(0, "it was censured")))
    part = room_part(3, room(seat(1, told=common), seat(2, told=misread), seat(3)), top_named=False)
    assert isinstance(part, Dip)
    assert part.story is not None
    assert (part.story.name, part.games_with, part.games, part.mistaken) == ("Ash", 2, 3, 1)
    assert len(part.story.true) == len(part.story.when) == CURTAIN + 1
    assert "in 2 of 3 games, and in 1 of them it was taken for decline" in part.sentence


def test_without_a_dip_in_the_room_the_story_is_that_of_standing_orders_or_none() -> None:
    house = room_part(3, room(seat(1), house=reveal(dips=(dip(2),))), top_named=False)
    assert isinstance(house, Dip)
    assert house.story is not None
    assert (house.story.name, house.games_with) == ("Cald", 0)
    none = room_part(3, room(seat(1)), top_named=False)
    assert isinstance(none, Dip)
    assert none.story is None


def test_who_was_left_waiting_comes_longest_first_and_says_who_was_never_named() -> None:
    part = room_part(4, room(seat(1), seat(2)), top_named=False)
    assert isinstance(part, Waiting)
    assert [(row.name, row.games, row.quarters, row.called_in) for row in part.rows] == [
        ("Ash", 2, 4.0, 0), ("Birk", 2, 2.0, 2),
    ]  # fmt: skip
    assert "In 2 of 4 such cases nobody had called them failing" in part.sentence


@pytest.mark.parametrize(
    ("means", "halves", "tied"),
    [((10, 5, 0), (1, 1, 1), 1), ((10, 9, 0), (1, 1, 1), 2), ((10, 5, 0), (6, 1, 1), 2), ((5, 5, 5), (0, 0, 0), 3)],
)
def test_intervals_that_overlap_are_ties(means: tuple[int, ...], halves: tuple[int, ...], tied: int) -> None:
    seats = [seat(k + 1, mean, half) for k, (mean, half) in enumerate(zip(means, halves, strict=True))]
    for named in (False, True):
        part = room_part(5, room(*seats), top_named=named)
        assert isinstance(part, HarmAndCost)
        assert part.tied == tied
        assert part.top == (tuple(f"Name {k + 1}" for k in range(tied)) if named else ())
    assert "Name 3" not in str(room_part(5, room(*seats[:2], seat(3, -99)), top_named=True))


def test_nobody_is_named_where_too_many_cannot_be_told_apart() -> None:
    part = room_part(5, room(*(seat(k, 5) for k in range(1, 6))), top_named=True)
    assert isinstance(part, HarmAndCost)
    assert (part.tied, part.top) == (5, ())


def test_who_decided_well_and_was_unlucky_is_told_and_told_to_them() -> None:
    lucky = [seat(k, -10 * k, told=reveal(harm=50.0 + k)) for k in range(2, 7)]
    unlucky = seat(1, 20, told=reveal(harm=500.0))
    material = room(unlucky, *lucky)
    part = room_part(5, material, top_named=False)
    assert isinstance(part, HarmAndCost)
    assert part.unlucky == 1
    own = own_part(5, unlucky, material)
    assert "You decided well and were unlucky." in own.sentence  # type: ignore[union-attr]
    assert not any(own_part(5, one, material).is_unlucky for one in lucky)  # type: ignore[union-attr]


def test_votes_for_changes_are_counted_and_each_sees_their_own() -> None:
    material = room(seat(1), seat(2), seat(3), wishes={1: "candour", 2: "candour", 3: "money"})
    part = room_part(6, material, top_named=False)
    assert isinstance(part, Changes)
    assert [(row.key, row.votes) for row in part.rows][:2] == [("candour", 2), ("money", 1)]
    assert part.voters == 3
    screen = own_screen(wall_screen(6, material, top_named=False), material.seats[2], material)
    assert screen.own.change == "money"  # type: ignore[union-attr]
    assert own_screen(wall_screen(6, material, top_named=False), None, material).own is None


def test_a_room_in_which_nobody_plays_is_told_what_standing_orders_came_to() -> None:
    for number in range(1, 7):
        assert wall_screen(number, room(), top_named=True).number == number
