"""What would change the answer: in short for page one, in full behind it."""

from __future__ import annotations

import math

from simulation.analysis.switching import SwitchingValues
from simulation.plots.alternatives import listed
from simulation.report.tables import Column, Rows, Table, plain_number

__all__ = ["turning_in_short", "turning_table"]


def turning_in_short(values: SwitchingValues) -> list[str]:
    """A sentence for each assumption that turns the answer round, and one for all those that do not."""
    has_value = values.table["switching_value"].notna()
    sentences = values.table.loc[has_value, "sentence"].tolist()
    idle = [
        f"{row['phrase']} (difference from {_signed(row['strongest'])} to {_signed(row['weakest'])})"
        for row in values.table[~has_value].to_dict("records")
    ]
    if idle:
        which = "Of the assumptions that matter most, no" if not sentences else "No"
        sentences.append(f"{which} value of {listed(idle)} turns it round by itself.")
    return sentences


def _signed(difference: float) -> str:
    return f"{difference:+.1f}".replace("-", "−")


def turning_table(values: SwitchingValues) -> Table:
    """The assumptions that matter most, with where each turns the answer round."""
    rows = []
    for row in values.table.to_dict("records"):
        turns = "nowhere in what may be set"
        if not math.isnan(row["switching_value"]):
            turns = f"{row['turns']} {plain_number(row['switching_value'])}"
        rows.append(
            [
                f"{row['phrase'][0].upper()}{row['phrase'][1:]} ({row['name']})",
                str(row["unit"]),
                plain_number(row["assumed"]),
                f"{plain_number(row['plausible_low'])} to {plain_number(row['plausible_high'])}",
                f"{_signed(row['difference_at_weakest'])} at {plain_number(row['weakest_at'])}",
                turns,
            ]
        )
    heads = [("Assumption (name)", False), ("Unit", False), ("Assumed", True), ("Plausible range", False)]
    heads += [("Difference where the answer is weakest in that range", True), ("It turns round", False)]
    return Table(
        "The assumptions that matter most, one at a time", [Column(*head) for head in heads], [Rows(rows)], values.note
    )
