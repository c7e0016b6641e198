"""Around designation: what is true, reported and believed; and what the fall in reports is made of."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from simulation.analysis.designation import DesignationFall
from simulation.plots import style
from simulation.plots.alternatives import describe, number
from simulation.plots.labels import EndLabel, label_ends, white_edge
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["draw_around_designation", "plot_around_designation", "plot_fall"]

_LINES = (
    ("reported", "reported", style.VERMILLION, style.DASHED, 1.5),
    ("true", "true", style.BLUE, style.SOLID, 1.8),
    ("believed", "believed", style.INK, style.DOTTED, 1.5),
    ("twin_reported", "twin, reported", style.GREY, style.DASHED, 1.2),
    ("twin_true", "twin, true", style.GREY, style.SOLID, 1.2),
)
_PARTS = (
    ("from_true_change", "true change", style.BLUE, style.SOLID, 1.5),
    ("from_new_shortfall", "concealment of\nthe new shortfall", style.ORANGE, style.DASH_DOT, 1.5),
    ("from_honesty", "more honest\nreports", style.PURPLE, style.DASHED, 1.5),
    ("from_noise", "noise (nil: twins\nshare it)", style.GREY, style.DOTTED, 1.2),
    ("change", "reports,\nin all", style.INK, style.SOLID, 2.2),
)


def plot_around_designation(fall: DesignationFall, ax: Axes) -> Axes:
    """Mean true, reported and believed quality around designation, with the undesignated twins in grey."""
    ends = _plot_lines(fall, ax, _LINES)
    ax.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.set_ylabel("points of quality")
    label_ends(ax, _years(fall).iloc[-1], ends)
    return ax


def plot_fall(fall: DesignationFall, ax: Axes) -> Axes:
    """The change in reports since the quarter before designation, less the twin's, and its parts, which add up to it.

    The band around the whole is simulation error: where its mean lies, 9 times in 10.
    """
    ax.axhline(0, color=style.SOFT, linewidth=0.6)
    change, error = fall.table["change"], 1.645 * fall.table["error"]
    ax.fill_between(_years(fall), change - error, change + error, color=style.INK, alpha=0.15, linewidth=0)
    ends = _plot_lines(fall, ax, _PARTS)
    ax.set_ylabel("points of quality, against the twin")
    label_ends(ax, _years(fall).iloc[-1], ends)
    return ax


def draw_around_designation(fall: DesignationFall) -> Figure:
    """A page's width: on the left what is true and seen, on the right what the fall is made of."""
    figure = style.sheet(88)
    left, right = style.grid(figure, 1, 2, left=11, right=34, top=21, bottom=11, across=40)
    for ax, say in ((left, "What is true, what is seen"), (right, "What moves the reports")):
        style.name_panel(ax, say)
    plot_around_designation(fall, left)
    plot_fall(fall, right)
    for ax in (left, right):
        ax.set_xlabel("years since designation", labelpad=2)
    style.say_title(figure, f"Around being called failing: {fall.title}", _note(fall))
    return figure


def _years(fall: DesignationFall) -> pd.Series:
    return fall.table["quarter"] / QUARTERS_A_YEAR


def _plot_lines(
    fall: DesignationFall, ax: Axes, lines: tuple[tuple[str, str, str, style.Dash, float], ...]
) -> list[EndLabel]:
    """Draw columns of the table and say where their labels go."""
    style.prepare(ax)
    years = _years(fall)
    ends = []
    for column, said, colour, dash, width in lines:
        values = fall.table[column]
        ax.plot(years, values, color=colour, linestyle=dash, linewidth=width, path_effects=white_edge(width + 0.8))
        ends.append(EndLabel(float(values.iloc[-1]), said, style.ink_of(colour)))
    ax.axvline(0, color=style.PALE, linewidth=0.8, zorder=0)
    ax.set_xlim(years.iloc[0], years.iloc[-1])
    ax.margins(y=0.08)
    return ends


def _note(fall: DesignationFall) -> str:
    return (
        f"Mean of {fall.cases:,} first designations of {fall.organisations} in {fall.futures} futures. The twin is the"
        " same organisation in the same future, with nobody designated or treated. Right: change since the quarter"
        " before, less the twin's; parts add up to the whole."
    )


@describe.register
def _(fall: DesignationFall) -> str:
    lowest = fall.table.iloc[int(fall.table["change"].to_numpy().argmin())]
    last = fall.table.iloc[-1]
    said = (
        f"Mean of {fall.cases} first designations under {fall.title}, against the same organisation in the same future"
        f" with nobody designated. {number(lowest['quarter'])} quarters after designation, reports are"
        f" {number(abs(lowest['change']))} points {'lower' if lowest['change'] < 0 else 'higher'}: "
    )
    parts = ", ".join(
        f"{number(lowest[column])} from {words}"
        for column, words in (
            ("from_honesty", "more honest reports"),
            ("from_true_change", "true change"),
            ("from_new_shortfall", "concealment of the new shortfall"),
            ("from_noise", "noise"),
        )
    )
    return (
        f"{said}{parts}. {number(last['quarter'])} quarters after, reports differ by {number(last['change'])} points"
        f" and true quality by {number(last['from_true_change'])}."
    )
