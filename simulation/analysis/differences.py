"""Paired differences: each policy against the baseline, in the same futures, with three uncertainties apart.

- *Simulation error* of the mean: shrinks as futures are added (``error_low``, ``error_high``: 95%).
- *Spread over futures* with every number as assumed: 9 of 10 (``futures_low``, ``futures_high``).
- *Spread over assumptions* of the expected difference: 9 of 10 draws (``assumptions_low``,
  ``assumptions_high``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.analysis.bootstrap import error_of_means
from simulation.analysis.spread import expected_under_draws, means_of_draws, nine_in_ten, shares_better
from simulation.analysis.titles import title_of, unit_in
from simulation.analysis.verdict import verdict_of
from simulation.batches import Simulation
from simulation.outcomes import Outcome

__all__ = ["DIFFERENCE_COLUMNS", "difference_table", "paired_differences"]

DIFFERENCE_COLUMNS = (
    "policy", "title", "outcome", "unit", "futures", "difference", "error_low", "error_high",
    "futures_low", "futures_high", "better_futures", "worse_futures",
    "draws", "uncertain_difference", "uncertain_error_low", "uncertain_error_high",
    "assumptions_low", "assumptions_high", "better_assumptions", "worse_assumptions", "verdict",
)  # fmt: skip


def paired_differences(
    simulations: Sequence[Simulation], baseline: Simulation, outcomes: Sequence[Outcome]
) -> np.ndarray:
    """Each policy's outcomes less the baseline's, run by run.

    Args:
        simulations, baseline: of the same futures.
        outcomes: which.

    Returns:
        float64, shape (runs, policies, outcomes); NaN where either has no such number in a run.

    Raises:
        ValueError: where the futures differ.
    """
    runs = baseline.outcomes.index
    if any(not s.outcomes.index.equals(runs) for s in simulations):
        raise ValueError("only policies that were played on the same futures can be paired")
    names = [outcome.name for outcome in outcomes]
    against = baseline.outcomes[names].to_numpy(float)
    return np.stack([s.outcomes[names].to_numpy(float) - against for s in simulations], axis=1)


def difference_table(
    outcomes: Sequence[Outcome],
    simulations: Sequence[Simulation],
    baseline: Simulation,
    across: Sequence[Simulation],
    across_baseline: Simulation | None,
    draws: np.ndarray | None,
    seed: int,
) -> pd.DataFrame:
    """The paired differences of every policy and outcome.

    Args:
        outcomes: which.
        simulations, baseline: futures with every number as assumed.
        across, across_baseline, draws: futures across the plausible assumptions, and the draw of each
            run; empty and nothing where there are none.
        seed: of the resampling, from 0 up.

    Returns:
        A row a policy and outcome, policies outermost; columns as in ``DIFFERENCE_COLUMNS``. A
        difference is the policy's number less the baseline's; shares are 0 to 1. Columns about
        assumptions are NaN (and draws 0) without them.
    """
    shape = len(simulations) * len(outcomes)
    less = np.tile([{True: 1, False: -1, None: 0}[o.less_is_better] for o in outcomes], len(simulations))
    found: dict[str, object] = {
        "policy": np.repeat([s.label for s in simulations], len(outcomes)),
        "title": np.repeat([title_of(s.policy) for s in simulations], len(outcomes)),
        "outcome": np.tile([o.name for o in outcomes], len(simulations)),
        "unit": np.tile([unit_in(baseline.scenario, o.unit) for o in outcomes], len(simulations)),
    }
    as_assumed = paired_differences(simulations, baseline, outcomes).reshape(-1, shape)
    columns = {name: np.full(shape, np.nan) for name in DIFFERENCE_COLUMNS if name not in (*found, "verdict")}
    columns |= _over_futures(as_assumed, less, seed)
    columns["draws"] = np.zeros(shape, np.int64)
    if across_baseline is not None and draws is not None:
        uncertain = paired_differences(across, across_baseline, outcomes).reshape(-1, shape)
        columns |= _over_assumptions(uncertain, draws, less, seed)
    columns["verdict"] = np.array(
        [
            verdict_of(*shares)
            for shares in zip(
                columns["futures"], columns["better_futures"], columns["worse_futures"],
                columns["better_assumptions"], columns["worse_assumptions"], strict=True,
            )
        ]
    )  # fmt: skip
    return pd.DataFrame({name: (found | columns)[name] for name in DIFFERENCE_COLUMNS})


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean of each column without NaN; NaN where nothing is left."""
    count = (~np.isnan(values)).sum(axis=0)
    return np.divide(np.nansum(values, axis=0), count, out=np.full(count.shape, np.nan), where=count > 0)


def _over_futures(values: np.ndarray, less: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    better, worse = shares_better(values, less)
    error_low, error_high = error_of_means(values, seed)
    low, high = nine_in_ten(values)
    return {
        "futures": (~np.isnan(values)).sum(axis=0),
        "difference": _mean(values),
        "error_low": error_low,
        "error_high": error_high,
        "futures_low": low,
        "futures_high": high,
        "better_futures": better,
        "worse_futures": worse,
    }


def _over_assumptions(values: np.ndarray, draws: np.ndarray, less: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    """Draws, not runs, are what is independent here; so they are what is counted and resampled."""
    means, _ = means_of_draws(values, draws)
    expected = expected_under_draws(values, draws)
    better, worse = shares_better(expected, less)
    error_low, error_high = error_of_means(means, seed)
    low, high = nine_in_ten(expected)
    return {
        "draws": (~np.isnan(means)).sum(axis=0),
        "uncertain_difference": _mean(means),
        "uncertain_error_low": error_low,
        "uncertain_error_high": error_high,
        "assumptions_low": low,
        "assumptions_high": high,
        "better_assumptions": better,
        "worse_assumptions": worse,
    }
