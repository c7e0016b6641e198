"""What a caller in Python gives by mistake is told in a sentence, by every door into the package alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import simulation
from simulation import PublicSector, Recording, Scenario, Sweep, compare, load_policy, open_run, simulate, simulate_all
from simulation.errors import InputError
from simulation.given import run_numbers, whole_number
from simulation.policies import load_policies
from simulation.policies.hands_off import HandsOff
from tests.session.small import small

Door = Callable[[object], object]

SCENARIO_DOORS: dict[str, Door] = {
    "compare": lambda given: compare(given, "hands-off", runs=1),  # type: ignore[arg-type]
    "open_run": lambda given: open_run(given),  # type: ignore[arg-type]
    "PublicSector": lambda given: PublicSector(given),  # type: ignore[arg-type]
    "Scenario.load": lambda given: Scenario.load(given),  # type: ignore[arg-type]
    "simulate": lambda given: simulate(given, "hands-off", runs=1),  # type: ignore[arg-type]
}
POLICY_DOORS: dict[str, Door] = {
    "compare": lambda given: compare(small(), [given], runs=1),  # type: ignore[list-item]
    "the baseline": lambda given: compare(small(), "ladder", baseline=given, runs=1),  # type: ignore[arg-type]
    "open_run": lambda given: open_run(small(), given or 0),  # type: ignore[arg-type]
    "PublicSector": lambda given: PublicSector(small(), given),  # type: ignore[arg-type]
    "simulate": lambda given: simulate(small(), given, runs=1),  # type: ignore[arg-type]
    "simulate_all": lambda given: simulate_all(small(), [given], runs=1),  # type: ignore[list-item]
}
SEED_DOORS: dict[str, Door] = {
    "compare": lambda given: compare(small(), "hands-off", runs=1, seed=given),  # type: ignore[arg-type]
    "open_run": lambda given: open_run(small(), seed=given),  # type: ignore[arg-type]
    "PublicSector": lambda given: PublicSector(small(), "hands-off", seed=given),  # type: ignore[arg-type]
    "simulate": lambda given: simulate(small(), "hands-off", runs=1, seed=given),  # type: ignore[arg-type]
}
RUNS_DOORS: dict[str, Door] = {
    "compare": lambda given: compare(small(), "hands-off", runs=given),  # type: ignore[arg-type]
    "simulate": lambda given: simulate(small(), "hands-off", runs=given),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("door", SCENARIO_DOORS)
@pytest.mark.parametrize("given", [3, None, ["insular-sector"]])
def test_what_is_no_scenario(door: str, given: object) -> None:
    with pytest.raises(InputError, match="is not a scenario; give the name of one that ships, or a file's path"):
        SCENARIO_DOORS[door](given)


@pytest.mark.parametrize("door", SCENARIO_DOORS)
def test_an_unknown_scenario_is_told_with_those_that_ship(door: str) -> None:
    with pytest.raises(InputError, match=r"nonsense is not a scenario .*insular-sector"):
        SCENARIO_DOORS[door]("nonsense")


def test_what_is_no_sweep() -> None:
    with pytest.raises(InputError, match="3 is not a sweep; give"):
        Sweep.load(3)  # type: ignore[arg-type]


@pytest.mark.parametrize("door", POLICY_DOORS)
def test_what_is_no_policy(door: str) -> None:
    with pytest.raises(InputError, match='0 is not a policy; write its name as text, as in "hands-off"'):
        POLICY_DOORS[door](0)
    with pytest.raises(InputError, match=r"HandsOff is a class of policies; make one of it: HandsOff\(\)"):
        POLICY_DOORS[door](HandsOff)


@pytest.mark.parametrize("door", SEED_DOORS)
@pytest.mark.parametrize("given", ["a", -1, 1.5])
def test_what_is_no_seed(door: str, given: object) -> None:
    with pytest.raises(InputError, match=f"seed is ['\"]?{given}['\"]?; it must be a whole number from 0 up"):
        SEED_DOORS[door](given)


@pytest.mark.parametrize("door", RUNS_DOORS)
@pytest.mark.parametrize("given", ["a", -1, 0, 2.5, True])
def test_what_is_no_number_of_runs(door: str, given: object) -> None:
    with pytest.raises(InputError, match=f'runs is "?{given}"?; it must be a whole number from 1 up'):
        RUNS_DOORS[door](given)


def test_numbers_of_workers_and_futures() -> None:
    with pytest.raises(InputError, match="workers is 0; it must be a whole number from 1 up"):
        simulate(small(), "hands-off", runs=1, workers=0)
    with pytest.raises(InputError, match="futures is 0"):
        open_run(small()).branch("ladder", futures=0, seed=1)


def test_run_numbers_are_counted_or_named() -> None:
    assert list(run_numbers(3)) == [0, 1, 2]
    named = run_numbers(np.array([4, 2]))
    assert list(named) == [4, 2]
    assert {type(run) for run in named} == {int}
    for wrong, told in ([], "runs names no future"), ([1, -1], "a run is -1"), ([0.5], "a run is 0.5"):
        with pytest.raises(InputError, match=told):
            run_numbers(wrong)  # type: ignore[arg-type]


def test_numpys_whole_numbers_become_pythons() -> None:
    assert type(whole_number("seed", np.uint64(7))) is int


def test_policies_as_they_come() -> None:
    made = load_policy("ladder:hold=6")
    for given in made, [made], "ladder:hold=6", (one for one in ["ladder:hold=6"]):
        assert load_policies(given) == [made]
    with pytest.raises(InputError, match="no policy is named"):
        simulate_all(small(), [], runs=1)
    with pytest.raises(InputError, match="ladder is asked for more than once"):
        load_policies([load_policy("ladder"), "ladder"])


def test_a_policy_without_a_name_would_be_lost_in_tables() -> None:
    class Nameless(HandsOff):
        name = ""

    with pytest.raises(InputError, match="Nameless has no name"):
        compare(small(), [Nameless()], runs=1)


def test_settings_are_values_by_key() -> None:
    with pytest.raises(InputError, match="they must be values by key"):
        compare(small(), "hands-off", settings=["linkage=0.5"])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="3 is not a setting"):
        small().with_settings({3: 0.5})  # type: ignore[dict-item]


def test_a_scenarios_file_is_taken_wherever_its_name_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(small().to_toml(), encoding="utf-8")
    assert Scenario.of(path) == Scenario.of(str(path)) == Scenario.load(path)
    given = small()
    assert Scenario.of(given) is given


def test_what_cannot_be_recorded() -> None:
    with pytest.raises(InputError, match="the quantile 2 cannot be kept"):
        Recording(series=True, quantiles=(2,))
    with pytest.raises(InputError, match="a panel cannot keep qualty; did you mean quality"):
        Recording(panel=frozenset({0}), panel_fields=("qualty",))


def test_the_package_lists_what_it_offers_and_nothing_it_was_made_with() -> None:
    assert set(simulation.__all__) <= set(dir(simulation))
    assert not {"Any", "TYPE_CHECKING", "import_module", "version", "_WHERE"} & set(dir(simulation))
