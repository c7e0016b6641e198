"""Real grades: the latest that each organisation was given, and how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from simulation.errors import did_you_mean, one_of
from simulation.lists.table import Column, Table, as_date, read_table
from simulation.vocabulary import Grade, words

__all__ = ["GRADE_WORDS", "RatingColumns", "Ratings", "as_grade", "grades_in", "read_ratings"]

_DAYS_A_QUARTER = 365.25 / 4
_GRADES = {words(grade): grade for grade in Grade if grade is not Grade.NONE}
_ALSO_CALLED = {"requires improvement to be good": Grade.REQUIRES_IMPROVEMENT}
GRADE_WORDS = tuple(_GRADES)
"""The grades as they are written, from the worst to the best."""


@dataclass(frozen=True)
class RatingColumns:
    """Which column of a file of ratings names the organisation, the grade and its date."""

    identifier: str
    grade: str
    date: str


@dataclass(frozen=True, eq=False)
class Ratings:
    """The latest grade of each organisation.

    Attributes:
        grade: code of ``Grade``, int8, shape (organisations,); 0 where none was given.
        age: whole quarters from the grade to the latest date in the file, int32; 0 where there is none.
    """

    grade: np.ndarray
    age: np.ndarray


def as_grade(text: str) -> Grade | None:
    """The grade that a cell says, ``Grade.NONE`` where it is empty; nothing where it says none.

    >>> as_grade("Requires_Improvement to be good").name, as_grade("adequate")
    ('REQUIRES_IMPROVEMENT', None)
    """
    plain = " ".join(text.lower().replace("_", " ").replace("-", " ").split())
    return (_GRADES.get(plain) or _ALSO_CALLED.get(plain)) if plain else Grade.NONE


def _grade(column: Column, row: int) -> Grade:
    text = column.cells[row]
    grade = as_grade(text)
    if grade is None:
        raise column.mistake(
            row, f'is "{text}"; it must be {one_of(_GRADES)}, or empty{did_you_mean(text.lower(), _GRADES)}'
        )
    return grade


def _date(column: Column, row: int) -> date:
    given = as_date(column.cells[row])
    if given is None:
        raise column.mistake(row, f'is "{column.cells[row]}"; it must be a date such as 2026-08-18 or 18/08/2026')
    return given


def _latest(who: Sequence[int | None], grades: Column, dates: Column | None, organisations: int) -> Ratings:
    """The latest grade of each organisation; of two on one day, the later row counts."""
    grade = np.zeros(organisations, np.int8)
    age = np.zeros(organisations, np.int32)
    given: dict[int, date] = {}
    latest = date.min
    for row, place in enumerate(who):
        found = _grade(grades, row)
        if dates is None:
            when = date.min
        elif found is Grade.NONE and not dates.cells[row]:
            continue
        else:
            when = _date(dates, row)
        latest = max(latest, when)
        if place is not None and found is not Grade.NONE and when >= given.get(place, date.min):
            grade[place], given[place] = found, when
    for place, when in given.items():
        age[place] = int((latest - when).days / _DAYS_A_QUARTER)
    return Ratings(grade, age)


def grades_in(table: Table, identifiers: Sequence[str], grade: str, grade_date: str) -> Ratings:
    """Grades from columns of the list of organisations itself; without dates, all are new."""
    dates = table.column(grade_date, "grade_date") if grade_date else None
    return _latest(range(len(identifiers)), table.column(grade, "grade"), dates, len(identifiers))


def read_ratings(path: Path, columns: RatingColumns, identifiers: Sequence[str]) -> Ratings:
    """Read a file of inspections and keep each organisation's latest grade that is not empty.

    Args:
        path: the file, with a row for each inspection.
        columns: which column says what.
        identifiers: the organisations, in the sector's order.

    Raises:
        ListError: where the file cannot be read, or a row names an unknown organisation or grade, or
            has no date.
    """
    table = read_table(path)
    named = table.column(columns.identifier, "identifier")
    places = {identifier: place for place, identifier in enumerate(identifiers)}
    for row, identifier in enumerate(named.cells):
        if identifier not in places:
            raise named.mistake(
                row, f'"{identifier}" is not in the list of organisations{did_you_mean(identifier, places)}'
            )
    grades, dates = table.column(columns.grade, "grade"), table.column(columns.date, "date")
    return _latest([places[identifier] for identifier in named.cells], grades, dates, len(identifiers))
