"""Where a policy loses: the boxes as ranges, the first among the design's points, and the path that led to it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from simulation.experiments.results import Uncertainty
from simulation.exploration.box import Box
from simulation.exploration.discovery import Discovery
from simulation.exploration.words import of_hundred, phrase, value_said
from simulation.plots import style
from simulation.plots.alternatives import describe
from simulation.plots.exploration.rows import name_rows

__all__ = ["draw_discovery", "plot_box", "plot_path", "plot_ranges"]

_COLOURS = (style.VERMILLION, style.BLUE, style.GREEN)
_ROW, _HEAD, _LOWER, _LEFT = 10.0, 23.0, 70.0, 62.0
_MOST_DOTS = 3_000


def plot_ranges(found: Discovery, ax: Axes) -> Axes:
    """Each restricted number's range within its whole range, box by box."""
    style.prepare(ax, ruled=None)
    rows = [(k, box, int(place)) for k, box in enumerate(found.boxes) for place in box.box.restricted]
    for row, (k, box, place) in enumerate(rows):
        uncertainty = found.uncertainties[place]
        low, high = _within(box.box, place, uncertainty)
        ax.plot([0, 1], [row, row], color=style.PALE, linewidth=1.0)
        ax.plot([low, high], [row, row], color=_COLOURS[k], linewidth=5.0, solid_capstyle="butt")
        for end, value, side in ((low, box.box.low[place], "right"), (high, box.box.high[place], "left")):
            if np.isfinite(value):
                away = -3 if side == "right" else 3
                ax.annotate(value_said(value, uncertainty), (end, row), xytext=(away, 5), ha="center",
                            textcoords="offset points", size=style.SMALL, color=style.ink_of(_COLOURS[k]))  # fmt: skip
        for end, value in ((0.0, uncertainty.low), (1.0, uncertainty.high)):
            ax.annotate(value_said(value, uncertainty), (end, row), xytext=(0, -10.5), textcoords="offset points",
                        ha="left" if end == 0 else "right", size=style.SMALL, color=style.SOFT)  # fmt: skip
    name_rows(ax, [f"{k + 1}. {phrase(found.uncertainties[place].name)}" for k, _, place in rows], width=_LEFT - 4)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return ax


def plot_box(found: Discovery, ax: Axes) -> Axes:
    """The first box among the design's points, over the two numbers that matter most to it; dark: many cases."""
    box = found.boxes[0]
    across, up = _two_numbers(found)
    style.prepare(ax, ruled=None)
    kept = np.linspace(0, len(found.share) - 1, min(_MOST_DOTS, len(found.share))).astype(int)
    x, y = (found.design.iloc[kept, place].to_numpy(float) for place in (across, up))
    order = np.argsort(found.share[kept], kind="stable")
    ax.scatter(x[order], y[order], c=found.share[kept][order], cmap="Greys", vmin=-0.15, vmax=1.0, s=9, linewidths=0.3,
               edgecolors=style.GREY, rasterized=len(kept) > 800)  # fmt: skip
    ends = [_ends(box.box, place, found.uncertainties[place]) for place in (across, up)]
    (left, right), (low, high) = ends
    ax.add_patch(Rectangle((left, low), right - left, high - low, fill=False, edgecolor=_COLOURS[0], linewidth=2.0))
    ax.set_xlabel(style.wrapped(phrase(found.uncertainties[across].name), 70, style.SMALL))
    ax.set_ylabel(style.wrapped(phrase(found.uncertainties[up].name), 50, style.SMALL))
    return ax


def plot_path(found: Discovery, ax: Axes) -> Axes:
    """Coverage against density along the peeling of the first box, and what was taken."""
    style.prepare(ax, ruled="both")
    ax.plot(found.path["coverage"], found.path["density"], color=style.GREY, linewidth=1.0, marker=".", markersize=3)
    for k, box in enumerate(found.boxes):
        ax.plot(box.held.coverage, box.held.density, marker="osD"[k], color=_COLOURS[k], markersize=7, linestyle="none")
        ax.annotate(str(k + 1), (box.held.coverage, box.held.density), xytext=(6, 4), textcoords="offset points",
                    size=style.TEXT, color=style.ink_of(_COLOURS[k]))  # fmt: skip
    ax.axhline(found.cases.rate, color=style.INK, linewidth=0.8, linestyle=style.DASHED)
    ax.annotate("all points", (0.02, found.cases.rate), xytext=(0, 3), textcoords="offset points", size=style.SMALL,
                color=style.INK)  # fmt: skip
    ax.set_xlim(0, 1.02)
    ax.set_ylim(0, 1.02)
    ax.set_xlabel(f"coverage: share of all {found.cases.noun} inside")
    ax.set_ylabel("density: share of futures inside")
    return ax


def draw_discovery(found: Discovery) -> Figure:
    """All three at the width of a page; a sentence where no box was found."""
    rows = sum(len(box.box.restricted) for box in found.boxes)
    title = f'When "{found.cases.policy}" {found.cases.verb}'
    if not found.boxes:
        figure = style.sheet(22.0)
        style.say_title(figure, title, found.sentences[-1])
        return figure
    upper = _ROW * rows
    height = _HEAD + upper + _LOWER
    figure = style.sheet(height)
    width = style.A4_WIDTH
    plot_ranges(found, figure.add_axes((_LEFT / width, (_LOWER + 3.0) / height, 100.0 / width, upper / height)))
    plot_box(found, figure.add_axes((20.0 / width, 14.0 / height, 64.0 / width, 52.0 / height)))
    plot_path(found, figure.add_axes((103.0 / width, 14.0 / height, 62.0 / width, 52.0 / height)))
    style.say_title(
        figure, title,
        "Above: the ranges of each box within the whole range. Left: the first box among the design's points, darker"
        f" the more of their futures are {found.cases.noun}. Right: what peeling trades, denser against more of them;"
        f" marks: the boxes on {_measured(found)}.",
    )  # fmt: skip
    return figure


def _measured(found: Discovery) -> str:
    return f"{found.held_back:,} other points" if found.held_back else "points left out in turn"


def _ends(box: Box, place: int, uncertainty: Uncertainty) -> tuple[float, float]:
    return max(float(box.low[place]), uncertainty.low), min(float(box.high[place]), uncertainty.high)


def _within(box: Box, place: int, uncertainty: Uncertainty) -> tuple[float, float]:
    """The ends as parts of the whole range."""
    width = uncertainty.high - uncertainty.low or 1.0
    low, high = _ends(box, place, uncertainty)
    return (low - uncertainty.low) / width, (high - uncertainty.low) / width


def _two_numbers(found: Discovery) -> tuple[int, int]:
    """The two numbers that matter most to the first box, by place; the next in the design where it has one alone."""
    box = found.boxes[0]
    by_chance = sorted((int(k) for k in box.box.restricted), key=lambda k: box.quasi_p[found.uncertainties[k].name])
    others = [k for k in range(len(found.uncertainties)) if k not in by_chance]
    first, second = [*by_chance, *others, by_chance[0]][:2]
    return first, second


@describe.register
def _(found: Discovery) -> str:
    leaves = ""
    if found.leaves:
        safest = found.leaves[-1]
        leaves = (
            f" Safest, by a tree: {of_hundred(safest.held.density)} futures in {of_hundred(safest.held.mass)} points."
        )
    return " ".join(found.sentences) + leaves
