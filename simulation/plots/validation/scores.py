"""Who predicts better, and whether intervals hold what they promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from simulation.plots import style
from simulation.plots.exploration.rows import interval_row, name_rows
from simulation.validation.paired import PairedScores

__all__ = ["draw_coverage", "draw_scores"]

_ROW = 6.0
_LOOKS = ((style.BLUE, "o", style.SOLID), (style.VERMILLION, "s", style.DASHED), (style.GREY, "^", style.DOTTED))
_SCORES = {"log": "log score, nats a case", "energy": "energy score, steps of grade a case"}


def draw_scores(found: Sequence[tuple[str, PairedScores]]) -> Figure:
    """Differences of mean scores, model less rival, with their intervals: a panel a score, a row a split and rival.

    Args:
        found: scores, each with what was predicted.
    """
    rows = list(dict.fromkeys((what, score.rival) for what, score in found))
    figure = style.sheet(33 + _ROW * len(rows))
    axes = style.grid(figure, 1, 2, left=66, right=6, top=19, bottom=14, across=8)
    for ax, (name, unit) in zip(axes, _SCORES.items(), strict=True):
        style.prepare(ax, ruled="x")
        ax.axvline(0.0, color=style.INK, linewidth=0.8)
        for what, score in found:
            if score.score == name:
                is_told = score.verdict != "not told apart"
                interval_row(ax, rows.index((what, score.rival)), score.difference, (score.low, score.high),
                             filled=is_told)  # fmt: skip
        name_rows(ax, [""] * len(rows))
        ax.set_xlabel(unit)
    name_rows(axes[0], [f"{what}, against {rival}" for what, rival in rows], width=65)
    note = (
        "Model less rival in the same cases; left of the line the model is better. Line: 95% interval over"
        " organisations; open dot: not told apart."
    )
    style.say_title(figure, "Does the model predict better than simple rivals?", note)
    return figure


def draw_coverage(found: Mapping[str, Mapping[str, pd.DataFrame]]) -> Figure:
    """Coverage against what was promised, above; the mean width of the intervals, below: a column a split.

    Args:
        found: for each split, for each forecaster, the model first, what ``coverage_of`` gives.
    """
    figure = style.sheet(104)
    axes = style.grid(figure, 2, len(found), left=13, right=3, top=24, bottom=10, across=9, down=14)
    for column, (what, of_each) in enumerate(found.items()):
        above, below = axes[column], axes[column + len(found)]
        for (colour, marker, dash), (name, coverage) in zip(_LOOKS, of_each.items(), strict=True):
            how: dict[str, Any] = {"color": colour, "marker": marker, "linestyle": dash}
            how |= {"markersize": 4.5, "linewidth": 1.3}
            above.plot(100 * coverage["level"], 100 * coverage["share"], **how)
            below.plot(100 * coverage["level"], 100 * coverage["mean_width"], label=name, **how)
        for ax in (above, below):
            style.prepare(ax)
            ax.set_xlim(45, 100)
            ax.set_xticks([50, 80, 95])
        above.plot([40, 100], [40, 100], color=style.INK, linewidth=0.7, zorder=0)
        above.set_ylim(10, 103)
        below.set_ylim(0, 75)
        style.name_panel(above, what)
        below.set_xlabel("interval, %")
    axes[0].set_ylabel("cells inside, %")
    axes[len(found)].set_ylabel("mean width, points of %")
    axes[-1].legend(frameon=False, fontsize=style.SMALL, loc="upper left", labelcolor=style.INK, borderaxespad=0.1)
    note = (
        "Shares by next grade of each region, and after each last grade, with ten cases at least. On the thin line an"
        " interval holds what it says; below it, it is too narrow, above it, too wide."
    )
    style.say_title(figure, "Do intervals hold what they promise, and how wide are they?", note)
    return figure
