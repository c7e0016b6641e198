"""Targets, real beside simulated: a bar for what the model shows, a dot with a line for what was real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.evidence.shares import grade_names
from simulation.plots import style
from simulation.plots.exploration.rows import name_rows
from simulation.validation.checks import FEW, PredictiveChecks

__all__ = ["NOTE", "draw_moves", "draw_others", "draw_year_ends", "target_rows"]

_MODEL, _REAL = style.SKY, style.INK
_WORDS = tuple(name.replace("_", " ") for name in grade_names)
_ROW = 4.6
NOTE = (
    "Bar: where 95 in 100 simulated panels lie, with their middle. Dot: real, its line the 95% sampling interval. Open"
    f" dot with a cross: outside the bar. Pale: fewer than {FEW} cases, shown and not scored."
)
_GROUPS: tuple[tuple[str, float, tuple[tuple[str, str], ...]], ...] = (
    (
        "months between reports",
        1.0,
        tuple(
            (f"months.{grade}.{what}", f"after {words}, {what}")
            for grade, words in zip(grade_names, _WORDS, strict=True)
            for what in ("mean", "median")
        ),
    ),
    (
        "months in inadequate, median between its bounds",
        1.0,
        tuple((f"inadequate.median_months.{end}", f"at {end}") for end in ("least", "most")),
    ),
    (
        "per cent",
        100.0,
        (
            *(
                (f"inadequate.out_by_{months}.{end}", f"out of inadequate by {months} months, at {end}")
                for months in (24, 36, 48, 60)
                for end in ("least", "most")
            ),
            ("relapse.next", "inadequate again at the next inspection"),
            ("relapse.within_12_quarters", "inadequate again within 12 quarters"),
            ("entry.requires_improvement", "newly inadequate, after requires improvement"),
            ("entry.good", "newly inadequate, after good"),
            ("entry.a_year", "newly inadequate, a year under a better grade"),
            ("region.spread_of_inadequate", "regions: spread of the share inadequate"),
        ),
    ),
    (
        "steps of grade, or a correlation",
        1.0,
        (
            ("region.spread_of_grade", "regions: spread of the mean grade"),
            ("region.correlation", "regions: correlation within"),
        ),
    ),
)


def target_rows(ax: Axes, rows: pd.DataFrame, names: Sequence[str], *, scale: float = 1.0, width: float = 0.0) -> Axes:
    """Rows of targets, the first on top.

    Args:
        ax: where.
        rows: rows of ``PredictiveChecks.frame``.
        names: a label each.
        scale: what values are multiplied by, such as 100 for per cent.
        width: millimetres for the labels; none are written for nothing.
    """
    style.prepare(ax, ruled="x")
    for place, row in enumerate(rows.to_dict("records")):
        is_few = row["verdict"] == "few cases"
        is_out = row["verdict"] in ("too low", "too high")
        ink = style.GREY if is_few else _REAL
        low, middle, high = (scale * row[name] for name in ("low", "middle", "high"))
        ax.barh(place, high - low, left=low, height=0.62, color=_MODEL, alpha=0.25 if is_few else 0.6, linewidth=0)
        ax.plot([middle, middle], [place - 0.31, place + 0.31], color=style.BLUE, linewidth=1.2)
        ax.plot([scale * row["sampling_low"], scale * row["sampling_high"]], [place, place], color=ink, linewidth=0.9)
        value = scale * row["value"]
        ax.plot(value, place, marker="o", markersize=4.6, color=ink, markerfacecolor="white" if is_out else ink,
                linestyle="none", zorder=4, clip_on=False)  # fmt: skip
        if is_out:
            ax.plot(value, place, marker="x", markersize=4.0, color=style.VERMILLION, linestyle="none", zorder=5)
    name_rows(ax, list(names), width=width)
    return ax


def draw_year_ends(checks: PredictiveChecks) -> Figure:
    """Shares by grade, at the first inspection and at each year's end: a panel a grade."""
    figure = style.sheet(118)
    axes = style.grid(figure, 2, 2, left=11, right=3, top=22, bottom=9, across=12, down=13)
    for ax, grade, words in zip(axes, grade_names, _WORDS, strict=True):
        style.prepare(ax)
        mask = checks.frame["name"].str.match(rf"(first|year_end\.\d+)\.{grade}$")
        rows = checks.frame[mask].to_dict("records")
        years = [row["name"].split(".")[1] for row in rows]
        # The first inspection stands a little apart: it is no year.
        places = [-0.6, *range(1, len(rows))]
        for place, row in zip(places, rows, strict=True):
            _upright(ax, place, row)
        labels = ["first", *(f"’{year[2:]}" for year in years[1:])]
        ax.set_xticks(places, labels)
        ax.set_ylim(bottom=0)
        style.name_panel(ax, f"{words}, % of those inspected")
    style.say_title(figure, "Shares by grade: at the first inspection, and at each year's end", NOTE)
    return figure


