"""One future over the years: how many truly fail, how many are seen to, and how many are helped."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.plots import style
from simulation.plots.alternatives import describe, number
from simulation.plots.labels import EndLabel, label_ends
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["OneFuture", "draw_one_future", "plot_one_future"]

_LINES = {
    "failing": ("truly failing", style.BLUE, style.SOLID, 1.8),
    "reported_failing": ("reported failing", style.VERMILLION, style.DASHED, 1.2),
    "designated": ("officially failing", style.BLACK, style.DOTTED, 1.4),
    "treated": ("with an instrument", style.GREEN, style.DASH_DOT, 1.2),
}


@dataclass(frozen=True, eq=False)
class OneFuture:
    """Counts over one future.

    Attributes:
        policy: the policy's title.
        run, seed: which future.
        unit: ``councils``.
        table: a row a quarter; columns failing, reported_failing, designated, treated: organisations.
    """

    policy: str
    run: int
    seed: int
    unit: str
    table: pd.DataFrame


def plot_one_future(future: OneFuture, ax: Axes) -> Axes:
    """The four counts on ``ax``, each labelled at its end."""
    style.prepare(ax)
    years = (future.table.index.to_numpy() + 1) / QUARTERS_A_YEAR
    for name, (_, colour, dash, width) in _LINES.items():
        ax.plot(years, future.table[name], color=style.ink_of(colour), linestyle=dash, linewidth=width)
    ax.set_xlim(0, years[-1])
    ax.set_ylim(0, max(1.0, 1.06 * float(future.table[list(_LINES)].to_numpy().max())))
    ax.set_xlabel("years from the start", loc="right", labelpad=2)
    ends = future.table.iloc[-1]
    label_ends(
        ax,
        float(years[-1]),
        [EndLabel(float(ends[name]), said, style.ink_of(colour)) for name, (said, colour, _, _) in _LINES.items()],
    )
    return ax


def draw_one_future(future: OneFuture) -> Figure:
    """The picture at the width of a page."""
    figure = style.sheet(78.0)
    (ax,) = style.grid(figure, 1, 1, left=10, right=34, top=15, bottom=9)
    plot_one_future(future, ax)
    style.say_title(
        figure,
        f"Failing {future.unit} in one future under {future.policy}",
        f"Future {future.run} of seed {future.seed}, {future.unit} at the end of each quarter."
        " One future is an example, not an answer.",
    )
    return figure


@describe.register
def _(future: OneFuture) -> str:
    first, last = (future.table.iloc[place] for place in (0, -1))
    years = number(len(future.table) / QUARTERS_A_YEAR)
    told = "; ".join(
        f"{said} {number(float(first[name]))} at first, {number(float(last[name]))} at the end"
        for name, (said, _, _, _) in _LINES.items()
    )
    where = f"over {years} years in future {future.run} under {future.policy}"
    return f"{future.unit[0].upper()}{future.unit[1:]} {where}: {told}."
