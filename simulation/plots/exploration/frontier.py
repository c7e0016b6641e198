"""Cost against harm over a sweep: one mark an alternative, the frontier, and how sure each place on it is."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.exploration.cost_and_harm import SweepFrontier
from simulation.plots import style
from simulation.plots.alternatives import describe, number
from simulation.plots.frontier_marks import frontier_title, plot_marks

__all__ = ["draw_sweep_frontier", "plot_sweep_frontier"]

_MOST_LABELS = 24


def plot_sweep_frontier(found: SweepFrontier, ax: Axes) -> Axes:
    """Mean cost and mean harm with 95% intervals; see ``plot_marks``.

    Means over a whole sweep lie close together, so that harm begins where the lowest interval ends.
    """
    table = found.distinct.rename(columns={"alternative": "label", "frontier_share": "share"})
    # Where many levers make many alternatives, only those that may be chosen are named.
    has_room = len(table) <= _MOST_LABELS
    return plot_marks(
        found,
        table,
        ax,
        among=found.frame["alternative"],
        is_named=lambda row: has_room or row["share"] >= 0.05,
        is_from_nil=False,
    )


def draw_sweep_frontier(found: SweepFrontier) -> Figure:
    """The picture at the width of a page."""
    figure = style.sheet(116)
    (ax,) = style.grid(figure, 1, 1, left=17, right=5, top=22, bottom=11)
    plot_sweep_frontier(found, ax)
    note = (
        f"Mean over {found.points:,} design points of {found.replications} futures each; bars: 95% interval. Filled,"
        " and joined by the grey steps: no other is both cheaper and less harmful. In brackets: on the frontier in so"
        " many of 100 resamples of the sweep."
    )
    style.say_title(figure, frontier_title(found), note)
    return figure


@describe.register
def _(found: SweepFrontier) -> str:
    told = "; ".join(
        f"{row['title']}: cost {number(row['cost'])}, harm {number(row['harm'])}"
        for row in found.edge.to_dict("records")
    )
    return f"{frontier_title(found)}. {' '.join(found.sentences)} {told}."
