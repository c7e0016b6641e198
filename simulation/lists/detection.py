"""Which column says what, guessed from its name, for lists that are given on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.errors import ListError, did_you_mean, one_of
from simulation.lists.edges import EdgeColumns
from simulation.lists.organisations import TRAITS, OrganisationColumns
from simulation.lists.ratings import RatingColumns
from simulation.lists.table import Table

__all__ = [
    "InspectionColumns",
    "dependency_columns",
    "inspection_columns",
    "organisation_columns",
    "rating_columns",
    "tie_columns",
]

_IDENTIFIER = ("identifier", "id", "ons_code", "code", "urn", "org_code")
_NAME = ("name", "local_authority", "organisation", "organisation_name")
_REGION = ("region", "region_name")
_LATITUDE = ("latitude", "lat")
_LONGITUDE = ("longitude", "long", "lon", "lng")
_SIZE = ("size", "population", "population_0_25", "pupils", "people")
_GRADE = ("grade", "overall", "rating", "overall_rating")
_GRADE_DATE = ("grade_date", "publication_date", "date", "rating_date", "inspection_date")
_VISIT = ("inspection_start", "visit_date", "visited", "inspection_start_date", "start_date")
_RUN = ("run",)
_FROM = ("from", "source", "first")
_TO = ("to", "target", "second", "neighbour", "neighbour_ons_code", "neighbour_id")
_NEAREST = ("nearest", "geographic")
"""Kinds of link whose two nearest are taken as dependencies."""
_DEPENDENCIES_EACH = 2


def _find(table: Table, candidates: Sequence[str]) -> str:
    """The first candidate that the table has, whatever its case; empty where it has none."""
    by_lower = {column.lower(): column for column in table.columns}
    return next((by_lower[name] for name in candidates if name in by_lower), "")


def _need(table: Table, candidates: Sequence[str], what: str) -> str:
    found = _find(table, candidates)
    if not found:
        raise ListError(
            f"{table.path.name} has no column for the {what}; it would be called {one_of(candidates)},"
            f" but the file has {', '.join(table.columns)}"
        )
    return found


def _identifier(table: Table, chosen: str | None) -> str:
    if chosen is None:
        return _need(table, _IDENTIFIER, "identifier (say which with --identifier COLUMN)")
    if chosen not in table.columns:
        raise ListError(
            f'--identifier is "{chosen}", but {table.path.name} has no such column{did_you_mean(chosen, table.columns)}'
            f" (it has {', '.join(table.columns)})"
        )
    return chosen


def organisation_columns(table: Table, identifier: str | None = None) -> OrganisationColumns:
    """The columns of a list of organisations.

    Raises:
        ListError: where no column can be its identifier, or ``identifier`` is no column.
    """
    grade = _find(table, _GRADE)
    return OrganisationColumns(
        identifier=_identifier(table, identifier),
        name=_find(table, _NAME),
        region=_find(table, _REGION),
        latitude=_find(table, _LATITUDE),
        longitude=_find(table, _LONGITUDE),
        size=_find(table, _SIZE),
        grade=grade,
        grade_date=_find(table, _GRADE_DATE) if grade else "",
        traits={trait: _find(table, (trait,)) for trait in TRAITS if _find(table, (trait,))},
    )


def tie_columns(table: Table, identifier: str | None = None) -> EdgeColumns:
    """The columns of an edge list of ties: from and to, or an identifier and its neighbour's.

    Raises:
        ListError: where the two sides cannot be told.
    """
    own = (identifier.lower(),) if identifier else ()
    first = _need(table, (*_FROM, *own, *_IDENTIFIER), "first side of a tie")
    others = (f"neighbour_{first.lower()}", f"to_{first.lower()}")
    return EdgeColumns(
        first=first,
        second=_need(table, (*_TO, *others), "other side of a tie"),
        weight=_find(table, ("weight", "strength")),
        kind=_find(table, ("kind",)),
        rank=_find(table, ("rank",)),
    )


def dependency_columns(table: Table, ties: EdgeColumns) -> EdgeColumns | None:
    """Dependencies within a list of ties that has kinds and ranks: each depends on its two nearest.

    Nothing where the list has no kind called nearest or geographic; then dependencies are drawn.
    """
    if not (ties.kind and ties.rank):
        return None
    present = set(table.column(ties.kind, "kind").cells)
    nearest = next((kind for kind in _NEAREST if kind in present), None)
    if nearest is None:
        return None
    return EdgeColumns(
        first=ties.first,
        second=ties.second,
        kind=ties.kind,
        kinds=(nearest,),
        rank=ties.rank,
        most_rank=_DEPENDENCIES_EACH,
    )


def rating_columns(table: Table, identifier: str | None = None) -> RatingColumns:
    """The columns of a file of ratings.

    Raises:
        ListError: where identifier, grade or date cannot be told.
    """
    return RatingColumns(
        identifier=_identifier(table, identifier),
        grade=_need(table, _GRADE, "grade"),
        date=_need(table, _GRADE_DATE, "grade's date"),
    )


@dataclass(frozen=True)
class InspectionColumns:
    """Which column of a file of inspections says what; empty where no column does.

    Attributes:
        identifier: what tells organisations apart: a code, or else their name.
        name: what organisations are called; the identifier where no column names them.
        region: empty where the file has none.
        grade, reported: the grade, and the date of its report.
        visited: the date of the visit, empty where the file has none.
        run: which simulated panel a row belongs to, empty in a real file.
    """

    identifier: str
    name: str
    region: str
    grade: str
    reported: str
    visited: str
    run: str


def inspection_columns(table: Table, identifier: str | None = None) -> InspectionColumns:
    """The columns of a file of inspections.

    Raises:
        ListError: where identifier, grade or date cannot be told.
    """
    if identifier is None and not _find(table, _IDENTIFIER):
        chosen = _need(table, (*_IDENTIFIER, *_NAME), "organisation (say which with --identifier COLUMN)")
    else:
        chosen = _identifier(table, identifier)
    return InspectionColumns(
        identifier=chosen,
        name=_find(table, _NAME) or chosen,
        region=_find(table, _REGION),
        grade=_need(table, _GRADE, "grade"),
        reported=_need(table, _GRADE_DATE, "date of the report"),
        visited=_find(table, _VISIT),
        run=_find(table, _RUN),
    )
