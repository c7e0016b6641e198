"""How robust each alternative is: a row each, the most robust on top, a panel a measure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.exploration.robustness import Robustness
from simulation.plots import style
from simulation.plots.alternatives import describe
from simulation.plots.exploration.rows import interval_row, name_rows

__all__ = ["draw_robustness", "plot_deviation", "plot_ranks", "plot_regret", "plot_satisficing"]

_ROW, _HEAD, _FOOT = 5.6, 20.0, 14.0
_SHARE_TICKS = (0.0, 0.5, 1.0)


def _rows(found: Robustness) -> pd.DataFrame:
    return found.frame.sort_values("regret_90", kind="stable").reset_index(drop=True)


def _each(found: Robustness, ax: Axes, draw: Callable[[int, dict[str, float], style.Look], None]) -> Axes:
    style.prepare(ax, ruled="x")
    looks = style.looks_of(sorted(found.frame["alternative"]))
    for place, row in enumerate(_rows(found).to_dict("records")):
        draw(place, row, looks[row["alternative"]])  # type: ignore[arg-type]
    name_rows(ax, [""] * len(found.frame))
    return ax


def plot_regret(found: Robustness, ax: Axes) -> Axes:
    """The 90th percentile with its interval, and the largest regret as a tick."""

    def draw(place: int, row: dict[str, float], look: style.Look) -> None:
        interval_row(ax, place, row["regret_90"], (row["regret_90_low"], row["regret_90_high"]), colour=look.colour,
                     marker=look.marker)  # fmt: skip
        ax.plot(row["regret_max"], place, marker="|", markersize=8, color=style.INK, linestyle="none")

    _each(found, ax, draw)
    _from_nil(ax, float(found.frame["regret_max"].max()))
    ax.set_xlabel(style.wrapped(f"regret, {found.unit}", 38, style.SMALL))
    return ax


def _from_nil(ax: Axes, most: float) -> None:
    ax.set_xlim(-0.04 * most if most > 0 else -0.05, 1.08 * most if most > 0 else 1.0)


def plot_satisficing(found: Robustness, ax: Axes) -> Axes:
    """The share of futures that reach the target, with its interval."""

    def draw(place: int, row: dict[str, float], look: style.Look) -> None:
        interval_row(ax, place, row["satisficing"], (row["satisficing_low"], row["satisficing_high"]),
                     colour=look.colour, marker=look.marker)  # fmt: skip

    _each(found, ax, draw)
    ax.set_xlim(-0.03, 1.03)
    ax.set_xticks(_SHARE_TICKS, ["0", "50", "100"])
    ax.set_xlabel("target reached,\nof 100 futures")
    return ax


def plot_deviation(found: Robustness, ax: Axes) -> Axes:
    """The undesirable deviation."""
    _each(
        found, ax,
        lambda place, row, look: interval_row(
            ax, place, row["deviation"], (np.nan, np.nan), colour=look.colour, marker=look.marker
        ),
    )  # fmt: skip
    _from_nil(ax, float(found.frame["deviation"].max()))
    ax.set_xlabel(style.wrapped(f"undesirable deviation, {found.unit}", 34, style.SMALL))
    return ax


def plot_ranks(found: Robustness, ax: Axes) -> Axes:
    """The mean rank, and where 9 of 10 points put it."""

    def draw(place: int, row: dict[str, float], look: style.Look) -> None:
        interval_row(
            ax, place, row["rank"], (row["rank_low"], row["rank_high"]), colour=look.colour, marker=look.marker
        )

    _each(found, ax, draw)
    count = len(found.frame)
    ax.set_xlim(0.8, count + 0.2)
    ax.set_xticks(sorted({1, (count + 1) // 2, count}))
    ax.set_xlabel("rank, 1 is best\n(9 of 10 points)")
    return ax


def draw_robustness(found: Robustness) -> Figure:
    """A panel a measure at the width of a page; without a target, that panel is left out."""
    has_target = not np.isnan(found.target)
    panels = [plot_regret, *([plot_satisficing] if has_target else []), plot_deviation, plot_ranks]
    rows = _rows(found)
    names = style.row_names(rows["title"].tolist(), style.SMALL, most=54.0)
    left = names.width + 4.0
    figure = style.sheet(_HEAD + _FOOT + (_ROW + 2.9 * (names.lines - 1)) * len(rows))
    axes = style.grid(figure, 1, len(panels), left=left, right=4, top=_HEAD, bottom=_FOOT, across=8)
    for plot, ax in zip(panels, axes, strict=True):
        plot(found, ax)
    name_rows(axes[0], rows["title"].tolist(), width=54.0)
    note = (
        f"From the expected outcome at each of {found.points:,} design points ({found.replications} futures each)."
        " Regret: what is lost against the best alternative at that point; mark: in 9 of 10 points at most that (line:"
        " 95% interval of it), tick: the largest."
    )
    style.say_title(figure, f"How robust: {found.outcome.title.lower()}", note)
    return figure


@describe.register
def _(found: Robustness) -> str:
    return (
        f"Robustness of {len(found.frame)} alternatives in {found.outcome.title.lower()}. {' '.join(found.sentences)}"
    )
