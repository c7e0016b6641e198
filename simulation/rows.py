"""One run of a batch: its rows of the worlds and of the state, for compiled code to take whole."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.compiled import compiled_inside

__all__ = ["Run", "run_at"]


class Run(NamedTuple):
    """One run's rows. Arrays of records have shape (organisations,); see ``World`` and ``Arrays`` for the others."""

    places: np.ndarray
    organisations: np.ndarray
    files: np.ndarray
    tracks: np.ndarray
    sector: np.ndarray
    """shape (1,)"""
    burden: np.ndarray
    regional_pressure: np.ndarray
    tie_start: np.ndarray
    tie_to: np.ndarray
    tie_weight: np.ndarray
    dependency_start: np.ndarray
    dependency_on: np.ndarray
    past_beliefs: np.ndarray
    uses: np.ndarray
    last_end: np.ndarray
    totals: np.ndarray
    relapses: np.ndarray
    recoveries: np.ndarray
    shocks: np.ndarray
    """this quarter's, shape (1 + regions + 4 organisations,)"""
    key: int


@compiled_inside
def run_at(world, arrays, r, quarter):
    """Run ``r`` of a batch in ``quarter`` (from the run-in's first)."""
    return Run(
        world.places[r],
        arrays.organisations[r],
        arrays.files[r],
        arrays.tracks[r],
        arrays.sector[r : r + 1],
        world.burden[r],
        arrays.regional_pressure[r],
        world.tie_start[r],
        world.tie_to[r],
        arrays.tie_weight[r],
        world.dependency_start[r],
        world.dependency_on[r],
        arrays.past_beliefs[r],
        arrays.uses[r],
        arrays.last_end[r],
        arrays.totals[r],
        arrays.relapses[r],
        arrays.recoveries[r],
        world.shocks[r, quarter],
        world.key[r],
    )
