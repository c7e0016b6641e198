"""How options choose a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.cli.choosing import chosen_scenario
from simulation.errors import InputError
from tests.scenario.files import PLACES, SMALL, write


def test_nothing_said_is_english_councils() -> None:
    assert chosen_scenario().name == "english-councils"


def test_settings_are_laid_over_the_file(tmp_path: Path) -> None:
    file = str(write(tmp_path, SMALL))
    chosen = chosen_scenario(file, years=7, settings=["linkage=0.5", "plan=random", "improvement_board.gain=0.1"])
    assert (chosen.years, chosen.plan) == (7, "random")
    assert chosen.parameters == {"linkage": 0.5}
    assert chosen.instruments == {"improvement_board": {"gain": 0.1}}


def test_lists_take_the_place_of_regions(tmp_path: Path) -> None:
    file = write(tmp_path, SMALL)
    chosen = chosen_scenario(str(file), organisations=tmp_path / "places.csv", ties=tmp_path / "links.csv")
    assert chosen.regions == ()
    assert chosen.organisations is not None
    assert chosen.organisations.identifier == "code"
    sector = chosen.sector()
    assert len(sector) == PLACES.count("\n") - 1
    assert sector.ties is not None
    assert sector.ties.weight is not None
    assert sector.ties.weight.tolist() == [0.7, 0.2]
    assert sector.dependencies is None


def test_a_key_that_is_set_twice_is_told() -> None:
    with pytest.raises(InputError, match="--set linkage is given twice"):
        chosen_scenario(settings=["linkage=0.5", "linkage=0.4"])


def test_an_unknown_key_is_told() -> None:
    with pytest.raises(InputError, match="did you mean linkage"):
        chosen_scenario(settings=["linkge=0.5"])
