"""One run of a batch: its rows of the worlds and of the state, for compiled code to take whole."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.compiled import compiled_inside
from simulation.memory import borrowed

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
    """Run ``r`` of a batch in ``quarter`` (from the run-in's first).

    The rows are borrowed: they live as long as the batch's arrays. Python takes the plain form instead
    (``agents.plain``), whose rows keep those arrays alive themselves.
    """
    return Run(
        borrowed(world.places[r]),
        borrowed(arrays.organisations[r]),
        borrowed(arrays.files[r]),
        borrowed(arrays.tracks[r]),
        borrowed(arrays.sector[r : r + 1]),
        borrowed(world.burden[r]),
        borrowed(arrays.regional_pressure[r]),
        borrowed(world.tie_start[r]),
        borrowed(world.tie_to[r]),
        borrowed(arrays.tie_weight[r]),
        borrowed(world.dependency_start[r]),
        borrowed(world.dependency_on[r]),
        borrowed(arrays.past_beliefs[r]),
        borrowed(arrays.uses[r]),
        borrowed(arrays.last_end[r]),
        borrowed(arrays.totals[r]),
        borrowed(arrays.relapses[r]),
        borrowed(arrays.recoveries[r]),
        borrowed(world.shocks[r, quarter]),
        world.key[r],
    )
