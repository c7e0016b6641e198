"""A small sector, seen for six years, and a few numbers to fit: a calibration of seconds."""

from __future__ import annotations

import pandas as pd

from simulation.calibration.vectors import ParameterVectors
from simulation.calibration.waves import Plan
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window
from simulation.evidence.observation import Observation
from simulation.evidence.simulated import simulated_panels
from simulation.evidence.targets import Targets, targets_of
from simulation.scenario import Scenario

NUMBERS = ("capability_base", "capability_from_leadership", "leadership_sd")
SEEN = Observation(Window.between("2014-02", "2021-01"))
PLAN = Plan((240, 240), part=120)
TRUTH = {"capability_base": 31.0, "capability_from_leadership": 44.0, "leadership_sd": 0.25}


def small_scenario(organisations: int = 40) -> Scenario:
    """Two regions of councils that are inspected by a rota."""
    return Scenario.from_data(
        {
            "schema_version": 1,
            "name": "small",
            "title": "A small sector",
            "purpose": "Tests.",
            "use": "Tests.",
            "regime": "inspection-led",
            "plan": "rota",
            "years": 7,
            "run_in": {"quarters": 24},
            "regions": [{"name": f"Region {k}", "organisations": organisations // 2} for k in range(2)],
        },
        "small",
    )


def panels_of(scenario: Scenario, truth: dict[str, float], panels: int, first: int = 900_000) -> Inspections:
    """Panels simulated from known numbers, with chance of their own."""
    vectors = ParameterVectors(scenario, pd.DataFrame([truth]), first)
    return simulated_panels(scenario, range(first, first + panels), observation=SEEN, assumptions=vectors, workers=1)


def observed(scenario: Scenario, truth: dict[str, float] | None = None) -> Targets:
    """The targets of one such panel."""
    return targets_of(panels_of(scenario, truth or TRUTH, 1), "a known panel", resamples=50)
