"""Choosing the highest few: the one order that inspection, allocation, outcomes and policies share."""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled

__all__ = ["choose_highest"]


@compiled
def _is_behind(a, b, score):
    """Whether ``a`` is chosen after ``b``: by score, ties by index."""
    return score[a] < score[b] or (score[a] == score[b] and a > b)


@compiled
def _rise(heap, place, score):
    """Let what stands at ``place`` rise above whoever is chosen before it."""
    rising = heap[place]
    while place > 0:
        above = (place - 1) // 2
        if not _is_behind(rising, heap[above], score):
            break
        heap[place] = heap[above]
        place = above
    heap[place] = rising


@compiled
def _sink(heap, size, place, score):
    """Let what stands at ``place`` sink below whoever is behind it, so that the last of all stands first."""
    sinking = heap[place]
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and _is_behind(heap[below + 1], heap[below], score):
            below += 1
        if not _is_behind(heap[below], sinking, score):
            break
        heap[place] = heap[below]
        place = below
    heap[place] = sinking


@compiled
def choose_highest(score, count, chosen):
    """Write the indices of the ``count`` highest scores into ``chosen``, best first; ties by index.

    Minus infinity is never chosen. The best so far are kept in a heap (Williams 1964, doi
    10.1145/512274.3734138), its last first: a sort of all takes longer, and Numba longer to compile.

    Returns:
        How many were chosen.
    """
    found = 0
    for i in range(score.shape[0]):
        if not score[i] > -np.inf:
            continue
        if found < count:
            chosen[found] = i
            _rise(chosen, found, score)
            found += 1
        elif count > 0 and score[i] > score[chosen[0]]:
            chosen[0] = i
            _sink(chosen, count, 0, score)
    for size in range(found - 1, 0, -1):
        last = chosen[0]
        chosen[0] = chosen[size]
        chosen[size] = last
        _sink(chosen, size, 0, score)
    return found
