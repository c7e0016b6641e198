"""Several pictures on one sheet: how a few policies go over the years, and how all of them differ."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from simulation.analysis.bands import Bands
from simulation.analysis.ordered import OrderedDifferences
from simulation.plots import style
from simulation.plots.over_the_years import limits_of, plot_over_the_years
from simulation.plots.paired import plot_paired_differences

__all__ = ["draw_overview"]

_WIDTH, _HEIGHT, _MIDDLE = 240.0, 128.0, 106.0


def draw_overview(bands: Bands, ordered: OrderedDifferences, policies: Sequence[str], title: str) -> Figure:
    """Four policies over the years on the left, all paired differences on the right, on a wide sheet.

    Args:
        bands: of a share, with those policies.
        ordered: the differences.
        policies: labels of four policies.
        title: what the sheet says.
    """
    figure = style.sheet(_HEIGHT, _WIDTH)
    right = _WIDTH - _MIDDLE
    panels = style.grid(figure, 2, 2, left=10, right=right + 9, top=32, bottom=12, across=6, down=14)
    for place, (ax, policy) in enumerate(zip(panels, policies, strict=False)):
        plot_over_the_years(bands, ax, policy)
        ax.set_ylim(*limits_of(bands, policies))
        ax.tick_params(labelleft=place % 2 == 0, labelbottom=place >= 2)
    panels[-1].set_xlabel("years from the start", loc="right", labelpad=2)
    (ax,) = style.grid(figure, 1, 1, left=_MIDDLE + 44, right=45 if ordered.draws else 24, top=32, bottom=12)
    plot_paired_differences(ordered, ax)
    against = bands.titles[bands.baseline] if bands.baseline else ""
    note = f"Median, half and nine in ten of {bands.futures} futures; grey: {against}."
    _head(figure, 1.0, f"{bands.measure.title} {bands.unit}", note, _MIDDLE - 12)
    thin = f"thin: nine in ten of {ordered.draws} draws of the assumptions; " if ordered.draws else ""
    note = (
        "Same futures, pair by pair. Dot: mean, hollow where there is no clear difference; thick line: nine in ten"
        f" futures; {thin}ticks: simulation error."
    )
    _head(figure, _MIDDLE + 2, f"Difference from {ordered.baseline}", note, right - (46 if ordered.draws else 28))
    figure.text(1 / _WIDTH, 1 - 1 / _HEIGHT, title, va="top", size=11, weight="bold", color=style.INK)
    return figure


def _head(figure: Figure, x: float, title: str, note: str, width: float) -> None:
    """A heading and its note, at ``x`` millimetres from the left."""
    figure.text(x / _WIDTH, 1 - 9.5 / _HEIGHT, title, va="top", size=style.TITLE, weight="bold", color=style.INK)
    lines = style.wrapped(note, width, style.SMALL)
    figure.text(x / _WIDTH, 1 - 14.5 / _HEIGHT, lines, va="top", size=style.SMALL, color=style.SOFT, linespacing=1.25)
