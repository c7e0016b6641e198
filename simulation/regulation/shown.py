"""What the regulator is shown each quarter: arrays copied from its own files, never from the truth.

The files lie record by record; policies compute with whole arrays. So the engine copies what may be
seen, once a quarter, into arrays of their own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.compiled import compiled_inside
from simulation.regulation.view import View
from simulation.state import State
from simulation.worlds import Worlds

__all__ = ["Shown", "new_shown", "show", "show_all", "view_of"]


class Shown(NamedTuple):
    """What is shown, each of shape (runs, organisations); meanings as in ``View``."""

    belief: np.ndarray
    variance: np.ndarray
    bias: np.ndarray
    trend: np.ndarray
    reported: np.ndarray
    finding: np.ndarray
    grade: np.ndarray
    designated: np.ndarray
    exposed: np.ndarray
    instrument: np.ndarray
    stance: np.ndarray
    quarters_in: np.ndarray
    helping: np.ndarray
    waiting: np.ndarray
    looked: np.ndarray
    grade_quarter: np.ndarray
    designated_quarter: np.ndarray


def new_shown(runs: int, organisations: int) -> Shown:
    """Room for what a batch's regulators are shown."""
    kinds = [np.float64] * 6 + [np.int8] * 5 + [np.int32] * 6
    return Shown(*(np.zeros((runs, organisations), kind) for kind in kinds))


@compiled_inside
def show(r, run, shown):
    """Copy what may be seen of run ``r`` from the regulator's files, and its organisations' reports."""
    organisations, files = run.organisations, run.files
    for i in range(files.shape[0]):
        file = files[i]
        shown.belief[r, i] = file.belief
        shown.variance[r, i] = file.variance
        shown.bias[r, i] = file.bias
        shown.trend[r, i] = file.trend
        shown.reported[r, i] = organisations[i].reported
        shown.finding[r, i] = file.finding
        shown.grade[r, i] = file.grade
        shown.designated[r, i] = file.designated
        shown.exposed[r, i] = file.exposed
        shown.instrument[r, i] = file.instrument
        shown.stance[r, i] = file.stance
        shown.quarters_in[r, i] = file.quarters_in
        shown.helping[r, i] = file.helping
        shown.waiting[r, i] = file.waiting
        shown.looked[r, i] = file.looked
        shown.grade_quarter[r, i] = file.grade_quarter
        shown.designated_quarter[r, i] = file.designated_quarter


def show_all(state: State, shown: Shown) -> None:
    """The same for a whole batch, outside the engine: for a state that was loaded or branched."""
    for name, array in shown._asdict().items():
        source = state.arrays.organisations if name == "reported" else state.arrays.files
        array[:] = source[name]


def view_of(worlds: Worlds, state: State, shown: Shown, capacity: np.ndarray, budget: float) -> View:
    """The regulator's view of a batch; its arrays follow ``shown`` and the state (see ``View.at``).

    Args:
        worlds: for what is on record: ties, dependencies, regions, sizes, instruments' costs, thresholds.
        state: the state.
        shown: what the engine shows.
        capacity: how many of each instrument can run, int64, shape (runs, instruments).
        budget: cost units a quarter.
    """
    world, runs = worlds.world, state.runs

    def window(array: np.ndarray) -> np.ndarray:
        seen = array.view()
        seen.flags.writeable = False
        return seen

    def threshold(name: str) -> np.ndarray:
        return window(np.ascontiguousarray(worlds.parameters[name]).reshape(-1, 1))

    return View(
        quarter=state.quarter - state.branched,
        belief=window(shown.belief),
        belief_variance=window(shown.variance),
        bias=window(shown.bias),
        trend=window(shown.trend),
        reported=window(shown.reported),
        finding=window(shown.finding),
        grade=window(shown.grade),
        designated=window(shown.designated),
        exposed=window(shown.exposed),
        instrument=window(shown.instrument),
        quarters_in=window(shown.quarters_in),
        stance=window(shown.stance),
        helping=window(shown.helping),
        waiting=window(shown.waiting),
        uses=window(state.arrays.uses),
        region=window(worlds.sector.region.astype(np.int32)),
        size=window(np.ascontiguousarray(world.places["size"])),
        capacity=window(capacity),
        cost=window(np.ascontiguousarray(worlds.tools["cost"])),
        budget=window(np.full(runs, budget)),
        failing_threshold=threshold("failing_threshold"),
        warning_threshold=threshold("warning_threshold"),
        good_threshold=threshold("good_threshold"),
        severe_threshold=threshold("severe_threshold"),
        _now=state.quarter,
        _looked=window(shown.looked),
        _grade_quarter=window(shown.grade_quarter),
        _designated_quarter=window(shown.designated_quarter),
        _last_end=window(state.arrays.last_end),
        _dependency_start=window(world.dependency_start),
        _dependency_on=window(world.dependency_on),
        _key=window(world.key),
    )
