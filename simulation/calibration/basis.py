"""What a calibration is of: a scenario, how its panels are seen, the numbers to be fitted, a seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from simulation.calibration.priors import Prior, from_unit
from simulation.calibration.vectors import ParameterVectors
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import month_text
from simulation.evidence.observation import Observation
from simulation.evidence.simulated import simulated_panels
from simulation.scenario import Scenario
from simulation.tasks import Workers

__all__ = ["LEVEL", "Basis", "through_window"]

LEVEL = "pressure_level"
"""The parameter that, in a scenario from now on, holds what the fitted trend added up to."""

_SAID = {"title": "-", "purpose": "-", "use": "-", "sources": (), "policies": (), "years": 20}
"""What a scenario says that no panel depends on: another wording does not make its simulations another's."""


def through_window(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """The scenario as it is simulated through the window of a panel, whatever was fitted to it before.

    Args:
        scenario: one that may be calibrated already: at the level of pressure that the window ended with.
        names: the numbers to be fitted, which it need not set.
    """
    kept = {name: value for name, value in scenario.parameters.items() if name not in (*names, LEVEL)}
    return scenario.changed(parameters=kept).model_copy(update={"posterior": None})


@dataclass(frozen=True)
class Basis:
    """What is calibrated.

    Attributes:
        scenario: whose sector and regulation; what is not fitted is as it says.
        observation: window, timetable, gap, delay and framework, as the real panel has them.
        priors: of the numbers to be fitted.
        seed: from 0 up.
    """

    scenario: Scenario
    observation: Observation
    priors: tuple[Prior, ...]
    seed: int = 0

    @property
    def names(self) -> list[str]:
        """The fitted numbers, in order."""
        return [prior.name for prior in self.priors]

    def frame(self, unit: np.ndarray) -> pd.DataFrame:
        """Places in the priors as values, a column a number."""
        return pd.DataFrame(from_unit(self.priors, unit), columns=self.names)

    def simulated(
        self,
        unit: np.ndarray,
        first: int,
        *,
        workers: Workers | None = None,
        executor: Executor | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Inspections:
        """One panel at each place of the priors.

        Args:
            unit: places, shape (points, numbers).
            first: the run of the first; the others follow. With the seed it determines a panel's chance.
            workers, executor, progress: as in ``simulated_panels``.
        """
        return simulated_panels(
            self.scenario,
            range(first, first + len(unit)),
            seed=self.seed,
            observation=self.observation,
            assumptions=ParameterVectors(self.scenario, self.frame(unit), first),
            workers=workers,
            executor=executor,
            progress=progress,
        )

    @property
    def ingredients(self) -> dict[str, Any]:
        """All that decides the simulated panels, as plain data; equal ingredients, equal panels."""
        seen, gap = self.observation, self.observation.gap
        framework = seen.new_framework
        return {
            "scenario": self.scenario.name,
            "hash": self.scenario.model_copy(update=_SAID).hash,
            "seed": self.seed,
            "window": str(seen.window),
            "timetable": {k: v for k, v in vars(seen.timetable).items() if v is not None},
            "gap": None if gap is None else str(gap),
            "delay": seen.delay,
            "new_framework": None if framework is None else month_text(framework),
            "priors": [{k: v for k, v in vars(prior).items() if k != "source"} for prior in self.priors],
        }
