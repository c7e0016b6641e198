"""Who gains and who loses: years of failure by region and by insularity, under two policies in the same futures.

Each organisation is set against itself in the same future. Insularity is drawn anew in every future,
so that its thirds are taken within each: the third that keeps most to itself is not always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simulation.analysis.bootstrap import error_of_means
from simulation.analysis.spread import nine_in_ten, shares_better
from simulation.analysis.titles import title_of
from simulation.analysis.verdict import verdict_of
from simulation.batches import Recording, simulate_all
from simulation.futures import worlds_of
from simulation.parameters import REGISTER
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.vocabulary import QUARTERS_A_YEAR

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["INSULARITY_THIRDS", "WhoBenefits", "grouped_means", "thirds", "who_benefits"]

INSULARITY_THIRDS = ("least insular third", "middle third", "most insular third")
_MOST_FUTURES = 100
_PANEL_BYTES = 60_000_000


@dataclass(frozen=True, eq=False)
class WhoBenefits:
    """Years of failure of an organisation of each group, under a policy and under the baseline.

    Attributes:
        policy, baseline: titles.
        unit: ``years of failure a council, over 20 years``.
        futures: how many futures the numbers rest on, with every number as assumed.
        table: a row a group; columns by ("region" or "insularity"), group, organisations (how many, on
            average), baseline, policy, difference (means), error_low, error_high (95%), futures_low,
            futures_high (9 of 10 futures), better_futures (share), verdict.
    """

    policy: str
    baseline: str
    unit: str
    futures: int
    table: pd.DataFrame = field(repr=False)

    def of(self, by: str) -> pd.DataFrame:
        """The rows by "region" or by "insularity", in order."""
        return self.table[self.table["by"] == by]


def who_benefits(comparison: Comparison, policy: str | None = None) -> WhoBenefits:
    """Simulate a policy and the baseline once more, to count each organisation's years of failure.

    Args:
        comparison: gives scenario, seed, baseline and the number of futures (100 are followed at most).
        policy: the label of the policy; the headline's where there is none.
    """
    label = policy or comparison.headline().policy or comparison.baseline
    pair = [comparison[label].policy, comparison[comparison.baseline].policy]
    scenario, seed = comparison.scenario, comparison.seed
    runs = comparison[label].outcomes.index[:_MOST_FUTURES].tolist()
    years, insularity = _followed(scenario, pair, runs, seed)
    sector = comparison.sector
    regions = np.broadcast_to(sector.region, insularity.shape)
    rows = [_rows("region", sector.region_names, regions, years, seed)]
    if len(sector) >= len(INSULARITY_THIRDS):
        rows.append(_rows("insularity", INSULARITY_THIRDS, thirds(insularity), years, seed))
    return WhoBenefits(
        title_of(pair[0]),
        title_of(pair[1]),
        f"years of failure a {scenario.organisation_word}, over {scenario.years} years",
        len(runs),
        pd.concat(rows, ignore_index=True),
    )


def thirds(values: np.ndarray) -> np.ndarray:
    """In which third of its future each organisation lies, by rank: 0 the lowest; ties by index.

    >>> thirds(np.array([[0.9, 0.1, 0.5]])).tolist()
    [[2, 0, 1]]
    """
    order = np.argsort(values, axis=-1, kind="stable")
    rank = np.argsort(order, axis=-1, kind="stable")
    return np.asarray(rank * len(INSULARITY_THIRDS) // values.shape[-1])


def grouped_means(values: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    """The mean of each group in each future.

    Args:
        values: shape (futures, organisations).
        group: each organisation's group in each future, the same shape.
        groups: how many there are.

    Returns:
        Shape (futures, groups); NaN where a group is empty.
    """
    futures = len(values)
    place = (group + groups * np.arange(futures)[:, None]).ravel()
    sums = np.bincount(place, values.ravel(), futures * groups)
    counts = np.bincount(place, minlength=futures * groups)
    means = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    return np.asarray(means.reshape(futures, groups))


def _followed(
    scenario: Scenario, pair: Sequence[Policy], runs: Sequence[int], seed: int
) -> tuple[list[np.ndarray], np.ndarray]:
    """Each organisation's years of failure under each policy, and its insularity: shapes (runs, organisations)."""
    threshold = float(REGISTER.records(1, scenario.parameters)[0]["failing_threshold"])
    sector = scenario.sector()
    fit = max(1, _PANEL_BYTES // (len(pair) * 8 * scenario.quarters * len(sector)))
    years: list[list[np.ndarray]] = [[] for _ in pair]
    insularity = []
    for start in range(0, len(runs), fit):
        part = runs[start : start + fit]
        recording = Recording(panel=frozenset(part), panel_fields=("quality",))
        for kept, simulation in zip(
            years, simulate_all(scenario, pair, runs=part, seed=seed, recording=recording), strict=True
        ):
            assert simulation.panel is not None
            kept.append((simulation.panel["quality"] < threshold).sum(axis=1) / QUARTERS_A_YEAR)
        insularity.append(worlds_of(scenario, runs=part, seed=seed, sector=sector).world.places["insularity"].copy())
    return [np.concatenate(kept) for kept in years], np.concatenate(insularity)


def _rows(by: str, names: Sequence[str], group: np.ndarray, years: Sequence[np.ndarray], seed: int) -> pd.DataFrame:
    policy, baseline = (grouped_means(of_policy, group, len(names)) for of_policy in years)
    difference = policy - baseline
    less = np.ones(len(names), np.int64)
    better, worse = shares_better(difference, less)
    error_low, error_high = error_of_means(difference, seed)
    low, high = nine_in_ten(difference)
    counts = np.stack([(group == place).sum(axis=1).mean() for place in range(len(names))])
    rows = pd.DataFrame(
        {
            "by": by,
            "group": list(names),
            "organisations": counts,
            "baseline": baseline.mean(axis=0),
            "policy": policy.mean(axis=0),
            "difference": difference.mean(axis=0),
            "error_low": error_low,
            "error_high": error_high,
            "futures_low": low,
            "futures_high": high,
            "better_futures": better,
            "verdict": [verdict_of(len(policy), *pair) for pair in zip(better, worse, strict=True)],
        }
    )
    return rows[rows["organisations"] > 0]
