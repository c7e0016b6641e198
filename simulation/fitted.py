"""Which numbers of a scenario were fitted to data, and the values that the data leaves them.

A scenario's own value moves a fitted number with it, as it moves a plausible range: what a user changes is as
uncertain as before, around the change. A scenario as calibrated sets each at its median and moves nothing.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from simulation.parameters import REGISTER
from simulation.parameters.parameter import Confidence
from simulation.posterior import Posterior
from simulation.scenario import Scenario
from simulation.scenario.shipped import posterior_file

__all__ = ["calibrated_scenario", "fitted_numbers", "how_sure", "source_of"]


def fitted_numbers(scenario: Scenario) -> dict[str, np.ndarray]:
    """The values of each fitted number, row by row of the posterior: what stands in one row goes together.

    Returns:
        Arrays of shape (vectors,), by name; nothing where the scenario names no posterior.

    Raises:
        InputError: where the posterior cannot be read.
    """
    if scenario.posterior is None:
        return {}
    file = posterior_file(scenario.posterior)
    found = {}
    for name, values in _vectors(file, file.stat().st_mtime_ns).items():
        moved = values
        if name in scenario.parameters:
            moved = np.clip(values + (scenario.parameters[name] - _middle(values)), *REGISTER[name].bounds)
        found[name] = moved
    return found


def source_of(scenario: Scenario, name: str) -> str:
    """Where a parameter's value comes from: what it was fitted to, or the register's source."""
    if scenario.posterior is None or name not in fitted_numbers(scenario):
        return REGISTER[name].source
    window = Posterior.load(posterior_file(scenario.posterior)).about.get("window")
    return f"fitted to inspections, {window}" if window else "fitted to inspections"


def calibrated_scenario(scenario: Scenario, posterior: Path) -> Scenario:
    """A scenario with its fitted numbers at the medians of a posterior, which it names.

    Args:
        scenario: what was calibrated.
        posterior: the file of the parameter vectors.
    """
    medians = {name: _middle(values) for name, values in _vectors(posterior, posterior.stat().st_mtime_ns).items()}
    return scenario.changed(parameters=dict(scenario.parameters) | medians, posterior=str(posterior.absolute()))


def _middle(values: np.ndarray) -> float:
    """The median, to the digits with which a scenario is written."""
    return float(f"{np.median(values):.3g}")


@lru_cache(maxsize=8)
def _vectors(file: Path, changed: int) -> dict[str, np.ndarray]:
    """The columns of a file's vectors as they are from now on; ``changed`` is when it was last written."""
    frame = Posterior.load(file).from_now
    return {str(name): frame[name].to_numpy(np.float64) for name in frame.columns}


def how_sure(scenario: Scenario, name: str) -> Confidence:
    """How sure we are of a parameter in a scenario: as the register says, or calibrated where it was fitted."""
    return "calibrated" if name in fitted_numbers(scenario) else REGISTER[name].confidence
