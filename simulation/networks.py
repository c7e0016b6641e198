"""Who talks to whom and who depends on whom: drawn networks, and real edge lists, in compressed rows.

Ties are a small world (Watts and Strogatz 1998, doi 10.1038/30918): a ring within each region, some
ties rewired to anywhere, then thinned and weakened by the insularity of both sides (S7). Every tie
stands twice, once in each side's row. Dependencies have a direction and are sparser (S2).
"""

from __future__ import annotations

import math

import numpy as np

from simulation.compiled import compiled
from simulation.rules.ties import chance_of_tie, tie_weight

__all__ = ["DEPENDENCY_SLOTS", "draw_dependencies", "draw_ties", "listed_ties", "rows_of", "tie_slots"]

DEPENDENCY_SLOTS = 2
"""The most organisations that one can depend on where dependencies are drawn."""


def tie_slots(ties_per_organisation: float) -> int:
    """Ties that each organisation opens itself; the others come to it."""
    return math.ceil(ties_per_organisation / 2)


@compiled
def _is_linked(first, second, head, following, ends):
    """Whether ``first`` already has a link to ``second``; links hang in a chain from each head."""
    link = head[first]
    while link >= 0:
        if ends[link] == second:
            return True
        link = following[link]
    return False


@compiled
def _chain(side, other, link, head, following, ends):
    """Hang a link to ``other`` at the head of ``side``'s chain."""
    ends[link] = other
    following[link] = head[side]
    head[side] = link


@compiled
def _into_rows(first, second, weight, count, organisations, start, to, out_weight):
    """Lay ``count`` undirected links into compressed rows, in the order in which they were made."""
    degree = np.zeros(organisations + 1, np.int32)
    for link in range(count):
        degree[first[link]] += 1
        degree[second[link]] += 1
    start[0] = 0
    for i in range(organisations):
        start[i + 1] = start[i] + degree[i]
    place = start[:organisations].copy()
    for link in range(count):
        a, b = first[link], second[link]
        to[place[a]] = b
        out_weight[place[a]] = weight[link]
        place[a] += 1
        to[place[b]] = a
        out_weight[place[b]] = weight[link]
        place[b] += 1


@compiled
def draw_ties(generator, places, members, region_start, p, start, to, weight):
    """Draw one run's ties into compressed rows.

    Args:
        generator: the stream of ties; each slot of each organisation takes three uniforms.
        places: who the organisations are (region, insularity).
        members, region_start: organisations listed region by region, and where each region begins.
        p: the run's parameters.
        start, to, weight: rows to fill, shapes (organisations + 1,), (capacity,), (capacity,).
    """
    n = places.shape[0]
    slots = int(math.ceil(p.ties_per_organisation / 2.0))
    last_share = p.ties_per_organisation / 2.0 - (slots - 1)
    first = np.empty(n * slots, np.int32)
    second = np.empty(n * slots, np.int32)
    strength = np.empty(n * slots)
    head = np.full(n, -1, np.int32)
    following = np.empty(2 * n * slots, np.int32)
    ends = np.empty(2 * n * slots, np.int32)
    count = 0
    for slot in range(slots):
        for place in range(n):
            i = members[place]
            u_rewired, u_target, u_kept = generator.random(), generator.random(), generator.random()
            begin = region_start[places[i].region]
            size = region_start[places[i].region + 1] - begin
            if u_rewired < p.rewiring:
                j = int(u_target * n)
            elif size > slot + 1:
                j = members[begin + (place - begin + slot + 1) % size]
            else:
                continue
            chance = chance_of_tie(places[i].insularity, places[j].insularity, p)
            if slot == slots - 1:
                chance *= last_share
            if j == i or u_kept >= chance or _is_linked(i, j, head, following, ends):
                continue
            first[count], second[count] = i, j
            strength[count] = tie_weight(places[i].insularity, places[j].insularity, p)
            _chain(i, j, 2 * count, head, following, ends)
            _chain(j, i, 2 * count + 1, head, following, ends)
            count += 1
    _into_rows(first, second, strength, count, n, start, to, weight)


@compiled
def listed_ties(generator, places, first, second, given, p, start, to, weight):
    """Make one run's ties from an edge list.

    A listed pair is a possible tie. Where the list gives no weight (``given`` is NaN), whether it is
    live is drawn, thinned by insularity as drawn ties are and so that an organisation has as many as
    the parameters say; where it gives one, the tie is there with that weight.
    """
    n = places.shape[0]
    links = first.shape[0]
    live_share = p.ties_per_organisation * n / (2.0 * links) if links > 0 else 0.0
    kept_first = np.empty(links, np.int32)
    kept_second = np.empty(links, np.int32)
    strength = np.empty(links)
    count = 0
    for link in range(links):
        u = generator.random()
        i, j = first[link], second[link]
        if np.isnan(given[link]):
            if u >= live_share * chance_of_tie(places[i].insularity, places[j].insularity, p):
                continue
            strength[count] = tie_weight(places[i].insularity, places[j].insularity, p)
        else:
            strength[count] = given[link]
        kept_first[count], kept_second[count] = i, j
        count += 1
    _into_rows(kept_first, kept_second, strength, count, n, start, to, weight)


@compiled
def draw_dependencies(generator, places, members, region_start, p, start, on):
    """Draw one run's dependencies into compressed rows: mostly within the region, never on oneself, never twice."""
    n = places.shape[0]
    chance = p.dependencies_per_organisation / DEPENDENCY_SLOTS
    start[0] = 0
    for i in range(n):
        end = start[i]
        for _ in range(DEPENDENCY_SLOTS):
            u_there, u_near, u_target = generator.random(), generator.random(), generator.random()
            if u_near < p.dependency_within_region:
                begin = region_start[places[i].region]
                j = members[begin + int(u_target * (region_start[places[i].region + 1] - begin))]
            else:
                j = int(u_target * n)
            is_new = end == start[i] or on[start[i]] != j
            if u_there < chance and j != i and is_new:
                on[end] = j
                end += 1
        start[i + 1] = end


def rows_of(first: np.ndarray, second: np.ndarray, organisations: int) -> tuple[np.ndarray, np.ndarray]:
    """Compressed rows of a directed edge list: for each first, its seconds in the list's order.

    Returns:
        start, int32 of shape (organisations + 1,), and on, int32 of shape (links,).
    """
    order = np.argsort(first, kind="stable")
    counts = np.bincount(first, minlength=organisations)
    start = np.zeros(organisations + 1, np.int32)
    np.cumsum(counts, out=start[1:])
    return start, np.ascontiguousarray(second[order], np.int32)
