"""Sobol' indices: what share of an outcome's variance an uncertain number accounts for, by SALib.

The *first* index is what it does alone, the *total* index what it does with all others; both from the points of
Saltelli's scheme (Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018), with a bootstrap of base samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["RESAMPLES", "problem_of", "variance_shares"]

RESAMPLES = 200


def problem_of(names: Sequence[str], low: np.ndarray, high: np.ndarray) -> dict[str, Any]:
    """What SALib wants to know of a design."""
    return {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[float(a), float(b)] for a, b in zip(low, high, strict=True)],
    }


def variance_shares(outcome: np.ndarray, names: Sequence[str], *, second_order: bool, seed: int = 0) -> pd.DataFrame:
    """First and total indices with the ends of their 95% intervals.

    Args:
        outcome: one number a point, in SALib's order, shape (points,); without NaN.
        names: of the uncertain numbers.
        second_order: whether the design has the points for second-order indices.
        seed: of the bootstrap, from 0 up.

    Returns:
        A row an uncertain number, in order; columns uncertainty, first, first_low, first_high, total,
        total_low, total_high. All nil where the outcome never changes.
    """
    from SALib.analyze import sobol

    if np.ptp(outcome) <= 1e-12 * max(1.0, float(np.abs(outcome).max())):
        nil = {f"{index}{end}": 0.0 for index in ("first", "total") for end in ("", "_low", "_high")}
        return pd.DataFrame([{"uncertainty": name, **nil} for name in names])
    count = len(names)
    step = 2 * count + 2 if second_order else count + 2
    if second_order:
        # Only what first and total indices need: second-order ones take much longer and nothing here shows them.
        kept = np.r_[0 : count + 1, step - 1]
        outcome = outcome.reshape(-1, step)[:, kept].ravel()
    found = sobol.analyze(
        problem_of(names, np.zeros(count), np.ones(count)),
        outcome,
        calc_second_order=False,
        num_resamples=RESAMPLES,
        seed=seed + 1,  # SALib takes 0 for none.
    )
    columns = {"uncertainty": list(names)}
    for index, short in (("first", "S1"), ("total", "ST")):
        columns |= {
            index: found[short],
            f"{index}_low": found[short] - found[f"{short}_conf"],
            f"{index}_high": found[short] + found[f"{short}_conf"],
        }
    return pd.DataFrame(columns)
