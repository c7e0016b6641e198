"""Playing policies on other terms: the same futures, from the very same state after the run-in.

The run-in goes on the scenario's own terms; only where the policies branch do the terms change. So a
difference between two terms is due to them alone, future by future.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from simulation.batches import Progress, Simulation, default_workers, parts_of
from simulation.futures import branch_point, setting_of, worlds_of
from simulation.outcomes import outcome_frame
from simulation.playing import Driver
from simulation.tasks import play_parts
from simulation.worlds import Worlds

__all__ = ["Terms", "on_some_futures", "play_on_terms"]


def _as_they_are(worlds: Worlds) -> Worlds:
    return worlds


@dataclass(frozen=True)
class Terms:
    """What is changed when the policies branch.

    Attributes:
        change: gives the worlds to go on with; it may change parameters and instruments' numbers alone.
        budget: cost units a quarter that may be spent at most, where the scenario does not set less.
    """

    change: Callable[[Worlds], Worlds] = _as_they_are
    budget: float | None = None


def play_on_terms(
    simulations: Sequence[Simulation],
    terms: Sequence[Terms],
    *,
    runs: Sequence[int],
    seed: int,
    workers: int | None,
    progress: Progress | None = None,
) -> list[Simulation]:
    """Play the policies of some simulations, each on terms of its own.

    Args:
        simulations: of one scenario; their policies are played.
        terms: those of each.
        runs: run numbers.
        seed: that of the simulations, so that run numbers mean the same futures.
        workers: threads; as many as Numba may use by default.
        progress: called with the number of futures finished, as they finish.

    Returns:
        A simulation a policy, in order: with outcomes alone (see ``on_some_futures``).
    """
    if not simulations:
        return []
    workers = default_workers() if workers is None else workers
    first = simulations[0]
    played = play_parts(
        lambda part: _play_part(simulations, terms, part, seed),
        parts_of(first.scenario, first.sector, runs, workers),
        workers=workers,
        progress=progress,
    )
    return [
        _with_outcomes(simulation, pd.concat([part[k] for part in played])) for k, simulation in enumerate(simulations)
    ]


def on_some_futures(simulation: Simulation, runs: Sequence[int]) -> Simulation:
    """A simulation's outcomes on some of its futures; without series, relapses, recoveries and panel."""
    return _with_outcomes(simulation, simulation.outcomes.loc[list(runs)])


def _with_outcomes(simulation: Simulation, outcomes: pd.DataFrame) -> Simulation:
    return replace(
        simulation,
        outcomes=outcomes,
        relapses=np.zeros((0, *simulation.relapses.shape[1:])),
        recoveries=np.zeros((0, *simulation.recoveries.shape[1:])),
        series=np.zeros((0, *simulation.series.shape[1:])),
        panel=None,
    )


def _play_part(
    simulations: Sequence[Simulation], terms: Sequence[Terms], runs: Sequence[int], seed: int
) -> list[pd.DataFrame]:
    """Outcomes of one batch of runs, policy by policy."""
    scenario, sector = simulations[0].scenario, simulations[0].sector
    worlds = worlds_of(scenario, runs=runs, seed=seed, sector=sector)
    setting = setting_of(scenario)
    branching = branch_point(scenario, worlds, setting)
    found = []
    for simulation, on in zip(simulations, terms, strict=True):
        bound = setting if on.budget is None else replace(setting, budget=min(on.budget, setting.budget))
        driver = Driver(on.change(worlds), branching.copy(), bound, simulation.policy)
        outcomes = outcome_frame(driver.play(worlds.quarters).arrays, sizes_known=sector.size is not None)
        outcomes.index = pd.Index(runs, name="run")
        found.append(outcomes)
    return found
