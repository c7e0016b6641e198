"""Who gains and who loses, in two sentences and a table."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from simulation.analysis.comparison import Comparison
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.verdict import BETTER, WORSE
from simulation.analysis.who_benefits import WhoBenefits, who_benefits
from simulation.plots.alternatives import listed
from simulation.report.tables import Column, Rows, Table, difference_shown

__all__ = ["Gains", "gains_of"]

_MOST_ROWS = 10
"""Regions that page one has room for; of more, those at both ends are shown."""


@dataclass(frozen=True)
class Gains:
    """The sentences and the table."""

    sentence: str
    table: Table


def gains_of(comparison: Comparison, policy: str) -> Gains:
    """Who gains and who loses under a policy, against the baseline."""
    who = who_benefits(comparison, policy)
    regions, insularity = who.of("region"), who.of("insularity")
    said = [_regions_said(regions)]
    if len(insularity):
        said.append(_insularity_said(insularity, comparison.scenario.organisations_word))
    table = _table(regions, insularity, who, comparison.scenario.organisations_word)
    return Gains(" ".join(said), table)


def _at_the_ends(regions: pd.DataFrame) -> pd.DataFrame:
    if len(regions) <= _MOST_ROWS:
        return regions
    order = regions.sort_values("difference", kind="stable").index
    kept = [*order[: _MOST_ROWS // 2], *order[-_MOST_ROWS // 2 :]]
    return regions.loc[kept]


def _table(regions: pd.DataFrame, insularity: pd.DataFrame, who: WhoBenefits, organisations: str) -> Table:
    by_region = "By region" if len(regions) <= _MOST_ROWS else f"By region, the ends of {len(regions)}"
    groups = [Rows(_body(_at_the_ends(regions)), by_region)]
    if len(insularity):
        groups.append(Rows(_body(insularity), "By how much they keep to themselves"))
    caption = (
        f'Difference from "{who.baseline}" in {who.unit}: the same {organisations}, {who.futures} futures; better in so'
        " many of 100"
    )
    heads = ["Mean", "9 of 10 futures", "Better"]
    return Table(caption, [Column("", is_number=False), *map(Column, heads)], groups, style="gains")


def _body(rows: pd.DataFrame) -> list[list[str]]:
    decimals = min(2, decimals_for(float((rows["error_high"] - rows["error_low"]).median() / 2.0)))

    def number(value: float) -> str:
        return shown(value, decimals, sign=True).replace("-", "−")

    return [
        [
            str(row["group"]).capitalize() if row["by"] == "insularity" else str(row["group"]),
            number(row["difference"]),
            f"{number(row['futures_low'])} to {number(row['futures_high'])}",
            shown(100 * row["better_futures"], 0),
        ]
        for row in rows.to_dict("records")
    ]


def _regions_said(regions: pd.DataFrame) -> str:
    count = len(regions)
    gain, lose = ((regions["verdict"] == verdict).sum() for verdict in (BETTER, WORSE))
    if count == 1:
        return {(1, 0): "The one region gains.", (0, 1): "The one region loses."}.get(
            (int(gain), int(lose)), "The one region shows no clear difference."
        )
    if gain == count or lose == count:
        said = f"All {count} regions {'gain' if gain else 'lose'}"
    else:
        parts = [(gain, "gain"), (lose, "lose"), (count - gain - lose, "show no clear difference")]
        said = listed([f"{number} {word if number > 1 else _singular(word)}" for number, word in parts if number])
        said = f"Of {count} regions, {said}"
    return f"{said}{_extremes(regions, are_alike=count in (gain, lose))}."


def _singular(word: str) -> str:
    return "shows no clear difference" if word.startswith("show") else f"{word}s"


def _extremes(regions: pd.DataFrame, *, are_alike: bool) -> str:
    """The regions at both ends, where their errors tell them apart; else that all gain or lose alike, if they do."""
    difference = regions["difference"].to_numpy()
    best, last = regions.iloc[int(difference.argmin())], regions.iloc[int(difference.argmax())]
    if best["error_high"] >= last["error_low"]:
        return ", about equally" if are_alike else ""
    first, second = (_with_difference(row) for row in (best, last))
    return f", from {first} to {second}"


def _with_difference(row: pd.Series) -> str:
    return f"{row['group']} ({difference_shown(row['difference'], row['error_low'], row['error_high'])})"


def _insularity_said(rows: pd.DataFrame, organisations: str) -> str:
    """The most and the least insular, against each other."""
    least, most = (_from_to(rows.iloc[place]) for place in (0, -1))
    return (
        f"The third of {organisations} that keep most to themselves go from {most} years of failure each, the third"
        f" that keep least to themselves from {least}."
    )


def _from_to(row: pd.Series) -> str:
    decimals = min(2, decimals_for((row["error_high"] - row["error_low"]) / 2.0))
    return f"{shown(row['baseline'], decimals)} to {shown(row['policy'], decimals)}"
