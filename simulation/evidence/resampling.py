"""Sampling intervals: organisations drawn again, with all their inspections.

Inspections of one organisation are not independent of each other, so whole organisations are drawn with
replacement, within their regions: an interval says what other organisations of *these* regions would
have given. With a handful of regions, what other regions would have given cannot be said.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulation.evidence.inspections import Inspections

__all__ = ["resampled"]

_PURPOSE = 1002
"""Sets this chance apart from other draws with the same seed."""


def resampled(inspections: Inspections, resamples: int, seed: int) -> Inspections:
    """Many panels, each of organisations drawn again from one.

    Organisations without an inspection are left out. A resample weighs the organisations: nobody is copied.

    Args:
        inspections: one panel.
        resamples: how many panels to make.
        seed: from 0 up.

    Raises:
        ValueError: where there are several panels already.
    """
    if inspections.panels != 1:
        raise ValueError(f"one panel can be resampled, not {inspections.panels}")
    chance = np.random.default_rng([seed, _PURPOSE])
    weight = np.zeros((resamples, inspections.organisations))
    seen = np.unique(inspections.organisation)
    for region in np.unique(inspections.region[seen]):
        members = seen[inspections.region[seen] == region]
        drawn = chance.integers(len(members), size=(resamples, len(members)))
        for place, member in enumerate(members):
            weight[:, member] = (drawn == place).sum(axis=1)
    rows = len(inspections)
    return replace(
        inspections,
        panel=np.repeat(np.arange(resamples, dtype=np.int32), rows),
        organisation=np.tile(inspections.organisation, resamples),
        visited=np.tile(inspections.visited, resamples),
        reported=np.tile(inspections.reported, resamples),
        grade=np.tile(inspections.grade, resamples),
        panels=resamples,
        weight=weight,
    )
