"""Paired differences from the baseline, the best policy on top: a dot, and three uncertainties that are never mixed.

The thick line is the spread over futures, the thin one the spread over assumptions, and the two ticks
are simulation error. A hollow dot is no clear difference.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.ordered import OrderedDifferences
from simulation.analysis.verdict import BETTER, WORSE
from simulation.plots import style
from simulation.plots.alternatives import describe, listed, number

__all__ = ["draw_paired_differences", "paired_room", "plot_paired_differences"]

_ROW, _HEAD, _FOOT, _COLUMN, _LEFT = 5.2, 29.0, 12.0, 21.0, 47.0
_WORDS = {
    "failing_organisations": ("failing {organisations} at any time", "fewer", "more"),
    "mean_quality": ("mean true quality, points", "lower", "higher"),
    "cost_a_year": ("cost units a year", "less", "more"),
}


def plot_paired_differences(ordered: OrderedDifferences, ax: Axes) -> Axes:
    """Each policy's difference from the baseline on ``ax``, and at the right how often it is better."""
    style.prepare(ax, ruled="x")
    looks = style.looks_of(sorted(ordered.table["policy"]))
    rows = np.arange(len(ordered.table))
    ax.axvline(0, color=style.INK, linewidth=0.8)
    for place, row in zip(rows, ordered.table.to_dict("records"), strict=True):
        look = looks[row["policy"]]
        dark = style.ink_of(look.colour)
        ax.plot([row["futures_low"], row["futures_high"]], [place, place], color=look.colour, alpha=0.45, linewidth=4.2,
                solid_capstyle="butt")  # fmt: skip
        if ordered.draws:
            ax.plot([row["assumptions_low"], row["assumptions_high"]], [place, place], color=dark, linewidth=1.0)
        error = [row["error_low"], row["error_high"]]
        ax.plot(
            error, [place, place], linestyle="none", marker="|", markersize=7.5, markeredgewidth=0.9, color=style.INK
        )
        is_clear = row["verdict"] in (BETTER, WORSE)
        ax.plot(row["difference"], place, marker=look.marker, markersize=5.5, markeredgecolor=dark, markeredgewidth=1.1,
                markerfacecolor=dark if is_clear else "white")  # fmt: skip
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_yticks(rows, style.row_names(ordered.table["title"].tolist()).names)
    ax.tick_params(axis="y", length=0, labelsize=style.TEXT, labelcolor=style.INK)
    ax.spines["left"].set_visible(False)
    _say_direction(ordered, ax)
    _say_how_often(ordered, ax)
    return ax


def draw_paired_differences(ordered: OrderedDifferences) -> Figure:
    """The picture at the width of a page."""
    left, row = paired_room(ordered)
    figure = style.sheet(_HEAD + _FOOT + row * len(ordered.table))
    right = 3.0 + _COLUMN * (2 if ordered.draws else 1)
    (ax,) = style.grid(figure, 1, 1, left=left, right=right, top=_HEAD, bottom=_FOOT)
    plot_paired_differences(ordered, ax)
    what = _thing(ordered)[0].capitalize()
    title = f"{what}: each policy against {ordered.baseline}"
    if style.text_width(title, style.TITLE, is_bold=True) <= style.A4_WIDTH - 3.0:
        style.say_title(figure, title, _note(ordered))
    else:
        style.say_title(figure, f"{what}: each against the baseline", f"Baseline: {ordered.baseline}. {_note(ordered)}")
    return figure


def paired_room(ordered: OrderedDifferences) -> tuple[float, float]:
    """What the names need: millimetres at the left, and from row to row."""
    names = style.row_names(ordered.table["title"].tolist())
    return max(_LEFT, names.width + 3.5), _ROW + 3.2 * (names.lines - 1)


def _thing(ordered: OrderedDifferences) -> tuple[str, str, str]:
    """What is measured, and the words for less and more of it."""
    if ordered.outcome.name in _WORDS:
        what, less, more = _WORDS[ordered.outcome.name]
        return what.format(organisations=ordered.unit), less, more
    return f"{ordered.outcome.title[0].lower()}{ordered.outcome.title[1:]}, {ordered.unit}", "less", "more"


def _say_direction(ordered: OrderedDifferences, ax: Axes) -> None:
    what, less, more = _thing(ordered)
    low, high = ax.get_xlim()
    ax.set_xlim(min(low, -0.15 * high), max(high, -0.15 * low))
    ax.set_xlabel(f"← {less}      difference in {what}      {more} →", labelpad=3)


def _say_how_often(ordered: OrderedDifferences, ax: Axes) -> None:
    """Natural frequencies in columns at the right: better in so many of 100."""
    columns = [("better_futures", "futures")] + ([("better_assumptions", "assumptions")] if ordered.draws else [])
    middle = _COLUMN * (0.5 + (len(columns) - 1) / 2)
    head: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "ha": "center", "va": "bottom",
                            "size": style.SMALL, "color": style.SOFT, "linespacing": 1.2}  # fmt: skip
    ax.annotate("better in …", (1, 1), xytext=(style.points(middle), 4 + 2.6 * style.SMALL), **head)
    for k, (column, of) in enumerate(columns):
        x = _COLUMN * (0.5 + k)
        ax.annotate(f"of 100\n{of}", (1, 1), xytext=(style.points(x), 4), **head)
        for place, share in enumerate(ordered.table[column]):
            ax.annotate("–" if pd.isna(share) else f"{100 * share:.0f}", (1, place), xycoords=("axes fraction", "data"),
                        xytext=(style.points(x), 0), textcoords="offset points", ha="center", va="center_baseline",
                        size=style.TEXT, color=style.INK)  # fmt: skip


def _note(ordered: OrderedDifferences) -> str:
    thin = f" thin line: nine in ten of {ordered.draws} draws of the assumptions;" if ordered.draws else ""
    return (
        f"Pair by pair in the same {ordered.futures} futures. Dot: mean, hollow where there is no clear difference;"
        f" thick line: nine in ten futures;{thin} ticks: simulation error of the mean (95%)."
    )


@describe.register
def _(ordered: OrderedDifferences) -> str:
    what, less, more = _thing(ordered)
    clear, unclear = [], []
    for row in ordered.table.to_dict("records"):
        size = f"{number(abs(row['difference']))} {less if row['difference'] < 0 else more}"
        spread = f"in nine of ten futures {number(row['futures_low'])} to {number(row['futures_high'])}"
        if row["verdict"] in (BETTER, WORSE):
            clear.append(f"{row['title']} {size} ({spread})")
        else:
            unclear.append(str(row["title"]))
    said = f"Differences in {what} from {ordered.baseline}, {ordered.futures} futures. "
    said += f"{'; '.join(clear)}. " if clear else "No policy differs clearly. "
    return said + (f"No clear difference: {listed(unclear)}." if unclear else "")
