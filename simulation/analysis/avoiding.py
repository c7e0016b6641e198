"""What a failing year avoided costs, against a policy that others are measured by.

The ratio of two means over worlds: cost added, by failing years avoided, neither discounted. Where it
would mislead it is not given, and words say why: where a policy avoids no failing years beyond simulation error,
or avoids them and costs less.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.analysis.bootstrap import error_of_means, error_of_ratios
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.titles import title_of
from simulation.batches import Simulation

__all__ = ["AVOIDING_COLUMNS", "cost_of_avoiding"]

AVOIDING_COLUMNS = (
    "policy", "title", "against", "futures", "avoided", "avoided_low", "avoided_high", "added_cost",
    "added_cost_low", "added_cost_high", "cost_a_year_avoided", "cost_low", "cost_high", "words",
)  # fmt: skip


def cost_of_avoiding(simulations: Sequence[Simulation], against: Simulation, seed: int) -> pd.DataFrame:
    """Cost for each failing organisation-year avoided, policy by policy.

    Args:
        simulations: policies on the same futures.
        against: the policy from which avoided years and added cost count, on the same futures; it has no row.
        seed: of the resampling, from 0 up.

    Returns:
        A row a policy. avoided: failing organisation-years avoided over the whole time, mean over
        futures; added_cost: cost units over the whole time; cost_a_year_avoided: their ratio, cost
        units, NaN where it would mislead; each with the ends of its 95% interval (simulation error, whole worlds
        drawn again). words: the ratio in words, or why there is none.
    """
    others = [s for s in simulations if s.label != against.label]
    if not others:
        return pd.DataFrame(columns=list(AVOIDING_COLUMNS))
    years = against.scenario.years
    failing, cost = (
        np.stack([s.outcomes[name].to_numpy(float) - against.outcomes[name].to_numpy(float) for s in others], axis=1)
        for name in ("failing_years", "cost_a_year")
    )
    avoided, added = -failing, cost * years
    avoided_ends, added_ends = error_of_means(avoided, seed), error_of_means(added, seed)
    # A ratio means something only where both its parts are surely above nil.
    has_ratio = (avoided_ends[0] > 0.0) & (added_ends[0] > 0.0)
    low, high = np.full(len(others), np.nan), np.full(len(others), np.nan)
    low[has_ratio], high[has_ratio] = error_of_ratios(added[:, has_ratio], avoided[:, has_ratio], seed)
    rows = []
    for k, simulation in enumerate(others):
        gain = float(avoided[:, k].mean()), float(avoided_ends[0][k]), float(avoided_ends[1][k])
        price = float(added[:, k].mean()), float(added_ends[0][k]), float(added_ends[1][k])
        ratio = price[0] / gain[0] if has_ratio[k] else np.nan, float(low[k]), float(high[k])
        words = _in_words(gain, price, ratio, simulation, title_of(against.policy))
        rows.append(
            (simulation.label, title_of(simulation.policy), against.label, len(avoided), *gain, *price, *ratio, words)
        )
    return pd.DataFrame(rows, columns=list(AVOIDING_COLUMNS))


def _in_words(
    avoided: tuple[float, float, float],
    added: tuple[float, float, float],
    ratio: tuple[float, float, float],
    simulation: Simulation,
    against: str,
) -> str:
    """``0.9 cost units (0.8 to 1.0)``, or why no number can be given."""
    years = f"failing {simulation.scenario.organisation_word}-years"
    if not avoided[1] > 0.0:
        if avoided[2] < 0.0:
            return f'it avoids none: there are more {years} than with "{against}"'
        return f'none that it surely avoids: about as many {years} as with "{against}"'
    if added[2] < 0.0:
        return f'nothing: it avoids some and costs less than "{against}"'
    if not ratio[1] > 0.0:
        return f'next to nothing: it avoids some and costs about as much as "{against}"'
    decimals = decimals_for((ratio[2] - ratio[1]) / 2.0)
    value, low, high = (shown(number, decimals) for number in ratio)
    return f"{value} cost units ({low} to {high})"
