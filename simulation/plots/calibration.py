"""Pictures of a calibration: each number before and after, each target, and what cannot be told apart."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.calibration.calibrating import Calibration
from simulation.calibration.coverage import Coverage
from simulation.calibration.diagnosing import correlation, posterior_table, targets_table
from simulation.plots import style
from simulation.plots.exploration.rows import name_rows

__all__ = ["calibration_pictures", "draw_coverage", "draw_posterior", "draw_targets", "draw_together"]

_COLUMNS, _BINS = 4, 20
_ROW = 4.4


def calibration_pictures(calibration: Calibration) -> dict[str, Figure]:
    """Every picture, by the name of its file."""
    pictures = {"posterior": draw_posterior(calibration), "targets": draw_targets(calibration)}
    together = correlation(calibration, "earlier_framework_shift", "pressure_trend")
    if together is not None:
        pictures["framework-and-trend"] = draw_together(calibration, "earlier_framework_shift", "pressure_trend")
    return pictures


def draw_posterior(calibration: Calibration) -> Figure:
    """A panel a number: the prior as a line, the posterior as bars, grey where the data says nothing."""
    table, frame = posterior_table(calibration), calibration.fit.posterior.frame
    rows = math.ceil(len(table) / _COLUMNS)
    figure = style.sheet(20.0 + 31.0 * rows)
    axes = style.grid(figure, rows, _COLUMNS, left=4, right=4, top=22, bottom=9, across=7.0, down=15.0)
    for ax, row, prior in zip(axes, table.to_dict("records"), calibration.table.basis.priors, strict=False):
        _plot_number(ax, row, prior.quantile((np.arange(2000) + 0.5) / 2000), frame[row["name"]].to_numpy())
    for ax in axes[len(table) :]:
        ax.set_visible(False)
    note = (
        "Line: before the data. Bars: after it; grey where the data says nothing. Dot and line below: median and 95%"
        " interval."
    )
    style.say_title(figure, "What the data says of each number", note)
    return figure


def _plot_number(ax: Axes, row: dict[Hashable, Any], before: np.ndarray, after: np.ndarray) -> None:
    style.prepare(ax, ruled=None)
    low, high = row["prior_low"], row["prior_high"]
    edges = np.linspace(low, high, _BINS + 1)
    colour = style.BLUE if row["is_learnt"] else style.PALE
    ax.hist(after, bins=edges.tolist(), density=True, color=colour, alpha=0.75)
    heights, _ = np.histogram(before, bins=edges, density=True)
    ax.stairs(heights, edges, color=style.INK, linewidth=1.0)
    top = ax.get_ylim()[1]
    ax.plot([row["low"], row["high"]], [-0.07 * top] * 2, color=style.INK, linewidth=1.2, clip_on=False)
    ax.plot(row["median"], -0.07 * top, marker="o", markersize=3.5, color=style.INK, clip_on=False)
    ax.set_ylim(-0.12 * top, top)
    ax.set_yticks([])
    ax.locator_params(axis="x", nbins=3)
    ax.spines["left"].set_visible(False)
    style.name_panel(ax, str(row["name"]).replace("_", " "))


def draw_targets(calibration: Calibration) -> Figure:
    """A row a target: where simulated panels lie before and after, and what was observed."""
    table = targets_table(calibration)
    table = table[table["is_fitted"]].reset_index(drop=True)
    figure = style.sheet(26.0 + _ROW * len(table))
    (ax,) = style.grid(figure, 1, 1, left=80, right=6, top=17, bottom=9)
    style.prepare(ax, ruled="x")
    for place, row in enumerate(table.to_dict("records")):
        ax.plot([row["before_low"], row["before_high"]], [place, place], color=style.PALE, linewidth=1.0)
        ax.plot([row["after_low"], row["after_high"]], [place, place], color=style.BLUE, linewidth=3.0, alpha=0.5,
                solid_capstyle="butt")  # fmt: skip
        ax.plot(row["after"], place, marker="|", markersize=6, color=style.ink_of(style.BLUE))
        inside = row["is_inside"]
        ax.plot(row["observed"], place, marker="o" if inside else "D", markersize=4.0, zorder=5,
                color=style.INK if inside else style.VERMILLION)  # fmt: skip
    name_rows(ax, [_label(name) for name in table["name"]], width=78)
    missed = int((~table["is_inside"]).sum())
    note = (
        f"Grey: 95% of panels before. Blue: after, with their mean. Black dot: observed; red diamond: observed, and"
        f" outside ({missed} of {len(table)})."
    )
    style.say_title(figure, "Simulated panels against the observed one", note)
    return figure


def _label(name: str) -> str:
    topic, *rest = name.replace("_", " ").split(".")
    return f"{topic}: {' → '.join(rest)}" if topic == "next" else f"{topic} {' '.join(rest)}"


def draw_together(calibration: Calibration, one: str, other: str) -> Figure:
    """Two numbers over the posterior, a dot a vector."""
    frame: pd.DataFrame = calibration.fit.posterior.frame
    figure = style.sheet(80.0, width=110.0)
    (ax,) = style.grid(figure, 1, 1, left=16, right=4, top=18, bottom=12)
    style.prepare(ax)
    ax.plot(frame[one], frame[other], linestyle="none", marker="o", markersize=3.0, color=style.BLUE, alpha=0.45)
    ax.axhline(0, color=style.SOFT, linewidth=0.6)
    ax.axvline(0, color=style.SOFT, linewidth=0.6)
    units = {row["name"]: row["unit"] for row in posterior_table(calibration).to_dict("records")}
    ax.set_xlabel(f"{one.replace('_', ' ')}, {units[one]}")
    ax.set_ylabel(f"{other.replace('_', ' ')}, {units[other]}")
    found = correlation(calibration, one, other)
    style.say_title(figure, "What goes together", f"A dot a parameter vector; correlation {found:+.2f}.")
    return figure


def draw_coverage(found: Coverage) -> Figure:
    """A panel a number: how often the truth had each rank among draws of its posterior."""
    counts, (low, high) = found.histogram(), found.band()
    rows = math.ceil(len(found.names) / _COLUMNS)
    figure = style.sheet(20.0 + 28.0 * rows)
    axes = style.grid(figure, rows, _COLUMNS, left=8, right=3, top=22, bottom=8, across=8.0, down=13.0)
    middles = (np.arange(counts.shape[1]) + 0.5) / counts.shape[1]
    for ax, name, heights in zip(axes, found.names, counts, strict=False):
        style.prepare(ax, ruled=None)
        ax.axhspan(low, high, color=style.FAINT, zorder=0)
        outside = (heights < low) | (heights > high)
        colours = [style.VERMILLION if one else style.BLUE for one in outside]
        ax.bar(middles, heights, width=0.9 / len(middles), color=colours, alpha=0.8)
        ax.set_xlim(0, 1)
        ax.set_ylim(0, max(1.15 * high, 1.05 * heights.max()))
        ax.set_xticks([0, 1], ["lowest", "highest"])
        lowest, highest = ax.get_xticklabels()
        lowest.set_horizontalalignment("left")
        highest.set_horizontalalignment("right")
        style.name_panel(ax, name.replace("_", " "))
    for ax in axes[len(found.names) :]:
        ax.set_visible(False)
    note = (
        f"How often the true value had which rank among draws of its posterior, in {found.repeats} calibrations of"
        " simulated panels. Grey: where 99 of 100 bars lie if posteriors are right; red: outside."
    )
    style.say_title(figure, "Do posteriors hold the truth as often as they say?", note)
    return figure
