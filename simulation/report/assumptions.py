"""The tables of assumptions: value, range, how sure we are of each, and where it comes from."""

from __future__ import annotations

from itertools import groupby

from simulation.analysis.assumed import instrument_table, parameter_table
from simulation.analysis.comparison import Comparison
from simulation.report.tables import Column, Rows, Table, plain_number
from simulation.scenario import Scenario

__all__ = ["HOW_SURE", "instruments_assumed", "parameters_assumed", "sureness"]

HOW_SURE = {
    "published": "read in a source",
    "calibrated": "fitted to data",
    "seed": "a starting number, tried in a prototype",
    "assumed": "an assumption; what is named gave the idea, not the number",
}
"""What the words for how sure we are mean."""


def sureness(scenario: Scenario) -> str:
    """How many numbers rest on what."""
    counts = parameter_table(scenario)["confidence"].value_counts()
    parts = [f"{counts[word]} {word} ({meaning})" for word, meaning in HOW_SURE.items() if counts.get(word, 0)]
    drawn = instrument_table(scenario)
    return (
        f"Of {counts.sum()} numbers of the model: {'; '.join(parts)}. Besides, all {len(drawn)} numbers of the"
        " instruments are assumptions: no data supports the effect of any. S1 to S14 are the findings that the model"
        " is held to, listed in docs/signatures.md of its source."
    )


def _range(low: float, high: float) -> str:
    return "held fixed" if low == high else f"{plain_number(low)} to {plain_number(high)}"


def parameters_assumed(comparison: Comparison) -> Table:
    """The register as the scenario has it, group by group."""
    table = parameter_table(comparison.scenario)
    groups = []
    for title, entries in groupby(table.to_dict("records"), key=lambda entry: str(entry["group"])):
        rows = []
        for entry in entries:
            changed = f"; {plain_number(entry['default'])} elsewhere" if entry["is_changed"] else ""
            rows.append(
                [
                    f"{entry['meaning']} ({entry['name']}{changed})",
                    plain_number(entry["value"]),
                    entry["unit"],
                    _range(entry["low"], entry["high"]),
                    entry["confidence"],
                    entry["source"],
                ]
            )
        groups.append(Rows(rows, title.capitalize()))
    heads = [("What it does (name)", False), ("Value", True), ("Unit", False), ("Plausible range", False)]
    heads += [("How sure", False), ("Source", False)]
    drawn = " no range was drawn from"
    if comparison.across:
        is_fitted = (table["confidence"] == "calibrated") & (table["low"] < table["high"])
        together = ", the calibrated together, as they fit the data" if is_fitted.any() else ""
        drawn = f" uncertain numbers were drawn from their ranges{together}"
    return Table(
        f"Numbers of the model in this scenario;{drawn}",
        [Column(head, is_number) for head, is_number in heads],
        groups,
        style="assumptions",
    )


def instruments_assumed(comparison: Comparison) -> Table:
    """The instruments side by side, every number with its range; nil stays nil."""
    table = instrument_table(comparison.scenario)
    instruments = list(dict.fromkeys(table["instrument"]))
    rows = []
    for _, entries in table.groupby("number", sort=False):
        first = entries.iloc[0]
        cells = [_with_range(*values) for values in zip(entries["value"], entries["low"], entries["high"], strict=True)]
        rows.append([f"{_capital(first['meaning'])} ({first['number']})", first["unit"], *cells])
    columns = [Column("What it is (name)", is_number=False), Column("Unit", is_number=False)]
    columns += [Column(_capital(name.replace("_", " "))) for name in instruments]
    return Table(
        "Instruments: value, and in brackets the range from which it is drawn; all assumed",
        columns,
        [Rows(rows)],
        "A number without brackets is held fixed. The range of an effect is the same for every instrument that has it,"
        " unless the scenario changes the number.",
        style="assumptions",
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _with_range(value: float, low: float, high: float) -> str:
    return plain_number(value) if low == high else f"{plain_number(value)} ({_range(low, high)})"
