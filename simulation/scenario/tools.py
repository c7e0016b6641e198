"""Instruments of a scenario: those that ship, with what it changes, and those that it adds."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from simulation.errors import did_you_mean
from simulation.parameters import ATTRIBUTES, SHIPPED_TOOLS, TOOL_DTYPE, Tool
from simulation.scenario.complaint import ContentError

__all__ = ["Instruments", "check_instruments", "merged_tools", "tool_records"]

Instruments = Mapping[str, Mapping[str, float]]
"""What a scenario says of instruments: by name, by attribute."""

_NOTHING = "none"
_EFFECTS = ("gain", "coaching", "openness", "scrutiny", "redraw_sd", "replaces_leader")
_CERTAINLY_MISSPELT = 0.95
"""Likeness to a shipped name above which a new name is taken for a slip."""


def merged_tools(instruments: Instruments) -> dict[str, Tool]:
    """Every instrument by name, in the order of codes: those that ship, then new ones as written."""
    tools = dict(SHIPPED_TOOLS)
    for name, values in instruments.items():
        tools[name] = Tool(**{**asdict(tools.get(name, Tool())), **values})
    return tools


def tool_records(instruments: Instruments) -> tuple[tuple[str, ...], np.ndarray]:
    """The instruments' names and their numbers, dtype ``TOOL_DTYPE``, shape (instruments,)."""
    tools = merged_tools(instruments)
    return tuple(tools), np.array([tool.as_tuple() for tool in tools.values()], TOOL_DTYPE)


def check_instruments(instruments: Instruments) -> None:
    """Check what a scenario says of its instruments.

    Raises:
        ContentError: for an unknown attribute, a value out of bounds, a name that looks like a slip, or
            a new instrument that does nothing or has no cost.
    """
    for name, values in instruments.items():
        _check_name(name)
        for attribute, value in values.items():
            _check_value(name, attribute, value)
        if name not in SHIPPED_TOOLS:
            _check_new(name, values)
        tool = merged_tools({name: values})[name]
        if 0 < tool.most_quarters < tool.least_quarters:
            raise ContentError(
                f"instruments.{name}.most_quarters",
                f"is {tool.most_quarters:g}, below least_quarters, which is {tool.least_quarters:g}",
            )


def _check_name(name: str) -> None:
    if name == _NOTHING:
        raise ContentError("instruments.none", "cannot be changed: it stands for no instrument at all")
    if name in SHIPPED_TOOLS:
        return
    if not name.isidentifier() or not name.islower():
        raise ContentError(
            f"instruments.{name}", "must be called in small letters, digits and _ alone, as in family_hubs"
        )
    near = difflib.get_close_matches(name, SHIPPED_TOOLS, n=1, cutoff=_CERTAINLY_MISSPELT)
    if near:
        raise ContentError(
            f"instruments.{name}",
            f"looks like a slip; did you mean {near[0]}? (a new instrument needs a name of its own)",
        )


def _check_value(name: str, attribute: str, value: float) -> None:
    key = f"instruments.{name}.{attribute}"
    if attribute not in ATTRIBUTES:
        raise ContentError(
            key,
            f"is not a number of an instrument{did_you_mean(attribute, ATTRIBUTES)} (allowed: {', '.join(ATTRIBUTES)})",
        )
    rule = ATTRIBUTES[attribute]
    if not rule.least <= value <= rule.most:
        raise ContentError(key, f"is {value:g}; it must lie between {rule.least:g} and {rule.most:g} ({rule.unit})")
    if rule.unit == "number" and value != int(value):
        raise ContentError(key, f"is {value:g}; it must be whole ({rule.meaning})")


def _check_new(name: str, values: Mapping[str, float]) -> None:
    key = f"instruments.{name}"
    ships = [shipped for shipped in SHIPPED_TOOLS if shipped != _NOTHING]
    hint = did_you_mean(name, ships) or f" (those that ship: {', '.join(ships)})"
    if "cost" not in values:
        raise ContentError(key, f"is a new instrument and must say its cost (0 where it is free){hint}")
    if not any(values.get(effect) for effect in _EFFECTS):
        raise ContentError(key, f"is a new instrument that does nothing; give it some of {', '.join(_EFFECTS)}{hint}")
    if values.get("gain") and not values.get("ceiling") and not values.get("needs_helper"):
        raise ContentError(key, "has a gain, but no ceiling up to which it helps; give it one, or needs_helper = 1")
