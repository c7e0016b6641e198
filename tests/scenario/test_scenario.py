"""A scenario: read, changed, written, and what it gives to the simulation."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.parameters import SHIPPED_TOOLS, TOOL_DTYPE
from simulation.scenario import Scenario, ScenarioError, parse_setting
from simulation.vocabulary import EventKind, Grade, Plan, Regime
from tests.scenario.files import LISTED, SMALL, write


@pytest.fixture
def small(tmp_path: Path) -> Scenario:
    return Scenario.load(write(tmp_path, SMALL))


@pytest.fixture
def listed(tmp_path: Path) -> Scenario:
    return Scenario.load(write(tmp_path, LISTED, "listed.toml"))


def test_defaults(small: Scenario) -> None:
    assert small.name == "small"
    assert (small.years, small.quarters) == (20, 80)
    assert (small.run_in.quarters, small.run_in.response) == (40, "last-resort")
    assert small.budget is None
    assert small.policies == ()
    assert (small.regime_code, small.plan_code) == (Regime.INSPECTION_LED, Plan.ROTA)


def test_a_scenario_cannot_be_changed(small: Scenario) -> None:
    with pytest.raises(ValueError, match="frozen"):
        small.years = 5  # type: ignore[misc]


def test_a_drawn_sector(small: Scenario) -> None:
    sector = small.sector()
    assert len(sector) == 50
    assert sector.region_names == ("North", "South")
    assert np.bincount(sector.region).tolist() == [20, 30]
    assert sector.region.dtype == np.int32
    assert not sector.is_real
    assert sector.ties is None
    assert sector.grade is None


def test_a_listed_sector(listed: Scenario) -> None:
    sector = listed.sector()
    assert sector.is_real
    assert not sector.shows_real_names
    assert sector.identifiers == ("A", "B", "C", "D")
    assert set(sector.names).isdisjoint({"Ambleton", "Beechford", "Corby Green", "Dunley"})
    assert sector.region.tolist() == [0, 0, 1, 1]
    assert sector.size is not None
    assert sector.size.tolist() == [100, 200, 300, 400]
    assert sector.ties is not None
    assert sector.ties.weight is None
    assert list(zip(sector.ties.first.tolist(), sector.ties.second.tolist(), strict=True)) == [(0, 1), (0, 2)]
    assert sector.grade is not None
    assert sector.grade.tolist() == [Grade.INADEQUATE, Grade.REQUIRES_IMPROVEMENT, 0, 0]
    assert sector.grade_age is not None
    assert sector.grade_age.tolist() == [1, 8, 0, 0]


def test_real_names_on_request(listed: Scenario) -> None:
    sector = listed.sector(real_names=True)
    assert sector.shows_real_names
    assert sector.names == ("Ambleton", "Beechford", "Corby Green", "Dunley")


def test_names_that_identify_are_not_shown_either(tmp_path: Path) -> None:
    by_name = LISTED.split("[ties]")[0].replace('"code"\nname = "name"', '"name"')
    scenario = Scenario.load(write(tmp_path, by_name, "by-name.toml"))
    assert scenario.sector().identifiers == scenario.sector().names
    assert scenario.sector(real_names=True).identifiers == ("Ambleton", "Beechford", "Corby Green", "Dunley")
    assert "Ambleton" not in scenario.sector().names


def test_paths_count_from_the_scenario_file(listed: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert listed.organisations is not None
    assert Path(listed.organisations.file) == tmp_path / "places.csv"
    assert len(listed.sector()) == 4


def test_instruments_as_shipped(small: Scenario) -> None:
    names, numbers = small.tools()
    assert names == tuple(SHIPPED_TOOLS)
    assert numbers.dtype == TOOL_DTYPE
    assert numbers.shape == (len(SHIPPED_TOOLS),)
    assert numbers["gain"][2] == SHIPPED_TOOLS["improvement_board"].gain


def test_instruments_changed_and_added(small: Scenario) -> None:
    hub = {"gain": 0.1, "ceiling": 65, "cost": 0.4}
    changed = small.changed(instruments={"family_hub": hub, "improvement_board": {"gain": 0.07}})
    names, numbers = changed.tools()
    assert names == (*SHIPPED_TOOLS, "family_hub")
    assert numbers["gain"].tolist() == [0, 0.06, 0.07, 0.12, 0, 0.1]
    assert numbers["disruption"][2] == 2.5
    assert numbers["least_quarters"][-1] == 4


def test_settings(small: Scenario) -> None:
    changed = small.with_settings(
        {"linkage": 0.5, "parameters.rewiring": 0.1, "improvement_board.gain": 0.03, "years": 10, "run_in.quarters": 8}
    )
    assert changed.parameters == {"linkage": 0.5, "rewiring": 0.1}
    assert changed.instruments == {"improvement_board": {"gain": 0.03}}
    assert (changed.years, changed.run_in.quarters, changed.run_in.response) == (10, 8, "last-resort")
    assert small.years == 20
    assert small.with_settings({}) is small


@pytest.mark.parametrize(
    ("key", "nearest"),
    [("linkge", "linkage"), ("improvement_board.gane", "improvement_board.gain"), ("yeers", "years")],
)
def test_an_unknown_setting_is_told(small: Scenario, key: str, nearest: str) -> None:
    with pytest.raises(InputError, match=rf"{key} is not a setting; did you mean {nearest}\?"):
        small.with_settings({key: 1})


def test_a_setting_out_of_range_is_told(small: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"small: parameters.linkage is 7; it must lie between 0 and 5"):
        small.with_settings({"linkage": 7})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("linkage=0.5", ("linkage", 0.5)),
        ("years = 10", ("years", 10)),
        ("monitoring_visits=true", ("monitoring_visits", True)),
        ("plan=random", ("plan", "random")),
    ],
)
def test_settings_are_parsed(text: str, meant: tuple[str, object]) -> None:
    assert parse_setting(text) == meant
    assert type(parse_setting(text)[1]) is type(meant[1])


@pytest.mark.parametrize("text", ["linkage", "=5", "linkage=", ""])
def test_what_is_no_setting_is_told(text: str) -> None:
    with pytest.raises(InputError, match="must be written key=value"):
        parse_setting(text)


def test_whole_keys_are_changed(small: Scenario) -> None:
    assert small.changed(plan="random", years=5).plan_code is Plan.RANDOM
    with pytest.raises(ScenarioError, match="did you mean plan"):
        small.changed(plann="random")


def test_events(small: Scenario) -> None:
    cut = {"kind": "pressure", "year": 2.5, "amount": 4, "region": "South", "quarters": 6}
    scandal = {"kind": "scandal", "quarter": 3, "organisation": small.sector().names[7]}
    events = small.changed(events=[cut, scandal]).prepared_events()
    assert events.kind.tolist() == [EventKind.PRESSURE, EventKind.SCANDAL]
    assert events.quarter.tolist() == [40 + 10, 40 + 3]
    assert events.region.tolist() == [1, -1]
    assert events.organisation.tolist() == [-1, 7]
    assert events.amount.tolist() == [4, 0]
    assert events.quarters.tolist() == [6, 1]


def test_an_organisation_of_a_list_is_known_by_each_of_its_names(listed: Scenario) -> None:
    shown = listed.sector().names[2]
    for name in ("C", "Corby Green", shown):
        events = listed.changed(events=[{"kind": "whistleblower", "year": 1, "organisation": name}]).prepared_events()
        assert events.organisation.tolist() == [2]


def test_a_scenario_without_events_has_none(small: Scenario) -> None:
    assert len(small.prepared_events()) == 0


def test_it_is_written_and_read_back(small: Scenario, listed: Scenario) -> None:
    for scenario in (small, listed):
        again = Scenario.from_data(tomllib.loads(scenario.to_toml()))
        assert again == scenario
        assert again.hash == scenario.hash


def test_the_hash_is_of_what_is_said(small: Scenario, tmp_path: Path) -> None:
    assert len(small.hash) == 64
    rearranged = "# A remark.\n" + SMALL.replace('use = "Tests."\n', "") + 'use = "Tests."\n'
    assert Scenario.load(write(tmp_path, rearranged)).hash == small.hash
    assert small.with_settings({"linkage": 0.31}).hash != small.hash


def test_the_order_of_new_instruments_counts(small: Scenario) -> None:
    one, other = {"cost": 1, "coaching": 0.1}, {"cost": 2, "coaching": 0.1}
    first = small.changed(instruments={"one": one, "other": other})
    second = small.changed(instruments={"other": other, "one": one})
    assert first.tools()[0] != second.tools()[0]
    assert first.hash != second.hash


def test_the_hash_counts_what_files_hold_and_not_where_they_lie(listed: Scenario, tmp_path: Path) -> None:
    before = listed.hash
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert Scenario.load(write(elsewhere, LISTED, "listed.toml")).hash == before
    places = tmp_path / "places.csv"
    places.write_text(places.read_text().replace("400", "401"))
    assert listed.hash != before


def test_a_capacity_is_checked_against_a_real_list(listed: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"improvement_board.capacity is 0.1, which of 4 organisations"):
        listed.with_settings({"improvement_board.capacity": 0.1})
