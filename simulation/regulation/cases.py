"""Cases: treated organisations that depend on each other, and who leads them. S2."""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled

__all__ = ["CASE_SIZE", "case_of", "cases_among"]

CASE_SIZE = 6
"""The most organisations that one lead can hold together."""


@compiled
def case_of(case, i):
    """The lowest index in the case of ``i``."""
    while case[i] != i:
        i = case[i]
    return i


@compiled
def cases_among(members, run, case, size):
    """Join ``members`` (bool) that depend on each other into cases of at most ``CASE_SIZE``.

    Fills ``case`` with the lowest index of each member's case, -1 for others, and ``size`` with how
    many its case holds. Links are taken in index order, so the answer does not depend on anything else.
    """
    n = members.shape[0]
    for i in range(n):
        case[i] = i if members[i] else -1
        size[i] = 1 if members[i] else 0
    for i in range(n):
        if not members[i]:
            continue
        for e in range(run.dependency_start[i], run.dependency_start[i + 1]):
            j = run.dependency_on[e]
            if not members[j]:
                continue
            a, b = case_of(case, i), case_of(case, j)
            if a == b or size[a] + size[b] > CASE_SIZE:
                continue
            low, high = min(a, b), max(a, b)
            case[high] = low
            size[low] += size[high]
    for i in range(n):
        if members[i]:
            case[i] = case_of(case, i)
    for i in range(n):
        if members[i]:
            size[i] = size[case[i]]


@compiled
def highest_in_case(case, priority, wanted, out):
    """Each member's priority raised to the highest of those in its case who are in ``wanted``."""
    highest = np.full(case.shape[0], -np.inf)
    for i in range(case.shape[0]):
        if wanted[i] and priority[i] > highest[case[i]]:
            highest[case[i]] = priority[i]
    for i in range(case.shape[0]):
        out[i] = highest[case[i]] if wanted[i] else -np.inf
