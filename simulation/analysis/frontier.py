"""Cost against harm: which policies no other beats on both, and in how many futures that holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.titles import counted, title_of, unit_in
from simulation.batches import Simulation
from simulation.outcomes import Outcome, outcome_named

__all__ = ["Frontier", "cost_against_harm", "on_frontier"]


@dataclass(frozen=True, eq=False)
class Frontier:
    """Each policy's mean cost and mean harm over the same futures.

    Attributes:
        cost, harm: the outcomes; for both, less is better.
        cost_unit, harm_unit: in the scenario's words.
        futures: how many futures the numbers rest on.
        titles: titles by label, in order.
        table: a row a policy; columns policy, cost, cost_low, cost_high, harm, harm_low, harm_high (means,
            and where half the futures lie), cost_error, harm_error (standard errors of the means),
            on_frontier (no other policy has both means as low and one lower), frontier_futures
            (the share of futures in which that holds of the future's own numbers).
    """

    cost: Outcome
    harm: Outcome
    cost_unit: str
    harm_unit: str
    futures: int
    titles: dict[str, str]
    table: pd.DataFrame = field(repr=False)

    @property
    def frontier(self) -> pd.DataFrame:
        """The policies on the frontier, from the cheapest."""
        return self.table[self.table["on_frontier"]].sort_values(["cost", "harm"], kind="stable")


def on_frontier(cost: np.ndarray, harm: np.ndarray) -> np.ndarray:
    """Which options no other beats: none is as low on both and lower on one.

    Args:
        cost, harm: shape (..., options); less is better.

    Returns:
        bool, the same shape. Equal options are on the frontier together.
    """
    first, second = (..., slice(None), None), (..., None, slice(None))
    as_low = (cost[second] <= cost[first]) & (harm[second] <= harm[first])
    lower = (cost[second] < cost[first]) | (harm[second] < harm[first])
    return np.asarray(~(as_low & lower).any(axis=-1))


def cost_against_harm(
    simulations: Sequence[Simulation], cost: str = "cost_a_year", harm: str = "failing_organisations"
) -> Frontier:
    """Cost against harm under each policy, by two outcomes of which less is better.

    Raises:
        ValueError: where the simulations don't share their futures.
        KeyError: where an outcome has no such name.
    """
    futures = counted(simulations)
    scenario = simulations[0].scenario
    values = {
        "cost": np.stack([s.outcomes[cost].to_numpy(float) for s in simulations], axis=1),
        "harm": np.stack([s.outcomes[harm].to_numpy(float) for s in simulations], axis=1),
    }
    columns: dict[str, object] = {"policy": [s.label for s in simulations]}
    for name, of_runs in values.items():
        low, high = np.quantile(of_runs, [0.25, 0.75], axis=0)
        spread = of_runs.std(axis=0, ddof=1) if futures > 1 else np.zeros(len(simulations))
        columns |= {name: of_runs.mean(axis=0), f"{name}_low": low, f"{name}_high": high}
        columns[f"{name}_error"] = spread / np.sqrt(futures)
    columns["on_frontier"] = on_frontier(values["cost"].mean(axis=0), values["harm"].mean(axis=0))
    columns["frontier_futures"] = on_frontier(values["cost"], values["harm"]).mean(axis=0)
    costs, harms = outcome_named(cost), outcome_named(harm)
    return Frontier(
        costs,
        harms,
        unit_in(scenario, costs.unit),
        unit_in(scenario, harms.unit),
        futures,
        {s.label: title_of(s.policy) for s in simulations},
        pd.DataFrame(columns),
    )
