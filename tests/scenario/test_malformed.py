"""Each mistake in a scenario file is one sentence: the file, the key, what is wrong, what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.scenario import Scenario, ScenarioError
from tests.scenario.files import LISTED, SMALL, write

# What is added to a small scenario, and what the message must hold.
ADDED = {
    "unknown key": ("yeers = 10", ["yeers is not a key here", "did you mean years?", "allowed:"]),
    "parameter at the top": ("linkage = 0.5", ["linkage is a parameter and must stand under [parameters]"]),
    "years too few": ("years = 4", ["years is 4; it must lie between 5 and 50"]),
    "years as text": ('years = "ten"', ['years is "ten"; it must be a whole number']),
    "years as truth": ("years = true", ["years is true; it must be a whole number"]),
    "years not whole": ("years = 7.5", ["years is 7.5; it must be a whole number"]),
    "visits as number": ("monitoring_visits = 1", ["monitoring_visits is 1; it must be true or false"]),
    "unknown parameter": (
        "[parameters]\nlinkge = 0.5",
        ["parameters.linkge is not a parameter; did you mean linkage?"],
    ),
    "parameter as truth": ("[parameters]\nlinkage = true", ["parameters.linkage is true; it must be a number"]),
    "parameter not finite": ("[parameters]\nlinkage = nan", ["parameters.linkage is nan; it must be a finite number"]),
    "parameter infinite": ("[parameters]\nlinkage = inf", ["parameters.linkage is inf; it must be a finite number"]),
    "parameter out of range": ("[parameters]\nlinkage = 9", ["parameters.linkage is 9; it must lie between 0 and 5"]),
    "thresholds that fall": (
        "[parameters]\nwarning_threshold = 30",
        ["parameters.warning_threshold makes failing_threshold (40) higher than warning_threshold (30)"],
    ),
    "unknown attribute": (
        "[instruments.improvement_board]\ngane = 0.1",
        ["instruments.improvement_board.gane is not a number of an instrument; did you mean gain?", "allowed: lag"],
    ),
    "attribute out of range": (
        "[instruments.improvement_board]\ngain = 2",
        ["instruments.improvement_board.gain is 2; it must lie between 0 and 1"],
    ),
    "flag not whole": (
        "[instruments.improvement_board]\nsits = 0.5",
        ["improvement_board.sits is 0.5; it must be whole"],
    ),
    "misspelt instrument": (
        "[instruments.improvment_board]\ngain = 0.1\nceiling = 70\ncost = 1",
        ["instruments.improvment_board looks like a slip; did you mean improvement_board?"],
    ),
    "new instrument without cost": (
        "[instruments.hub]\ngain = 0.1",
        ["instruments.hub is a new instrument", "its cost"],
    ),
    "new instrument without effect": ("[instruments.hub]\ncost = 1", ["instruments.hub", "does nothing"]),
    "gain without ceiling": ("[instruments.hub]\ncost = 1\ngain = 0.1", ["instruments.hub has a gain, but no ceiling"]),
    "no instrument changed": ("[instruments.none]\ncost = 1", ["instruments.none cannot be changed"]),
    "lasts less than its least": (
        "[instruments.peer_support]\nmost_quarters = 2",
        ["instruments.peer_support.most_quarters is 2, below least_quarters, which is 4"],
    ),
    "room for none": (
        "[instruments.improvement_board]\ncapacity = 0.001",
        ["capacity is 0.001, which of 50 organisations leaves room for none", "0.02 leaves room for one"],
    ),
    "inspections of none": ("[parameters]\ninspection_share = 0.005", ["parameters.inspection_share", "room for none"]),
    "no budget": ("budget = 0", ["budget is 0; it must be above 0"]),
    "budget buys nothing": ("budget = 0.01", ["budget is 0.01", "the cheapest instrument, peer_support, costs 0.15"]),
    "unknown response": ('[run_in]\nresponse = "last-resrt"', ["run_in.response", "did you mean last-resort?"]),
    "run-in too long": ("[run_in]\nquarters = 81", ["run_in.quarters is 81; it must lie between 0 and 80"]),
    "code in a scenario": ('policies = ["mine.py:Mine"]', ["policies[1]", "a scenario never runs"]),
    "policy twice": ('policies = ["ladder", "ladder"]', ["policies[1]", "named more than once"]),
    "unknown lever": ('policies = ["ladder:speed=2"]', ["policies[1]", 'has no lever "speed"']),
    "event without time": ('events = [{kind = "pressure", amount = 3}]', ["events[1] must say when it happens"]),
    "event too late": (
        'events = [{kind = "pressure", amount = 3, year = 30}]',
        ["events[1].year is 30", "after 20 years"],
    ),
    "event nowhere": (
        'events = [{kind = "pressure", amount = 3, year = 3, region = "Suoth"}]',
        ['events[1].region is "Suoth"; it must be North or South; did you mean South?'],
    ),
    "event of no kind": ('events = [{kind = "scandle", year = 3}]', ["events[1].kind", "did you mean scandal?"]),
    "scandal at nobody": ('events = [{kind = "scandal", year = 3}]', ["events[1] is a scandal and must say at which"]),
    "scandal at a stranger": (
        'events = [{kind = "scandal", year = 3, organisation = "Aldermeer"}]',
        ['events[1].organisation is "Aldermeer", which is not in this sector; did you mean Aldermere?'],
    ),
    "ties of drawn organisations": (
        '[ties]\nfile = "links.csv"\nfrom = "from"\nto = "to"',
        ["ties names real organisations", "organisations must name their list"],
    ),
    "two lists": (
        '[organisations]\nfile = "places.csv"\nidentifier = "code"',
        ["organisations names a real list, but"],
    ),
    "name with capitals": ('name = "My Sector"', ['name is "My Sector"; it must be small letters, digits']),
    "malformed": ("years = ", ["is not valid TOML", "line 8"]),
    "key twice": ('plan = "rota"', ["is not valid TOML", "line 8"]),
}

# What is replaced in a small scenario.
REPLACED = {
    "wrong version": ("schema_version = 1", "schema_version = 2", ["schema_version is 2", "reads 1"]),
    "no version": ("schema_version = 1\n", "", ["schema_version is missing"]),
    "wrong regime": (
        '"inspection-led"',
        '"inspecton-led"',
        ["regime is", "inspection-led or oversight-led; did you mean"],
    ),
    "empty title": ('"A small sector"', '"  "', ["title is empty"]),
    "title as number": ('"A small sector"', "5", ["title is 5; it must be a text in quotation marks"]),
    "one organisation": (
        'regions = [{name = "North", organisations = 20}, {name = "South", organisations = 30}]',
        'regions = [{name = "North", organisations = 1}]',
        ["regions hold 1 organisations in all; a sector has 2 to 25,000"],
    ),
    "no organisations": (
        "organisations = 20",
        "organisations = 0",
        ["regions[1].organisations is 0; it must lie between"],
    ),
    "too many": ("organisations = 20", "organisations = 25_000", ["regions hold 25,030 organisations"]),
    "regions alike": ('"South"', '"North"', ['regions[2].name is "North", as is that of another region']),
    "nobody": (
        'regions = [{name = "North", organisations = 20}, {name = "South", organisations = 30}]',
        "",
        ["regions is missing (or organisations"],
    ),
}

# What is replaced in a scenario with lists.
LISTS = {
    "no such file": ('"places.csv"', '"plaices.csv"', ["organisations", "plaices.csv does not exist"]),
    "no such column": ('"code"\nname', '"cod"\nname', ['identifier is "cod", but places.csv', "did you mean code?"]),
    "no such trait": ('size = "people"', 'traits = {opennes = "people"}', ["traits", "did you mean openness?"]),
    "kinds without kind": ('to = "to"', 'to = "to"\nkinds = ["near"]', ["ties chooses by kinds, but no kind"]),
    "unknown key of a list": ('size = "people"', 'sise = "people"', ["organisations.sise", "did you mean size?"]),
    "grades twice": ('size = "people"', 'grade = "people"', ["ratings gives grades, as does organisations.grade"]),
    "latitude alone": (
        'size = "people"',
        'latitude = "people"',
        ["organisations must name both latitude and longitude"],
    ),
    "size as text": (
        'size = "people"',
        'size = "name"',
        ['places.csv, line 2: name is "Ambleton"; it must be a number'],
    ),
}


@pytest.mark.parametrize("mistake", ADDED)
def test_an_added_mistake_is_told(mistake: str, tmp_path: Path) -> None:
    added, told = ADDED[mistake]
    _assert_told(write(tmp_path, f"{SMALL}{added}\n"), told)


@pytest.mark.parametrize("mistake", REPLACED)
def test_a_replaced_mistake_is_told(mistake: str, tmp_path: Path) -> None:
    old, new, told = REPLACED[mistake]
    assert old in SMALL
    _assert_told(write(tmp_path, SMALL.replace(old, new)), told)


@pytest.mark.parametrize("mistake", LISTS)
def test_a_mistake_about_a_list_is_told(mistake: str, tmp_path: Path) -> None:
    old, new, told = LISTS[mistake]
    assert old in LISTED
    _assert_told(write(tmp_path, LISTED.replace(old, new)), told)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.replace("Tests.", "Tests \u2013 more.").encode("cp1252"))
    _assert_told(path, ["line 4", "byte 0x96 is not UTF-8"])


def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode("utf-8-sig"))
    assert Scenario.load(path).title == "A small sector"


def test_a_name_that_does_not_ship_is_told() -> None:
    with pytest.raises(ScenarioError, match=r"english-council is not a scenario; did you mean english-councils\?"):
        Scenario.load("english-council")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is a folder; name a file in it"):
        Scenario.load(tmp_path)


def _assert_told(path: Path, told: list[str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        Scenario.load(path)
    message = str(caught.value)
    assert "\n" not in message
    assert path.stem in message
    for phrase in told:
        assert phrase in message
