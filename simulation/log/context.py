"""What the log needs to know of a run that does not change while it lasts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.regulation.allocation import capacity_of
from simulation.vocabulary import NOBODY
from simulation.worlds import Worlds

__all__ = ["Context", "context_of"]


@dataclass(frozen=True, eq=False)
class Context:
    """Names, thresholds, instruments and prepared events of one run.

    Attributes:
        names: the organisations' names.
        region_names: the regions' names.
        tools: the instruments' numbers, ``TOOL_DTYPE``, shape (instruments,).
        tool_names: their names, as in scenarios.
        capacity: how many of each can run at a time.
        budget: cost units that may be spent a quarter; infinite where none is set.
        failing, warning: thresholds, points.
        events: prepared events, ``EVENT_DTYPE``; their quarters count from the run-in's first.
        branched: the quarter in which the policies branched, counted the same way.
    """

    names: tuple[str, ...]
    region_names: tuple[str, ...]
    tools: np.ndarray
    tool_names: tuple[str, ...]
    capacity: tuple[int, ...]
    budget: float
    failing: float
    warning: float
    events: np.ndarray
    branched: int

    def __repr__(self) -> str:
        return f"<Context of {len(self.names)} organisations in {len(self.region_names)} regions>"

    def where(self, region: int, organisation: int) -> str:
        """Whom an event hits, in words."""
        if organisation != NOBODY:
            return self.names[organisation]
        return self.region_names[region] if region >= 0 else "everyone"


def context_of(worlds: Worlds, *, budget: float, events: np.ndarray, branched: int, run: int = 0) -> Context:
    """The context of run ``run`` of a batch.

    Args:
        worlds: the batch's worlds.
        budget: cost units a quarter.
        events: prepared events.
        branched: the quarter in which the policies branched, from the run-in's first.
        run: its place in the batch.
    """
    sector, tools, p = worlds.sector, worlds.tools[run], worlds.parameters[run]
    return Context(
        names=sector.names,
        region_names=sector.region_names,
        tools=tools,
        tool_names=worlds.tool_names,
        capacity=tuple(int(capacity_of(tool, len(sector))) for tool in tools),
        budget=float(budget),
        failing=float(p["failing_threshold"]),
        warning=float(p["warning_threshold"]),
        events=events,
        branched=branched,
    )
