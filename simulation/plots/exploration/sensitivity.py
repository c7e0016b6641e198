"""What an outcome, or a choice, depends on: a row an uncertain number, what matters most on top."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.exploration.sensitivity import Sensitivity
from simulation.plots import style
from simulation.plots.alternatives import describe, listed
from simulation.plots.exploration.rows import interval_row, name_rows

__all__ = ["draw_sensitivity", "plot_rank_correlation", "plot_sensitivity"]

_MOST, _ROW, _HEAD, _FOOT, _LEFT = 12, 8.2, 23.0, 12.0, 62.0
_TITLES = {
    "total": "share of the variance: ● in total, with all interactions; ○ alone",
    "mean_size": "effect of its whole range, {unit}: ● mean size; ○ spread (bends, or depends on others)",
    "explained": "share of the variance explained, by ranks, whatever the shape",
}
_SECOND = {"total": "first", "mean_size": "spread"}


def plot_sensitivity(found: Sensitivity, ax: Axes, *, has_names: bool = True) -> Axes:
    """The measure that the design was made for, with 95% intervals; what chance alone may make is shaded."""
    rows = found.frame.head(_MOST).to_dict("records")
    style.prepare(ax, ruled="x")
    if _is_shaded(found):
        ax.axvspan(0, found.noise, color=style.FAINT, zorder=0)
    for place, row in enumerate(rows):
        second = _SECOND.get(found.main)
        if second is not None:
            ends = (row.get(f"{second}_low", np.nan), row.get(f"{second}_high", np.nan))
            interval_row(ax, place + 0.17, row[second], ends, colour=style.ORANGE, filled=False, size=4.5)
        ends = (row[f"{found.main}_low"], row[f"{found.main}_high"])
        interval_row(ax, place - (0.17 if second else 0.0), row[found.main], ends)
    name_rows(ax, [row["phrase"] for row in rows], width=_LEFT - 4 if has_names else 0.0)
    if found.main != "mean_size":
        ax.set_xlim(min(0.0, ax.get_xlim()[0]), max(1.0, ax.get_xlim()[1]))
    ax.axvline(0, color=style.INK, linewidth=0.8)
    return ax


def plot_rank_correlation(found: Sensitivity, ax: Axes) -> Axes:
    """Which way each number works: partial rank correlation, with 95% intervals."""
    rows = found.frame.head(_MOST).to_dict("records")
    style.prepare(ax, ruled="x")
    for place, row in enumerate(rows):
        ends = (row["rank_correlation_low"], row["rank_correlation_high"])
        is_clear = ends[0] > 0.0 or ends[1] < 0.0
        interval_row(
            ax, place, row["rank_correlation"], ends, colour=style.GREEN, filled=is_clear, marker="D", size=4.2
        )
    name_rows(ax, [""] * len(rows))
    ax.set_xlim(-1.05, 1.05)
    ax.axvline(0, color=style.INK, linewidth=0.8)
    ax.set_xlabel("← lowers it      raises it →")
    return ax


def draw_sensitivity(found: Sensitivity) -> Figure:
    """Both panels at the width of a page."""
    count = min(_MOST, len(found.frame))
    figure = style.sheet(_HEAD + _FOOT + _ROW * count)
    width, height = (25.4 * inches for inches in figure.get_size_inches())
    high = _ROW * count / height
    wide = 62.0 if found.has_directions else 104.0
    left = figure.add_axes((_LEFT / width, _FOOT / height, wide / width, high))
    plot_sensitivity(found, left)
    if found.has_directions:
        plot_rank_correlation(found, figure.add_axes((130.0 / width, _FOOT / height, 37.0 / width, high)))
    title = f"What moves {found.subject}"
    lines = style.wrapped(title, width - 4, style.TITLE, is_bold=True).count("\n") + 1
    figure.text(1 / width, 1 - 1 / height, style.wrapped(title, width - 4, style.TITLE, is_bold=True), va="top",
                size=style.TITLE, weight="bold", color=style.INK, linespacing=1.2)  # fmt: skip
    note = _TITLES[found.main].format(unit=found.unit)
    if found.has_directions:
        note = f"Left: {note}. Right: which way (partial rank correlation; hollow: not clear)"
    else:
        note = f"{note[0].upper()}{note[1:]}"
    note += f". Lines: 95%. {found.points:,} points, {_futures(found)}{_shade(found)}."
    note += "" if found.has_directions else f" {found.few_points}"
    figure.text(1 / width, 1 - (2.5 + 4.2 * lines) / height, style.wrapped(note, width - 4, style.SMALL), va="top",
                size=style.SMALL, color=style.SOFT, linespacing=1.25)  # fmt: skip
    return figure


def _futures(found: Sensitivity) -> str:
    return "1 future each" if found.replications == 1 else f"{found.replications} futures each"


def _is_shaded(found: Sensitivity) -> bool:
    """Whether chance alone makes indices worth marking: total ones, where points have futures of their own."""
    return found.main == "total" and not found.same_futures and not np.isnan(found.noise) and found.noise >= 0.005


def _shade(found: Sensitivity) -> str:
    return "; shaded: what chance alone may make of a total index" if _is_shaded(found) else ""


@describe.register
def _(found: Sensitivity) -> str:
    ways = [
        f"{row['phrase']} {'raises' if row['rank_correlation'] > 0 else 'lowers'} it"
        for row in found.frame.head(3).to_dict("records")
        if row["rank_correlation_low"] > 0 or row["rank_correlation_high"] < 0
    ]
    return " ".join([*found.sentences, f"Of these, {listed(ways)}." if ways else ""]).strip()
