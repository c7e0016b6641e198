"""Real lists given as options: the parts of a scenario file that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.errors import ScenarioError
from simulation.lists import EdgeColumns, read_table
from simulation.lists.detection import dependency_columns, organisation_columns, rating_columns, tie_columns

__all__ = ["with_list_options"]


def _organisations(path: Path, identifier: str | None, has_ratings: bool) -> dict[str, Any]:
    columns = organisation_columns(read_table(path), identifier)
    part = {key: value for key, value in vars(columns).items() if value}
    if has_ratings:
        part = {key: value for key, value in part.items() if key not in ("grade", "grade_date")}
    if not ("latitude" in part and "longitude" in part):
        part = {key: value for key, value in part.items() if key not in ("latitude", "longitude")}
    return {"file": str(path), **part}


def _edges(path: Path, columns: EdgeColumns) -> dict[str, Any]:
    named = vars(columns) | {"from": columns.first, "to": columns.second}
    part = {key: value for key, value in named.items() if value and key not in ("first", "second")}
    return {"file": str(path), **part}


def with_list_options(
    data: Mapping[str, Any],
    *,
    organisations: str | Path | None,
    ties: str | Path | None,
    ratings: str | Path | None,
    identifier: str | None,
) -> dict[str, Any]:
    """A scenario's data with the parts that name real lists put in, their columns guessed by name.

    New organisations take the place of the scenario's regions, and of its own lists; events that name
    a region or an organisation then refer to the new ones.

    Raises:
        ListError: where a list cannot be read, or a column cannot be told.
        ScenarioError: where ties, ratings or an identifier come without organisations.
    """
    changed = dict(data)
    if organisations is not None:
        for key in ("regions", "ties", "dependencies", "ratings"):
            changed.pop(key, None)
        whole = Path(organisations).absolute()
        changed["organisations"] = _organisations(whole, identifier, ratings is not None)
    elif "organisations" not in changed:
        for option, given in (("--ties", ties), ("--ratings", ratings), ("--identifier", identifier)):
            if given is not None:
                raise ScenarioError(f"{option} needs a real list of organisations; give one with --organisations FILE")
    if ties is not None:
        whole = Path(ties).absolute()
        table = read_table(whole)
        columns = tie_columns(table, identifier)
        changed["ties"] = _edges(whole, columns)
        changed.pop("dependencies", None)
        dependencies = dependency_columns(table, columns)
        if dependencies is not None:
            changed["dependencies"] = _edges(whole, dependencies)
    if ratings is not None:
        whole = Path(ratings).absolute()
        columns_of_ratings = rating_columns(read_table(whole), identifier)
        changed["ratings"] = {"file": str(whole), **vars(columns_of_ratings)}
        if organisations is None:
            kept = changed["organisations"].items()
            changed["organisations"] = {k: v for k, v in kept if k not in ("grade", "grade_date")}
    return changed
