"""Prepared events: what a scenario or a facilitator makes happen, as data."""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled
from simulation.vocabulary import EventKind

__all__ = ["EVENT_DTYPE", "NO_EVENTS", "event_pressure", "hits"]

EVENT_DTYPE = np.dtype(
    [
        ("quarter", np.int64),
        ("kind", np.int64),
        ("region", np.int64),
        ("organisation", np.int64),
        ("amount", np.float64),
        ("quarters", np.int64),
    ],
    align=True,
)
"""A prepared event: its first quarter from the run-in's first, code of ``EventKind``, whom it hits (-1: all),
points of pressure, and for how many quarters."""

NO_EVENTS = np.zeros(0, EVENT_DTYPE).view(np.recarray)


@compiled
def hits(event, i, region):
    """Whether an event hits organisation ``i`` of ``region``."""
    return (event.region < 0 or event.region == region) and (event.organisation < 0 or event.organisation == i)


@compiled
def event_pressure(quarter, i, region, events):
    """Points of pressure that prepared events put on organisation ``i`` this quarter, in the events' order."""
    felt = 0.0
    for k in range(events.shape[0]):
        event = events[k]
        is_on = event.quarter <= quarter < event.quarter + event.quarters
        if event.kind == EventKind.PRESSURE and is_on and hits(event, i, region):
            felt += event.amount
    return felt
