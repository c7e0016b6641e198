"""Options by which a command is told its scenario, shared by all commands that play one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulation.errors import InputError

if TYPE_CHECKING:
    from simulation.scenario import Scenario

__all__ = [
    "DEFAULT_SCENARIO",
    "IdentifierOption",
    "OrganisationsOption",
    "RatingsOption",
    "RealNamesOption",
    "ScenarioArgument",
    "SetOption",
    "TiesOption",
    "YearsOption",
    "chosen_scenario",
]

DEFAULT_SCENARIO = "english-councils"
_LISTS = "Real lists"

ScenarioArgument = Annotated[str, typer.Argument(help="A scenario that ships, or a file.", metavar="SCENARIO")]
YearsOption = Annotated[
    int | None, typer.Option(help="How many years to simulate; else as the scenario says.", metavar="Y")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Change a number, such as linkage=0.5 or improvement_board.gain=0.03; again for each.",
        metavar="KEY=VALUE",
    ),
]
OrganisationsOption = Annotated[
    Path | None, typer.Option(help="Real organisations (CSV).", metavar="FILE", rich_help_panel=_LISTS)
]
TiesOption = Annotated[
    Path | None, typer.Option(help="Who could talk to whom (CSV).", metavar="FILE", rich_help_panel=_LISTS)
]
RatingsOption = Annotated[
    Path | None, typer.Option(help="Their inspections and grades (CSV).", metavar="FILE", rich_help_panel=_LISTS)
]
IdentifierOption = Annotated[
    str | None, typer.Option(help="The column that tells them apart.", metavar="COLUMN", rich_help_panel=_LISTS)
]
RealNamesOption = Annotated[
    bool, typer.Option("--real-names", help="Show their names, not invented ones.", rich_help_panel=_LISTS)
]


def chosen_scenario(
    name: str = DEFAULT_SCENARIO,
    *,
    years: int | None = None,
    settings: list[str] | None = None,
    organisations: Path | None = None,
    ties: Path | None = None,
    ratings: Path | None = None,
    identifier: str | None = None,
    real_names: bool = False,
) -> Scenario:
    """The scenario that a command's options choose: real lists first, then single settings, then the years.

    Raises:
        InputError: where the scenario, a list or a setting cannot be used, a key is set twice, or real names are
            asked for where no list has any.
    """
    from simulation.scenario import Scenario, parse_setting

    scenario = Scenario.load(name)
    if any(given is not None for given in (organisations, ties, ratings, identifier)):
        scenario = scenario.with_lists(organisations=organisations, ties=ties, ratings=ratings, identifier=identifier)
    if real_names and scenario.organisations is None:
        raise InputError("--real-names needs a real list of organisations; give one with --organisations FILE")
    values: dict[str, Any] = {}
    for text in settings or []:
        key, value = parse_setting(text)
        if key in values:
            raise InputError(f"--set {key} is given twice; give each key once")
        values[key] = value
    if years is not None:
        values["years"] = years
    return scenario.with_settings(values)
