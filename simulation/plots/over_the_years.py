"""Quality or failure over the years: small multiples, one panel a policy, the baseline in grey in each."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from simulation.analysis.bands import Bands
from simulation.plots import style
from simulation.plots.alternatives import describe, listed, number
from simulation.plots.labels import white_edge

__all__ = ["draw_over_the_years", "limits_of", "plot_over_the_years"]

_HEAD, _FOOT, _ROW, _DOWN = 24.0, 9.0, 28.0, 11.0
_MOST_TOLD = 3


def plot_over_the_years(bands: Bands, ax: Axes, policy: str) -> Axes:
    """One policy's series on ``ax``: bands of nine in ten and half of the futures, a thin median, the baseline in grey.

    Raises:
        KeyError: where ``bands`` has no such policy.
    """
    title, look = bands.titles[policy], style.looks_of(bands.titles)[policy]
    rows, is_baseline = bands.of(policy), policy == bands.baseline
    colour = style.GREY if is_baseline else look.colour
    strength = 0.7 if colour == style.BLACK else 1.0
    ax.fill_between(rows["year"], rows["low_90"], rows["high_90"], color=colour, alpha=0.17 * strength, linewidth=0)
    ax.fill_between(rows["year"], rows["low_50"], rows["high_50"], color=colour, alpha=0.33 * strength, linewidth=0)
    if bands.baseline is not None and not is_baseline:
        base = bands.of(bands.baseline)
        ax.plot(base["year"], base["median"], color=style.GREY, linewidth=1.4, path_effects=white_edge(2.4))
    ax.plot(rows["year"], rows["median"], color=style.ink_of(colour), linewidth=1.1)
    style.prepare(ax)
    ax.set_xlim(0, rows["year"].max())
    ax.xaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    style.name_panel(ax, title + (" (grey elsewhere)" if is_baseline else ""), colour)
    return ax


def draw_over_the_years(bands: Bands, columns: int = 4) -> Figure:
    """A page's width of panels on one scale, in the order of ``bands``."""
    policies = list(bands.titles)
    columns = min(columns, len(policies))
    rows = math.ceil(len(policies) / columns)
    figure = style.sheet(_HEAD + _FOOT + rows * _ROW + (rows - 1) * _DOWN)
    axes = style.grid(figure, rows, columns, left=12, right=3, top=_HEAD, bottom=_FOOT, across=6, down=_DOWN)
    for ax, policy in zip(axes, policies, strict=False):
        plot_over_the_years(bands, ax, policy)
    low, high = limits_of(bands, policies)
    for place, ax in enumerate(axes):
        ax.set_visible(place < len(policies))
        ax.set_ylim(low, high)
        ax.tick_params(labelleft=place % columns == 0, labelbottom=place + columns >= len(policies))
    axes[max(0, len(policies) - 1)].set_xlabel("years from the start", loc="right", labelpad=2)
    what = bands.measure.title if not bands.measure.is_share else f"{bands.measure.title} {bands.unit}"
    style.say_title(figure, f"{what} over the years", _note(bands))
    return figure


def limits_of(bands: Bands, policies: Sequence[str]) -> tuple[float, float]:
    """One scale for several policies: counts start at nil; quality, never near nil, at fives around the bands."""
    shown = bands.table[bands.table["policy"].isin(policies)]
    low, high = shown["low_90"].min(), shown["high_90"].max()
    if bands.measure.is_share:
        return 0.0, high * 1.04 if high > 0 else 1.0
    return 5 * math.floor(low / 5), 5 * math.ceil(high / 5)


def _note(bands: Bands) -> str:
    against = f" Grey line: {bands.titles[bands.baseline]}, median." if bands.baseline in bands.titles else ""
    unit = bands.unit[0].upper() + bands.unit[1:]
    return (
        f"{unit}. Line: median of {bands.futures} futures; dark band: half of them; light band: nine in ten.{against}"
    )


@describe.register
def _(bands: Bands) -> str:
    last = bands.table.groupby("policy", sort=False).last().sort_values("mean", kind="stable")
    is_told = [
        place < _MOST_TOLD or place >= len(last) - _MOST_TOLD or policy == bands.baseline
        for place, policy in enumerate(last.index)
    ]
    told = [
        f"{number(row['median'])} under {bands.titles[str(policy)]} ({number(row['low_90'])} to"
        f" {number(row['high_90'])})"
        for policy, row in last[is_told].iterrows()
    ]
    others = len(last) - sum(is_told)
    rest = f", the other {others} between" if others else ""
    what = f"{bands.measure.title} {bands.unit}" if bands.measure.is_share else f"{bands.measure.title}, {bands.unit}"
    years = number(bands.table["year"].max())
    return (
        f"{what} over {years} years in {bands.futures} futures. At the end, in the median future (and in nine of ten):"
        f" {listed(told)}{rest}."
    )
