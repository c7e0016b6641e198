"""Digests of results, for comparing processes: run as ``python -m tests.agents.digest engine``."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable

import numpy as np

from simulation.starting import start
from simulation.state import State


def digest_of(arrays: Iterable[np.ndarray]) -> str:
    """SHA-256 of arrays, field by field where they hold records, so that padding does not count."""
    digest = hashlib.sha256()
    for array in arrays:
        for part in [array[name] for name in array.dtype.names] if array.dtype.names else [array]:
            digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()


def _state_digest(state: State) -> str:
    return digest_of(state.arrays)


def of_engine() -> str:
    """Two runs of a small sector by the engine, 24 quarters, half of them a run-in."""
    from simulation.futures import branch_point, setting_of, worlds_of
    from simulation.playing import Driver
    from simulation.policies import load_policy
    from tests.agents.small import small_scenario

    scenario = small_scenario(run_in={"quarters": 12, "response": "improvement-boards"})
    worlds, setting = worlds_of(scenario, runs=[0, 1], seed=4), setting_of(scenario)
    state = branch_point(scenario, worlds, setting)
    return _state_digest(Driver(worlds, state, setting, load_policy("ladder-coordinated")).play(24))


def of_model() -> str:
    """One run of the same sector by agents."""
    from simulation.model import PublicSector
    from tests.agents.small import small_scenario

    scenario = small_scenario(run_in={"quarters": 12, "response": "improvement-boards"})
    model = PublicSector(scenario, "ladder-coordinated", seed=4, run=1, collect=False)
    model.run(12)
    return _state_digest(model.state)


def of_start() -> str:
    """Where two runs begin their run-in: little to compile, and it rests on rules in other files."""
    from simulation.futures import worlds_of
    from tests.agents.small import small_scenario

    return _state_digest(start(worlds_of(small_scenario(), runs=[0, 1], seed=4)))


if __name__ == "__main__":
    print({"engine": of_engine, "model": of_model, "start": of_start}[sys.argv[1]]())
