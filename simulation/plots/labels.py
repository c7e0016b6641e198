"""Labels at the ends of lines, moved apart so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation

from simulation.plots.style import PALE, TEXT

_LEADER: dict[str, Any] = {
    "arrowstyle": "-", "color": PALE, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 1, "relpos": (0, 0.5)
}  # fmt: skip

WHITE_BEHIND: dict[str, Any] = {"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
"""A box that keeps text legible on top of lines."""

__all__ = ["WHITE_BEHIND", "EndLabel", "label_ends", "move_apart", "white_edge"]


@dataclass(frozen=True)
class EndLabel:
    """A label for the end of a line: where the line ends, what it says, and its colour."""

    y: float
    text: str
    colour: str


def move_apart(
    wanted: Sequence[float], heights: Sequence[float], low: float = -np.inf, high: float = np.inf
) -> np.ndarray:
    """Centres at which labels don't overlap, moved as little as possible (least squares), in the same order.

    Less what stands below it, each centre has to be no lower than the one before: an isotonic
    regression, by pooling adjacent violators.

    Args:
        wanted: where each label's centre would be, in any order.
        heights: how high each is.
        low, high: bounds of the centres; where there is no room between them, the lower one gives way.
    """
    values, high_of = np.asarray(wanted, float), np.asarray(heights, float)
    order = np.argsort(values, kind="stable")
    ordered = high_of[order]
    stacked = np.concatenate([[0.0], np.cumsum((ordered[:-1] + ordered[1:]) / 2.0)])[: len(values)]
    pools: list[tuple[float, int]] = []
    for value in values[order] - stacked:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    placed = np.concatenate([np.full(count, mean) for mean, count in pools] or [np.zeros(0)])
    if len(placed):
        placed = np.minimum(np.maximum(placed, low), high - stacked[-1])
    result = np.empty(len(values))
    result[order] = placed + stacked
    return result


def label_ends(
    ax: Axes, x: float, labels: Sequence[EndLabel], *, size: float = TEXT, away: float = 6.0
) -> list[Annotation]:
    """Write labels to the right of where lines end, each with a thin line to its end if it had to move.

    Call it when the limits of ``ax`` and its place in the figure are final.

    Args:
        ax: where the lines are.
        x: where they end, in data coordinates.
        labels: what to write.
        size: points of the text.
        away: points between the line's end and its label.
    """
    if not labels:
        return []
    ax.get_xlim(), ax.get_ylim()  # settles limits that are still to be found from the data
    points_a_pixel = 72.0 / ax.figure.dpi
    end = [ax.transData.transform((x, label.y))[1] * points_a_pixel for label in labels]
    bottom = ax.get_window_extent().y0 * points_a_pixel
    heights = [size * (1.25 + 1.2 * label.text.count("\n")) for label in labels]
    places = move_apart(end, heights, low=bottom)
    written = []
    for label, there, place in zip(labels, end, places, strict=True):
        moved = place - there
        written.append(
            ax.annotate(
                label.text,
                (x, label.y),
                xytext=(away, moved),
                textcoords="offset points",
                va="center",
                linespacing=1.1,
                ha="left",
                size=size,
                color=label.colour,
                annotation_clip=False,
                arrowprops=_LEADER if abs(moved) > 1.0 else None,
            )
        )
    return written


def white_edge(width: float = 2.0) -> list[withStroke]:
    """A path effect that keeps lines apart where they cross. Never on text, which would be drawn as shapes in SVG."""
    return [withStroke(linewidth=width, foreground="white")]
