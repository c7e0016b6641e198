"""How should a system respond when its public services fail? A simulator to find out.

    >>> from simulation import Scenario, simulate
    >>> scenario = Scenario.load("english-councils").changed(years=5)
    >>> result = simulate(scenario, "improvement-boards", runs=2, seed=1)
    >>> len(result.outcomes)
    2

Names are imported when they are first used, so that the command starts at once.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.analysis.comparing import compare
    from simulation.analysis.comparison import Comparison
    from simulation.batches import Recording, Simulation, simulate, simulate_all
    from simulation.evidence.observation import Observation
    from simulation.evidence.reading import read_inspections
    from simulation.evidence.simulated import simulated_panels
    from simulation.evidence.targets import Targets, targets_of
    from simulation.experiments.results import SweepResults
    from simulation.experiments.running import run_sweep
    from simulation.experiments.sweep import Sweep
    from simulation.exploration.kinds import analyse
    from simulation.model import PublicSector
    from simulation.optimising.searching import optimise
    from simulation.plots.exploration.pictures import plot_finding
    from simulation.policies import load_policy
    from simulation.regulation.policy import Policy, lever
    from simulation.scenario import Scenario
    from simulation.session import Session, open_run

__version__ = version("turnaround")

_WHERE = {
    "Comparison": "simulation.analysis.comparison",
    "Observation": "simulation.evidence.observation",
    "Policy": "simulation.regulation.policy",
    "PublicSector": "simulation.model",
    "Recording": "simulation.batches",
    "Scenario": "simulation.scenario",
    "Session": "simulation.session",
    "Simulation": "simulation.batches",
    "Sweep": "simulation.experiments.sweep",
    "SweepResults": "simulation.experiments.results",
    "Targets": "simulation.evidence.targets",
    "analyse": "simulation.exploration.kinds",
    "compare": "simulation.analysis.comparing",
    "lever": "simulation.regulation.policy",
    "load_policy": "simulation.policies",
    "open_run": "simulation.session",
    "optimise": "simulation.optimising.searching",
    "plot_finding": "simulation.plots.exploration.pictures",
    "read_inspections": "simulation.evidence.reading",
    "run_sweep": "simulation.experiments.running",
    "simulate": "simulation.batches",
    "simulate_all": "simulation.batches",
    "simulated_panels": "simulation.evidence.simulated",
    "targets_of": "simulation.evidence.targets",
}

__all__ = [
    "Comparison",
    "Observation",
    "Policy",
    "PublicSector",
    "Recording",
    "Scenario",
    "Session",
    "Simulation",
    "Sweep",
    "SweepResults",
    "Targets",
    "__version__",
    "analyse",
    "compare",
    "lever",
    "load_policy",
    "open_run",
    "optimise",
    "plot_finding",
    "read_inspections",
    "run_sweep",
    "simulate",
    "simulate_all",
    "simulated_panels",
    "targets_of",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'simulation' has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """What the package offers and its modules so far, without what this file itself needs."""
    own = {name for name, value in globals().items() if name.startswith("__") or isinstance(value, ModuleType)}
    return sorted(own | set(__all__))
