"""The reference of scenario, sweep and search files: every key, written from the models that read the files."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from pydantic import AfterValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from simulation.experiments.content import DesignContent, SweepContent, UncertaintyContent
from simulation.experiments.content import LeversContent as LeversOfSweep
from simulation.optimising.content import ObjectiveContent, RangeContent, SearchContent
from simulation.scenario.content import ScenarioContent
from simulation.scenario.fields import Between, Part
from simulation.scenario.files import EdgesFile, OrganisationsFile, RatingsFile
from simulation.scenario.parts import Event, Region, RunIn

__all__ = ["keys"]

_PARTS: dict[str, tuple[type[Part], str]] = {
    "scenario": (ScenarioContent, "At the top"),
    "regions": (Region, "`regions`, a table for each"),
    "run-in": (RunIn, "`[run_in]`"),
    "events": (Event, "`[[events]]`"),
    "organisations": (OrganisationsFile, "`[organisations]`"),
    "edges": (EdgesFile, "`[ties]` and `[dependencies]`"),
    "ratings": (RatingsFile, "`[ratings]`"),
    "sweep": (SweepContent, "At the top"),
    "uncertainty": (UncertaintyContent, "`[uncertainties]`, a table for each number"),
    "sweep-levers": (LeversOfSweep, "`[levers]`"),
    "design": (DesignContent, "`[design]`"),
    "search": (SearchContent, "At the top"),
    "ranges": (RangeContent, "`[levers]`, a table for each lever"),
    "objective": (ObjectiveContent, "`[objective]`"),
}
_WITHOUT_END = 1_000_000_000
"""A bound that only keeps nonsense out, and is not told."""
_SIMPLE = {bool: "true or false", int: "whole number", float: "number", str: "text", Any: "anything"}


def keys(which: str) -> str:
    """The keys of one part of a file, as a table in Markdown: what each may be, its default, what it means.

    Raises:
        KeyError: where no part is called so.
    """
    part, place = _PARTS[which]
    meanings = _meanings(part)
    lines = [f"{place}:", "", "| key | may be | default | meaning |", "| --- | --- | --- | --- |"]
    for name, field in part.model_fields.items():
        key = field.alias or name
        lines.append(f"| `{key}` | {_may_be(field)} | {_default(field)} | {meanings.get(key, '')} |")
    return "\n".join(lines)


def _meanings(part: type[Part]) -> dict[str, str]:
    """What the attributes' section of a docstring says of each name; several names may share a line."""
    _, _, section = inspect.cleandoc(part.__doc__ or "").partition("Attributes:\n")
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=    \S)", "\n" + section.split("\n\n")[0]):
        names, colon, meaning = entry.strip().partition(": ")
        if colon:
            said = " ".join(meaning.split()).replace("``", "`")
            found |= dict.fromkeys(names.split(", "), said[:1].upper() + said[1:])
    return found


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    value = field.default
    if value is PydanticUndefined or value is None or value == () or isinstance(value, Part):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value)
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


def _may_be(field: FieldInfo) -> str:
    return _words(field.annotation, field.metadata)


def _words(kind: Any, notes: Iterable[Any] = ()) -> str:
    """A type in words, with the bounds that its validators keep."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is typing.Annotated:
        return _words(inside[0], [*inside[1:], *notes])
    if origin is Literal:
        return " or ".join(f'`"{value}"`' for value in inside)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_words(one) for one in inside if one is not type(None))
    if origin is tuple:
        return f"list of {_several(_words(inside[0]))}"
    if origin is dict:
        held = _words(inside[1])
        return f"table of {_several(held)}" + ("" if held.startswith("table of") else " by name")
    if inspect.isclass(kind) and issubclass(kind, Part):
        return "table"
    bounds = [note.func for note in notes if isinstance(note, AfterValidator) and isinstance(note.func, Between)]
    return _SIMPLE[kind] + "".join(map(_range, bounds))


def _range(bounds: Between[Any]) -> str:
    least, most = (f"{bound:,.10g}".replace("-", "\N{MINUS SIGN}") for bound in (bounds.least, bounds.most))
    return f", from {least}" if bounds.most >= _WITHOUT_END else f", {least} to {most}"


def _several(one: str) -> str:
    head, of, rest = one.partition(" ")
    return f"{head}s{of}{rest}" if head in ("number", "table", "text") else one
