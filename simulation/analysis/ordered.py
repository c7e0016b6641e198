"""Paired differences of one outcome, put in order, best first: what the dot-and-interval picture shows."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from simulation.analysis.titles import unit_in
from simulation.outcomes import Outcome, outcome_named
from simulation.scenario import Scenario

__all__ = ["OrderedDifferences", "ordered_differences"]


@dataclass(frozen=True, eq=False)
class OrderedDifferences:
    """How each policy differs from the baseline in one outcome.

    Attributes:
        outcome: which.
        unit: in the scenario's words.
        baseline: the baseline's title.
        futures: how many futures the numbers rest on.
        draws: how many draws of the assumptions; 0 where they were held fixed.
        table: the rows of ``difference_table`` for this outcome, the best policy first.
    """

    outcome: Outcome
    unit: str
    baseline: str
    futures: int
    draws: int
    table: pd.DataFrame = field(repr=False)


def ordered_differences(
    table: pd.DataFrame, scenario: Scenario, baseline: str, outcome: str = "failing_organisations"
) -> OrderedDifferences:
    """Pick one outcome from a table of differences and put its policies in order.

    Args:
        table: as ``difference_table`` makes it.
        scenario: gives the words of the unit.
        baseline: the baseline's title.
        outcome: the outcome's name.

    Raises:
        ValueError: where the table has no such outcome.
    """
    rows = table[table["outcome"] == outcome]
    if rows.empty:
        raise ValueError(f"the differences have no outcome {outcome}")
    found = outcome_named(outcome)
    is_rising = found.less_is_better is not False
    ordered = rows.sort_values("difference", ascending=is_rising, kind="stable").reset_index(drop=True)
    return OrderedDifferences(
        found,
        unit_in(scenario, found.unit),
        baseline,
        int(ordered["futures"].max()),
        int(ordered["draws"].max()),
        ordered,
    )
