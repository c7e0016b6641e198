"""Parts of a scenario: regions, the run-in, prepared events."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from simulation.scenario.fields import Part, Real, Text, Whole, between
from simulation.vocabulary import QUARTERS_A_YEAR, EventKind

__all__ = ["Event", "Region", "RunIn"]


class Region(Part):
    """A region and how many organisations it has.

    Attributes:
        name: each region's own.
        organisations: how many are drawn there.
    """

    name: Text
    organisations: Annotated[Whole, AfterValidator(between(1, 25_000))]


class RunIn(Part):
    """The years before the comparison, the same for all policies: how long, under which response.

    Attributes:
        quarters: how long it lasts; none of it is counted.
        response: the policy that is at work, written as on the command line.
    """

    quarters: Annotated[Whole, AfterValidator(between(0, 80))] = 40
    response: Text = "last-resort"


class Event(Part):
    """Something prepared that happens: a cut, a scandal, a whistleblower.

    Attributes:
        kind: "pressure" adds points of pressure for some quarters; "scandal" makes a hidden failure
            public; "whistleblower" tells the regulator alone.
        year, quarter: when it begins, counted from nil at the end of the run-in; one of the two.
        region, organisation: whom it hits; with neither, pressure hits everyone.
        amount: points of pressure, for pressure alone; below nil it relieves.
        quarters: how long pressure lasts.
    """

    kind: Literal["pressure", "scandal", "whistleblower"]
    year: Annotated[Real, AfterValidator(between(0.0, 50.0))] | None = None
    quarter: Annotated[Whole, AfterValidator(between(0, 199))] | None = None
    region: Text | None = None
    organisation: Text | None = None
    amount: Annotated[Real, AfterValidator(between(-50.0, 50.0))] | None = None
    quarters: Annotated[Whole, AfterValidator(between(1, 200))] | None = None

    @model_validator(mode="after")
    def _check(self) -> Event:
        if (self.year is None) == (self.quarter is None):
            raise ValueError("must say when it happens, by year or by quarter, and not by both")
        if self.region is not None and self.organisation is not None:
            raise ValueError("must hit a region or an organisation, not both")
        if self.kind == "pressure":
            if not self.amount:
                raise ValueError("is pressure and must say its amount, in points, other than 0")
        elif self.amount is not None or self.quarters is not None:
            raise ValueError(f"is a {self.kind}, which has no amount and no quarters; leave them out")
        elif self.organisation is None:
            raise ValueError(f"is a {self.kind} and must say at which organisation")
        return self

    @property
    def kind_code(self) -> EventKind:
        """The kind as arrays carry it."""
        return EventKind[self.kind.upper()]

    @property
    def first_quarter(self) -> int:
        """The quarter in which it begins; 0 is the first after the run-in."""
        return self.quarter if self.quarter is not None else int((self.year or 0.0) * QUARTERS_A_YEAR)

    @property
    def lasts(self) -> int:
        """How many quarters it lasts: a year where pressure does not say."""
        if self.kind != "pressure":
            return 1
        return self.quarters if self.quarters is not None else QUARTERS_A_YEAR
