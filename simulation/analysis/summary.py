"""Tables of a comparison: means a policy, every run's outcomes, the sector over the years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.analysis.bootstrap import error_of_means
from simulation.analysis.titles import title_of
from simulation.batches import Simulation

__all__ = ["AS_ASSUMED", "HEADLINE_OUTCOMES", "UNCERTAIN", "outcome_rows", "series_rows", "summary_table"]

HEADLINE_OUTCOMES = (
    "failing_organisations",
    "severe_years",
    "hidden_failure_years",
    "harm",
    "mean_quality",
    "reporting_gap",
    "recoveries",
    "cost_a_year",
)
"""Outcomes of the summary: how much failure, how deep, how hidden, how well it was mended, at what cost."""

AS_ASSUMED, UNCERTAIN = "as assumed", "uncertain"
"""The two treatments of the assumptions, as tables name them."""

_QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}


def summary_table(simulations: Sequence[Simulation], seed: int) -> pd.DataFrame:
    """The headline outcomes of every policy, with the simulation error of each mean.

    Args:
        simulations: policies on the same futures.
        seed: of the resampling, from 0 up.

    Returns:
        A row a policy, indexed by label; columns title, then each outcome's mean and the ends of its
        95% interval (``_low``, ``_high``).
    """
    names = list(HEADLINE_OUTCOMES)
    values = np.stack([s.outcomes[names].to_numpy(float) for s in simulations], axis=1)
    shape = values.shape[1:]
    low, high = (ends.reshape(shape) for ends in error_of_means(values.reshape(len(values), -1), seed))
    columns: dict[str, object] = {"title": [title_of(s.policy) for s in simulations]}
    for place, name in enumerate(names):
        columns[name] = values[:, :, place].mean(axis=0)
        columns[f"{name}_low"], columns[f"{name}_high"] = low[:, place], high[:, place]
    return pd.DataFrame(columns, index=pd.Index([s.label for s in simulations], name="policy"))


def outcome_rows(
    simulations: Sequence[Simulation], across: Sequence[Simulation], draws: np.ndarray | None
) -> pd.DataFrame:
    """Every outcome of every run: a row a run, policy and treatment of the assumptions."""
    parts = []
    for treatment, played, numbers in ((AS_ASSUMED, simulations, None), (UNCERTAIN, across, draws)):
        for simulation in played:
            part = simulation.outcomes.reset_index()
            part.insert(1, "policy", simulation.label)
            part.insert(2, "assumptions", treatment)
            part.insert(3, "draw", pd.Series(pd.NA if numbers is None else numbers, part.index, "Int64"))
            parts.append(part)
    rows = pd.concat(parts, ignore_index=True)
    return rows.astype({"policy": "category", "assumptions": "category"})


def series_rows(simulations: Sequence[Simulation], across: Sequence[Simulation]) -> pd.DataFrame:
    """The sector over the years, as means and quantiles over futures; no row where no series was kept."""
    parts = [
        _bands(simulation, treatment)
        for treatment, played in ((AS_ASSUMED, simulations), (UNCERTAIN, across))
        for simulation in played
        if simulation.series.size
    ]
    if not parts:
        return pd.DataFrame(columns=["policy", "assumptions", "measure", "quarter", "mean", *_QUANTILES])
    return pd.concat(parts, ignore_index=True).astype(dict.fromkeys(("policy", "assumptions", "measure"), "category"))


def _bands(simulation: Simulation, treatment: str) -> pd.DataFrame:
    values = simulation.series
    _, quarters, measures = values.shape
    columns: dict[str, object] = {
        "policy": simulation.label,
        "assumptions": treatment,
        "measure": np.repeat(simulation.series_names, quarters),
        "quarter": np.tile(np.arange(quarters), measures),
        "mean": values.mean(axis=0).T.ravel(),
    }
    quantiles = np.quantile(values, list(_QUANTILES.values()), axis=0)
    columns |= {name: found.T.ravel() for name, found in zip(_QUANTILES, quantiles, strict=True)}
    return pd.DataFrame(columns)
