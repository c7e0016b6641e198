"""TOML's dotted keys made flat: ``improvement_board.gain = ...`` is a table in a table, and one name here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["flat_levers", "flat_numbers", "flat_settings"]

_OF_ONE_NUMBER = {"low", "high", "distribution", "mode", "levels"}


def flat_settings(data: Any) -> Any:
    """Settings by dotted key, however deep they were written.

    >>> flat_settings({"improvement_board": {"gain": 0.03}, "years": 10})
    {'improvement_board.gain': 0.03, 'years': 10}
    """
    if not isinstance(data, Mapping):
        return data
    flat: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": of_inner for inner, of_inner in flat_settings(value).items()}
        else:
            flat[name] = value
    return flat


def flat_levers(data: Any) -> Any:
    """The values of levers by name; ``{levels = [...]}`` is the list itself.

    >>> flat_levers({"policies": ["hands-off"], "improvement_board": {"capacity": {"levels": [0.04, 0.08]}}})
    {'policies': ['hands-off'], 'improvement_board.capacity': [0.04, 0.08]}
    """
    flat = flat_numbers(data)
    if not isinstance(flat, Mapping):
        return flat
    return {
        name: value["levels"] if isinstance(value, Mapping) and set(value) == {"levels"} else value
        for name, value in flat.items()
    }


def flat_numbers(data: Any) -> Any:
    """What is said of numbers, by name.

    >>> flat_numbers({"improvement_board": {"gain": {"low": 0.02, "high": 0.1}}, "linkage": True})
    {'improvement_board.gain': {'low': 0.02, 'high': 0.1}, 'linkage': True}
    """
    if not isinstance(data, Mapping):
        return data
    flat: dict[str, Any] = {}
    for name, value in data.items():
        says_a_number = isinstance(value, Mapping) and (not value or not _OF_ONE_NUMBER.isdisjoint(value))
        if isinstance(value, Mapping) and not says_a_number and "." not in name:
            flat |= {f"{name}.{inner}": of_inner for inner, of_inner in value.items()}
        else:
            flat[name] = value
    return flat
