"""Replacing the truth: every state that a regulator's view does not carry, for tests that it is not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulation.state import ORGANISATION, State
from simulation.worlds import PLACE, Worlds

SHOWN = ("reported", "region", "size")
"""What is public: reports, where an organisation lies, how many it serves."""


def replace_truth(worlds: Worlds, state: State, seed: int) -> tuple[Worlds, State]:
    """Copies in which every true state is another: permuted over organisations, or drawn anew."""
    rng = np.random.default_rng(seed)
    changed = state.copy()
    arrays = changed.arrays
    for name in ORGANISATION.names or ():
        if name not in SHOWN:
            arrays.organisations[name] = rng.uniform(0.0, 100.0, arrays.organisations.shape)
    for name in arrays.tracks.dtype.names or ():
        arrays.tracks[name] = rng.permutation(arrays.tracks[name], axis=1)
    for array in (arrays.regional_pressure, arrays.tie_weight, arrays.sector["common_pressure"], arrays.totals):
        array[...] = rng.uniform(0.0, 1.0, array.shape)
    places = worlds.world.places.copy()
    for name in PLACE.names or ():
        if name not in SHOWN:
            places[name] = rng.uniform(0.0, 1.0, places.shape)
    shocks = rng.standard_normal(worlds.world.shocks.shape)
    burden = rng.standard_normal(worlds.world.burden.shape)
    return replace(worlds, world=worlds.world._replace(places=places, shocks=shocks, burden=burden)), changed
