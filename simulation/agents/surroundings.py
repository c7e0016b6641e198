"""What the organisations of one run meet in a quarter: the model's numbers, pressure, and chance."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from simulation.agents.rules import pressure
from simulation.draws import Chance, Shock, normal_at, uniform_at
from simulation.events import NO_EVENTS, event_pressure
from simulation.parameters import Tool
from simulation.state import State
from simulation.worlds import Worlds

__all__ = ["Surroundings"]


class Surroundings:
    """The surroundings of one run's organisations, which all of them share.

    Attributes:
        p: the run's parameters, Python floats by name, as the rules take them.
        tools: the instruments' numbers, in the order of their codes.
        quarter: the quarter under way, from the run-in's first.
        trend, common: points of pressure from the trend, and from what all share.
        regional, burden: points of pressure by region: what fluctuates, and what lasts.
        own_spread: spread of what is new each quarter in an organisation's own pressure, points.
        events: prepared events, ``EVENT_DTYPE``.
        lessons_told: where a regulator shares lessons with all, their sum; else nothing.
    """

    def __init__(self, worlds: Worlds) -> None:
        record = worlds.parameters[0]
        self.p = SimpleNamespace(**dict(zip(record.dtype.names, record.tolist(), strict=True)))
        self.tools = tuple(Tool(*numbers) for numbers in worlds.tools[0].tolist())
        self.burden: list[float] = worlds.world.burden[0].tolist()
        self.own_spread: float = pressure.innovation(self.p.own_pressure_sd, self.p)
        self.quarter = 0
        self.trend = 0.0
        self.common = 0.0
        self.regional: list[float] = []
        self.events: np.ndarray = NO_EVENTS
        self.lessons_told: float | None = None
        self._world = worlds.world
        self._key = worlds.world.key[0]
        self._shocks: list[list[float]] = []

    def begin_quarter(self, state: State) -> None:
        """Move shared pressures on, in the state's own arrays, and take up the quarter's draws."""
        p, self.quarter = self.p, state.quarter
        shared, regional = state.arrays.sector, state.arrays.regional_pressure
        draws = self._world.shocks[0, self.quarter]
        regions, n = regional.shape[1], self._world.places.shape[1]
        self._shocks = draws[1 + regions :].reshape(len(Shock), n).tolist()
        self.trend = pressure.trend_at(self.quarter - state.branched, p)
        spread = pressure.innovation(p.common_pressure_sd, p)
        self.common = pressure.fluctuation(float(shared["common_pressure"][0]), spread, float(draws[0]), p)
        spread = pressure.innovation(p.regional_pressure_sd, p)
        before, new = regional[0].tolist(), draws[1 : 1 + regions].tolist()
        self.regional = [pressure.fluctuation(before[g], spread, new[g], p) for g in range(regions)]
        shared["common_pressure"][0] = self.common
        regional[0] = self.regional

    def shock(self, kind: Shock, index: int) -> float:
        """This quarter's standard normal of one kind for one organisation."""
        return self._shocks[kind][index]

    def uniform(self, kind: Chance, index: int) -> float:
        """This quarter's uniform in [0, 1) for one kind of chance of one organisation."""
        return float(uniform_at(self._key, self.quarter, int(kind), index))

    def normal(self, kind: Chance, index: int) -> float:
        """This quarter's standard normal for one kind of chance of one organisation."""
        return float(normal_at(self._key, self.quarter, int(kind), index))

    def event_pressure(self, index: int, region: int) -> float:
        """Points of pressure that prepared events put on one organisation this quarter."""
        if len(self.events) == 0:
            return 0.0
        return float(event_pressure(self.quarter, index, region, self.events))