def _upright(ax: Axes, place: float, row: Mapping[Any, Any]) -> None:
    """One share, upright."""
    is_out = row["verdict"] in ("too low", "too high")
    is_few = row["verdict"] == "few cases"
    ink = style.GREY if is_few else _REAL
    low, middle, high, value = (100 * row[name] for name in ("low", "middle", "high", "value"))
    ax.bar(place, high - low, bottom=low, width=0.62, color=_MODEL, alpha=0.25 if is_few else 0.6, linewidth=0)
    ax.plot([place - 0.31, place + 0.31], [middle, middle], color=style.BLUE, linewidth=1.2)
    ax.plot([place, place], [100 * row["sampling_low"], 100 * row["sampling_high"]], color=ink, linewidth=0.9)
    ax.plot(place, value, marker="o", markersize=4.2, color=ink, zorder=4, linestyle="none", clip_on=False,
            markerfacecolor="white" if is_out else ink)  # fmt: skip
    if is_out:
        ax.plot(place, value, marker="x", markersize=3.6, color=style.VERMILLION, zorder=5, clip_on=False)


def draw_moves(checks: PredictiveChecks) -> Figure:
    """The matrix of grades at consecutive inspections: a panel for each last grade."""
    figure = style.sheet(72)
    axes = style.grid(figure, 1, 4, left=34, right=3, top=24, bottom=9, across=5)
    for place, (ax, grade, words) in enumerate(zip(axes, grade_names, _WORDS, strict=True)):
        rows = _rows(checks, [f"next.{grade}.{other}" for other in grade_names])
        target_rows(ax, rows, _WORDS if place == 0 else [""] * 4, scale=100.0, width=30 if place == 0 else 0.0)
        ax.set_xlim(-2, 102)
        ax.set_xticks([0, 50, 100])
        style.name_panel(ax, f"after {words} ({rows['cases'].max():.0f})")
    axes[0].set_xlabel("% with that grade next")
    style.say_title(figure, "The next inspection's grade, after each last one (and how many such there are)", NOTE)
    return figure


def draw_others(checks: PredictiveChecks) -> Figure:
    """All other targets, in panels of one unit each."""
    counts = [len(targets) for _, _, targets in _GROUPS]
    top, bottom, between, left = 18.0, 10.0, 15.0, 74.0
    height = top + bottom + _ROW * sum(counts) + between * (len(_GROUPS) - 1)
    figure = style.sheet(height)
    above = top
    for unit, scale, targets in _GROUPS:
        high = _ROW * len(targets)
        width = style.A4_WIDTH - left - 4
        ax = figure.add_axes(
            (left / style.A4_WIDTH, (height - above - high) / height, width / style.A4_WIDTH, high / height)
        )
        rows = _rows(checks, [name for name, _ in targets])
        target_rows(ax, rows, [words for _, words in targets], scale=scale, width=left - 2)
        most = ax.get_xlim()[1]
        ax.set_xlim(min(-0.015 * most, float(np.nanmin(scale * rows["sampling_low"].to_numpy()))), most)
        ax.set_xlabel(unit)
        above += high + between
    style.say_title(figure, "Months between inspections, time in inadequate, relapse, new entries, regions", NOTE)
    return figure


def _rows(checks: PredictiveChecks, names: Sequence[str]) -> pd.DataFrame:
    return checks.frame.set_index("name", drop=False).loc[list(names)]
