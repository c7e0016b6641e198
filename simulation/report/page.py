"""``report_html``: a comparison as one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.analysis.comparison import Comparison
from simulation.analysis.ranks import ranks_of_policies
from simulation.plots.pictures import Picture
from simulation.plots.saving import STAMP
from simulation.report.assumptions import instruments_assumed, parameters_assumed, sureness
from simulation.report.environment import template
from simulation.report.equal import equal_in_short, equal_table
from simulation.report.first_page import first_page
from simulation.report.method import method_lines
from simulation.report.order import order_table
from simulation.report.pictures import pictures_of, shown_pictures
from simulation.report.policies import differences_table, means_table, what_each_does
from simulation.report.reproduce import reproduction_of
from simulation.report.turning import turning_in_short, turning_table

__all__ = ["report_html"]


def report_html(
    comparison: Comparison, *, command: str | None = None, pictures: Sequence[Picture] | None = None
) -> str:
    """The report of a comparison: HTML with its stylesheet and pictures inside, and no outside request.

    Args:
        comparison: with series.
        command: what repeats it, as it was typed; else a command is made.
        pictures: its pictures, where they are drawn already.

    Returns:
        A whole document.
    """
    drawn = pictures_of(comparison) if pictures is None else pictures
    terms, values = comparison.equal_terms(), comparison.switching_values()
    policy = comparison.headline().policy or comparison.baseline
    ranks = ranks_of_policies(comparison)
    return template("report.html.j2").render(
        stamp=STAMP if comparison.sector.shows_real_names else "",
        scenario=comparison.scenario,
        first=first_page(comparison, turning_in_short(values), equal_in_short(comparison, terms, policy)),
        pictures=shown_pictures(comparison, drawn),
        differences=differences_table(comparison),
        means=means_table(comparison),
        ranks=ranks,
        order=None if ranks is None else order_table(ranks),
        terms=terms,
        values=values,
        turning=turning_table(values),
        equal=equal_table(comparison, terms),
        does=what_each_does(comparison),
        sureness=sureness(comparison.scenario),
        parameters=parameters_assumed(comparison),
        instruments=instruments_assumed(comparison),
        method=method_lines(comparison),
        again=reproduction_of(comparison, command),
    )  # fmt: skip
