"""What policies need that takes a loop: ranks, and counts over dependencies. Compiled, run by run."""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled
from simulation.draws import uniform_at
from simulation.ranking import choose_highest

__all__ = ["dependants_in", "dependencies_in", "highest", "uniforms"]


@compiled
def uniforms(key, quarter, kind, organisations):
    """A uniform for each run and organisation, shape (runs, organisations)."""
    out = np.empty((key.shape[0], organisations))
    for r in range(key.shape[0]):
        for i in range(organisations):
            out[r, i] = uniform_at(key[r], quarter, kind, i)
    return out


@compiled
def highest(score, count):
    """Whether each is among its run's ``count`` highest scores; ties go to the lower index."""
    out = np.zeros(score.shape, np.bool_)
    chosen = np.empty(score.shape[1], np.int64)
    for r in range(score.shape[0]):
        for place in range(choose_highest(score[r], count[r], chosen)):
            out[r, chosen[place]] = True
    return out


@compiled
def dependencies_in(start, on, mask):
    """How many of those that each organisation depends on are in ``mask``."""
    out = np.zeros(mask.shape, np.int32)
    for r in range(mask.shape[0]):
        for i in range(mask.shape[1]):
            for e in range(start[r, i], start[r, i + 1]):
                if mask[r, on[r, e]]:
                    out[r, i] += 1
    return out


@compiled
def dependants_in(start, on, mask):
    """How many of those in ``mask`` depend on each organisation."""
    out = np.zeros(mask.shape, np.int32)
    for r in range(mask.shape[0]):
        for i in range(mask.shape[1]):
            if mask[r, i]:
                for e in range(start[r, i], start[r, i + 1]):
                    out[r, on[r, e]] += 1
    return out
