"""What else could be true: drawing each world's uncertain numbers from their plausible ranges.

Every number with a range is drawn uniformly from it, each by itself. A *draw of the assumptions* is
one value for each; several futures are simulated under every draw (run numbers 0 and 1 under the
first, 2 and 3 under the second, and so on), so that what the assumptions change can be told from what
chance does. What is drawn for a number depends on the seed, the draw and the number's name alone: not on how
many runs there are, nor on which other numbers there are or have ranges.

*A scenario's own value moves the range with it*: its default range, scaled by the ratio of the value
to the default (so that what is set to nil stays nil), or, where a range reaches across nil, moved by
their difference; then cut to what is legal. What a user changes is still uncertain, around the change.

*Instruments are drawn exchangeably*: the gain of every instrument that has one comes from one and the
same range, and so does each of their other effects (see ``EFFECT_RANGES``). No source compares what
kinds of intervention do, so that a prior which favours one would decide the comparison in advance.
An effect that an instrument doesn't have stays nil: peer support carries no sanction, and a
reorganisation in itself teaches nothing. Costs, capacities and the rules of use are known, not drawn.

*Fitted numbers are drawn together*: where a scenario names a posterior (see ``fitted``), each draw takes one of
its vectors, and only the other numbers come from their ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from simulation.draws import Purpose, named_uniforms
from simulation.fitted import fitted_numbers
from simulation.parameters import ATTRIBUTES, REGISTER, SHIPPED_TOOLS, TOOL_DTYPE, Tool
from simulation.scenario import Scenario

__all__ = [
    "EFFECT_RANGES",
    "FUTURES_A_DRAW",
    "PlausibleAssumptions",
    "draw_assumptions",
    "instrument_ranges",
    "moved_range",
    "plausible_ranges",
    "range_of",
]

FUTURES_A_DRAW = 2
"""Futures simulated under each draw of the assumptions.

Two are the fewest that tell chance from assumptions. For a given number of runs, more draws show the
spread over assumptions better than more futures under each: between draws, the expected difference
of two policies varies more than the futures of one draw do (tried on shipped scenarios, 0.8 to 0.95
of the variance of a draw's mean is the draw's own).
"""

_VECTOR = "vector of the posterior"

EFFECT_RANGES: dict[str, tuple[float, float]] = {
    "lag": (0.0, 4.0),
    "disruption": (0.5, 10.0),
    "gain": (0.02, 0.13),
    "ceiling": (60.0, 76.0),
    "coaching": (0.005, 0.02),
    "leader_level": (0.55, 0.75),
    "openness": (-0.03, 0.03),
    "scrutiny": (0.5, 1.0),
    "blame": (0.0, 0.7),
    "gain_lost": (0.2, 0.6),
    "redraw_sd": (4.0, 12.0),
    "tie_cut": (0.25, 0.75),
}
"""The plausible range of each effect, the same for all instruments that have it; units as in ``ATTRIBUTES``.

