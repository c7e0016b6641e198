"""Every assumption of a scenario: its value, its range, how sure we are of it and where it comes from."""

from __future__ import annotations

import pandas as pd

from simulation.assumptions import instrument_ranges, range_of
from simulation.fitted import how_sure, source_of
from simulation.parameters import ATTRIBUTES, REGISTER
from simulation.scenario import Scenario
from simulation.vocabulary import Instrument

__all__ = ["instrument_table", "parameter_table"]


def parameter_table(scenario: Scenario) -> pd.DataFrame:
    """The register as a scenario has it.

    Returns:
        A row a parameter, in the register's order; columns name, group, value, default (the register's),
        low, high (the range from which it is drawn; alike where it is held fixed), unit, confidence,
        source, meaning, is_changed (whether the scenario sets it).
    """
    rows = []
    for name, entry in REGISTER.items():
        value = float(scenario.parameters.get(name, entry.default))
        low, high = range_of(scenario, name)
        rows.append(
            (name, entry.group, value, entry.default, low, high, entry.unit, how_sure(scenario, name),
             source_of(scenario, name), entry.meaning, value != entry.default)
        )  # fmt: skip
    columns = ["name", "group", "value", "default", "low", "high", "unit", "confidence", "source", "meaning"]
    return pd.DataFrame(rows, columns=[*columns, "is_changed"])


def instrument_table(scenario: Scenario) -> pd.DataFrame:
    """The instruments' numbers as a scenario has them: all are assumed, whether drawn or held fixed.

    Returns:
        A row an instrument and number, numbers outermost; columns instrument, number, value, low, high
        (alike where it is held fixed), unit, meaning.
    """
    names, tools = scenario.tools()
    drawn = {row["name"]: (row["low"], row["high"]) for row in instrument_ranges(scenario).to_dict("records")}
    rows = []
    for number, rule in ATTRIBUTES.items():
        for instrument, tool in zip(names, tools, strict=True):
            if instrument == Instrument.NONE.name.lower():
                continue
            value = float(tool[number])
            low, high = drawn.get(f"{instrument}.{number}", (value, value))
            rows.append((instrument, number, value, float(low), float(high), rule.unit, rule.meaning))
    return pd.DataFrame(rows, columns=["instrument", "number", "value", "low", "high", "unit", "meaning"])
