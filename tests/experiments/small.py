"""A sweep small enough to be run in a second, of a sector in which every instrument finds work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from simulation.experiments.sweep import Sweep

SCENARIO = """
schema_version = 1
name = "twelve"
title = "Twelve organisations"
purpose = "Something to test with."
use = "Tests."
regime = "inspection-led"
plan = "rota"
years = 5
run_in = {quarters = 12}
regions = [{name = "North", organisations = 6}, {name = "South", organisations = 6}]
parameters = {leadership_mean = 0.4, leadership_sd = 0.25, pressure_trend = 0.5}

[instruments]
improvement_board.capacity = 0.2
central_intervention.capacity = 0.2
structural_reform.capacity = 0.2
"""

DATA: dict[str, Any] = {
    "schema_version": 1,
    "name": "small",
    "title": "A small sweep",
    "question": "Does it work?",
    "use": "Tests.",
    "scenario": "twelve.toml",
    "replications": 3,
    "outcomes": ["failing_organisations", "harm", "true_relapse", "cost_a_year"],
    "uncertainties": {
        "linkage": True,
        "improvement_board.gain": {"low": 0.02, "high": 0.13},
        "openness_mean": {"distribution": "triangular"},
    },
    "levers": {"policies": ["last-resort", "improvement-boards"], "improvement-boards.delay": [0, 4]},
    "design": {"kind": "latin-hypercube", "samples": 12},
}


def folder_with_scenario(folder: Path) -> Path:
    """The folder, with the scenario that the small sweep names in it."""
    (folder / "twelve.toml").write_text(SCENARIO, encoding="utf-8")
    return folder


def small_sweep(folder: Path, **changes: Any) -> Sweep:
    """The small sweep, with whole keys replaced; None leaves a key out."""
    data = {key: value for key, value in {**DATA, **changes}.items() if value is not None}
    return Sweep.from_data(data, where="small.toml", folder=folder_with_scenario(folder))


def same_bits(a: pd.DataFrame, b: pd.DataFrame) -> bool:
    """Equal frames, to the last bit, NaN and all."""
    if list(a.columns) != list(b.columns) or len(a) != len(b):
        return False
    return all(
        list(a[name].cat.categories) == list(b[name].cat.categories)
        and a[name].cat.codes.to_numpy().tobytes() == b[name].cat.codes.to_numpy().tobytes()
        if isinstance(a[name].dtype, pd.CategoricalDtype)
        else a[name].to_numpy().tobytes() == b[name].to_numpy().tobytes()
        for name in a.columns
    )
