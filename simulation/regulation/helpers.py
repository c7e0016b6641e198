"""Who helps whom: the sector body's register and matches, and the ties that an organisation has itself."""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled
from simulation.ranking import choose_highest
from simulation.rules.limits import share
from simulation.vocabulary import NOBODY, Grade

__all__ = ["cut_ties", "matches_a_quarter", "own_helper", "register_of_helpers", "strengthen_tie", "tie_between"]


@compiled
def tie_between(i, j, start, to, weight):
    """Weight of the tie between two organisations, nil where there is none."""
    for e in range(start[i], start[i + 1]):
        if to[e] == j:
            return weight[e]
    return 0.0


@compiled
def _raise_tie(i, j, least, start, to, weight):
    """Give ``i``'s side of its tie to ``j``, where there is one, at least this weight."""
    for e in range(start[i], start[i + 1]):
        if to[e] == j and weight[e] < least:
            weight[e] = least


@compiled
def strengthen_tie(i, file, p, start, to, weight):
    """A quarter of help strengthens the match, and the tie that lies under it. S7."""
    file.match = share(file.match + p.tie_growth)
    _raise_tie(i, file.helper, file.match, start, to, weight)
    _raise_tie(file.helper, i, file.match, start, to, weight)


@compiled
def cut_ties(i, part, run):
    """Take ``part`` of the weight of every tie of ``i`` away, on both sides."""
    for e in range(run.tie_start[i], run.tie_start[i + 1]):
        run.tie_weight[e] *= 1.0 - part
        j = run.tie_to[e]
        for back in range(run.tie_start[j], run.tie_start[j + 1]):
            if run.tie_to[back] == i:
                run.tie_weight[back] *= 1.0 - part


@compiled
def _can_help(file, willingness, willing_share, p):
    """Whether an organisation is willing, free, in no need itself, and good as far as anyone can tell."""
    if file.instrument > 0 or file.wanted > 0 or file.designated > 0:
        return False
    if file.helping > 0 or willingness >= willing_share:
        return False
    if file.grade == Grade.NONE:
        return file.belief >= p.good_threshold
    return file.grade >= Grade.GOOD and file.belief >= p.warning_threshold


@compiled
def matches_a_quarter(organisations, p):
    """How many matches the sector body can make in a quarter; a share above nil is at least one. S8."""
    if p.broker_capacity <= 0.0:
        return 0
    return max(1, int(p.broker_capacity * organisations + 0.5))


@compiled
def register_of_helpers(count, run, p, chosen):
    """The sector body's register: the ``count`` best who could help, by grade and belief; how many there are. S8."""
    files, places = run.files, run.places
    n = files.shape[0]
    score = np.full(n, -np.inf)
    willing = p.willing_share * p.broker_reach
    for j in range(n):
        file = files[j]
        if _can_help(file, places[j].willingness, willing, p):
            score[j] = 1000.0 * file.grade + file.belief
    return choose_highest(score, count, chosen)


@compiled
def own_helper(i, run, p):
    """The helper whom ``i`` knows best among its own ties, or nobody. S7."""
    best = NOBODY
    closest = 0.0
    for e in range(run.tie_start[i], run.tie_start[i + 1]):
        j = run.tie_to[e]
        weight = run.tie_weight[e] * run.organisations[j].reach
        if weight > closest and _can_help(run.files[j], run.places[j].willingness, p.willing_share, p):
            best = j
            closest = weight
    return best
