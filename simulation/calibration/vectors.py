"""Parameter vectors as the assumptions of runs: each run its own row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.errors import InputError, did_you_mean
from simulation.futures import fixed_assumptions
from simulation.parameters import REGISTER
from simulation.scenario import Scenario

__all__ = ["ParameterVectors"]


@dataclass(frozen=True, eq=False)
class ParameterVectors:
    """Gives each run number its row, for ``simulated_panels(..., assumptions=...)`` and ``simulate``.

    Run r has row r - ``first``, counted around where there are more runs than rows. Whatever no column names is
    as the scenario has it.

    Attributes:
        scenario: whose numbers the others are.
        frame: a row a vector, a column a parameter of the register.
        first: the run of the first row.

    Raises:
        InputError: where a column is not a parameter, or there is no row.
    """

    scenario: Scenario
    frame: pd.DataFrame
    first: int = 0

    def __post_init__(self) -> None:
        for name in self.frame.columns:
            if name not in REGISTER:
                raise InputError(f"{name} is not a parameter{did_you_mean(str(name), REGISTER)}")
        if self.frame.empty:
            raise InputError("there is no parameter vector; one row at least is needed")

    def __call__(self, runs: Sequence[int]) -> tuple[np.recarray, np.recarray]:
        """Parameter records, shape (runs,), and instruments' numbers, shape (runs, instruments)."""
        records, tools = fixed_assumptions(self.scenario, len(runs))
        rows = (np.asarray(runs, np.int64) - self.first) % len(self.frame)
        for name in self.frame.columns:
            records[name] = self.frame[name].to_numpy(np.float64)[rows]
        return records, tools
