"""How sentences say differences in an outcome: fewer or more, lower or higher, in the scenario's words."""

from __future__ import annotations

from simulation.analysis.rounding import shown
from simulation.analysis.titles import Worded, unit_in
from simulation.outcomes import Outcome

__all__ = ["OutcomeWords"]

_MEASURED = frozenset({"points", "share", "quarters", "cost units", "cost units a year", "point-years"})
"""Units of what is lower or higher; all else is counted, fewer or more."""


class OutcomeWords:
    """How one outcome's amounts are said in one scenario.

    Args:
        outcome: which.
        scenario: what calls organisations by their word: a scenario, or a sweep's results.
        decimals: of its amounts, as in ``rounding.shown``.
    """

    def __init__(self, outcome: Outcome, scenario: Worded, decimals: int) -> None:
        self.outcome, self.scenario, self.decimals = outcome, scenario, decimals
        self.less, self.more = ("lower", "higher") if outcome.unit in _MEASURED else ("fewer", "more")
        self.unit = unit_in(scenario, outcome.unit)
        if outcome.unit == "share":
            self.unit, self.decimals = "points of 100", max(decimals - 2, 0)
        self.factor = 100.0 if outcome.unit == "share" else 1.0

    def size(self, difference: float) -> str:
        """``1.8``: the size alone."""
        return shown(abs(difference) * self.factor, self.decimals)

    def amount(self, difference: float) -> str:
        """``1.8 fewer``; ``0.0`` where nothing is left of it."""
        size = self.size(difference)
        if float(size.replace(",", "") or 0.0) == 0.0:
            return size
        return f"{size} {self.less if difference < 0 else self.more}"

    def span(self, low: float, high: float, towards: float, joint: str) -> str:
        """``0.3 more and 3.9 fewer``, from the side away from the mean to the side that it points to."""
        ends = (high, low) if towards <= 0 else (low, high)
        first, second = (self.amount(end) for end in ends)
        if first.rpartition(" ")[2] == second.rpartition(" ")[2] and " " in first:
            first = first.rpartition(" ")[0]
        return f"{first} {joint} {second}"

    def statement(self, difference: float, policy: str, baseline: str) -> str:
        """What the mean difference says."""
        size = self.amount(difference)
        is_level = " " not in size
        organisations = self.scenario.organisations_word
        if self.outcome.name == "failing_organisations":
            if is_level:
                return f'"{policy}" leaves about as many failing {organisations} at any time as "{baseline}"'
            return f'"{policy}" leaves {size} failing {organisations} at any time than "{baseline}"'
        what = self.outcome.title[0].lower() + self.outcome.title[1:]
        if is_level:
            return f'with "{policy}", {what} is about the same as with "{baseline}"'
        number, _, word = size.rpartition(" ")
        return f'with "{policy}", {what} is {number} {self.unit} {word} than with "{baseline}"'
