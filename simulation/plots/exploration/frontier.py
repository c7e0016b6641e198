"""Cost against harm over a sweep: one mark an alternative, the frontier, and how sure each place on it is."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from simulation.exploration.cost_and_harm import SweepFrontier
from simulation.plots import style
from simulation.plots.alternatives import describe, number
from simulation.plots.placing import place_beside

__all__ = ["draw_sweep_frontier", "plot_sweep_frontier"]

_MOST_LABELS = 24


def plot_sweep_frontier(found: SweepFrontier, ax: Axes) -> Axes:
    """Mean cost and mean harm with 95% intervals; filled, and joined by steps, where no other beats both."""
    style.prepare(ax, ruled="both")
    looks = style.looks_of(found.frame["alternative"])
    ax.step(found.edge["cost"], found.edge["harm"], where="post", color=style.GREY, linewidth=1.6, zorder=1)
    rows = found.frame.to_dict("records")
    for row in rows:
        look = looks[row["alternative"]]
        dark = style.ink_of(look.colour)
        bar: dict[str, Any] = {"color": look.colour, "alpha": 0.6, "linewidth": 1.0, "zorder": 2}
        ax.plot([row["cost"]] * 2, [row["harm_low"], row["harm_high"]], **bar)
        ax.plot([row["cost_low"], row["cost_high"]], [row["harm"]] * 2, **bar)
        ax.plot(row["cost"], row["harm"], marker=look.marker, markersize=6, markeredgecolor=dark, markeredgewidth=1.1,
                markerfacecolor=dark if row["on_frontier"] else "white", zorder=4)  # fmt: skip
    ax.margins(0.08)
    ax.set_xlim(left=0.0)
    ax.set_ylim(bottom=0.0)
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    ax.set_xlabel(f"{found.cost.title.lower().removesuffix(' a year')}, {found.cost_unit}")
    ax.set_ylabel(f"{found.harm.title.lower()}, {found.harm_unit}")
    # Where many levers make many alternatives, only those that may be chosen are named.
    named = [row for row in rows if len(rows) <= _MOST_LABELS or row["frontier_share"] >= 0.05]
    place_beside(
        ax,
        np.array([[row["cost"], row["harm"]] for row in named]),
        [row["title"] + _often(row["frontier_share"]) for row in named],
        [style.ink_of(looks[row["alternative"]].colour) for row in named],
    )
    return ax


def draw_sweep_frontier(found: SweepFrontier) -> Figure:
    """The picture at the width of a page."""
    figure = style.sheet(116)
    (ax,) = style.grid(figure, 1, 1, left=17, right=5, top=22, bottom=11)
    plot_sweep_frontier(found, ax)
    note = (
        f"Mean over {found.points:,} design points of {found.replications} futures each; bars: 95% interval. Filled,"
        " and joined by the grey steps: no other is both cheaper and less harmful. In brackets: on the frontier in so"
        " many of 100 resamples of the sweep."
    )
    style.say_title(figure, f"{found.cost.title} against {found.harm.title.lower()}", note)
    return figure


def _often(share: float) -> str:
    return f" ({100 * share:.0f})" if round(100 * share) else ""


@describe.register
def _(found: SweepFrontier) -> str:
    told = "; ".join(
        f"{row['title']}: cost {number(row['cost'])}, harm {number(row['harm'])}"
        for row in found.edge.to_dict("records")
    )
    return f"{found.cost.title} against {found.harm.title.lower()}. {' '.join(found.sentences)} {told}."
