"""The numbers of a scenario that are assumed and could be otherwise, one at a time.

And what follows from one of them: the outcome under two policies where it has some value and all others
are as assumed, in the same futures whatever the value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.assumptions import instrument_ranges, range_of
from simulation.batches import Assumptions, Progress, Recording, default_workers, parts_of, play_batch
from simulation.futures import fixed_assumptions
from simulation.parameters import ATTRIBUTES, REGISTER
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.tasks import play_parts

__all__ = ["Assumption", "PairedFutures", "relative", "uncertain_numbers"]

_BETWEEN = {"warning_threshold": ("failing_threshold", "good_threshold")}
"""Thresholds that stay between two others, which are definitions."""
_BEYOND = 3.0
"""How many times its own width a plausible range may be left by."""


@dataclass(frozen=True)
class Assumption:
    """One number that is assumed.

    Attributes:
        name: a parameter of the register, or an instrument's number (``improvement_board.gain``).
        assumed: its value in the scenario.
        low, high: its plausible range there.
        least, most: how far it can sensibly be moved: no further beyond the plausible range than three
            times its width, no further than is legal, and not across nil where the plausible range lies
            on one side of it. Farther away the number would describe another world.
    """

    name: str
    assumed: float
    low: float
    high: float
    least: float
    most: float


def _assumption(name: str, assumed: float, low: float, high: float, legal: tuple[float, float]) -> Assumption:
    least, most = max(legal[0], low - _BEYOND * (high - low)), min(legal[1], high + _BEYOND * (high - low))
    if low >= 0.0:
        least = max(least, 0.0)
    if high <= 0.0:
        most = min(most, 0.0)
    return Assumption(name, assumed, low, high, least, most)


def uncertain_numbers(scenario: Scenario, instruments: Collection[str]) -> list[Assumption]:
    """The numbers that an uncertain comparison draws: the register's, and those of some instruments.

    Args:
        scenario: whose numbers they are.
        instruments: names of the instruments that can matter; others are left out.
    """
    found = []
    for name, entry in REGISTER.items():
        value = float(scenario.parameters.get(name, entry.default))
        low, high = range_of(scenario, name)
        if low == high:
            continue
        legal = entry.bounds
        if name in _BETWEEN:
            legal = tuple(float(scenario.parameters.get(n, REGISTER[n].default)) for n in _BETWEEN[name])  # type: ignore[assignment]
            low, high = max(low, legal[0]), min(high, legal[1])
        if low < high:
            found.append(_assumption(name, value, low, high, legal))
    for row in instrument_ranges(scenario).itertuples():
        if row.instrument in instruments:
            rule = ATTRIBUTES[str(row.effect)]
            ends = float(row.low), float(row.high)  # type: ignore[arg-type]
            found.append(_assumption(str(row.name), float(row.assumed), *ends, (rule.least, rule.most)))  # type: ignore[arg-type]
    return found


def relative(pairs: np.ndarray) -> np.ndarray:
    """The difference of each pair for the sum of its sizes, -1 to 1; nil where both are.

    It tells what an assumption does to the answer from what it does to the size of the problem: where
    everything fails half as often under both policies, it stays the same.

    Args:
        pairs: shape (runs, 2).

    >>> relative(np.array([[2.0, 6.0], [1.0, 3.0], [0.0, 0.0]])).tolist()
    [-0.5, -0.5, 0.0]
    """
    sizes = np.abs(pairs).sum(axis=1)
    differences = pairs[:, 0] - pairs[:, 1]
    return np.divide(differences, sizes, out=np.where(np.isnan(sizes), np.nan, 0.0), where=sizes > 0.0)


class PairedFutures:
    """Two policies on the same futures, under whatever assumptions.

    Args:
        scenario, sector: what is simulated.
        policies: the policy, and the one that it is set against.
        outcome: a column of the outcomes.
        seed: with run numbers it determines the futures.
        workers: threads; as many as Numba may use by default.
        progress: called with the number of futures finished, as they finish.
    """

    def __init__(
        self,
        scenario: Scenario,
        sector: Sector,
        policies: tuple[Policy, Policy],
        outcome: str,
        seed: int,
        workers: int | None,
        progress: Progress | None = None,
    ) -> None:
        self.scenario, self.sector, self.policies = scenario, sector, policies
        self.outcome, self.seed, self.progress = outcome, seed, progress
        self.workers = default_workers() if workers is None else workers

    def pairs(self, runs: Sequence[int], assumptions: Assumptions | None) -> np.ndarray:
        """The outcome under the policy and under the other, run by run, shape (runs, 2)."""

        def play(part: tuple[int, ...]) -> np.ndarray:
            batch = play_batch(self.scenario, self.sector, self.policies, part, self.seed, Recording(), assumptions)
            return np.stack([outcomes[self.outcome].to_numpy(float) for outcomes in batch.outcomes], axis=1)

        parts = parts_of(self.scenario, self.sector, runs, self.workers)
        return np.concatenate(play_parts(play, parts, workers=self.workers, progress=self.progress))

    def along(self, name: str, runs: Sequence[int]) -> Callable[[float], np.ndarray]:
        """The pairs as a function of one assumption's value, all others as assumed."""

        def evaluate(value: float) -> np.ndarray:
            return self.pairs(runs, lambda part: self._with(name, value, len(part)))

        return evaluate

    def _with(self, name: str, value: float, runs: int) -> tuple[np.recarray, np.recarray]:
        """The scenario's own numbers for every run, but for one."""
        records, tools = fixed_assumptions(self.scenario, runs)
        instrument, dot, attribute = name.partition(".")
        if dot:
            tools[attribute][:, self.scenario.tools()[0].index(instrument)] = value
        else:
            records[name] = value
        return records, tools
