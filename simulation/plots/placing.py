"""Labels beside the marks of a scatter, each where it covers least."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from simulation.plots import style
from simulation.plots.labels import WHITE_BEHIND

__all__ = ["place_beside"]

_MARK = 4.0
"""Points from a mark's centre that nothing should cover."""
_RINGS = (7.0, 11.0, 16.0, 22.0, 30.0, 40.0, 52.0, 66.0)
_WAYS = ((0.9, 0.7), (0.9, -0.7), (-0.9, 0.7), (-0.9, -0.7), (1, 0), (-1, 0), (0, 1), (0, -1))
_COVERING, _CROSSING, _LED_THROUGH = 40.0, 0.8, 30.0
"""What a square point costs that covers marks or labels, one that crosses bars, and a label's line that goes through
another label; in points of distance."""

Box = tuple[float, float, float, float]


def place_beside(
    ax: Axes,
    marks: np.ndarray,
    texts: Sequence[str],
    colours: Sequence[str],
    *,
    bars: np.ndarray | None = None,
    size: float = style.SMALL,
) -> list[Annotation]:
    """Write a label beside each mark: near it, over nothing else if possible, with a thin line where it is far.

    Places are tried in a fixed order, marks from the most crowded on, so the same marks always get the
    same labels. Call it when the limits of ``ax`` and its place are final.

    Args:
        ax: where the marks are.
        marks: data coordinates, shape (marks, 2).
        texts, colours: of the labels, of one line or several, in the order of the marks.
        bars: data coordinates of lines that labels had better not cross: shape (bars, 2 ends, 2).
        size: points of the text.
    """
    ax.get_xlim(), ax.get_ylim()  # settles limits that are still to be found from the data
    points_a_pixel = 72.0 / ax.figure.dpi
    at = ax.transData.transform(marks) * points_a_pixel
    frame = ax.get_window_extent()
    inside = tuple(float(edge * points_a_pixel) for edge in (frame.x0, frame.y0, frame.x1, frame.y1))
    taken: list[Box] = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in at]
    ends = ax.transData.transform(np.reshape(bars if bars is not None else np.zeros((0, 2, 2)), (-1, 2)))
    lines: list[Box] = [
        (min(a[0], b[0]) - 1, min(a[1], b[1]) - 1, max(a[0], b[0]) + 1, max(a[1], b[1]) + 1)
        for a, b in (ends * points_a_pixel).reshape(-1, 2, 2)
    ]
    leaders: list[np.ndarray] = []
    written = []
    for place in _by_crowding(at):
        text = texts[place].split("\n")
        width = style.points(max(style.text_width(line, size) for line in text))
        box = _best_place(at[place], width, 1.2 * size * len(text), taken, lines, inside, leaders)  # type: ignore[arg-type]
        taken.append(box)
        leaders.append(_leader(at[place], box))
        written.append(_write(ax, marks[place], at[place], box, texts[place], colours[place], size))
    return written


def _by_crowding(at: np.ndarray) -> list[int]:
    """The marks, those with the nearest neighbour first."""
    distances = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) + np.diag(np.full(len(at), np.inf))
    return [int(k) for k in np.argsort(distances.min(axis=1), kind="stable")]


def _write(ax: Axes, mark: np.ndarray, at: np.ndarray, box: Box, text: str, colour: str, size: float) -> Annotation:
    away = max(box[0] - at[0], at[0] - box[2], box[1] - at[1], at[1] - box[3])
    leader = {"arrowstyle": "-", "color": style.GREY, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 3,
              "relpos": (0 if box[0] > at[0] else 1 if box[2] < at[0] else 0.5, 0.5)}  # fmt: skip
    return ax.annotate(
        text,
        (float(mark[0]), float(mark[1])),
        xytext=(float(box[0] - at[0]), float((box[1] + box[3]) / 2 - at[1])),
        textcoords="offset points",
        ha="left",
        va="center",
        size=size,
        color=colour,
        annotation_clip=False,
        arrowprops=leader if away > _RINGS[1] else None,
        bbox=WHITE_BEHIND,
        zorder=6,
    )


def _best_place(
    at: np.ndarray,
    width: float,
    height: float,
    taken: Sequence[Box],
    lines: Sequence[Box],
    inside: Box,
    leaders: Sequence[np.ndarray],
) -> Box:
    """The box (x0, y0, x1, y1) near ``at`` that is cheapest: near, and covering little."""
    best: tuple[float, Box] | None = None
    for ring in _RINGS:
        if best is not None and best[0] <= ring:
            break  # farther away costs more, whatever it covers
        for across, up in _WAYS:
            x = at[0] + ring * across - (width if across < 0 else width / 2 if across == 0 else 0.0)
            y = at[1] + ring * up - height / 2
            box = (float(x), float(y), float(x + width), float(y + height))
            covered = sum(_overlap(box, other) for other in taken) + width * height - _overlap(box, inside)
            crossed = sum(_overlap(box, other) for other in lines)
            led_through = sum(_passes(leader, box) for leader in leaders)
            if ring > _RINGS[1]:
                others = [
                    other for other in taken if not (other[0] <= at[0] <= other[2] and other[1] <= at[1] <= other[3])
                ]
                led_through += sum(_passes(_leader(at, box), other) for other in others)
            cost = _COVERING * covered + _CROSSING * crossed + _LED_THROUGH * led_through + ring
            if best is None or cost < best[0]:
                best = cost, box
    assert best is not None
    return best[1]


def _leader(at: np.ndarray, box: Box) -> np.ndarray:
    """Points along the line from a mark to its label, shape (points, 2)."""
    end = np.array([min(max(at[0], box[0]), box[2]), (box[1] + box[3]) / 2])
    return np.asarray(at + np.linspace(0.0, 1.0, 25)[:, None] * (end - at))


def _passes(leader: np.ndarray, box: Box) -> bool:
    """Whether a line goes through a box."""
    x, y = leader.T
    return bool(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any())


def _overlap(a: Box, b: Box) -> float:
    """The area that two boxes share."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0
