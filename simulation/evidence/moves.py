"""From one inspection to the next: the matrix of grades, new entries, and the months between."""

from __future__ import annotations

import numpy as np

from simulation.evidence.estimates import Estimates, joined, share
from simulation.evidence.inspections import GRADES, Inspections
from simulation.evidence.months import DAYS_A_MONTH
from simulation.evidence.shares import grade_names
from simulation.vocabulary import Grade

__all__ = ["entries", "months_between", "next_grades"]

_ALL = len(GRADES)
_DAYS_A_YEAR = 365.25
_ENTRIES_FROM = (Grade.REQUIRES_IMPROVEMENT, Grade.GOOD)


def next_grades(inspections: Inspections) -> Estimates:
    """The matrix of grades at consecutive inspections: of those with the first, the share with the second next."""
    counts = _moves(inspections)
    total = counts.sum(axis=2, keepdims=True)
    names = tuple(f"next.{before}.{after}" for before in grade_names for after in grade_names)
    flat = (inspections.panels, len(names))
    return Estimates(names, share(counts, total).reshape(flat), np.broadcast_to(total, counts.shape).reshape(flat))


def _moves(inspections: Inspections) -> np.ndarray:
    """How often each grade was followed by each, shape (panels, grades, grades)."""
    rows = np.flatnonzero(inspections.goes_on)
    kind = (inspections.grade[rows] - 1) * _ALL + inspections.grade[rows + 1] - 1
    return inspections.counts(rows, kind, _ALL * _ALL).reshape(inspections.panels, _ALL, _ALL)


def entries(inspections: Inspections) -> Estimates:
    """New entries into 'inadequate'.

    For each inspection that follows 'requires improvement' or 'good', as a share (these are cells of the
    matrix, by the names that the field uses); and for each year that an organisation stands under any
    better grade, up to its next report or the window's end.
    """
    counts = _moves(inspections)
    total = counts.sum(axis=2)
    entered = counts[:, :, Grade.INADEQUATE - 1]
    chosen = [grade - 1 for grade in _ENTRIES_FROM]
    by_grade = Estimates(
        tuple(f"entry.{grade_names[place]}" for place in chosen),
        share(entered[:, chosen], total[:, chosen]),
        total[:, chosen],
    )
    rows = np.flatnonzero(inspections.grade > Grade.INADEQUATE)
    until = np.full(len(rows), inspections.window.last_day + 1)
    goes_on = inspections.goes_on[rows]
    until[goes_on] = inspections.reported[rows[goes_on] + 1]
    years = (until - inspections.reported[rows]) / _DAYS_A_YEAR
    stood = inspections.sums(rows, np.zeros(len(rows), np.int64), 1, years * inspections.row_weight[rows])
    a_year = Estimates(("entry.a_year",), share(entered[:, 1:].sum(axis=1, keepdims=True), stood), stood)
    return joined([by_grade, a_year])


def months_between(inspections: Inspections) -> Estimates:
    """Months from one report to the next, by the grade of the first: mean, and median to a part of a month.

    Only pairs of which both lie in the window count, so long gaps are seen less often than they occur; a
    panel seen through the same window loses the same.
    """
    rows = np.flatnonzero(inspections.goes_on)
    months = (inspections.reported[rows + 1] - inspections.reported[rows]) / DAYS_A_MONTH
    grade = inspections.grade[rows] - 1
    total = inspections.counts(rows, grade, _ALL)
    mean = share(inspections.sums(rows, grade, _ALL, months * inspections.row_weight[rows]), total)
    width = inspections.window.months + 1
    bins = inspections.counts(rows, grade.astype(np.int64) * width + months.astype(np.int64), _ALL * width)
    values = np.stack([mean, _median(bins.reshape(inspections.panels, _ALL, width))], axis=2)
    names = tuple(f"months.{grade}.{what}" for grade in grade_names for what in ("mean", "median"))
    return Estimates(names, values.reshape(-1, len(names)), np.repeat(total, 2, axis=1))


def _median(bins: np.ndarray) -> np.ndarray:
    """Medians of counts by whole months, shape (..., months), spread evenly within a month; NaN for none."""
    below = np.cumsum(bins, axis=-1)
    half = below[..., -1:] / 2.0
    month = np.argmax((below >= half) & (bins > 0), axis=-1)[..., None]
    inside = np.take_along_axis(bins, month, axis=-1)
    before = np.take_along_axis(below, month, axis=-1) - inside
    return np.where(half > 0, month + share(half - before, inside), np.nan)[..., 0]
