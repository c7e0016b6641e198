"""The pictures of the report: a heading that says what each shows, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from simulation.analysis.comparison import Comparison
from simulation.analysis.rounding import shown
from simulation.analysis.titles import title_of
from simulation.analysis.verdict import BETTER, WORSE
from simulation.plots.alternatives import number
from simulation.plots.pictures import PICTURES, Picture, comparison_pictures
from simulation.report.behind import table_behind
from simulation.report.tables import Table

__all__ = ["ShownPicture", "pictures_of", "shown_pictures"]

_MOST_DRAWN_ONE_BY_ONE = 1_000
"""Organisations beyond which the picture of each one is left out: it would be neither legible nor small."""


@dataclass(frozen=True)
class ShownPicture:
    """A picture on a page: a heading, the drawing, and the table behind it."""

    name: str
    heading: str
    svg: str
    table: Table


def pictures_of(comparison: Comparison) -> list[Picture]:
    """The pictures that the report shows; series must have been kept."""
    names = [name for name in PICTURES if name != "sector" or len(comparison.sector) <= _MOST_DRAWN_ONE_BY_ONE]
    return list(comparison_pictures(comparison, names))


def shown_pictures(comparison: Comparison, pictures: Iterable[Picture]) -> list[ShownPicture]:
    """Pictures with their headings and tables, in the same order."""
    return [
        ShownPicture(
            picture.name, _HEADINGS[picture.name](comparison, picture.table), picture.svg(),
            table_behind(comparison, picture),
        )
        for picture in pictures
        if picture.name in _HEADINGS and not (picture.name == "sector" and len(picture.table) > _MOST_DRAWN_ONE_BY_ONE)
    ]  # fmt: skip


def _titles(comparison: Comparison) -> tuple[str, str, str, str]:
    """Label and title of the headline's policy, then of the baseline."""
    policy = comparison.headline().policy or comparison.baseline
    baseline = comparison.baseline
    return policy, title_of(comparison[policy].policy), baseline, title_of(comparison[baseline].policy)


def _at_the_end(what: str) -> Callable[[Comparison, pd.DataFrame], str]:
    def heading(comparison: Comparison, table: pd.DataFrame) -> str:
        policy, title, baseline, against = _titles(comparison)
        last = table[table["year"] == table["year"].max()].set_index("policy")["median"]
        ends = f"{number(last[baseline])} under {against}"
        if policy != baseline:
            ends = f"{number(last[policy])} under {title}, {ends}"
        return f"{what}: after {comparison.scenario.years} years, {ends} in the median future"

    return heading


def _failing(comparison: Comparison, table: pd.DataFrame) -> str:
    return _at_the_end(f"Truly failing {comparison.scenario.organisations_word}")(comparison, table)


def _differences(comparison: Comparison, table: pd.DataFrame) -> str:
    against = _titles(comparison)[3]
    better, worse = ((table["verdict"] == verdict).sum() for verdict in (BETTER, WORSE))
    rest = len(table) - better - worse
    return (
        f"Against {against}: {better} of {len(table)} responses better, {worse} worse, {rest} with no clear difference"
    )


def _designation(comparison: Comparison, table: pd.DataFrame) -> str:
    """At the quarter after designation at which reports stand lowest against the twin's."""
    rows = table[table["quarter"] > 0]
    lowest = rows.iloc[int(rows["change"].to_numpy().argmin())]
    true = float(lowest["from_true_change"])
    quarters = f"{int(lowest['quarter'])} quarter{'s' if lowest['quarter'] > 1 else ''}"
    fall = float(lowest["change"])
    reports = f"{number(abs(fall))} points {'lower' if fall < 0 else 'higher'}"
    way = "lower" if true < 0 else "higher"
    return (
        f"{quarters} after being called failing, reports are {reports} than if nobody were, and true quality"
        f" {number(abs(true))} {way}"
    )


def _seen(comparison: Comparison, table: pd.DataFrame) -> str:
    against = _titles(comparison)[3]
    first = table[table["policy"] == comparison.baseline].iloc[0]
    year = float(first["year"])
    return (
        f"Seen and true: after {year:g} year{'s' if year != 1 else ''} under {against}, {number(first['failing'])}"
        f" {comparison.scenario.organisations_word} truly fail and {number(first['reported_failing'])} report it"
    )


def _recovery(comparison: Comparison, table: pd.DataFrame) -> str:
    policy, title, baseline, against = _titles(comparison)
    recovered = table.set_index("policy")["recovered"] * 100
    said = f"{shown(recovered[baseline], 0)} under {against}"
    if policy != baseline:
        said = f"{shown(recovered[policy], 0)} under {title}, {said}"
    return f"Of 100 {comparison.scenario.organisations_word} failing at the start, how many recover in time: {said}"


def _cost(comparison: Comparison, table: pd.DataFrame) -> str:
    count = int(table["on_frontier"].sum())
    if count == 1:
        return "Cost against harm: one response is cheapest and least harmful at once"
    return f"Cost against harm: {count} responses that no other beats on both"


def _sector(comparison: Comparison, table: pd.DataFrame) -> str:
    title = _titles(comparison)[1]
    years = min(5, comparison.scenario.years)
    called = int(table["designated"].sum())
    return (
        f"One future after {years} years under {title}: {called} of {len(table)}"
        f" {comparison.scenario.organisations_word} are called failing"
    )


_HEADINGS: dict[str, Callable[[Comparison, pd.DataFrame], str]] = {
    "failing": _failing,
    "quality": _at_the_end("True quality, 0 to 100, mean of the sector"),
    "differences": _differences,
    "designation": _designation,
    "seen-and-true": _seen,
    "recovery": _recovery,
    "cost-and-harm": _cost,
    "sector": _sector,
}
