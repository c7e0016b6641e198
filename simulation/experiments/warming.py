"""Before a process plays its first futures: is it the right one, and is the model compiled?

Where many processes start on a cold cache, each would compile the whole model, and two that compile
one function at the same moment could mix up its files. So the first that comes compiles while the
others wait for its lock; they then read what it made.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import numba
import numpy as np
from filelock import FileLock

from simulation.compiled import cache_folder
from simulation.errors import SweepError
from simulation.experiments.cells import Cells, Study, play_cells
from simulation.experiments.identity import difference, identity
from simulation.scenario import Scenario
from simulation.sector import Sector

__all__ = ["compiled_for", "make_ready", "prepare"]

_within_process = threading.Lock()
_prepared: set[str] = set()


def prepare(study: Study) -> None:
    """Make this process ready to play a study's cells; at once where it is.

    Raises:
        SweepError: where this process has other versions or another platform than the study's own.
    """
    policies = (alternative.policy for alternative in study.alternatives)
    make_ready(study.identity, compiled_for(study.scenario, study.sector, policies), partial(_play_one, study))


def make_ready(asked_by: Mapping[str, str], compiled: tuple[object, ...], play_one: Callable[[], object]) -> None:
    """Make this process ready to play whatever is asked of it; at once where it is.

    Args:
        asked_by: the identity of the machine that asks.
        compiled: what decides which functions Numba compiles; see ``compiled_for``.
        play_one: plays the least there is to play, which compiles them.

    Raises:
        SweepError: where this process has other versions or another platform than who asks.
    """
    key = hashlib.sha256(repr((compiled, sorted(asked_by.items()))).encode()).hexdigest()[:16]
    if key in _prepared:
        return
    with _within_process:
        if key in _prepared:
            return
        differs = difference(asked_by, identity())
        if differs:
            raise SweepError(
                f"a worker differs from the machine that was asked: {differs};"
                " results would not be equal, so give all workers the same environment"
            )
        _compile_once(play_one, cache_folder() / f"ready-{key}")
        _prepared.add(key)


def compiled_for(scenario: Scenario, sector: Sector, policies: Iterable[str]) -> tuple[object, ...]:
    """What decides which functions Numba compiles: which lists the sector has, events, and the policies."""
    lists = [given is not None for given in (sector.ties, sector.dependencies, sector.grade)]
    return (lists, sorted(set(policies)), len(scenario.events) > 0)


def _compile_once(play_one: Callable[[], object], done: Path) -> None:
    """Play one under a lock that all processes of this machine share, unless one has done so before."""
    if numba.config.DISABLE_JIT or done.exists():
        return
    try:
        lock = FileLock(done.with_name("compiling.lock"), poll_interval=0.25)
        lock.acquire()
    except OSError:
        # A cache that cannot be written is nobody's to mix up.
        return
    try:
        if not done.exists():
            play_one()
            done.touch()
    finally:
        lock.release()


def _play_one(study: Study) -> None:
    """One future of the base, under every alternative; what fails will be told of by the sweep itself."""
    nil = np.zeros(1, np.int64)
    values = np.array([[number.value for number in study.numbers]])
    for followed in (False, True):
        play_cells(study, Cells(nil, nil, nil, values, np.array([followed])))
