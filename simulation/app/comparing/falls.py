"""The fall after designation, added up future by future: what single organisations did need not be kept.

Each future's cases are followed by ``fall_after_designation`` alone; means over all cases, and the error of
the change with futures taken as independent, follow from the futures' means and numbers of cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulation.analysis.designation import DesignationFall, fall_after_designation
from simulation.app.comparing.joining import joined, one_run
from simulation.batches import Batch
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector

__all__ = ["QUARTERS_BEFORE", "falls_of", "pooled_fall", "quarters_after"]

QUARTERS_BEFORE, _QUARTERS_AFTER = 4, 16


def quarters_after(quarters: int) -> int:
    """How long cases are followed where that many quarters are simulated."""
    return min(_QUARTERS_AFTER, quarters // 2)


def falls_of(
    batch: Batch, scenario: Scenario, policies: Sequence[Policy], sector: Sector
) -> dict[str, list[DesignationFall]]:
    """Each policy's fall in each future of a batch; futures without a case are left out.

    Args:
        batch: with panels; the last of ``policies`` is the one under which nobody is designated.
    """
    found: dict[str, list[DesignationFall]] = {}
    for place in range(len(batch.runs)):
        *played, twin = joined([one_run(batch, place)], scenario, policies, sector)
        for simulation in played:
            falls = found.setdefault(simulation.label, [])
            try:
                after = quarters_after(scenario.quarters)
                falls.append(fall_after_designation(simulation, twin, before=QUARTERS_BEFORE, after=after))
            except ValueError:
                # Nobody was first designated in this future with so many quarters around it.
                continue
    return found


def pooled_fall(falls: Sequence[DesignationFall], futures: int) -> DesignationFall | None:
    """Falls of several futures as one, equal to what all their cases together give.

    Args:
        falls: one a future that has cases, all of one policy.
        futures: how many were looked at, with those that have none.

    Returns:
        The fall, or nothing where there is no case.
    """
    if not falls:
        return None
    cases = np.array([fall.cases for fall in falls], float)
    tables = np.stack([fall.table.to_numpy(float) for fall in falls])
    table = falls[0].table.copy()
    table.loc[:, :] = np.einsum("f,ftc->tc", cases, tables) / cases.sum()
    table["quarter"] = falls[0].table["quarter"]
    change = np.stack([fall.table["change"].to_numpy() for fall in falls])
    table["error"] = _clustered_error(change, cases)
    return replace(falls[0], cases=int(cases.sum()), futures=futures, table=table)


def _clustered_error(means: np.ndarray, cases: np.ndarray) -> np.ndarray:
    """Standard error of the mean over cases, by futures.

    Args:
        means: of each future's cases, shape (futures, times).
        cases: how many each has, shape (futures,).
    """
    futures = len(cases)
    if futures < 2:
        return np.full(means.shape[1], np.nan)
    away = cases[:, None] * (means - np.average(means, axis=0, weights=cases))
    return np.asarray(np.sqrt((away**2).sum(axis=0) * futures / (futures - 1)) / cases.sum())
