"""Targets on screen: shares by grade, the matrix, and what else there is, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulation.cli.tables import new_table

if TYPE_CHECKING:
    from rich.console import Console

    from simulation.evidence.targets import Target, Targets

__all__ = ["print_targets"]

_GRADES = ("inadequate", "requires_improvement", "good", "outstanding")
_HEADS = ("Inadequate", "Req. impr.", "Good", "Outstanding")
_FEW = 10
_PERCENT = 0
_OTHERS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("Months between reports, mean", (), 0),
    *((f"  after {name.replace('_', ' ')}", (f"months.{name}.mean",), 1) for name in _GRADES),
    ("Out of inadequate, at least and at most", (), 0),
    *(
        (f"  by {months} months", (f"inadequate.out_by_{months}.least", f"inadequate.out_by_{months}.most"), _PERCENT)
        for months in (24, 36, 48, 60)
    ),
    ("  median months", ("inadequate.median_months.least", "inadequate.median_months.most"), 1),
    ("Relapse at the next inspection", ("relapse.next",), _PERCENT),
    ("Relapse within 12 quarters", ("relapse.within_12_quarters",), _PERCENT),
    ("New inadequate, for each inspection", (), 0),
    ("  of those that required improvement", ("entry.requires_improvement",), _PERCENT),
    ("  of the good", ("entry.good",), _PERCENT),
    ("New inadequate, a year under a better grade", ("entry.a_year",), 3),
    ("Regions: spread of the mean grade, in steps", ("region.spread_of_grade",), 2),
    ("Regions: spread of the share inadequate", ("region.spread_of_inadequate",), _PERCENT),
    ("Regions: correlation of grades within", ("region.correlation",), 2),
)
"""What is shown below the matrix: label, one target or the two bounds of one, decimals (nil for a percentage)."""


def print_targets(out: Console, targets: Targets) -> None:
    """Print the tables.

    Args:
        out: where.
        targets: what to show.
    """
    found = {target.name: target for target in targets.targets}
    years = sorted({name.split(".")[1] for name in found if name.startswith("year_end.")})
    if targets.panels > 1:
        said = f"Mean of {targets.panels:,} panels, and where 95 in 100 of them lie."
    elif targets.resamples:
        said = "In brackets the 95% interval: organisations drawn again within their regions."
    else:
        said = "Without intervals."
    out.print(said, style="dim")
    rows = [("first inspection", "first"), *((f"end of {year}", f"year_end.{year}") for year in years)]
    _print_shares(out, "Shares by grade, the last one carried to each year's end", rows, found, "seen")
    rows = [(f"after {said.lower()}", f"next.{name}") for said, name in zip(_HEADS, _GRADES, strict=True)]
    _print_shares(out, "The next inspection's grade", rows, found, "cases")
    _print_others(out, found)


def _print_shares(
    out: Console, title: str, rows: Sequence[tuple[str, str]], found: dict[str, Target], cases: str
) -> None:
    table = new_table(f"\n{title} (%)", ["", *_HEADS, cases], right=[*_HEADS, cases])
    for label, start in rows:
        row = [found[f"{start}.{grade}"] for grade in _GRADES]
        few = "*" if row[0].at_risk < _FEW else ""
        table.add_row(label, *(_percentage(target) for target in row), f"{row[0].at_risk:,.0f}{few}")
    out.print(table)
    if any(found[f"{start}.good"].at_risk < _FEW for _, start in rows):
        out.print(f"* fewer than {_FEW}: too few to hold anything against", style="dim")


def _print_others(out: Console, found: dict[str, Target]) -> None:
    numbers = ["Value", "95% interval", "cases"]
    table = new_table("\nOther targets", ["", *numbers], right=numbers)
    for label, names, decimals in _OTHERS:
        if not names:
            table.add_row(label, "", "", "")
            continue
        bounds = [found[name] for name in names]
        values = [_said(target.value, decimals) for target in bounds]
        interval = [_said(bounds[0].low, decimals), _said(bounds[-1].high, decimals)]
        table.add_row(
            label,
            " to ".join(dict.fromkeys(values)),
            "" if "-" in interval else " to ".join(interval),
            f"{bounds[0].at_risk:,.0f}",
        )
    out.print(table)


def _said(value: float, decimals: int) -> str:
    if math.isnan(value):
        return "-"
    return f"{100.0 * value:.0f}%" if decimals == _PERCENT else f"{value:.{decimals}f}"


def _percentage(target: Target) -> str:
    if math.isnan(target.value):
        return "-"
    bounds = "" if math.isnan(target.low) else f" ({100 * target.low:.0f}-{100 * target.high:.0f})"
    return f"{100 * target.value:.0f}{bounds}"
