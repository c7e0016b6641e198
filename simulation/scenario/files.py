"""The parts of a scenario that name files: real organisations, ties, dependencies, ratings."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr, model_validator

from simulation.errors import did_you_mean, one_of
from simulation.lists.edges import EdgeColumns
from simulation.lists.organisations import TRAITS, OrganisationColumns
from simulation.lists.ratings import RatingColumns
from simulation.scenario.fields import ColumnName, FileName, Part, Text, Whole, between

__all__ = ["EdgesFile", "OrganisationsFile", "RatingsFile"]


def _known_traits(columns: dict[str, str]) -> dict[str, str]:
    for trait in columns:
        if trait not in TRAITS:
            raise ValueError(f'holds "{trait}"; a trait is {one_of(TRAITS)}{did_you_mean(trait, TRAITS)}')
    return columns


class OrganisationsFile(Part):
    """A real list of organisations (CSV), and which of its columns says what.

    Attributes:
        file: its path counts from the scenario's file.
        identifier: what tells organisations apart; each value once.
        name: shown only where real names are asked for; the identifier by default.
        region: one region for all by default.
        latitude, longitude: degrees, for maps.
        size: people served, above nil.
        grade: the latest grade: inadequate, requires improvement, good, outstanding, or empty.
        grade_date: when it was given.
        traits: columns of known traits, each from 0 to 1: leadership, openness, honesty, insularity.
    """

    file: FileName
    identifier: ColumnName
    name: ColumnName | None = None
    region: ColumnName | None = None
    latitude: ColumnName | None = None
    longitude: ColumnName | None = None
    size: ColumnName | None = None
    grade: ColumnName | None = None
    grade_date: ColumnName | None = None
    traits: Annotated[dict[StrictStr, ColumnName], AfterValidator(_known_traits)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> OrganisationsFile:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("must name both latitude and longitude, or neither")
        if self.grade_date is not None and self.grade is None:
            raise ValueError("names a grade_date, but no grade")
        return self

    @property
    def columns(self) -> OrganisationColumns:
        """The columns as the reader of lists takes them."""
        named = {key: value or "" for key, value in self.model_dump(exclude={"file", "traits"}).items()}
        return OrganisationColumns(**named, traits=self.traits)


class EdgesFile(Part):
    """A real edge list (CSV): from each organisation to those it could talk to, or depends on.

    ``kinds`` and ``most_rank`` choose rows by the columns that ``kind`` and ``rank`` name.

    Attributes:
        file: its path counts from the scenario's file.
        from: who could talk, or who depends.
        to: to whom, or on whom.
        weight: strengths from 0 to 1; drawn by default.
        kind: which column says what kind of edge a row is.
        kinds: which kinds count; all by default.
        rank: which column ranks the edges of an organisation, from 1.
        most_rank: the last rank that counts.
    """

    file: FileName
    from_column: ColumnName = Field(alias="from")
    to_column: ColumnName = Field(alias="to")
    weight: ColumnName | None = None
    kind: ColumnName | None = None
    kinds: tuple[Text, ...] = ()
    rank: ColumnName | None = None
    most_rank: Annotated[Whole, AfterValidator(between(1, 1_000))] | None = None

    @model_validator(mode="after")
    def _check(self) -> EdgesFile:
        if self.kinds and self.kind is None:
            raise ValueError("chooses by kinds, but no kind says which column they stand in")
        if self.most_rank is not None and self.rank is None:
            raise ValueError("chooses by most_rank, but no rank says which column it stands in")
        return self

    @property
    def columns(self) -> EdgeColumns:
        """The columns as the reader of lists takes them."""
        return EdgeColumns(
            first=self.from_column,
            second=self.to_column,
            weight=self.weight or "",
            kind=self.kind or "",
            kinds=self.kinds,
            rank=self.rank or "",
            most_rank=self.most_rank,
        )


class RatingsFile(Part):
    """Real inspections (CSV); the latest grade of each organisation that is not empty counts.

    Attributes:
        file: its path counts from the scenario's file.
        identifier: as in the list of organisations.
        grade: inadequate, requires improvement, good, outstanding, or empty.
        date: of the grade.
    """

    file: FileName
    identifier: ColumnName
    grade: ColumnName
    date: ColumnName

    @property
    def columns(self) -> RatingColumns:
        """The columns as the reader of lists takes them."""
        return RatingColumns(self.identifier, self.grade, self.date)
