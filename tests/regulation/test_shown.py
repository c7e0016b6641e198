"""What the regulator is shown: its own files and the reports, copied, read-only, and never the truth. S14."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from simulation.playing import Driver, Setting
from simulation.policies import load_policy
from simulation.regulation.shown import new_shown, show, show_all
from simulation.regulation.view import View
from simulation.state import FILE, ORGANISATION, TRACK
from simulation.vocabulary import Instrument
from tests.building import Bench, bench, sector_of, worlds_of

TRUTH = tuple(name for name in ORGANISATION.names or () if name != "reported")
NOT_SHOWN = {
    "covariance", "bias_variance", "match", "pending_quarter", "pending_grade", "due", "quarters_above",
    "quarters_released", "lead", "helper", "look_kind", "requested", "ended", "closed", "wanted",
}  # fmt: skip
"""What a regulator's file holds beside what a policy is shown: its own workings."""


def filled() -> Bench:
    """A state in which every field of every record has a number of its own."""
    bed = bench(6, 5, quarters=2)
    numbers = iter(range(1, 10_000))
    for records in (bed.organisations, bed.files, bed.tracks):
        for name in records.dtype.names:
            small = records.dtype[name].itemsize == 1
            records[name] = [next(numbers) % 5 if small else next(numbers) for _ in range(bed.n)]
    bed.state.arrays.uses[0] = np.arange(55).reshape(5, 11)
    bed.state.quarter = 9
    return bed


def driver_of(bed: Bench) -> Driver:
    return Driver(bed.worlds, bed.state, Setting(), load_policy("ladder"))


def contents(view: View) -> dict[str, bytes]:
    """All arrays that a view holds, and what its properties and methods say."""
    found: dict[str, Any] = {f.name: getattr(view, f.name) for f in fields(view)}
    found |= {name: getattr(view, name) for name in
              ("belief_sd", "quarters_since_look", "quarters_since_grade", "quarters_designated")}  # fmt: skip
    found |= {f"end of {kind.name}": view.quarters_since_end(kind) for kind in Instrument}
    found |= {"uniforms": view.uniforms(3), "depends": view.depends_on(view.designated > 0)}
    return {name: np.asarray(value).tobytes() for name, value in found.items()}


@pytest.mark.parametrize("name", TRUTH)
def test_no_true_variable_is_shown(name: str) -> None:
    bed = filled()
    before = contents(driver_of(bed).view)
    bed.organisations[name] = bed.organisations[name][::-1] + 0.125
    assert contents(driver_of(bed).view) == before


@pytest.mark.parametrize("name", TRACK.names or ())
def test_nothing_that_outcomes_remember_is_shown(name: str) -> None:
    bed = filled()
    before = contents(driver_of(bed).view)
    bed.tracks[name] = bed.tracks[name][::-1] + 1
    assert contents(driver_of(bed).view) == before


@pytest.mark.parametrize("name", sorted(set(FILE.names or ()) | {"reported"}))
def test_what_is_on_file_is_shown_but_for_the_regulators_workings(name: str) -> None:
    bed = filled()
    before = contents(driver_of(bed).view)
    records = bed.organisations if name == "reported" else bed.files
    records[name] = (records[name] + 1) % 5 if records.dtype[name].itemsize == 1 else records[name] + 1
    after = contents(driver_of(bed).view)
    assert (after == before) is (name in NOT_SHOWN)


def test_a_worlds_hidden_traits_are_not_shown() -> None:
    bed = filled()
    before = contents(driver_of(bed).view)
    for name in bed.places.dtype.names:
        if name not in ("size", "region"):
            bed.worlds.world.places[name] += 0.25
    for array in (bed.worlds.world.burden, bed.worlds.world.first_shared, bed.worlds.world.shocks):
        array += 1.0
    bed.state.arrays.regional_pressure[:] += 1.0
    bed.state.arrays.sector["common_pressure"] += 1.0
    assert contents(driver_of(bed).view) == before


def test_every_array_of_a_view_is_read_only() -> None:
    view = driver_of(filled()).view
    for f in fields(view):
        value = getattr(view, f.name)
        if isinstance(value, np.ndarray):
            with pytest.raises(ValueError, match="read-only"):
                value[...] = 0


def test_each_run_is_shown_as_a_whole_batch_is() -> None:
    one, two = new_shown(1, 11), new_shown(1, 11)
    bed = filled()
    show(0, bed.run(1), one)
    show_all(bed.state, two)
    for a, b in zip(one, two, strict=True):
        assert a.any()
        assert np.array_equal(a, b)


def test_what_is_shown_is_a_copy_until_the_next_look() -> None:
    bed = filled()
    driver = driver_of(bed)
    before = contents(driver.view)
    bed.files["belief"] += 1.0
    assert contents(driver.view) == before
    driver.look()
    assert contents(driver.view) != before


def test_quarters_count_from_branching_and_from_what_happened() -> None:
    worlds = worlds_of(sector_of(3), quarters=2)
    bed = bench(3, quarters=2)
    bed.state.quarter, bed.state.branched = 20, 12
    bed.files["looked"], bed.files["grade_quarter"] = 17, 15
    bed.files["designated"], bed.files["designated_quarter"] = [1, 0, 1], [20, 3, 4]
    view = Driver(worlds, bed.state, Setting(), load_policy("hands-off")).view
    assert view.quarter == 8
    assert view.quarters_since_look.tolist() == [[3, 3, 3]]
    assert view.quarters_since_grade.tolist() == [[5, 5, 5]]
    assert view.quarters_designated.tolist() == [[0, -1, 16]]
    assert (view.quarters_since_end(Instrument.PEER_SUPPORT) > 9000).all()


@pytest.mark.parametrize("kind", [-1, 16])
def test_a_policy_has_sixteen_kinds_of_uniforms(kind: int) -> None:
    view = driver_of(filled()).view
    with pytest.raises(ValueError, match="0 to 15"):
        view.uniforms(kind)
    assert len({view.uniforms(k).tobytes() for k in range(16)}) == 16
