"""Numbers that a sweep varies: what a name stands for, what it may be, and how a run is given it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.errors import did_you_mean
from simulation.parameters import ATTRIBUTES, REGISTER
from simulation.policies import POLICIES
from simulation.scenario import Scenario
from simulation.scenario.complaint import ContentError

__all__ = ["Number", "complaint_about_value", "number_named", "set_numbers"]

_OF_THE_SCENARIO = ("years", "budget", "regime", "plan", "monitoring_visits", "run_in.quarters", "run_in.response")


@dataclass(frozen=True)
class Number:
    """A parameter of the register, or a number of an instrument.

    Attributes:
        name: ``linkage`` or ``improvement_board.gain``.
        field: of the record that carries it.
        tool: the instrument's code, or nothing for a parameter.
        least, most: what is legal.
        unit, meaning: as in the register; an instrument's meaning names it.
        value: what the scenario says.
    """

    name: str
    field: str
    tool: int | None
    least: float
    most: float
    unit: str
    meaning: str
    value: float


def number_named(name: str, scenario: Scenario, key: str) -> Number:
    """The number that a name stands for.

    Args:
        name: as a sweep file writes it.
        scenario: whose numbers.
        key: where the name stands, for messages.

    Raises:
        ContentError: where it is none.
    """
    if name in REGISTER:
        p = REGISTER[name]
        return Number(name, name, None, *p.bounds, p.unit, p.meaning, scenario.parameters.get(name, p.default))
    tools, values = scenario.tools()
    tool, _, attribute = name.partition(".")
    if tool in tools and tool != "none" and attribute in ATTRIBUTES:
        rule, place = ATTRIBUTES[attribute], tools.index(tool)
        meaning = f"{tool.replace('_', ' ').capitalize()}: {rule.meaning}."
        value = float(values[place][attribute])
        return Number(name, attribute, place, rule.least, rule.most, rule.unit, meaning, value)
    raise ContentError(key, _no_number(name, tools))


def _no_number(name: str, tools: Sequence[str]) -> str:
    if name in _OF_THE_SCENARIO:
        where = "under [levers]" if name == "budget" else "under [settings], in a sweep for each of its values"
        return f"is a key of the scenario, not a number of its future; write it {where}"
    if name.partition(".")[0] in POLICIES:
        return "names a policy, and what policies do is a lever; write it under [levers]"
    known = [*REGISTER, *(f"{tool}.{attribute}" for tool in tools if tool != "none" for attribute in ATTRIBUTES)]
    hint = did_you_mean(name, known) or "; `turnaround parameters` lists them all"
    return f"is neither a parameter nor a number of an instrument{hint}"


def complaint_about_value(number: Number, value: float) -> str | None:
    """A phrase that says why the number cannot be ``value``, or nothing where it can."""
    if not number.least <= value <= number.most:
        return f"is {value:g}; it must lie between {number.least:g} and {number.most:g} ({number.unit})"
    if number.tool is not None and number.unit == "number" and value != int(value):
        return f"is {value:g}; it must be whole ({number.meaning})"
    return None


def set_numbers(numbers: Iterable[Number], values: np.ndarray, parameters: np.recarray, tools: np.recarray) -> None:
    """Give each run its own numbers, in place.

    Args:
        numbers: which.
        values: shape (runs, numbers).
        parameters: records, shape (runs,).
        tools: instruments' numbers, shape (runs, instruments).
    """
    for column, number in enumerate(numbers):
        if number.tool is None:
            parameters[number.field] = values[:, column]
        else:
            tools[number.field][:, number.tool] = values[:, column]
    # An uncertain threshold stays between its neighbours, which are definitions.
    parameters["warning_threshold"] = np.clip(
        parameters["warning_threshold"], parameters["failing_threshold"], parameters["good_threshold"]
    )
