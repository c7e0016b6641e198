"""Morris's screening: how much an outcome moves when one uncertain number takes a step, by SALib.

``mean_size`` (mu*) says how much on average, whichever way; ``mean`` (mu) which way; ``spread`` (sigma) how much it
depends on all the others or bends (Morris 1991, doi 10.1080/00401706.1991.10484804; Campolongo et al. 2007,
doi 10.1016/j.envsoft.2006.10.004). Effects are per whole range of the number, in the outcome's unit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.exploration.variance_shares import RESAMPLES, problem_of

__all__ = ["elementary_effects"]


def elementary_effects(
    design: np.ndarray,
    outcome: np.ndarray,
    names: Sequence[str],
    ends: tuple[np.ndarray, np.ndarray],
    *,
    levels: int,
    seed: int = 0,
) -> pd.DataFrame:
    """Sizes, means and spreads of the elementary effects.

    Args:
        design: shape (points, uncertain numbers), in SALib's order of trajectories.
        outcome: one number a point, shape (points,); without NaN.
        names: of the uncertain numbers.
        ends: their least and most, each of shape (uncertain numbers,).
        levels: of the grid.
        seed: of the bootstrap, from 0 up.

    Returns:
        A row an uncertain number, in order; columns uncertainty, mean_size, mean_size_low,
        mean_size_high (95%), mean, spread.
    """
    from SALib.analyze import morris

    low, high = ends
    found = morris.analyze(
        problem_of(names, low, high), np.ascontiguousarray(design, float), outcome,
        num_resamples=RESAMPLES, num_levels=levels, seed=np.random.default_rng(seed),
    )  # fmt: skip
    size, error = np.asarray(found["mu_star"], float), np.asarray(found["mu_star_conf"], float)
    return pd.DataFrame(
        {
            "uncertainty": list(names),
            "mean_size": size,
            "mean_size_low": np.maximum(size - error, 0.0),
            "mean_size_high": size + error,
            "mean": np.asarray(found["mu"], float),
            "spread": np.asarray(found["sigma"], float),
        }
    )
