"""Every uncertain number of a scenario as a sheet: what is assumed, what is plausible, how sure we are."""

from __future__ import annotations

from simulation.assumptions import instrument_ranges, range_of
from simulation.fitted import how_sure, source_of
from simulation.office.sheet import Column, Sheet
from simulation.parameters import REGISTER
from simulation.scenario import Scenario

__all__ = ["assumption_sheet"]

_HEADS = (
    "Name", "Assumed (in the row's unit)", "Plausible from (in the row's unit)", "Plausible to (in the row's unit)",
    "Unit", "How sure", "Source", "What it is",
)  # fmt: skip


def assumption_sheet(scenario: Scenario) -> Sheet:
    """What a comparison across plausible effects draws: instruments' effects first, then the register."""
    effects = instrument_ranges(scenario)
    rows: list[tuple[object, ...]] = [
        (row["name"], row["assumed"], row["low"], row["high"], row["unit"], "assumed", "", row["meaning"])
        for row in effects.to_dict("records")
    ]
    for name, entry in REGISTER.items():
        low, high = range_of(scenario, name)
        if low == high and entry.is_fixed:
            continue
        value = scenario.parameters.get(name, entry.default)
        known = how_sure(scenario, name), source_of(scenario, name)
        rows.append((name, value, low, high, entry.unit, *known, entry.meaning))
    columns = tuple(Column(head, list(values)) for head, values in zip(_HEADS, zip(*rows, strict=True), strict=True))
    about = "Every number that is uncertain. Instruments' effects are drawn from the same range for every instrument."
    return Sheet("Assumptions", about, columns)
