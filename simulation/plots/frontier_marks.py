"""The marks of a picture of cost against harm, whether of one comparison or of a whole sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from simulation.plots import style
from simulation.plots.placing import place_beside

if TYPE_CHECKING:
    from simulation.analysis.frontier import Frontier
    from simulation.exploration.cost_and_harm import SweepFrontier

__all__ = ["frontier_title", "plot_marks"]

_WIDEST, _BROKEN = 60.0, 46.0
"""Millimetres of the widest label of one line, and of each line of those that are wider."""


def frontier_title(found: Frontier | SweepFrontier) -> str:
    """What the picture is called."""
    return f"{found.cost.title} against {found.harm.title.lower()}"


def plot_marks(
    found: Frontier | SweepFrontier,
    table: pd.DataFrame,
    ax: Axes,
    *,
    among: Iterable[str] | None = None,
    is_named: Callable[[dict[Any, Any]], bool] = lambda _: True,
    is_from_nil: bool = True,
) -> Axes:
    """A mark an alternative, bars through it, and steps that join those which no other beats on both.

    Filled marks are on the frontier. In brackets, after a name: in how many of 100 that holds.

    Args:
        found: whose outcomes and units the axes name.
        table: a row an alternative; columns label, title, cost, cost_low, cost_high, harm, harm_low, harm_high,
            on_frontier and share (of those counted in brackets); maybe equals, how many others have the same means.
        ax: where.
        among: labels of all that other pictures show too, so that each looks the same in all of them.
        is_named: which rows have their name beside them.
        is_from_nil: whether the axis of harm begins there, or where the lowest bar ends.
    """
    style.prepare(ax, ruled="both")
    looks = style.looks_of(table["label"] if among is None else among)
    edge = table[table["on_frontier"]].sort_values(["cost", "harm"], kind="stable")
    ax.step(edge["cost"], edge["harm"], where="post", color=style.GREY, linewidth=1.6, zorder=1)
    rows = table.to_dict("records")
    for row in rows:
        look = looks[row["label"]]
        dark = style.ink_of(look.colour)
        bar: dict[str, Any] = {"color": look.colour, "alpha": 0.4, "linewidth": 0.8, "zorder": 2}
        ax.plot([row["cost"]] * 2, [row["harm_low"], row["harm_high"]], **bar)
        ax.plot([row["cost_low"], row["cost_high"]], [row["harm"]] * 2, **bar)
        ax.plot(row["cost"], row["harm"], marker=look.marker, markersize=6, markeredgecolor=dark, markeredgewidth=1.1,
                markerfacecolor=dark if row["on_frontier"] else "white", zorder=4)  # fmt: skip
    ax.set_xlim(0, 1.05 * _highest(table, "cost") or 1.0)
    ax.set_ylim(0 if is_from_nil else _below(table), 1.05 * _highest(table, "harm") or 1.0)
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    ax.set_xlabel(_axis(found.cost.title, found.cost_unit))
    ax.set_ylabel(_axis(found.harm.title, found.harm_unit))
    named = [row for row in rows if is_named(row)]
    bars = [[[row["cost_low"], row["harm"]], [row["cost_high"], row["harm"]]] for row in rows]
    bars += [[[row["cost"], row["harm_low"]], [row["cost"], row["harm_high"]]] for row in rows]
    place_beside(
        ax,
        np.array([[row["cost"], row["harm"]] for row in named]),
        [_label(row) for row in named],
        [style.ink_of(looks[row["label"]].colour) for row in named],
        bars=np.array([bar for bar in bars if not np.isnan(bar).any()]),
    )
    return ax


def _highest(table: pd.DataFrame, axis: str) -> float:
    return float(table[[axis, f"{axis}_high"]].max().max())


def _below(table: pd.DataFrame) -> float:
    """A little below the lowest bar of harm, and never below nil."""
    low, high = float(table[["harm", "harm_low"]].min().min()), _highest(table, "harm")
    return max(0.0, low - 0.05 * (high - low)) if high > low else 0.0


def _axis(title: str, unit: str) -> str:
    """``cost, cost units a year``: the title, without what the unit says again."""
    return f"{title.lower().removesuffix(' a year') if unit.endswith(' a year') else title.lower()}, {unit}"


def _label(row: dict[Any, Any]) -> str:
    equal = f" and {row['equals']} equal" if row.get("equals") else ""
    text = row["title"] + _often(row["share"]) + equal
    return text if style.text_width(text, style.SMALL) <= _WIDEST else style.wrapped(text, _BROKEN, style.SMALL)


def _often(share: float) -> str:
    return f" ({100 * share:.0f})" if round(100 * share) else ""
