"""Recovery curves of those who were failing when the policies branched, and the mean time to recovery."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from simulation.analysis.recovery import Recovery
from simulation.plots import style
from simulation.plots.alternatives import describe, listed, number
from simulation.plots.labels import EndLabel, label_ends, white_edge
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["draw_recovery", "plot_recovery"]


def plot_recovery(recovery: Recovery, ax: Axes, policies: Sequence[str] = ()) -> Axes:
    """The share of the cohort that has recovered, by years since the policies branched.

    Each line ends in its policy's marker, its name and its mean time to recovery, restricted to the
    horizon. No error is drawn: it is in the table, and bands of a dozen curves hide them.

    Args:
        recovery: the numbers.
        ax: where to draw.
        policies: which to show; all where empty.
    """
    style.prepare(ax)
    looks = style.looks_of(recovery.table["policy"])
    chosen = recovery.table[recovery.table["policy"].isin(policies)] if len(policies) else recovery.table
    ends = []
    for row in chosen.to_dict("records"):
        look = looks[row["policy"]]
        curve = recovery.curves[recovery.curves["policy"] == row["policy"]]
        years, recovered = curve["quarter"] / QUARTERS_A_YEAR, curve["recovered"]
        ax.plot(years, recovered, color=look.colour, linestyle=look.dash, linewidth=1.5, path_effects=white_edge(2.1))
        ax.plot(years.iloc[-1:], recovered.iloc[-1:], marker=look.marker, markersize=5, color=style.ink_of(look.colour),
                clip_on=False, zorder=5)  # fmt: skip
        said = f"{row['title']}: {number(row['quarters'] / QUARTERS_A_YEAR)} years"
        ends.append(EndLabel(float(recovered.iloc[-1]), said, style.ink_of(look.colour)))
    ax.set_xlim(0, recovery.horizon / QUARTERS_A_YEAR)
    ax.set_ylim(0, min(1.0, 1.15 * max(end.y for end in ends) + 0.02))
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.set_ylabel("recovered, share of the failing at the start")
    ax.set_xlabel("years since the policies branched")
    label_ends(ax, recovery.horizon / QUARTERS_A_YEAR, ends, away=7)
    return ax


def draw_recovery(recovery: Recovery, policies: Sequence[str] = ()) -> Figure:
    """The picture at the width of a page."""
    figure = style.sheet(max(95.0, 32.0 + 4.1 * len(policies or recovery.table)))
    (ax,) = style.grid(figure, 1, 1, left=15, right=66, top=19, bottom=11)
    plot_recovery(recovery, ax, policies)
    note = (
        f"Of {number(recovery.cohort)} failing when the policies branched (mean of {recovery.futures} futures). At each"
        f" end: mean time to recovery, counting {number(recovery.horizon / QUARTERS_A_YEAR)} years at most."
    )
    style.say_title(figure, "Recovery of those who were failing at the start", note)
    return figure


@describe.register
def _(recovery: Recovery) -> str:
    order = recovery.table.sort_values("quarters", kind="stable")
    told = [
        f"{row['title']} {number(row['quarters'] / QUARTERS_A_YEAR)} years, {100 * row['recovered']:.0f} of 100"
        for row in order.to_dict("records")
    ]
    years = number(recovery.horizon / QUARTERS_A_YEAR)
    return (
        f"Recovery of the {number(recovery.cohort)} organisations failing when the policies branched,"
        f" {recovery.futures} futures: mean time to recovery, counting {years} years at most, and how many had"
        f" recovered by then, from the fastest: {listed(told)}."
    )
