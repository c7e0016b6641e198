"""``estimate``: everything that a panel is held against, from real and simulated panels alike."""

from __future__ import annotations

import numpy as np

from simulation.evidence.estimates import Estimates, joined
from simulation.evidence.inspections import Inspections
from simulation.evidence.moves import entries, months_between, next_grades
from simulation.evidence.regions import by_region, regional
from simulation.evidence.shares import carried_grades, first_shares, year_end_shares
from simulation.evidence.spells import inadequate_spells, relapses, time_in_inadequate

__all__ = ["estimate", "is_scored"]

_PANELS_AT_ONCE = 250
"""So that memory stays flat, however many there are."""
_NOT_SCORED = ("by_region.", "entry.good", "entry.requires_improvement")


def estimate(inspections: Inspections) -> Estimates:
    """All targets of every panel.

    Topics, by the first part of the names: ``first`` and ``year_end`` (shares by grade), ``next`` (the matrix),
    ``months`` (between reports), ``inadequate`` (time in it), ``relapse``, ``entry``, ``region``, ``by_region``.
    """
    if inspections.panels > _PANELS_AT_ONCE:
        starts = range(0, inspections.panels, _PANELS_AT_ONCE)
        parts = [
            estimate(inspections.of_panels(start, min(start + _PANELS_AT_ONCE, inspections.panels))) for start in starts
        ]
        return Estimates(
            parts[0].names,
            np.concatenate([part.values for part in parts]),
            np.concatenate([part.at_risk for part in parts]),
        )
    carried = carried_grades(inspections)
    spells = inadequate_spells(inspections)
    return joined(
        [
            first_shares(inspections),
            year_end_shares(inspections, carried),
            next_grades(inspections),
            months_between(inspections),
            time_in_inadequate(inspections, spells),
            relapses(inspections, spells),
            entries(inspections),
            regional(inspections, carried),
            by_region(inspections, carried),
        ]
    )


def is_scored(name: str) -> bool:
    """Whether a target belongs to the vector by which panels are compared.

    Those that only repeat others by another name do not, nor those of a single region, whose names differ
    from sector to sector.
    """
    return not name.startswith(_NOT_SCORED)
