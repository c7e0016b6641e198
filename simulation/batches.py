"""``simulate``: policies on the futures of a scenario, in batches, on as many threads as asked.

A batch builds its worlds once, goes through the run-in once, and plays each policy from the same
state. Its size, the number of workers and the other policies change no bit of any result.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numba
import numpy as np
import pandas as pd

from simulation.errors import InputError, did_you_mean, one_of
from simulation.futures import branch_point, setting_of, worlds_of
from simulation.given import run_numbers, whole_number
from simulation.outcomes import outcome_frame
from simulation.panel import KNOWN_FIELDS, Panel, PanelRecorder, join_panels
from simulation.playing import NO_SERIES, Driver
from simulation.policies import policies_named, spec_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.series import SERIES, Series
from simulation.state import State
from simulation.tasks import play_parts

__all__ = [
    "Batch",
    "Recording",
    "Simulation",
    "batch_size",
    "default_workers",
    "parts_of",
    "play_batch",
    "simulate",
    "simulate_all",
]

# Smaller batches are a twentieth faster on one thread, but two threads then wait for each other's decisions.
_BATCH_BYTES = 64_000_000
_MOST_RUNS = 256

Progress = Callable[[int], None]
Assumptions = Callable[[Sequence[int]], tuple[np.recarray, np.recarray]]


@dataclass(frozen=True)
class Recording:
    """What to keep beside the outcomes; nothing unless asked, so that memory stays flat.

    Attributes:
        series: whether to keep the sector's series of every run.
        quantiles: quantiles of true quality over the sector to add to the series, each in 0 to 1.
        panel: run numbers whose organisations are kept quarter by quarter.
        panel_fields: which variables of theirs (see ``panel.KNOWN_FIELDS``); those of ``PANEL_FIELDS`` where empty.

    Raises:
        InputError: for a quantile or a variable that cannot be kept.
    """

    series: bool = False
    quantiles: tuple[float, ...] = ()
    panel: frozenset[int] = frozenset()
    panel_fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for quantile in self.quantiles:
            if not 0.0 <= quantile <= 1.0:
                raise InputError(f"the quantile {quantile} cannot be kept; it must lie between 0 and 1")
        for name in self.panel_fields:
            if name not in KNOWN_FIELDS:
                hint = did_you_mean(name, KNOWN_FIELDS)
                raise InputError(f"a panel cannot keep {name}{hint} (it can keep {one_of(sorted(KNOWN_FIELDS))})")


@dataclass(frozen=True, eq=False)
class Simulation:
    """Results of one policy in one scenario.

    Attributes:
        scenario, policy: what was simulated.
        label: the policy's name, with its levers where they are not the default.
        outcomes: a row a run, indexed by run number; a column an outcome, with the units and meanings of the page of
            outcomes (``simulation.outcomes.OUTCOMES``).
        relapses: relapses and recoveries at risk by quarters since recovery, shape (runs, 12, 2).
        recoveries: recoveries of the cohort by quarters since branching, shape (runs, 21).
        series: means and shares of the sector, shape (runs or 0, quarters, columns).
        series_names: the columns of ``series``.
        panel: the organisations of the chosen runs, or nothing.
        sector: who the organisations are.
    """

    scenario: Scenario
    policy: Policy
    label: str
    outcomes: pd.DataFrame
    relapses: np.ndarray
    recoveries: np.ndarray
    series: np.ndarray
    series_names: tuple[str, ...]
    panel: Panel | None
    sector: Sector

    def __repr__(self) -> str:
        return f"<Simulation of {self.label}: {len(self.outcomes)} futures of {self.scenario.name}>"

    def series_frame(self) -> pd.DataFrame:
        """The series as a frame: columns run, quarter (0 is the first after the run-in), and each measure."""
        runs, quarters, columns = self.series.shape
        frame = pd.DataFrame(self.series.reshape(runs * quarters, columns), columns=list(self.series_names))
        frame.insert(0, "run", np.repeat(self.outcomes.index.to_numpy()[:runs], quarters))
        frame.insert(1, "quarter", np.tile(np.arange(quarters), runs))
        return frame


@dataclass(frozen=True, eq=False)
class Batch:
    """Results of one batch of runs under several policies, in the order of the policies."""

    runs: tuple[int, ...]
    outcomes: list[pd.DataFrame]
    relapses: list[np.ndarray]
    recoveries: list[np.ndarray]
    series: list[np.ndarray]
    panels: list[Panel | None] = field(default_factory=list)


def default_workers() -> int:
    """As many threads as Numba may use: ``NUMBA_NUM_THREADS=1`` means one."""
    return int(numba.config.NUMBA_NUM_THREADS)


def batch_size(organisations: int, quarters: int, runs: int, workers: int) -> int:
    """Runs in a batch: about 64 MB of draws at most, and enough batches for every worker."""
    by_bytes = max(1, min(_MOST_RUNS, _BATCH_BYTES // (32 * organisations * max(quarters, 1))))
    return max(1, min(by_bytes, math.ceil(runs / max(workers, 1))))


def parts_of(scenario: Scenario, sector: Sector, runs: Sequence[int], workers: int) -> list[tuple[int, ...]]:
    """Run numbers in batches, each a task for ``play_parts``."""
    size = batch_size(len(sector), scenario.quarters + scenario.run_in.quarters, len(runs), workers)
    return [tuple(runs[k : k + size]) for k in range(0, len(runs), size)]


class _Quantiles:
    """A watcher that adds quantiles of true quality over the sector to the series."""

    def __init__(self, quantiles: tuple[float, ...], series: np.ndarray) -> None:
        self.quantiles, self.series = quantiles, series

    def __call__(self, state: State) -> None:
        """Add the quarter that has just been settled."""
        row = state.quarter - 1 - state.branched
        found = np.quantile(state.arrays.organisations["quality"], self.quantiles, axis=1)
        self.series[:, row, len(Series) :] = found.T


def play_batch(
    scenario: Scenario,
    sector: Sector,
    policies: Sequence[Policy],
    runs: Sequence[int],
    seed: int,
    recording: Recording,
    assumptions: Assumptions | None = None,
) -> Batch:
    """Build worlds for some runs and play every policy on them.

    The task that executors run: it depends on its arguments alone.
    """
    drawn = assumptions(runs) if assumptions is not None else None
    worlds = worlds_of(scenario, runs=runs, seed=seed, sector=sector, assumptions=drawn)
    setting = setting_of(scenario)
    branching = branch_point(scenario, worlds, setting)
    batch = Batch(tuple(runs), [], [], [], [], [])
    quarters, columns = scenario.quarters, len(Series) + len(recording.quantiles)
    for k, policy in enumerate(policies):
        state = branching if k == len(policies) - 1 else branching.copy()
        series = np.zeros((len(runs), quarters, columns)) if recording.series else NO_SERIES
        watchers: list[Callable[[State], None]] = []
        if recording.series and recording.quantiles:
            watchers.append(_Quantiles(recording.quantiles, series))
        places = [place for place, run in enumerate(runs) if run in recording.panel]
        recorder = PanelRecorder([runs[place] for place in places], places, recording.panel_fields)
        if places:
            watchers.append(recorder)
        Driver(worlds, state, setting, policy).play(worlds.quarters, series, watchers)
        outcomes = outcome_frame(state.arrays, sizes_known=sector.size is not None)
        outcomes.index = pd.Index(runs, name="run")
        batch.outcomes.append(outcomes)
        batch.relapses.append(state.arrays.relapses)
        batch.recoveries.append(state.arrays.recoveries)
        batch.series.append(series)
        batch.panels.append(recorder.panel() if places else None)
    return batch


def simulate_all(
    scenario: Scenario,
    policies: str | Policy | Iterable[str | Policy],
    *,
    runs: int | Iterable[int] = 100,
    seed: int = 0,
    recording: Recording | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    assumptions: Assumptions | None = None,
    real_names: bool = False,
) -> list[Simulation]:
    """Play several policies on the same futures.

    Args:
        scenario: what is simulated.
        policies: who regulates, by name or made; each is played on every future, and may come twice.
        runs: how many futures, or their numbers.
        seed: from 0 up; with a run's number it determines a future.
        recording: what to keep beside outcomes.
        workers: threads; as many as Numba may use by default.
        executor: any executor of ``concurrent.futures`` in place of threads.
        progress: called with the number of futures finished, as they finish.
        assumptions: gives parameter records and instruments' numbers for run numbers; else the scenario's.
        real_names: whether the sector shows real names, where it has any.

    Returns:
        One ``Simulation`` a policy, in order.

    Raises:
        InputError: where something cannot be used; the message says how to mend it.
    """
    numbers, seed = run_numbers(runs), whole_number("seed", seed)
    regulators = policies_named(policies)
    recording = recording or Recording()
    sector = scenario.sector(real_names=real_names)
    workers = default_workers() if workers is None else whole_number("workers", workers, least=1)
    parts = parts_of(scenario, sector, numbers, workers)
    play = partial(play_batch, scenario, sector, regulators, seed=seed, recording=recording, assumptions=assumptions)
    batches = play_parts(play, parts, workers=workers, executor=executor, progress=progress)
    names = SERIES + tuple(f"quality_q{100 * q:g}" for q in recording.quantiles)
    return [
        Simulation(
            scenario,
            policy,
            spec_of(policy),
            pd.concat([b.outcomes[k] for b in batches]),
            np.concatenate([b.relapses[k] for b in batches]),
            np.concatenate([b.recoveries[k] for b in batches]),
            np.concatenate([b.series[k] for b in batches]),
            names if recording.series else SERIES,
            join_panels([b.panels[k] for b in batches]),
            sector,
        )
        for k, policy in enumerate(regulators)
    ]


def simulate(
    scenario: Scenario | str | Path,
    policy: Policy | str,
    *,
    runs: int | Iterable[int] = 100,
    seed: int = 0,
    recording: Recording | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    assumptions: Assumptions | None = None,
) -> Simulation:
    """Play one policy on the futures of a scenario.

    Args:
        scenario, policy: themselves, or their names as at the command line.
        runs, seed, recording, workers, progress, assumptions: as in ``simulate_all``.

    Raises:
        ScenarioError, PolicyError: where a name is not one.
        InputError: where something else cannot be used; the message says how to mend it.
    """
    return simulate_all(
        Scenario.of(scenario),
        [policy],
        runs=runs,
        seed=seed,
        recording=recording,
        workers=workers,
        progress=progress,
        assumptions=assumptions,
    )[0]
