"""``Transitions``: pairs of consecutive inspections, each with what was known before the second."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.evidence.estimates import share
from simulation.evidence.inspections import GRADES, Inspections
from simulation.evidence.months import DAYS_A_MONTH

__all__ = ["NOTHING_BEFORE", "Transitions", "standing_of_regions", "transitions_of"]

NOTHING_BEFORE = 0
"""In place of the grade before the last, where the window shows none."""


@dataclass(frozen=True, eq=False)
class Transitions:
    """From one inspection to the next, in one panel or in many; every array has the shape (transitions,).

    Attributes:
        panel: which panel.
        organisation: which organisation, by index.
        region: its region.
        before: grade of the inspection before the last, 1 to 4, or ``NOTHING_BEFORE``.
        last: grade of the last inspection, 1 to 4: what the next is predicted from.
        months: from the last report to the next.
        month: of the next report, months since January 1970, as a real number.
        next: grade of the next inspection: what is predicted.
        regions: how many regions there are.
        organisations: how many organisations each panel has.
    """

    panel: np.ndarray
    organisation: np.ndarray
    region: np.ndarray
    before: np.ndarray
    last: np.ndarray
    months: np.ndarray
    month: np.ndarray
    next: np.ndarray
    regions: int
    organisations: int

    def __len__(self) -> int:
        return len(self.last)

    def where(self, chosen: np.ndarray) -> Transitions:
        """Some of them, by a mask or by indices."""
        arrays = ("panel", "organisation", "region", "before", "last", "months", "month", "next")
        return Transitions(
            **{name: getattr(self, name)[chosen] for name in arrays},
            regions=self.regions,
            organisations=self.organisations,
        )

    def counts(self) -> np.ndarray:
        """How often each grade was followed by each in each region, float64, shape (regions, 4, 4)."""
        kinds = len(GRADES)
        cell = (self.region.astype(np.int64) * kinds + self.last - 1) * kinds + self.next - 1
        counted = np.bincount(cell, minlength=self.regions * kinds * kinds)
        return counted.reshape(self.regions, kinds, kinds).astype(np.float64)


def transitions_of(inspections: Inspections) -> Transitions:
    """All transitions of all panels, in the order of the inspections."""
    rows = np.flatnonzero(inspections.goes_on)
    is_second = np.zeros(len(inspections), bool)
    is_second[1:] = inspections.goes_on[:-1]
    earlier = np.where(is_second[rows], inspections.grade[rows - 1], NOTHING_BEFORE)
    organisation = inspections.organisation[rows]
    return Transitions(
        panel=inspections.panel[rows],
        organisation=organisation,
        region=inspections.region[organisation],
        before=earlier.astype(np.int8),
        last=inspections.grade[rows],
        months=(inspections.reported[rows + 1] - inspections.reported[rows]) / DAYS_A_MONTH,
        month=inspections.reported[rows + 1] / DAYS_A_MONTH,
        next=inspections.grade[rows + 1],
        regions=len(inspections.region_names),
        organisations=inspections.organisations,
    )


def standing_of_regions(inspections: Inspections, day: int) -> np.ndarray:
    """How far each region's mean grade lay above the mean of all organisations, by the last grades on a day.

    Args:
        inspections: the panels.
        day: days since 1 January 1970; reports on it count.

    Returns:
        Steps of grade, shape (panels, regions); nil where nobody of a region had been inspected.
    """
    rows = np.flatnonzero(inspections.reported <= day)
    carried = np.zeros(inspections.panels * inspections.organisations)
    # Of several reports the last is written last, and stays.
    carried[inspections.place[rows]] = inspections.grade[rows]
    grades = carried.reshape(inspections.panels, inspections.organisations)
    member = (inspections.region[:, None] == np.arange(len(inspections.region_names))).astype(np.float64)
    known = (grades > 0).astype(np.float64)
    mean = share(grades @ member, known @ member)
    overall = share(grades.sum(axis=1), known.sum(axis=1))
    return np.nan_to_num(mean - overall[:, None])
