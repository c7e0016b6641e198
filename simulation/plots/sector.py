"""The sector at one moment: filled by what is true, ringed by what is reported, instruments by shape."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from simulation.analysis.sector_map import SectorSnapshot
from simulation.plots import style
from simulation.plots.alternatives import describe, number
from simulation.plots.labels import WHITE_BEHIND
from simulation.vocabulary import Instrument

__all__ = ["draw_sector", "plot_sector"]

_SCALE = Normalize(20.0, 90.0, clip=True)
"""Points of quality that the colours spread over; hardly anyone is beyond."""
_MOST_LINKED = 400
"""Organisations beyond which links would be a grey mass."""
_OTHER = "p"
_GLYPHS = {
    Instrument.IMPROVEMENT_BOARD: "board",
    Instrument.CENTRAL_INTERVENTION: "central intervention",
    Instrument.STRUCTURAL_REFORM: "structural reform",
}


def plot_sector(snapshot: SectorSnapshot, ax: Axes) -> Axes:
    """Organisations as marks, larger under an instrument; links to helpers strong, ties faint, dependencies dashed."""
    table = snapshot.table
    places = table[["x", "y"]].to_numpy()
    ax.set_axis_off()
    ax.set_aspect("equal")
    low, high = places.min(axis=0), places.max(axis=0)
    ax.set_xlim(low[0] - 1.2, high[0] + 1.2)
    ax.set_ylim(low[1] - 1.2, high[1] + (1.2 if snapshot.is_map else 2.2))
    ax.apply_aspect()
    a_unit = abs(np.diff(ax.transData.transform([(0, 0), (1, 0)])[:, 0])[0]) * 72.0 / ax.figure.dpi
    if len(table) <= _MOST_LINKED:
        _link(ax, places, snapshot.ties, color=style.FAINT, linewidth=0.5, zorder=1)
        _link(ax, places, snapshot.dependencies, color=style.GREY, linewidth=0.6, linestyle=(0, (2.5, 2)), zorder=2)
        is_helped = (table["instrument"] == Instrument.PEER_SUPPORT) & (table["helper"] >= 0)
        helped = table[is_helped]
        lines = np.stack([places[helped.index], places[helped["helper"]]], axis=1)
        ax.add_collection(LineCollection(list(lines), colors=style.INK, linewidths=1.1, zorder=3))
    _mark(ax, table, a_unit)
    for region in snapshot.regions.to_dict("records"):
        across = _on_paper(ax, region["x"], region["name"], a_unit)
        ax.text(across, region["y"], region["name"], ha="center", va="bottom", size=style.SMALL, color=style.INK,
                bbox=WHITE_BEHIND, zorder=6)  # fmt: skip
    return ax


def _on_paper(ax: Axes, x: float, name: str, a_unit: float) -> float:
    """Where a region's name is centred: over its organisations, or so far aside that it stays on the paper."""
    left, right = ax.transData.inverted().transform(ax.figure.bbox.get_points())[:, 0]
    half = (style.points(style.text_width(name, style.SMALL)) / 2.0 + 2.0) / a_unit
    return float(min(max(x, left + half), right - half))


def _mark(ax: Axes, table: pd.DataFrame, a_unit: float) -> None:
    """A mark an organisation: what is reported under what is true, so that a ring stays; of many only what is true."""
    colours, is_crowd = colormaps[style.QUALITY], len(table) > _MOST_LINKED
    layers = [(0.4, "true", "white", 0.7, 4.1)]
    layers = [(1.0, "true", "none", 0.0, 4.0)] if is_crowd else [(1.0, "reported", style.INK, 0.4, 4.0), *layers]
    for code in sorted(table["instrument"].unique()):
        rows = table[table["instrument"] == code]
        marker = style.INSTRUMENT_MARKERS.get(int(code), _OTHER)
        size = (a_unit * (0.95 if marker == "o" else 1.15 if marker == "s" else 1.3)) ** 2
        for share, column, edge, width, layer in layers:
            ax.scatter(
                rows["x"], rows["y"], s=size * share, marker=marker, c=colours(_SCALE(rows[column])),
                edgecolors=edge, linewidths=width, zorder=layer, rasterized=is_crowd,
            )  # fmt: skip


def draw_sector(snapshot: SectorSnapshot) -> Figure:
    """A page's width: the sector, and under it the scale of quality and what the shapes mean."""
    height = 210.0 if snapshot.is_map else 165.0
    figure = style.sheet(height)
    ax = figure.add_axes((0.01, 28.0 / height, 0.98, (height - 28.0 - 16.0) / height))
    plot_sector(snapshot, ax)
    _scale(snapshot, figure.add_axes((4.0 / 170.0, 13.0 / height, 92.0 / 170.0, 4.0 / height)))
    _key(snapshot, figure.add_axes((104.0 / 170.0, 2.0 / height, 64.0 / 170.0, 24.0 / height)))
    truly, reported = _failing(snapshot, "true"), _failing(snapshot, "reported")
    note = (
        f"One simulated future (number {snapshot.run}), end of year {snapshot.year:g}. Truly failing: {truly:,} of"
        f" {len(snapshot.table):,} {snapshot.organisations}; reported failing: {reported:,}."
    )
    style.say_title(figure, f"The sector under {snapshot.title}", note)
    return figure


