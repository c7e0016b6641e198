"""Batches of futures as one simulation a policy, as ``simulate_all`` gives them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.batches import Batch, Simulation
from simulation.panel import Panel, join_panels
from simulation.policies import spec_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.series import SERIES

__all__ = ["joined", "one_run"]


def joined(
    batches: Sequence[Batch], scenario: Scenario, policies: Sequence[Policy], sector: Sector
) -> tuple[Simulation, ...]:
    """Several batches of the same policies as one simulation a policy.

    Args:
        batches: in order of their run numbers.
        scenario, policies, sector: what was simulated; there may be more policies in the batches.
    """
    return tuple(
        Simulation(
            scenario,
            policy,
            spec_of(policy),
            pd.concat([batch.outcomes[k] for batch in batches]),
            np.concatenate([batch.relapses[k] for batch in batches]),
            np.concatenate([batch.recoveries[k] for batch in batches]),
            np.concatenate([batch.series[k] for batch in batches]),
            SERIES,
            join_panels([batch.panels[k] for batch in batches]),
            sector,
        )
        for k, policy in enumerate(policies)
    )


def one_run(batch: Batch, place: int) -> Batch:
    """One future of a batch, by its place."""
    cut = slice(place, place + 1)
    return Batch(
        batch.runs[cut],
        [frame.iloc[cut] for frame in batch.outcomes],
        [values[cut] for values in batch.relapses],
        [values[cut] for values in batch.recoveries],
        [values[cut] for values in batch.series],
        [None if panel is None else _cut(panel, cut) for panel in batch.panels],
    )


def _cut(panel: Panel, cut: slice) -> Panel:
    return Panel(panel.runs[cut], {name: values[cut] for name, values in panel.variables.items()})
