"""How many have which grade: at their first inspection in the window, and at each year's end."""

from __future__ import annotations

import numpy as np

from simulation.evidence.estimates import Estimates, share
from simulation.evidence.inspections import GRADES, Inspections
from simulation.vocabulary import words

__all__ = ["carried_grades", "first_shares", "grade_names", "year_end_shares"]

grade_names = tuple(words(grade).replace(" ", "_") for grade in GRADES)
"""The grades in names of targets, from the worst to the best."""


def first_shares(inspections: Inspections) -> Estimates:
    """Shares by grade of each organisation's first inspection in the window."""
    is_first = np.ones(len(inspections), bool)
    is_first[1:] = ~inspections.goes_on[:-1]
    rows = np.flatnonzero(is_first)
    counts = inspections.counts(rows, inspections.grade[rows] - 1, len(GRADES))
    total = counts.sum(axis=1, keepdims=True)
    names = tuple(f"first.{grade}" for grade in grade_names)
    return Estimates(names, share(counts, total), np.broadcast_to(total, counts.shape))


def carried_grades(inspections: Inspections) -> np.ndarray:
    """The last grade that was reported by each year's end.

    Returns:
        Codes of ``Grade``, int8, shape (panels, organisations, years); 0 before an organisation's first.
    """
    ends = inspections.window.year_ends
    grid = np.zeros((inspections.panels * inspections.organisations, len(ends)), np.int8)
    column = np.searchsorted(ends, inspections.reported)
    is_before_an_end = column < len(ends)
    # Of several reports in one year the last is written last, and stays.
    grid[inspections.place[is_before_an_end], column[is_before_an_end]] = inspections.grade[is_before_an_end]
    for year in range(1, len(ends)):
        grid[:, year] = np.where(grid[:, year] > 0, grid[:, year], grid[:, year - 1])
    return grid.reshape(inspections.panels, inspections.organisations, len(ends))


def year_end_shares(inspections: Inspections, carried: np.ndarray) -> Estimates:
    """Shares by grade at each year's end, of the organisations inspected by then; the last grade is carried.

    Args:
        inspections: the panels.
        carried: as ``carried_grades`` gives them.
    """
    weight = inspections.weight
    counts = np.stack(
        [
            (carried == grade).sum(axis=1) if weight is None else np.einsum("po,poy->py", weight, carried == grade)
            for grade in GRADES
        ],
        axis=2,
    ).astype(np.float64)
    total = counts.sum(axis=2, keepdims=True)
    names = tuple(f"year_end.{year}.{grade}" for year in inspections.window.years for grade in grade_names)
    flat = (inspections.panels, len(names))
    return Estimates(names, share(counts, total).reshape(flat), np.broadcast_to(total, counts.shape).reshape(flat))