Each range holds every shipped value of its effect and is centred near their mean. All are assumed.
"""


def moved_range(
    low: float, high: float, default: float, value: float, bounds: tuple[float, float]
) -> tuple[float, float]:
    """The range of a number that a scenario sets to ``value``.

    Args:
        low, high: the range around ``default``.
        bounds: the least and the most that is legal.

    Returns:
        The range in proportion where all of it lies on one side of nil, else moved by the
        difference; cut to the bounds.

    >>> moved_range(0.0, 0.5, 0.25, 0.5, (0.0, 5.0))
    (0.0, 1.0)
    >>> moved_range(-0.3, 0.6, 0.0, 0.5, (-20.0, 20.0))
    (0.2, 1.1)
    >>> moved_range(0.02, 0.13, 0.05, 0.0, (0.0, 1.0))
    (0.0, 0.0)
    """
    is_one_sided = default != 0.0 and low * high >= 0.0 and value * default >= 0.0
    if is_one_sided:
        ends = (low * (value / default), high * (value / default))
    else:
        ends = (low + (value - default), high + (value - default))
    least, most = bounds
    return min(max(ends[0], least), most), min(max(ends[1], least), most)


def range_of(scenario: Scenario, name: str) -> tuple[float, float]:
    """The range of a parameter of the register in a scenario.

    Returns:
        Its plausible range there; the 95% interval of the posterior where it was fitted; both ends alike
        where it is fixed.
    """
    fitted, parameter = fitted_numbers(scenario), REGISTER[name]
    if name in fitted:
        low, high = np.quantile(fitted[name], [0.025, 0.975])
        return float(low), float(high)
    value = float(scenario.parameters.get(name, parameter.default))
    if parameter.is_fixed:
        return value, value
    return moved_range(parameter.low, parameter.high, parameter.default, value, parameter.bounds)


def _register_ranges(scenario: Scenario) -> list[tuple[float, float]]:
    """The range of every parameter of the register, in its order; both ends alike where it is fixed."""
    return [range_of(scenario, name) for name in REGISTER]


def _effect_range(attribute: str, value: float, shipped: Tool | None) -> tuple[float, float]:
    """The range of one number of one instrument; both ends alike where it is not drawn."""
    if attribute not in EFFECT_RANGES or value == 0.0:
        return value, value
    low, high = EFFECT_RANGES[attribute]
    default = getattr(shipped, attribute) if shipped is not None else 0.0
    if default in (0.0, value):
        # As shipped, or an effect that the scenario adds: exchangeable with the others'.
        return low, high
    rule = ATTRIBUTES[attribute]
    return moved_range(low, high, default, value, (rule.least, rule.most))


def _tool_ranges(scenario: Scenario) -> dict[str, list[tuple[float, float]]]:
    """The ranges of every instrument's numbers, by name, in the order of ``ATTRIBUTES``."""
    names, tools = scenario.tools()
    return {
        name: [_effect_range(attribute, float(tool[attribute]), SHIPPED_TOOLS.get(name)) for attribute in ATTRIBUTES]
        for name, tool in zip(names, tools, strict=True)
    }


