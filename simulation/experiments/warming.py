"""Before a process plays its first cells: is it the right one, and is the model compiled?

Where many processes start on a cold cache, each would compile the whole model, and two that compile
one function at the same moment could mix up its files. So the first that comes compiles while the
others wait for its lock; they then read what it made.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import numba
import numpy as np
from filelock import FileLock

from simulation.compiled import cache_folder
from simulation.errors import SweepError
from simulation.experiments.cells import Cells, Study, play_cells
from simulation.experiments.identity import difference, identity

__all__ = ["prepare"]

_within_process = threading.Lock()
_prepared: set[str] = set()


def prepare(study: Study) -> None:
    """Make this process ready to play a study's cells; at once where it is.

    Raises:
        SweepError: where this process has other versions or another platform than the study's own.
    """
    key = _needs(study)
    if key in _prepared:
        return
    with _within_process:
        if key in _prepared:
            return
        differs = difference(study.identity, identity())
        if differs:
            raise SweepError(
                f"a worker differs from the machine that started the sweep: {differs};"
                " results would not be equal, so give all workers the same environment"
            )
        _compile_once(study, cache_folder() / f"ready-{key}")
        _prepared.add(key)


def _needs(study: Study) -> str:
    """A name for what a study makes Numba compile: it depends on lists of its sector, and on its policies."""
    sector = study.sector
    lists = [given is not None for given in (sector.ties, sector.dependencies, sector.grade)]
    policies = sorted({alternative.policy for alternative in study.alternatives})
    said = repr((lists, policies, len(study.scenario.events) > 0, sorted(study.identity.items())))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _compile_once(study: Study, done: Path) -> None:
    """Play one cell under a lock that all processes of this machine share, unless one has done so before."""
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
            _play_one(study)
            done.touch()
    finally:
        lock.release()


def _play_one(study: Study) -> None:
    """One future of the base, under every alternative; what fails will be told of by the sweep itself."""
    nil = np.zeros(1, np.int64)
    values = np.array([[number.value for number in study.numbers]])
    for followed in (False, True):
        play_cells(study, Cells(nil, nil, nil, values, np.array([followed])))
