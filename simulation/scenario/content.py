"""The content of a scenario: every key that a file may have, with its default, checked as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictStr, model_validator

from simulation.scenario.checks import (
    check_budget,
    check_capacities,
    check_events,
    check_parameters,
    check_policies,
    check_regions,
)
from simulation.scenario.complaint import ContentError
from simulation.scenario.fields import FileName, Identifier, Part, Real, Text, Whole, between
from simulation.scenario.files import EdgesFile, OrganisationsFile, RatingsFile
from simulation.scenario.parts import Event, Region, RunIn
from simulation.scenario.tools import check_instruments

__all__ = ["SCHEMA_VERSION", "ScenarioContent"]

SCHEMA_VERSION = 1


def _known_version(version: int) -> int:
    if version != SCHEMA_VERSION:
        raise ValueError(f"is {version}; this version of the program reads {SCHEMA_VERSION}")
    return version


class ScenarioContent(Part):
    """What a scenario says.

    Attributes:
        schema_version: the version of this list of keys.
        name: as written on the command line and in results.
        title: as written on pages.
        purpose: what the scenario represents.
        use: the questions that it is for.
        sources: where its numbers come from.
        organisation_word, organisations_word: what pages call one, and several.
        regime: "inspection-led" (the published grade designates) or "oversight-led" (the regulator's
            belief does, or an inspection).
        plan: whom inspectors visit: "rota", "risk-based", "random" or "none".
        monitoring_visits: whether the failing are visited every quarter.
        years: how long each future is simulated after the run-in.
        run_in: the years before.
        budget: cost units that may be spent a quarter; nothing for no limit.
        policies: the policies to compare, by name, with levers or without; empty for all that ship.
        regions: how many organisations each region has, where they are drawn; else ``organisations``.
        organisations: a real list.
        ties, dependencies: real edge lists, else both are drawn.
        ratings: real grades, which condition the start.
        parameters: parameters of the register that differ from their defaults.
        instruments: numbers of instruments that differ, and new instruments.
        posterior: parameter vectors that were fitted to real inspections, from which an uncertain comparison
            draws the fitted numbers together: the name of one that ships, or a file (Parquet).
        events: what is prepared to happen.
    """

    schema_version: Annotated[Whole, AfterValidator(_known_version)]
    name: Identifier
    title: Text
    purpose: Text
    use: Text
    sources: tuple[Text, ...] = ()
    organisation_word: Text = "organisation"
    organisations_word: Text = "organisations"
    regime: Literal["inspection-led", "oversight-led"]
    plan: Literal["none", "rota", "risk-based", "random"]
    monitoring_visits: StrictBool = False
    years: Annotated[Whole, AfterValidator(between(5, 50))] = 20
    budget: Real | None = None
    policies: tuple[Text, ...] = ()
    run_in: RunIn = RunIn()
    regions: tuple[Region, ...] = ()
    organisations: OrganisationsFile | None = None
    ties: EdgesFile | None = None
    dependencies: EdgesFile | None = None
    ratings: RatingsFile | None = None
    parameters: dict[StrictStr, Real] = Field(default_factory=dict)
    instruments: dict[StrictStr, dict[StrictStr, Real]] = Field(default_factory=dict)
    posterior: FileName | None = None
    events: tuple[Event, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> ScenarioContent:
        self._check_who()
        check_policies(self.run_in.response, self.policies)
        check_parameters(self.parameters)
        check_instruments(self.instruments)
        check_budget(self.budget, self.instruments)
        if self.regions:
            check_regions(self.regions)
            count = sum(region.organisations for region in self.regions)
            check_capacities(self.instruments, self.parameters, count)
        check_events(self.events, self.years, [region.name for region in self.regions] or None)
        return self

    def _check_who(self) -> None:
        """Organisations are drawn or real; edge lists and ratings name real ones."""
        if self.regions and self.organisations is not None:
            raise ContentError("organisations", "names a real list, but there are regions too; leave one of them out")
        if not self.regions and self.organisations is None:
            raise ContentError("regions", "is missing (or organisations, which names a real list)")
        for key in ("ties", "dependencies", "ratings"):
            if getattr(self, key) is not None and self.organisations is None:
                raise ContentError(key, "names real organisations, so that organisations must name their list")
        if self.ratings is not None and self.organisations is not None and self.organisations.grade is not None:
            raise ContentError("ratings", "gives grades, as does organisations.grade; leave one of them out")
