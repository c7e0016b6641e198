"""Invented names: stable, unique, and never those of real councils."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.names import MOST_NAMES, holds_name, invented_names, invented_names_for, veiled_regions
from tests.scenario.files import REAL, needs_real_lists


def test_the_first_names_never_change() -> None:
    assert invented_names(6) == ("Aldermere", "Grimwood", "Shalmoor", "Caldstead", "Loxminster", "Walfleet")
    assert invented_names_for(["E06000015", "E10000007"]) == ("Varfield", "Gilfleet")


def test_a_name_depends_on_its_place_alone() -> None:
    assert invented_names(5_000)[:100] == invented_names(100)


def test_all_are_different() -> None:
    assert len(set(invented_names(MOST_NAMES))) == MOST_NAMES
    assert len(set(invented_names_for([str(place) for place in range(MOST_NAMES)]))) == MOST_NAMES


def test_there_are_not_more() -> None:
    with pytest.raises(ValueError, match="25,000"):
        invented_names(MOST_NAMES + 1)


def test_most_names_stay_when_a_list_is_shortened_or_turned() -> None:
    identifiers = [f"E{place:07}" for place in range(300)]
    names = dict(zip(identifiers, invented_names_for(identifiers), strict=True))
    for changed in (identifiers[10:], identifiers[::-1]):
        again = dict(zip(changed, invented_names_for(changed), strict=True))
        assert sum(names[identifier] != name for identifier, name in again.items()) < 30


@needs_real_lists
def test_no_name_is_or_holds_or_lies_within_that_of_a_real_council() -> None:
    with (REAL / "authorities.csv").open(encoding="utf-8") as file:
        real = [row["name"].casefold() for row in csv.DictReader(file)]
    invented = {name.casefold() for name in invented_names(MOST_NAMES)}
    single = {name.split()[0] for name in invented}
    for name in real:
        assert name not in invented
        assert not any(name in word or word in name for word in single)


WORDS = st.sampled_from(
    ["Aldermere", "Vale", "Grimwood", "Heath", "York", "Grimwood Vale", "St. Helens", "Green School"]
)


@given(st.lists(st.text(max_size=5), min_size=1, max_size=30, unique=True), st.lists(WORDS, max_size=5))
def test_no_name_to_avoid_can_be_found(identifiers: list[str], real: list[str]) -> None:
    names = invented_names_for(identifiers, real)
    assert len(set(names)) == len(names)
    assert not any(holds_name(name.casefold(), avoided.casefold()) for name in names for avoided in real)


@pytest.mark.parametrize(
    ("text", "name", "held"),
    [
        ("in Derby, failing", "Derby", True),
        ("in Derbyshire", "Derby", False),
        ("reading a list", "Reading", False),
        ("St. Helens", "St. Helens", True),
        ("", "York", False),
    ],
)
def test_names_are_found_as_whole_words(text: str, name: str, held: bool) -> None:
    assert holds_name(text, name) is held


def test_a_region_called_as_a_council_is_veiled() -> None:
    assert veiled_regions(["Kent", "London", "Kent and Medway"], ["Kent"]) == ("Region 1", "London", "Region 3")
