"""Cost against harm: one mark a policy, and the frontier of those that no other beats on both."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.frontier import Frontier
from simulation.plots import style
from simulation.plots.alternatives import describe, listed, number
from simulation.plots.frontier_marks import frontier_title, plot_marks

__all__ = ["draw_frontier", "plot_frontier"]


def plot_frontier(frontier: Frontier, ax: Axes) -> Axes:
    """Each policy's mean cost and mean harm, with the frontier as steps; see ``plot_marks``.

    Bars show where half the futures lie; labels say in how many of 100 futures a policy is on the
    frontier of the future's own numbers.
    """
    table = frontier.table.rename(columns={"policy": "label", "frontier_futures": "share"})
    return plot_marks(frontier, table.assign(title=table["label"].map(frontier.titles)), ax)


def draw_frontier(frontier: Frontier) -> Figure:
    """The picture at the width of a page."""
    figure = style.sheet(118)
    (ax,) = style.grid(figure, 1, 1, left=17, right=4, top=19, bottom=11)
    plot_frontier(frontier, ax)
    note = (
        f"Mean of {frontier.futures} futures; bars: half of them. Filled, and joined by the grey steps: no other policy"
        " is both cheaper and less harmful. In brackets: in how many of 100 futures that holds."
    )
    style.say_title(figure, frontier_title(frontier), note)
    return figure


@describe.register
def _(frontier: Frontier) -> str:
    told = [
        f"{frontier.titles[row['policy']]} (cost {number(row['cost'])}, harm {number(row['harm'])}; in"
        f" {100 * row['frontier_futures']:.0f} of 100 futures)"
        for row in frontier.frontier.to_dict("records")
    ]
    beaten = len(frontier.table) - len(told)
    others = "1 other policy is" if beaten == 1 else f"{beaten} other policies are"
    rest = f" {others} beaten on both by one of these." if beaten else ""
    return (
        f"{frontier.cost.title} ({frontier.cost_unit}) against {frontier.harm.title.lower()} ({frontier.harm_unit}),"
        f" mean of {frontier.futures} futures. On the frontier, from the cheapest: {listed(told)}."
        f"{rest}"
    )
