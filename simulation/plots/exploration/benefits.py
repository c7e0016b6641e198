"""Who benefits: the effect on organisations of each group, with its error."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.verdict import UNCLEAR
from simulation.exploration.who_benefits import Benefits
from simulation.plots import style
from simulation.plots.alternatives import describe
from simulation.plots.exploration.rows import interval_row, left_margin, name_rows

__all__ = ["draw_benefits", "plot_benefits"]

_ROW, _GAP, _HEAD, _FOOT = 4.6, 0.9, 19.0, 11.0
_COLOURS = (style.BLUE, style.VERMILLION, style.GREEN, style.PURPLE, style.ORANGE, style.INK)


def plot_benefits(found: Benefits, ax: Axes) -> Axes:
    """A row a group, traits apart; hollow where there is no clear difference."""
    style.prepare(ax, ruled="x")
    places, names = _places(found)
    colours = dict(zip(found.frame["by"].unique(), _COLOURS, strict=False))
    for place, row in zip(places, found.frame.to_dict("records"), strict=True):
        interval_row(ax, place, row["difference"], (row["error_low"], row["error_high"]), colour=colours[row["by"]],
                     filled=row["verdict"] != UNCLEAR)  # fmt: skip
    name_rows(ax, names, width=60.0)
    ax.set_yticks(places, names)
    ax.set_ylim(places[-1] + 0.7, -0.7)
    ax.axvline(0, color=style.INK, linewidth=0.8)
    ax.set_xlabel(found.unit)
    return ax


def draw_benefits(found: Benefits) -> Figure:
    """The picture at the width of a page."""
    places, names = _places(found)
    figure = style.sheet(_HEAD + _FOOT + _ROW * (places[-1] + 1.4))
    (ax,) = style.grid(figure, 1, 1, left=left_margin(names, most=62.0), right=6, top=_HEAD, bottom=_FOOT)
    plot_benefits(found, ax)
    style.say_title(
        figure,
        "Who benefits: the same organisations in the same futures",
        f'"{found.policy}" less "{found.against}", over {found.futures:,} futures. Line: 95% interval of the mean;'
        " hollow: no clear difference. Thirds are of each future's own organisations, at the start.",
    )
    return figure


def _places(found: Benefits) -> tuple[list[float], list[str]]:
    """Where each row stands, with a gap between traits, and its name."""
    places: list[float] = []
    before = None
    for by in found.frame["by"]:
        step = 0.0 if before is None else 1.0 if by == before else 1.0 + _GAP
        places.append((places[-1] if places else 0.0) + step)
        before = by
    return places, [str(group) for group in found.frame["group"]]


@describe.register
def _(found: Benefits) -> str:
    return f'"{found.policy}" against "{found.against}" in the same futures. {" ".join(found.sentences)}'