def plausible_ranges(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """The plausible range of every number of a scenario, by name: ``linkage``, ``improvement_board.gain``.

    Returns:
        Low and high, in the order of the register, then instrument by instrument; both ends alike where
        a number is not uncertain.
    """
    ranges = dict(zip(REGISTER, _register_ranges(scenario), strict=True))
    for tool, of_tool in _tool_ranges(scenario).items():
        ranges |= {f"{tool}.{attribute}": pair for attribute, pair in zip(ATTRIBUTES, of_tool, strict=True)}
    return ranges


def instrument_ranges(scenario: Scenario | None = None) -> pd.DataFrame:
    """What is drawn of instruments, for tables of assumptions.

    Args:
        scenario: whose instruments; those that ship where there is none.

    Returns:
        A row for each effect that is drawn; columns name (``improvement_board.gain``), instrument,
        effect, assumed (the value as assumed), low, high, unit, meaning.
    """
    if scenario is None:
        tools = SHIPPED_TOOLS
        ranges = {
            name: [_effect_range(attribute, getattr(tool, attribute), tool) for attribute in ATTRIBUTES]
            for name, tool in tools.items()
        }
        assumed = {name: tool.as_tuple() for name, tool in tools.items()}
    else:
        ranges = _tool_ranges(scenario)
        assumed = {name: tuple(float(v) for v in tool) for name, tool in zip(*scenario.tools(), strict=True)}
    rows = [
        (f"{name}.{attribute}", name, attribute, assumed[name][place], low, high, rule.unit, rule.meaning)
        for name, of_tool in ranges.items()
        for place, ((attribute, rule), (low, high)) in enumerate(zip(ATTRIBUTES.items(), of_tool, strict=True))
        if low < high
    ]
    return pd.DataFrame(rows, columns=["name", "instrument", "effect", "assumed", "low", "high", "unit", "meaning"])


@dataclass(frozen=True)
class PlausibleAssumptions:
    """Draws of a scenario's uncertain numbers, for ``simulate_all(..., assumptions=...)``.

    Attributes:
        scenario: whose numbers the ranges lie around.
        seed: from 0 up; the same as that of the futures.
        futures: how many runs, by number, share a draw.
    """

    scenario: Scenario
    seed: int
    futures: int = FUTURES_A_DRAW

    def __call__(self, runs: Sequence[int]) -> tuple[np.recarray, np.recarray]:
        """The numbers for some runs.

        Args:
            runs: run numbers.

        Returns:
            Parameter records, shape (runs,), and instruments' numbers, shape (runs, instruments).
        """
        draws = self.draws_of(runs)
        unique, place = np.unique(draws, return_inverse=True)
        values = self._values(unique)[place]
        records = np.empty(len(draws), REGISTER.dtype).view(np.recarray)
        for column, name in enumerate(REGISTER):
            records[name] = values[:, column]
        # A drawn threshold stays between its neighbours, which are definitions.
        records["warning_threshold"] = np.clip(
            records["warning_threshold"], records["failing_threshold"], records["good_threshold"]
        )
        tools = np.empty((len(draws), len(self._tools)), TOOL_DTYPE).view(np.recarray)
        effects = values[:, len(REGISTER) :].reshape(len(draws), len(self._tools), len(ATTRIBUTES))
        for column, name in enumerate(ATTRIBUTES):
            tools[name] = effects[:, :, column]
        return records, tools

    def draws_of(self, runs: Iterable[int]) -> np.ndarray:
        """The number of the draw under which each run is simulated, int64, shape (runs,)."""
        return np.array([run // self.futures for run in runs], np.int64)

    def frame(self, draws: Iterable[int]) -> pd.DataFrame:
        """What was drawn: a row a draw, indexed by its number; a column for each number that is uncertain."""
        numbers = list(draws)
        records, tools = self([draw * self.futures for draw in numbers])
        columns = {name: records[name] for name, low, high in zip(REGISTER, *self._ends[0], strict=True) if low < high}
        for place, (name, ranges) in enumerate(self._tools.items()):
            for attribute, (low, high) in zip(ATTRIBUTES, ranges, strict=True):
                if low < high:
                    columns[f"{name}.{attribute}"] = tools[attribute][:, place]
        return pd.DataFrame(columns, index=pd.Index(numbers, name="draw"))

    @cached_property
    def _tools(self) -> dict[str, list[tuple[float, float]]]:
        return _tool_ranges(self.scenario)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(REGISTER)}

    @cached_property
    def _ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Low and high ends, register first, then instrument by instrument: shapes (2, numbers) each."""
        register = np.array(_register_ranges(self.scenario)).T
        tools = np.array([pair for ranges in self._tools.values() for pair in ranges]).T
        return register, tools

    def _values(self, draws: np.ndarray) -> np.ndarray:
        """Every number under some draws, shape (draws, numbers); fitted ones from one vector of the posterior."""
        low, high = np.concatenate(self._ends, axis=1)
        names = [*REGISTER, *(f"{tool}.{attribute}" for tool in self._tools for attribute in ATTRIBUTES), _VECTOR]
        uniforms = np.stack([named_uniforms(self.seed, int(d), Purpose.PARAMETERS, names) for d in draws])
        values = low + uniforms[:, :-1] * (high - low)
        for name, vector in fitted_numbers(self.scenario).items():
            values[:, self._place[name]] = vector[(uniforms[:, -1] * len(vector)).astype(np.int64)]
        return values


def draw_assumptions(
    scenario: Scenario, runs: Sequence[int], seed: int, futures: int = FUTURES_A_DRAW
) -> tuple[np.recarray, np.recarray]:
    """The uncertain numbers of some runs; see ``PlausibleAssumptions``.

    Args:
        scenario: whose numbers the ranges lie around.
        runs: run numbers.
        seed: from 0 up.
        futures: how many runs, by number, share a draw.

    Returns:
        Parameter records, shape (runs,), and instruments' numbers, shape (runs, instruments).
    """
    return PlausibleAssumptions(scenario, seed, futures)(runs)
