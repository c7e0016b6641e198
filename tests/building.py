"""Small worlds and states to order, for tests of the core: one call, every number of them known or seeded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.agents.plain import plain
from simulation.parameters import REGISTER, SHIPPED_TOOLS, TOOL_DTYPE
from simulation.regulation.conduct import Conduct
from simulation.rows import Run, run_at
from simulation.sector import Sector
from simulation.starting import start
from simulation.state import State
from simulation.vocabulary import Plan, Regime
from simulation.worlds import Worlds, build_worlds

KINDS = len(SHIPPED_TOOLS)


def sector_of(*counts: int, **given: Any) -> Sector:
    """Drawn organisations: ``counts[g]`` of them in region ``g``."""
    n = sum(counts)
    names = tuple(f"Place {i}" for i in range(n))
    region = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return Sector(names, tuple(f"Region {g}" for g in range(len(counts))), region, identifiers=names, **given)


def tools_of(changes: Mapping[str, Mapping[str, float]] | None = None, runs: int = 1) -> np.recarray:
    """The shipped instruments' numbers with some changed, shape (runs, instruments)."""
    tools = np.array([tool.as_tuple() for tool in SHIPPED_TOOLS.values()], TOOL_DTYPE)
    for name, values in (changes or {}).items():
        for attribute, value in values.items():
            tools[list(SHIPPED_TOOLS).index(name)][attribute] = value
    return np.repeat(tools[None], runs, axis=0).view(np.recarray)


def worlds_of(
    sector: Sector,
    *,
    runs: Sequence[int] = (0,),
    seed: int = 0,
    quarters: int = 8,
    tools: Mapping[str, Mapping[str, float]] | None = None,
    **parameters: float,
) -> Worlds:
    """Worlds with parameters that differ from their defaults."""
    records = REGISTER.records(len(runs), parameters)
    names = tuple(SHIPPED_TOOLS)
    return build_worlds(
        sector, records, tools_of(tools, len(runs)), names, runs=runs, seed=seed, quarters=quarters
    )  # fmt: skip


def conduct(**given: float) -> Conduct:
    """A regulator who names the failing, inspects nobody by plan, and has no budget to keep to."""
    usual: dict[str, Any] = {
        "regime": int(Regime.INSPECTION_LED), "plan": int(Plan.NONE), "visits": 0, "designates": 1, "brokered": 1,
        "coordinated": 0, "budget": float("inf"),
    }  # fmt: skip
    return Conduct(**(usual | given))


@dataclass
class Bench:
    """One run with its state, to be set field by field and handed to compiled code.

    Attributes:
        worlds: its worlds, of one run.
        state: its state.
    """

    worlds: Worlds
    state: State

    @property
    def n(self) -> int:
        """How many organisations."""
        return len(self.worlds.sector)

    @property
    def p(self) -> np.record:
        """Its parameters."""
        return self.worlds.parameters[0]

    @property
    def tools(self) -> np.recarray:
        """Its instruments' numbers, shape (instruments,)."""
        return self.worlds.tools[0]

    @property
    def organisations(self) -> np.recarray:
        """What is true of each."""
        return self.state.arrays.organisations[0]

    @property
    def files(self) -> np.recarray:
        """What the regulator knows of each."""
        return self.state.arrays.files[0]

    @property
    def tracks(self) -> np.recarray:
        """What outcomes remember of each."""
        return self.state.arrays.tracks[0]

    @property
    def places(self) -> np.recarray:
        """Who each is."""
        return self.worlds.world.places[0]

    def run(self, quarter: int = 0) -> Run:
        """The run's rows, as compiled code takes them."""
        return plain(run_at)(self.worlds.world, self.state.arrays, 0, quarter)


def bench(*counts: int, sector: Sector | None = None, **given: Any) -> Bench:
    """A run before its first quarter; ``given`` goes to ``worlds_of``."""
    worlds = worlds_of(sector if sector is not None else sector_of(*counts), **given)
    return Bench(worlds, start(worlds))


def neighbours(start_of: np.ndarray, to: np.ndarray, i: int) -> list[int]:
    """Row ``i`` of compressed rows."""
    return to[start_of[i] : start_of[i + 1]].tolist()


def same_bits(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal to the bit, field by field where they hold records (padding does not count)."""
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    parts = a.dtype.names or ()
    return all(a[name].tobytes() == b[name].tobytes() for name in parts) if parts else a.tobytes() == b.tobytes()
