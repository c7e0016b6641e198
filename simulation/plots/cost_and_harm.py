"""Cost against harm: one mark a policy, and the frontier of those that no other beats on both."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from simulation.analysis.frontier import Frontier
from simulation.plots import style
from simulation.plots.alternatives import describe, listed, number
from simulation.plots.placing import place_beside

__all__ = ["draw_frontier", "plot_frontier"]


def plot_frontier(frontier: Frontier, ax: Axes) -> Axes:
    """Each policy's mean cost and mean harm, with the frontier as steps.

    Bars show where half the futures lie. Filled marks are on the frontier; labels say in how many of
    100 futures that holds of the future's own numbers.
    """
    style.prepare(ax, ruled="both")
    looks = style.looks_of(frontier.table["policy"])
    edge = frontier.frontier
    high = 1.05 * frontier.table[["cost_high", "harm_high"]].max()
    ax.step(edge["cost"], edge["harm"], where="post", color=style.GREY, linewidth=1.6, zorder=1)
    rows = frontier.table.to_dict("records")
    for row in rows:
        look = looks[row["policy"]]
        dark = style.ink_of(look.colour)
        spread: dict[str, Any] = {"color": look.colour, "alpha": 0.4, "linewidth": 0.8, "zorder": 2}
        ax.plot([row["cost"]] * 2, [row["harm_low"], row["harm_high"]], **spread)
        ax.plot([row["cost_low"], row["cost_high"]], [row["harm"]] * 2, **spread)
        ax.plot(row["cost"], row["harm"], marker=look.marker, markersize=6, markeredgecolor=dark, markeredgewidth=1.1,
                markerfacecolor=dark if row["on_frontier"] else "white", zorder=4)  # fmt: skip
    ax.set_xlim(0, high["cost_high"] or 1.0)
    ax.set_ylim(0, high["harm_high"] or 1.0)
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    ax.set_xlabel(_axis(frontier.cost.title, frontier.cost_unit))
    ax.set_ylabel(_axis(frontier.harm.title, frontier.harm_unit))
    place_beside(
        ax,
        np.array([[row["cost"], row["harm"]] for row in rows]),
        [frontier.titles[row["policy"]] + _often(row["frontier_futures"]) for row in rows],
        [style.ink_of(looks[row["policy"]].colour) for row in rows],
        bars=np.array(
            [[[row["cost_low"], row["harm"]], [row["cost_high"], row["harm"]]] for row in rows]
            + [[[row["cost"], row["harm_low"]], [row["cost"], row["harm_high"]]] for row in rows]
        ),
    )
    return ax


def draw_frontier(frontier: Frontier) -> Figure:
    """The picture at the width of a page."""
    figure = style.sheet(118)
    (ax,) = style.grid(figure, 1, 1, left=17, right=4, top=19, bottom=11)
    plot_frontier(frontier, ax)
    note = (
        f"Mean of {frontier.futures} futures; bars: half of them. Filled, and joined by the grey steps: no other policy"
        " is both cheaper and less harmful. In brackets: in how many of 100 futures that holds."
    )
    style.say_title(figure, f"{frontier.cost.title} against {frontier.harm.title.lower()}", note)
    return figure


def _axis(title: str, unit: str) -> str:
    """``cost, cost units a year``: the title, without what the unit says again."""
    return f"{title.lower().removesuffix(' a year') if unit.endswith(' a year') else title.lower()}, {unit}"


def _often(share: float) -> str:
    return f" ({100 * share:.0f})" if round(100 * share) else ""


@describe.register
def _(frontier: Frontier) -> str:
    told = [
        f"{frontier.titles[row['policy']]} (cost {number(row['cost'])}, harm {number(row['harm'])}; in"
        f" {100 * row['frontier_futures']:.0f} of 100 futures)"
        for row in frontier.frontier.to_dict("records")
    ]
    beaten = len(frontier.table) - len(told)
    others = "1 other policy is" if beaten == 1 else f"{beaten} other policies are"
    rest = f" {others} beaten on both by one of these." if beaten else ""
    return (
        f"{frontier.cost.title} ({frontier.cost_unit}) against {frontier.harm.title.lower()} ({frontier.harm_unit}),"
        f" mean of {frontier.futures} futures. On the frontier, from the cheapest: {listed(told)}."
        f"{rest}"
    )
