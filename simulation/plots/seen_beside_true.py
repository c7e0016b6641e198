"""What is seen beside what is true over the years: truly, reportedly and officially failing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.seen_and_true import SEEN, SeenAndTrue
from simulation.plots import style
from simulation.plots.alternatives import describe, listed, number
from simulation.plots.labels import EndLabel, label_ends, white_edge

__all__ = ["draw_seen_and_true", "plot_seen_and_true"]

_HEAD, _FOOT, _ROW, _DOWN = 22.0, 9.0, 32.0, 12.0
_MOST_TOLD = 3
_DRAWN = {
    "failing": ("truly", style.BLUE, style.SOLID, 1.6, style.BLUE),
    "reported_failing": ("reported", style.VERMILLION, style.DASHED, 1.4, "white"),
    "designated": ("officially", style.INK, style.DOTTED, 1.4, style.INK),
}
"""Each series: word, colour, dash, width, and the face of its marks (true is filled, reported a ring)."""


def plot_seen_and_true(seen: SeenAndTrue, ax: Axes, policy: str, *, is_labelled: bool = True) -> Axes:
    """One policy's organisations truly, reportedly and officially failing: means over futures, marks at set years.

    A band shows where half the futures lie of what is true.

    Args:
        seen: the numbers.
        ax: where to draw.
        policy: a label in ``seen.titles``.
        is_labelled: whether the lines' ends are labelled.
    """
    style.prepare(ax)
    true = seen.of(policy, SEEN[0])
    ax.fill_between(true["year"], true["low_50"], true["high_50"], color=style.BLUE, alpha=0.14, linewidth=0)
    ends = []
    for name, (word, colour, dash, width, face) in _DRAWN.items():
        rows = seen.of(policy, name)
        ax.plot(
            rows["year"],
            rows["mean"],
            color=colour,
            linestyle=dash,
            linewidth=width,
            path_effects=white_edge(width + 1),
        )
        marks = seen.at_marks[seen.at_marks["policy"] == policy]
        ax.plot(
            marks["year"], marks[name], linestyle="none", marker="o", markersize=4.2, markerfacecolor=face,
            markeredgecolor=colour, markeredgewidth=1.1,
        )  # fmt: skip
        ends.append(EndLabel(float(rows["mean"].iloc[-1]), word, style.ink_of(colour)))
    ax.set_xlim(0, true["year"].max())
    ax.set_ylim(bottom=0)
    if is_labelled:
        label_ends(ax, float(true["year"].max()), ends, size=style.SMALL, away=4)
    return ax


def draw_seen_and_true(seen: SeenAndTrue, policies: Sequence[str] = (), columns: int | None = None) -> Figure:
    """A page's width of panels on one scale, for the chosen policies or all; ends labelled in the last column."""
    chosen = list(policies) or list(seen.titles)
    columns = min(columns or (3 if len(chosen) <= 9 else 4), len(chosen))
    rows = math.ceil(len(chosen) / columns)
    figure = style.sheet(_HEAD + _FOOT + rows * _ROW + (rows - 1) * _DOWN)
    axes = style.grid(figure, rows, columns, left=12, right=19, top=_HEAD, bottom=_FOOT, across=7, down=_DOWN)
    shown = seen.table[seen.table["policy"].isin(chosen)]
    highest = max(shown["mean"].max(), shown.loc[shown["measure"] == SEEN[0], "high_50"].max(), 1.0)
    for place, (ax, policy) in enumerate(zip(axes, chosen, strict=False)):
        ax.set_ylim(0, 1.06 * highest)
        plot_seen_and_true(seen, ax, policy, is_labelled=False)
        ax.set_ylim(0, 1.06 * highest)
        is_last = place % columns == columns - 1 or place == len(chosen) - 1
        if is_last:
            _label(seen, ax, policy)
        style.name_panel(ax, seen.titles[policy])
        ax.set_xticks([year for year in (*seen.marks, 10, 15, 20, 30, 40, 50) if year <= ax.get_xlim()[1]])
        ax.tick_params(labelleft=place % columns == 0, labelbottom=place + columns >= len(chosen))
    for ax in axes[len(chosen) :]:
        ax.set_visible(False)
    axes[len(chosen) - 1].set_xlabel("years from the start", loc="right", labelpad=2)
    style.say_title(figure, f"What is seen and what is true: failing {seen.unit}", _note(seen))
    return figure


def _label(seen: SeenAndTrue, ax: Axes, policy: str) -> None:
    ends = [
        EndLabel(float(seen.of(policy, name)["mean"].iloc[-1]), word, style.ink_of(colour))
        for name, (word, colour, *_) in _DRAWN.items()
    ]
    label_ends(ax, float(seen.table["year"].max()), ends, size=style.SMALL, away=4)


def _note(seen: SeenAndTrue) -> str:
    years = ", ".join(str(year) for year in seen.marks)
    return (
        f"{seen.unit.capitalize()}, mean of {seen.futures} futures; dots at {years} years. Filled: truly failing (band:"
        " half of futures); rings: reported failing; black: officially failing."
    )


@describe.register
def _(seen: SeenAndTrue) -> str:
    """Tells of the policies with the least and the most true failing at the last mark; the table has all."""
    last = seen.at_marks[seen.at_marks["year"] == seen.at_marks["year"].max()].sort_values("failing", kind="stable")
    order = last["policy"].tolist()
    told = order if len(order) <= 2 * _MOST_TOLD else [*order[:_MOST_TOLD], *order[-_MOST_TOLD:]]
    years = listed([str(year) for year in seen.marks])
    parts = []
    for policy in told:
        rows = seen.at_marks[seen.at_marks["policy"] == policy]
        truly, reported, officially = (listed([number(value) for value in rows[name]]) for name in SEEN)
        parts.append(f"under {seen.titles[policy]}, truly {truly}, reportedly {reported}, officially {officially}")
    return f"Failing {seen.unit} after {years} years, mean of {seen.futures} futures: {'; '.join(parts)}."
