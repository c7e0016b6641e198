"""Choosing the highest few: the one order that inspection, allocation and policies share."""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled

__all__ = ["choose_highest"]

_FEW = 48


@compiled
def choose_highest(score, count, chosen):
    """Write the indices of the ``count`` highest scores into ``chosen``, best first; ties by index.

    Minus infinity is never chosen. A few are kept in order by insertion; many are sorted. Both give
    the same answer.

    Returns:
        How many were chosen.
    """
    found = 0
    if count <= 0:
        return found
    if count > _FEW:
        order = np.argsort(-score, kind="mergesort")
        for place in range(min(count, score.shape[0])):
            if score[order[place]] == -np.inf:
                break
            chosen[found] = order[place]
            found += 1
        return found
    for i in range(score.shape[0]):
        value = score[i]
        if value == -np.inf or (found == count and value <= score[chosen[found - 1]]):
            continue
        place = found if found < count else count - 1
        while place > 0 and value > score[chosen[place - 1]]:
            chosen[place] = chosen[place - 1]
            place -= 1
        chosen[place] = i
        if found < count:
            found += 1
    return found
