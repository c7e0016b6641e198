"""Ties and dependencies as networkx graphs, for looking at and for measuring."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from simulation.agents.organisation import Organisation

__all__ = ["graph_of_dependencies", "graph_of_ties"]


def _add_organisations(graph: nx.Graph, organisations: Sequence[Organisation]) -> nx.Graph:
    for o in organisations:
        graph.add_node(o.index, organisation=o, name=o.name, region=o.region_name)
    return graph


def graph_of_ties(organisations: Sequence[Organisation]) -> nx.Graph:
    """Who talks to whom, as it is now.

    Nodes are indices, with ``organisation``, ``name`` and ``region``; an edge's ``weight`` is the
    tie's, 0 to 1, and its ``live`` what both sides' withdrawal leaves of it.
    """
    graph = _add_organisations(nx.Graph(), organisations)
    for o in organisations:
        for other, weight in zip(o.neighbours, o.tie_weights, strict=True):
            if o.index < other.index:
                graph.add_edge(o.index, other.index, weight=weight, live=weight * o.reach * other.reach)
    return graph


def graph_of_dependencies(organisations: Sequence[Organisation]) -> nx.DiGraph:
    """Who depends on whom: an edge from i to j where i suffers from j's failure.

    Nodes as in ``graph_of_ties``; an edge's ``weight`` is the pressure on i, in points, for every
    point by which j falls short of good.
    """
    graph = _add_organisations(nx.DiGraph(), organisations)
    for o in organisations:
        for other in o.dependencies:
            graph.add_edge(o.index, other.index, weight=o.around.p.linkage / len(o.dependencies))
    return graph
