"""Who benefits: an alternative's effect on organisations of different traits, from twins.

The same organisation in the same future, under the alternative and under another: the only thing that
differs is the response. Groups by a trait are thirds of each future's own organisations, by what they were when
the policies branched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.spread import shares_better
from simulation.analysis.verdict import UNCLEAR, verdict_of
from simulation.analysis.who_benefits import grouped_means, thirds
from simulation.errors import InputError, did_you_mean, one_of
from simulation.experiments.results import SweepResults
from simulation.exploration.pooled_mean import pooled_mean
from simulation.exploration.values import alternative_place, blocks_of
from simulation.exploration.words import of_hundred, ordered_titles

__all__ = ["GROUPS", "MEASURES", "Benefits", "benefits"]

GROUPS = {
    "insularity": ("most connected third", "middle third", "most insular third"),
    "openness": ("most closed third", "middle third", "most open third"),
    "honesty": ("least honest third", "middle third", "most honest third"),
    "leadership": ("worst led third", "middle third", "best led third"),
    "quality": ("worst third at the start", "middle third", "best third at the start"),
}
"""Names of the thirds of each trait, the lowest first."""

MEASURES = {"failing_years": ("years of failure", 1), "mean_quality": ("points of mean quality", -1)}
"""What is measured of each organisation: in words, and 1 where less is better."""


@dataclass(frozen=True, eq=False)
class Benefits:
    """How an alternative changes what happens to organisations of each group.

    Attributes:
        policy, against: titles.
        unit: of the differences, an organisation over all years.
        futures: how many were followed, over all points.
        frame: a row a group; columns by (a trait, or "region"), group, organisations (mean count),
            against, policy (means), difference, error_low, error_high (95%, at both levels),
            better_futures (share), verdict.
    """

    policy: str
    against: str
    unit: str
    futures: int
    frame: pd.DataFrame = field(repr=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """For each trait, who gains most and who least."""
        first = f'{self.unit[0].upper()}{self.unit[1:]}, "{self.policy}" less "{self.against}":'
        traits = self.frame.groupby("by", sort=False)
        told = [_of_trait(str(by), rows) for by, rows in traits if len(rows) > 1]
        return tuple([f"{first} {told[0][0].lower()}{told[0][1:]}", *told[1:]] if told else [])


def _of_trait(by: str, rows: pd.DataFrame) -> str:
    """Both ends of a trait, where their errors tell them apart."""
    if by == "region":
        rows = rows.sort_values("difference", kind="stable")
    first, last = rows.iloc[0], rows.iloc[-1]
    if first["error_low"] > last["error_high"] or first["error_high"] < last["error_low"]:
        return f"By {by}: {_said(first)}, {_said(last)}."
    low, high = rows["difference"].min(), rows["difference"].max()
    return f"By {by}: about equally, {_size(low, first)} to {_size(high, last)}."


def _said(row: pd.Series) -> str:
    unclear = ", no clear difference" if row["verdict"] == UNCLEAR else ""
    often = of_hundred(row["better_futures"])
    return f"{row['group']} {_size(row['difference'], row)} (better in {often} futures{unclear})"


def _size(difference: float, row: pd.Series) -> str:
    """A difference to what its error supports."""
    decimals = min(2, decimals_for((row["error_high"] - row["error_low"]) / 2.0))
    return shown(difference, decimals, sign=True).replace("-", "−")


def benefits(results: SweepResults, policy: str, against: str | None = None, measure: str | None = None) -> Benefits:
    """Who gains and who loses under an alternative.

    Args:
        results: of a sweep that follows organisations.
        policy, against: labels; against the baseline where there is none.
        measure: ``failing_years`` (where there is none) or ``mean_quality``.

    Raises:
        InputError: where the sweep followed no organisations, or there is no such alternative or measure.
    """
    measure = measure or "failing_years"
    if measure not in MEASURES:
        raise InputError(
            f"{measure} is not known of single organisations; ask for {one_of(MEASURES)}"
            f"{did_you_mean(measure, MEASURES)}"
        )
    one, other = alternative_place(results, policy), alternative_place(results, against)
    if one == other:
        raise InputError(f"{policy} cannot be set against itself; name another with --policy or --against")
    if results.organisations is None or not len(results.organisations):
        raise InputError(
            "this sweep did not follow single organisations; write organisations = true into its file, and run it"
            " into another folder"
        )
    twins = _twins(results, one, other, measure)
    groups = {name: (GROUPS[name], thirds(trait)) for name, trait in twins.traits.items() if trait.shape[1] >= 3}
    rows = [row for by, (names, group) in groups.items() for row in _rows(by, names, group, twins, results)]
    rows += _rows("region", twins.regions, twins.region, twins, results)
    titles = ordered_titles(results)
    unit = f"{MEASURES[measure][0]} of a {results.organisation_word}"
    if measure == "failing_years":
        unit += f", over {results.years} years"
    return Benefits(titles[one], titles[other], unit, len(twins.region), pd.DataFrame(rows))


@dataclass(frozen=True, eq=False)
class _Twins:
    """The same organisations under both alternatives; arrays of shape (cells followed, organisations).

    Attributes:
        policy, against: what is measured.
        sign: 1 where less is better.
        traits: by name.
        region, regions: each one's region by place, and their names.
        points, replications: of each cell, shape (cells,).
    """

    policy: np.ndarray
    against: np.ndarray
    sign: int
    traits: dict[str, np.ndarray]
    region: np.ndarray
    regions: tuple[str, ...]
    points: np.ndarray
    replications: np.ndarray


def _twins(results: SweepResults, one: int, other: int, measure: str) -> _Twins:
    table = results.organisations
    assert table is not None
    policy, against = (table[table["alternative"] == results.labels[place]] for place in (one, other))
    shape = (-1, table["organisation"].nunique())
    regions = policy["region"].astype("category").cat
    return _Twins(
        policy[measure].to_numpy(float).reshape(shape),
        against[measure].to_numpy(float).reshape(shape),
        MEASURES[measure][1],
        {name: policy[name].to_numpy(float).reshape(shape) for name in GROUPS},
        regions.codes.to_numpy().reshape(shape),
        tuple(str(name) for name in regions.categories),
        policy["point"].to_numpy()[:: shape[1]],
        policy["replication"].to_numpy()[:: shape[1]],
    )


def _rows(
    by: str, names: tuple[str, ...], group: np.ndarray, twins: _Twins, results: SweepResults
) -> list[dict[str, object]]:
    """A row a group; the group of each organisation in each cell has shape (cells, organisations)."""
    count = len(names)
    policy, against = (grouped_means(values, group, count) for values in (twins.policy, twins.against))
    means = policy - against
    better, worse = shares_better(means, np.full(count, twins.sign))
    points, point = np.unique(twins.points, return_inverse=True)
    replications, replication = np.unique(twins.replications, return_inverse=True)
    grid = np.full((len(points), len(replications), count), np.nan)
    grid[point, replication] = means
    blocks = blocks_of(results)[results.design.index.get_indexer(pd.Index(points))]
    rows: list[dict[str, object]] = []
    for place in np.flatnonzero(~np.isnan(means).all(axis=0)):
        pooled = pooled_mean(grid[:, :, place], blocks, same_futures=results.same_futures)
        rows.append(
            {
                "by": by, "group": names[place], "organisations": float((group == place).sum(axis=1).mean()),
                "against": float(np.nanmean(against[:, place])), "policy": float(np.nanmean(policy[:, place])),
                "difference": pooled.mean, "error_low": pooled.low, "error_high": pooled.high,
                "better_futures": float(better[place]),
                "verdict": verdict_of(len(means), float(better[place]), float(worse[place])),
            }
        )  # fmt: skip
    return rows
