"""Rows of dots with intervals, which several pictures of a sweep share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from simulation.plots import style

__all__ = ["CAPTION_SIZE", "interval_row", "left_margin", "name_rows"]

CAPTION_SIZE = style.SMALL


def name_rows(ax: Axes, names: Sequence[str], *, width: float = 0.0) -> None:
    """Write the rows' names at the left, the first on top, broken to a width in millimetres; nothing for no width."""
    places = np.arange(len(names))
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_yticks(places, [style.wrapped(name, width, style.SMALL) for name in names] if width else [""] * len(names))
    ax.tick_params(axis="y", length=0, labelsize=style.SMALL, labelcolor=style.INK)
    for label in ax.get_yticklabels():
        label.set_linespacing(1.05)
    ax.spines["left"].set_visible(False)


def interval_row(ax: Axes, place: float, value: float, ends: tuple[float, float], **how: Any) -> None:
    """A dot, and a line from end to end behind it.

    Args:
        ax: where.
        place: of the row.
        value: of the dot.
        ends: of the line; none is drawn where one is unknown.
        how: colour, marker, filled (True), size of the marker.
    """
    colour = how.get("colour", style.BLUE)
    dark = style.ink_of(colour)
    if not np.isnan(ends).any():
        ax.plot(list(ends), [place, place], color=colour, linewidth=2.2, alpha=0.5, solid_capstyle="butt")
    ax.plot(value, place, marker=how.get("marker", "o"), markersize=how.get("size", 5.0), color=dark,
            markeredgecolor=dark, markeredgewidth=1.1, markerfacecolor=dark if how.get("filled", True) else "white",
            linestyle="none", clip_on=False, zorder=4)  # fmt: skip


def left_margin(names: Sequence[str], *, most: float = 58.0) -> float:
    """Millimetres that the rows' names need, within bounds."""
    return float(min(most, max([style.text_width(name, style.SMALL) for name in names] or [0.0]) + 4.0))
