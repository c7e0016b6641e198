"""Single settings by dotted key: ``linkage``, ``improvement_board.gain``, ``years``, ``run_in.quarters``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulation.errors import InputError, did_you_mean
from simulation.parameters import ATTRIBUTES, REGISTER

__all__ = ["apply_settings", "parse_setting"]

_FIELDS = ("years", "budget", "regime", "plan", "monitoring_visits")
_RUN_IN = ("run_in.quarters", "run_in.response")


def parse_setting(text: str) -> tuple[str, Any]:
    """Key and value of ``key=value`` as typed after ``--set``: a number, true, false or a word.

    Raises:
        InputError: where there is no ``=`` or nothing on one side of it.
    """
    key, equals, value = (part.strip() for part in text.partition("="))
    if not (key and equals and value):
        raise InputError(f"--set {text} must be written key=value, as in --set linkage=0.5")
    if value in ("true", "false"):
        return key, value == "true"
    for kind in (int, float):
        try:
            return key, kind(value)
        except ValueError:
            continue
    return key, value


def _unknown(key: str, tools: Mapping[str, Any]) -> str:
    attributes = [f"{tool}.{attribute}" for tool in tools for attribute in ATTRIBUTES]
    hint = did_you_mean(key, [*_FIELDS, *_RUN_IN, *REGISTER, *attributes])
    return f"{key} is not a setting{hint or '; `turnaround parameters` lists them all'}"


def apply_settings(data: Mapping[str, Any], settings: Mapping[str, Any], tools: Mapping[str, Any]) -> dict[str, Any]:
    """A scenario's data with settings laid over it; the values are checked when it is made again.

    Args:
        data: what the scenario says, as its file would.
        settings: values by key: a parameter (``linkage``), a number of an instrument
            (``improvement_board.gain``), ``years``, ``budget``, ``regime``, ``plan``,
            ``monitoring_visits``, ``run_in.quarters`` or ``run_in.response``.
        tools: the scenario's instruments by name.

    Raises:
        InputError: for an unknown key.
    """
    if not isinstance(settings, Mapping):
        raise InputError(f'settings are {settings!r}; they must be values by key, as in {{"linkage": 0.5}}')
    changed = dict(data)
    parameters = dict(changed.get("parameters", {}))
    instruments = {name: dict(values) for name, values in changed.get("instruments", {}).items()}
    for given, value in settings.items():
        key = str(given).removeprefix("parameters.").removeprefix("instruments.")
        table, _, attribute = key.partition(".")
        if key in _FIELDS:
            changed[key] = value
        elif key in _RUN_IN:
            changed["run_in"] = {**changed.get("run_in", {}), attribute: value}
        elif key in REGISTER:
            parameters[key] = value
        elif table in tools and attribute in ATTRIBUTES:
            instruments.setdefault(table, {})[attribute] = value
        else:
            raise InputError(_unknown(str(given), tools))
    return changed | {"parameters": parameters, "instruments": instruments}
