"""A real list of organisations: who they are, where, how large, how graded, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from simulation.errors import ListError
from simulation.lists.ratings import Ratings, grades_in
from simulation.lists.table import Column, Table, read_table

__all__ = [
    "MOST_ORGANISATIONS",
    "TRAITS",
    "WHOLE_SECTOR",
    "OrganisationColumns",
    "OrganisationList",
    "read_organisations",
]

MOST_ORGANISATIONS = 25_000
LEAST_ORGANISATIONS = 2
TRAITS = ("leadership", "openness", "honesty", "insularity")
"""Traits that a list may know, each from 0 to 1."""
WHOLE_SECTOR = "the sector"
"""The one region of a list that names none."""


@dataclass(frozen=True)
class OrganisationColumns:
    """Which column says what; empty where no column does. ``traits`` maps a trait to its column."""

    identifier: str
    name: str = ""
    region: str = ""
    latitude: str = ""
    longitude: str = ""
    size: str = ""
    grade: str = ""
    grade_date: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class OrganisationList:
    """A real list as it was read, in the file's order.

    Attributes:
        identifiers: unique.
        names: the real names (the identifiers where no column names them).
        regions: each organisation's region.
        latitude, longitude: degrees, float64, shape (organisations,), or nothing.
        size: people served, float64, above nil, or nothing.
        ratings: grades, where a column gives them.
        traits: float64 by name, NaN where unknown.
    """

    identifiers: tuple[str, ...]
    names: tuple[str, ...]
    regions: tuple[str, ...]
    latitude: np.ndarray | None
    longitude: np.ndarray | None
    size: np.ndarray | None
    ratings: Ratings | None
    traits: dict[str, np.ndarray]


def _filled(column: Column) -> tuple[str, ...]:
    for row, text in enumerate(column.cells):
        if not text:
            raise column.mistake(row, "is empty; every organisation needs one")
    return tuple(column.cells)


def _identifiers(column: Column) -> tuple[str, ...]:
    identifiers = _filled(column)
    seen: dict[str, int] = {}
    for row, identifier in enumerate(identifiers):
        if identifier in seen:
            first = column.lines[seen[identifier]]
            raise column.mistake(row, f'"{identifier}" is in line {first} already; identifiers must be unique')
        seen[identifier] = row
    return identifiers


def _numbers(table: Table, name: str, role: str, least: float, most: float, **how: bool) -> np.ndarray | None:
    return np.array(table.column(name, role).numbers(least, most, **how)) if name else None


def _check_length(table: Table) -> None:
    count = len(table.rows)
    if not LEAST_ORGANISATIONS <= count <= MOST_ORGANISATIONS:
        raise ListError(
            f"{table.path.name} lists {count:,} organisation{'s' if count != 1 else ''};"
            f" a sector has {LEAST_ORGANISATIONS} to {MOST_ORGANISATIONS:,}"
        )


def _traits(table: Table, columns: Mapping[str, str]) -> dict[str, np.ndarray]:
    read = {
        trait: _numbers(table, name, f"traits.{trait}", 0.0, 1.0, may_be_empty=True) for trait, name in columns.items()
    }
    return {trait: values for trait, values in read.items() if values is not None}


def read_organisations(path: Path, columns: OrganisationColumns) -> OrganisationList:
    """Read a list of organisations.

    Raises:
        ListError: where the file cannot be read, a column is missing, an identifier is empty or
            stands twice, or a cell is not what its column should hold.
    """
    table = read_table(path)
    identifiers = _identifiers(table.column(columns.identifier, "identifier"))
    _check_length(table)
    names: Sequence[str] = _filled(table.column(columns.name, "name")) if columns.name else identifiers
    everywhere = (WHOLE_SECTOR,) * len(identifiers)
    return OrganisationList(
        identifiers=identifiers,
        names=tuple(names),
        regions=_filled(table.column(columns.region, "region")) if columns.region else everywhere,
        latitude=_numbers(table, columns.latitude, "latitude", -90, 90),
        longitude=_numbers(table, columns.longitude, "longitude", -180, 180),
        size=_numbers(table, columns.size, "size", 1e-6, 1e10),
        ratings=grades_in(table, identifiers, columns.grade, columns.grade_date) if columns.grade else None,
        traits=_traits(table, columns.traits),
    )
