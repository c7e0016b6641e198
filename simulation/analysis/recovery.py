"""Recovery of those who were failing when the policies branched: curves, and the mean time restricted to 20 quarters.

The cohort is fixed before the policies branch, so that every policy is asked to mend the same
failures; spells that begin later are another question, since policies change who fails. The mean
time to recovery, each at most 20 quarters, is the area above the curve of the recovered. Its error
comes from resampling worlds, as organisations of one world are not independent: no log-rank test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.bootstrap import error_of_ratios
from simulation.analysis.titles import counted, title_of
from simulation.batches import Simulation
from simulation.state import RECOVERY_QUARTERS

__all__ = ["Recovery", "recovery_of"]

_CONFIRMED_AFTER = 3
"""A recovery is known three quarters after its first: the last ones simulated can show none."""


@dataclass(frozen=True, eq=False)
class Recovery:
    """Recovery of the cohort under each policy.

    Attributes:
        horizon: quarters to which times are restricted: 20, or fewer where the years end sooner.
        cohort: mean number of organisations failing when the policies branched.
        futures: how many futures the numbers rest on.
        baseline: the label of the policy that the others are set against.
        table: a row a policy; columns policy, title, quarters (mean time to recovery, restricted),
            error_low, error_high (95%), recovered (share by the horizon), difference (from the
            baseline, in quarters), difference_low, difference_high (95%, paired).
        curves: a row a policy and quarter since branching (0 to the horizon); columns policy, quarter,
            recovered (share of the cohort), low, high (95%).
    """

    horizon: int
    cohort: float
    futures: int
    baseline: str
    table: pd.DataFrame = field(repr=False)
    curves: pd.DataFrame = field(repr=False)


def recovery_of(simulations: Sequence[Simulation], baseline: Simulation, seed: int = 0) -> Recovery:
    """Recovery under policies that were played on the same futures.

    Args:
        simulations: the policies; baseline: the one that they are set against, among them or not.
        seed: of the resampling, from 0 up.

    Raises:
        ValueError: where the futures differ.
    """
    futures = counted([baseline, *simulations])
    horizon = min(RECOVERY_QUARTERS, baseline.scenario.quarters - _CONFIRMED_AFTER)
    cohort = baseline.outcomes["cohort"].to_numpy(float)
    recovered = np.stack([_recovered_by(s, horizon) for s in simulations], axis=1)
    waited = (cohort[:, None, None] - recovered[:, :, :horizon]).sum(axis=2)
    waited_there = (cohort[:, None] - _recovered_by(baseline, horizon)[:, :horizon]).sum(axis=1)
    curves = _curves([s.label for s in simulations], recovered, cohort, seed)
    low, high = _error(waited, cohort, seed)
    difference_low, difference_high = _error(waited - waited_there[:, None], cohort, seed)
    table = pd.DataFrame(
        {
            "policy": [s.label for s in simulations],
            "title": [title_of(s.policy) for s in simulations],
            "quarters": _share(waited, cohort),
            "error_low": low,
            "error_high": high,
            "recovered": curves.loc[curves["quarter"] == horizon, "recovered"].to_numpy(),
            "difference": _share(waited - waited_there[:, None], cohort),
            "difference_low": difference_low,
            "difference_high": difference_high,
        }
    )
    return Recovery(horizon, float(cohort.mean()), futures, baseline.label, table, curves)


def _recovered_by(simulation: Simulation, horizon: int) -> np.ndarray:
    """How many of the cohort have recovered by each quarter since branching, shape (runs, horizon + 1)."""
    return np.asarray(np.cumsum(simulation.recoveries[:, : horizon + 1], axis=1))


def _share(values: np.ndarray, cohort: np.ndarray) -> np.ndarray:
    """Sums over runs, for each member of the cohort: shape (columns,)."""
    total = cohort.sum()
    return np.asarray(values.sum(axis=0) / total) if total > 0 else np.full(values.shape[1], np.nan)


def _error(values: np.ndarray, cohort: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """95% intervals of the same."""
    return error_of_ratios(values, np.repeat(cohort[:, None], values.shape[1], axis=1), seed)


def _curves(labels: Sequence[str], recovered: np.ndarray, cohort: np.ndarray, seed: int) -> pd.DataFrame:
    runs, policies, quarters = recovered.shape
    flat = recovered.reshape(runs, policies * quarters)
    low, high = _error(flat, cohort, seed)
    return pd.DataFrame(
        {
            "policy": np.repeat(labels, quarters),
            "quarter": np.tile(np.arange(quarters), policies),
            "recovered": _share(flat, cohort),
            "low": low,
            "high": high,
        }
    )
