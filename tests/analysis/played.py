"""A simulation made of planted numbers, with as much of it as the analyses of this folder look at."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.panel import Panel
from simulation.policies import load_policy
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from tests.analysis.small import SMALL_SECTOR


@dataclass
class Planted:
    label: str
    outcomes: pd.DataFrame
    series: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 0)))
    series_names: tuple[str, ...] = ()
    panel: Panel | None = None
    scenario: Scenario = SMALL_SECTOR
    sector: Sector = field(default_factory=SMALL_SECTOR.sector)

    @property
    def policy(self) -> Policy:
        return load_policy(self.label)


def with_outcomes(label: str, **columns: list[float]) -> Planted:
    """Planted outcomes, a number a future."""
    return Planted(label, pd.DataFrame(columns))


def with_series(label: str, **columns: np.ndarray) -> Planted:
    """Planted series, each of shape (futures, quarters)."""
    values = np.stack(list(columns.values()), axis=2)
    outcomes = pd.DataFrame(index=pd.RangeIndex(len(values)))
    return Planted(label, outcomes, values, tuple(columns))
