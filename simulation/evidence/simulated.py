"""``simulated_panels``: inspections of simulated sectors, in the form of a real panel.

The engine's own inspectors visit, grade and publish; this only watches what is published, and dates it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from simulation.batches import Assumptions, default_workers, parts_of
from simulation.errors import InputError
from simulation.evidence.inspections import Inspections, in_order
from simulation.evidence.months import DAYS_A_MONTH, MONTHS_A_QUARTER, first_day_of
from simulation.evidence.observation import Observation
from simulation.experiments.identity import identity
from simulation.experiments.warming import compiled_for, make_ready
from simulation.futures import branch_point, fixed_assumptions, setting_of, worlds_of
from simulation.given import run_numbers, whole_number
from simulation.playing import Driver
from simulation.policies import policy_named, spec_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.state import State
from simulation.tasks import Workers, play_parts
from simulation.vocabulary import QUARTERS_A_YEAR, Plan

__all__ = ["Published", "long_enough", "play_panels", "simulated_panels"]

_PURPOSE = 1003
"""Sets the days of visits apart from other draws with the same seed."""
_LEAST_YEARS = 5


class Published(NamedTuple):
    """What was published in some runs: flat arrays, a place for each report.

    Attributes:
        run: the run's number.
        organisation: by index.
        quarter: of the visit, from the window's first; below nil for visits before it.
        grade: code of ``Grade``.
    """

    run: np.ndarray
    organisation: np.ndarray
    quarter: np.ndarray
    grade: np.ndarray


class _Watching:
    """Notes what is published each quarter, and stops the inspectors' clock for the gap."""

    def __init__(self, driver: Driver, gap: range) -> None:
        self.driver, self.gap = driver, gap
        self.usual = driver.conduct
        self.found: list[tuple[int, np.ndarray, np.ndarray, np.ndarray]] = []
        self._before_quarter(driver.state)

    def __call__(self, state: State) -> None:
        """Note the quarter that has just been settled."""
        files, quarter = state.arrays.files, state.quarter - 1
        places, organisations = np.nonzero(files["grade_quarter"] == quarter)
        self.found.append((quarter - state.branched, places, organisations, files["grade"][places, organisations]))
        self._before_quarter(state)

    def _before_quarter(self, state: State) -> None:
        """No inspection by plan within the gap; what was due moves back by its length."""
        quarter = state.quarter - state.branched
        is_gap = quarter in self.gap
        if is_gap and quarter == self.gap.start:
            state.arrays.files["due"] += len(self.gap)
        self.driver.conduct = self.usual._replace(plan=int(Plan.NONE)) if is_gap else self.usual


def play_panels(
    scenario: Scenario,
    sector: Sector,
    policy: Policy,
    runs: Sequence[int],
    seed: int,
    observation: Observation,
    assumptions: Assumptions | None = None,
) -> Published:
    """Play some runs and give what was published.

    The task that executors run: it depends on its arguments alone.

    Args:
        scenario: one that is long enough for the observation (see ``long_enough``).
        sector: its sector.
        policy: who regulates.
        runs: run numbers.
        seed: from 0 up.
        observation: how inspections are timed.
        assumptions: gives parameter records and instruments' numbers for run numbers; else the scenario's.
    """
    parameters, tools = fixed_assumptions(scenario, len(runs)) if assumptions is None else assumptions(runs)
    drawn = (observation.applied_to(parameters), tools)
    worlds = worlds_of(scenario, runs=runs, seed=seed, sector=sector, assumptions=drawn)
    setting = setting_of(scenario)
    driver = Driver(worlds, branch_point(scenario, worlds, setting), setting, policy)
    watching = _Watching(driver, observation.gap_quarters)
    driver.play(scenario.run_in.quarters + observation.quarters, watchers=(watching,))
    numbers = np.asarray(runs, np.int64)
    published = [np.full(len(places), quarter) for quarter, places, _, _ in watching.found]
    return Published(
        np.concatenate([numbers[places] for _, places, _, _ in watching.found]),
        np.concatenate([organisations for _, _, organisations, _ in watching.found]),
        np.concatenate(published) - observation.publication_quarters,
        np.concatenate([grades for _, _, _, grades in watching.found]),
    )


def _play_elsewhere(
    asked_by: Mapping[str, str],
    play: Callable[[tuple[int, ...]], Published],
    compiled: tuple[object, ...],
    runs: tuple[int, ...],
) -> Published:
    """What a worker of an executor does: make sure of itself, and play."""
    make_ready(asked_by, compiled, lambda: play(runs[:1]))
    return play(runs)


