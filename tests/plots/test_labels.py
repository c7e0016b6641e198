"""Labels don't overlap: the arithmetic, and the bounding boxes in every picture."""

from __future__ import annotations

import itertools

import hypothesis.strategies as st
import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from simulation.plots import style
from simulation.plots.labels import EndLabel, label_ends, move_apart
from simulation.plots.placing import place_beside
from simulation.plots.saving import SETTINGS
from tests.plots.drawn import DRAWN

LABELS = st.lists(st.tuples(st.floats(-50, 50), st.floats(1, 10)), max_size=12)


@given(LABELS)
def test_labels_are_apart_and_in_order(labels: list[tuple[float, float]]) -> None:
    wanted, heights = [label[0] for label in labels], [label[1] for label in labels]
    placed = move_apart(wanted, heights)
    order = np.argsort(wanted, kind="stable")
    for below, above in itertools.pairwise(order):
        assert placed[above] - placed[below] >= (heights[below] + heights[above]) / 2 - 1e-9


def test_labels_with_room_stay() -> None:
    assert move_apart([5.0, 0.0, 20.0], [4.0, 4.0, 4.0]).tolist() == [5.0, 0.0, 20.0]


def test_labels_that_touch_share_the_move() -> None:
    np.testing.assert_allclose(move_apart([0.0, 0.0], [4.0, 4.0]), [-2.0, 2.0])
    np.testing.assert_allclose(move_apart([0.0, 0.0, 1.0], [2.0, 2.0, 2.0], low=0.0), [0.0, 2.0, 4.0])
    assert move_apart([], []).size == 0


def axes() -> Axes:
    figure = style.sheet(80)
    return style.grid(figure, 1, 1, left=10, right=60, top=5, bottom=10)[0]


def boxes(texts: list[Text], figure: Figure) -> list[tuple[str, Bbox]]:
    """What each text covers, without the line to it and the white behind it, as files show it."""
    with mpl.rc_context(SETTINGS):
        figure.draw_without_rendering()
        renderer = FigureCanvasAgg(figure).get_renderer()
        return [(text.get_text(), Text.get_window_extent(text, renderer)) for text in texts]


def overlapping(found: list[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for k, (a, first) in enumerate(found)
        for b, second in found[k + 1 :]
        if min(first.x1, second.x1) - max(first.x0, second.x0) > 0.5
        and min(first.y1, second.y1) - max(first.y0, second.y0) > 0.5
    ]


def test_a_dozen_lines_that_end_together() -> None:
    ax = axes()
    ax.set_ylim(0, 1)
    written = label_ends(ax, 1.0, [EndLabel(0.5 + 0.001 * k, f"policy {k}", style.INK) for k in range(12)])
    assert overlapping(boxes(list(written), ax.figure)) == []  # type: ignore[arg-type]


def test_marks_in_a_heap() -> None:
    ax = axes()
    ax.set_xlim(0, 10)
    ax.set_ylim(0, 10)
    k = np.arange(12)
    marks = np.stack([5 + 0.4 * np.cos(k), 5 + 0.4 * np.sin(k)], axis=1)
    written = place_beside(ax, marks, [f"Policy number {i}" for i in k], [style.INK] * 12)
    assert overlapping(boxes(list(written), ax.figure)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DRAWN)
def test_no_text_covers_another_or_leaves_the_sheet(name: str) -> None:
    figure = DRAWN[name]()
    found = boxes([text for text in shown(figure) if text.get_text().strip()], figure)
    assert len(found) > 10
    assert overlapping(found) == []
    within = figure.bbox.padded(1)
    assert [said for said, box in found if not (within.contains(*box.min) and within.contains(*box.max))] == []


def shown(figure: Figure) -> list[Text]:
    """All texts that are drawn: tick labels only within their axis."""
    figure.draw_without_rendering()  # gives ticks their text
    texts = list(figure.texts)
    for ax in figure.axes:
        if not ax.get_visible():
            continue
        texts += [*ax.texts, ax.title, ax._left_title]  # type: ignore[attr-defined]
        for axis in (ax.xaxis, ax.yaxis) if ax.axison else ():
            low, high = sorted(axis.get_view_interval())
            texts.append(axis.label)
            for tick in axis.get_major_ticks():
                if tick.label1.get_visible() and low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    texts.append(tick.label1)
    return texts