def _link(ax: Axes, places: np.ndarray, pairs, **how: object) -> None:  # type: ignore[no-untyped-def]
    lines = np.stack([places[pairs["first"]], places[pairs["second"]]], axis=1)
    ax.add_collection(LineCollection(list(lines), **how))  # type: ignore[arg-type]


def _failing(snapshot: SectorSnapshot, column: str) -> int:
    return int((snapshot.table[column] < snapshot.grade_bounds[0]).sum())


def _scale(snapshot: SectorSnapshot, ax: Axes) -> None:
    """The colours of quality, with the four grades marked."""
    low, high = float(_SCALE.vmin or 0.0), float(_SCALE.vmax or 100.0)
    ax.imshow(
        np.linspace(low, high, 256)[None], aspect="auto", extent=(low, high, 0, 1), cmap=style.QUALITY, norm=_SCALE
    )
    style.prepare(ax, ruled=None)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_yticks([])
    bounds = [bound for bound in snapshot.grade_bounds if low < bound < high]
    ax.set_xticks([low, *bounds, high], [f"≤ {low:g}", *(f"{bound:g}" for bound in bounds), f"≥ {high:g}"])
    for bound in bounds:
        ax.axvline(bound, color="white", linewidth=1.2)
    edges = [low, *bounds, high]
    for word, a, b in zip(style.GRADE_WORDS, edges[:-1], edges[1:], strict=False):
        ax.text((a + b) / 2, 1.25, word.replace(" ", "\n"), ha="center", va="bottom", size=style.SMALL, color=style.INK,
                linespacing=1.0)  # fmt: skip
    ring = "" if len(snapshot.table) > _MOST_LINKED else ", ring is reported"
    ax.set_xlabel(f"points of quality: fill is true{ring}", labelpad=1)


def _key(snapshot: SectorSnapshot, ax: Axes) -> None:
    """What the shapes and lines mean; a key, since there is no line's end to label."""
    ax.set_axis_off()
    ax.set_xlim(0, 64)
    ax.set_ylim(0, 24)
    others = {code: name for code, name in enumerate(snapshot.instruments) if code not in style.INSTRUMENT_MARKERS}
    shapes = [(style.INSTRUMENT_MARKERS[code], word) for code, word in _GLYPHS.items()]
    shapes += [(_OTHER, ", ".join(name.replace("_", " ") for name in others.values()))] if others else []
    for place, (marker, word) in enumerate(shapes):
        y = 21.0 - 5.2 * place
        ax.plot(1.5, y, marker=marker, markersize=6, color=style.GREY, markeredgecolor=style.INK, markeredgewidth=0.5)
        ax.text(4.5, y, word, va="center", size=style.SMALL, color=style.INK)
    lines = (
        ("peer support,\nto the helper", style.INK, 1.4, "-"),
        ("depends on", style.GREY, 0.8, (0, (2.5, 2))),
        ("tie", style.PALE, 0.8, "-"),
    )
    shown = lines if len(snapshot.table) <= _MOST_LINKED else ()
    for place, (word, colour, width, dash) in enumerate(shown):
        y = 21.0 - 6.2 * place
        ax.plot([37, 42.5], [y, y], color=colour, linewidth=width, linestyle=dash)
        ax.text(44, y, word, va="center", size=style.SMALL, color=style.INK, linespacing=1.05)


@describe.register
def _(snapshot: SectorSnapshot) -> str:
    table = snapshot.table
    words = {Instrument.PEER_SUPPORT: "peer support", **_GLYPHS}
    under = ", ".join(f"{int((table['instrument'] == code).sum())} under {word}" for code, word in words.items())
    regions = (
        table.assign(is_failing=table["true"] < snapshot.grade_bounds[0])
        .groupby("region", sort=False)["is_failing"]
        .sum()
    )
    worst = regions.sort_values(ascending=False, kind="stable").head(3)
    where = ", ".join(f"{region} {count}" for region, count in worst.items() if count)
    return (
        f"The {len(table):,} {snapshot.organisations} at the end of year {snapshot.year:g} of one simulated future"
        f" under {snapshot.title}: {_failing(snapshot, 'true')} truly failing, {_failing(snapshot, 'reported')}"
        f" reported failing, {int(table['designated'].sum())} officially failing; mean true quality"
        f" {number(table['true'].mean())}, reported {number(table['reported'].mean())}; {under}."
        + (f" Most truly failing: {where}." if where else "")
    )