def long_enough(scenario: Scenario, observation: Observation) -> Scenario:
    """The scenario with as many years as the observation needs, or more where its events need them."""
    years = max(_LEAST_YEARS, -(-observation.quarters // QUARTERS_A_YEAR))
    is_fit = scenario.years == years or (scenario.events and scenario.years > years)
    return scenario if is_fit else scenario.changed(years=years)


def simulated_panels(
    scenario: Scenario | str | Path,
    runs: int | Iterable[int],
    *,
    policy: Policy | str | None = None,
    seed: int = 0,
    observation: Observation | None = None,
    assumptions: Assumptions | None = None,
    workers: Workers | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
) -> Inspections:
    """Simulate panels of inspections, one for each run.

    A panel depends on the seed and its run's number alone, not on how many are simulated.

    Args:
        scenario: itself, or its name as at the command line; how long it lasts does not matter.
        runs: how many panels, or their runs' numbers.
        policy: who regulates; by default the response of the scenario's run-in, its ordinary times.
        seed: from 0 up.
        observation: window, timetable, gap and delay.
        assumptions: gives parameter records and instruments' numbers for run numbers, as in ``simulate``.
        workers: threads; as many as Numba may use by default.
        executor: any executor of ``concurrent.futures`` in place of threads; ``workers`` then says how many
            tasks it does at a time, or is a function that says so.
        progress: called with the number of panels finished, as they finish.

    Raises:
        ScenarioError, PolicyError: where a name is not one.
        InputError: where there is no run, nothing was published, or a worker of the executor has other versions.
    """
    seen = observation or Observation()
    numbers, seed = run_numbers(runs), whole_number("seed", seed)
    chosen = long_enough(Scenario.of(scenario), seen)
    regulator = policy_named(chosen.run_in.response if policy is None else policy)
    sector = chosen.sector()
    count = default_workers() if workers is None else workers() if callable(workers) else workers
    parts = parts_of(chosen, sector, numbers, count)
    play = partial(play_panels, chosen, sector, regulator, seed=seed, observation=seen, assumptions=assumptions)
    if executor is not None:
        compiled = ("panels", *compiled_for(chosen, sector, [spec_of(regulator)]))
        play = partial(_play_elsewhere, identity(), play, compiled)
    results = play_parts(play, parts, workers=count, executor=executor, progress=progress)
    published = Published(*(np.concatenate(column) for column in zip(*results, strict=True)))
    if not len(published.run):
        raise InputError(f"{chosen.name} under {regulator.name} publishes no grade, so that there is no panel")
    return _dated(published, numbers, sector, seed, seen)


def _dated(
    published: Published, numbers: Sequence[int], sector: Sector, seed: int, observation: Observation
) -> Inspections:
    """What was published, with days: a visit on any day of its quarter, its report after the delay."""
    window, lead = observation.window, observation.publication_quarters
    place = {run: panel for panel, run in enumerate(numbers)}
    panel = np.array([place[run] for run in published.run.tolist()], np.int32)
    order = np.argsort(panel, kind="stable")
    ends = np.searchsorted(panel[order], np.arange(1, len(place) + 1))
    visited = np.empty(len(panel), np.int64)
    for run, rows in zip(numbers, np.split(order, ends[:-1]), strict=True):
        chance = np.random.default_rng([seed, run, _PURPOSE]).random((observation.quarters + lead, len(sector)))
        drawn = chance[published.quarter[rows] + lead, published.organisation[rows]]
        visited[rows] = _day_in(published.quarter[rows], window.first, drawn)
    reported = visited + round(observation.delay * DAYS_A_MONTH)
    kept = (reported >= window.first_day) & (reported <= window.last_day)
    return in_order(
        Inspections(
            panel=panel[kept],
            organisation=published.organisation[kept].astype(np.int32),
            visited=visited[kept].astype(np.int32),
            reported=reported[kept].astype(np.int32),
            grade=published.grade[kept],
            region=sector.region,
            region_names=sector.region_names,
            names=sector.names,
            window=window,
            panels=len(place),
        )
    )


def _day_in(quarter: np.ndarray, first_month: int, drawn: np.ndarray) -> np.ndarray:
    """A day of each quarter, by a draw in [0, 1)."""
    begins = first_day_of(first_month + MONTHS_A_QUARTER * quarter)
    ends = first_day_of(first_month + MONTHS_A_QUARTER * (quarter + 1))
    return begins + (drawn * (ends - begins)).astype(np.int64)
