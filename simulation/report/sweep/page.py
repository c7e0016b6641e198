"""``sweep_report_html``: a sweep as one page that needs nothing else."""

from __future__ import annotations

from dataclasses import replace

from simulation.exploration.compare import PooledDifferences
from simulation.exploration.everything import Everything
from simulation.plots import style
from simulation.plots.alternatives import describe
from simulation.plots.exploration.pictures import ordered_differences_of
from simulation.plots.paired import paired_room, plot_paired_differences
from simulation.plots.saving import inline_svg
from simulation.report.environment import template
from simulation.report.sweep.chapters import chapters_of
from simulation.report.sweep.design import (
    alternatives_table,
    cannot_tell,
    method_lines,
    setting_of,
    uncertainties_table,
)
from simulation.report.sweep.reproducing import sweep_reproduction

__all__ = ["SWEEP_REPORT", "sweep_report_html"]

SWEEP_REPORT = "report.html"
_SHOWN = 6
_HEAD, _FOOT = 12.5, 9.0
"""Millimetres of the small picture."""


def sweep_report_html(everything: Everything, *, command: str = "turnaround analyse DIR report") -> str:
    """The report of a sweep: HTML with its stylesheet and pictures inside, and no outside request.

    Args:
        everything: what the sweep says.
        command: what repeats the report.

    Returns:
        A whole document.
    """
    results = everything.results
    others = len(results.labels) - 1
    return template("sweep.html.j2").render(
        setting=setting_of(results),
        question=results.question,
        answer=everything.answer,
        picture=_small_picture(everything),
        shown=f"The best {_SHOWN} of {others} alternatives" if others > _SHOWN else "",
        chapters=chapters_of(everything),
        missing=list(everything.missing.values()),
        cannot=cannot_tell(results),
        uncertainties=uncertainties_table(results),
        alternatives=alternatives_table(results),
        method=method_lines(results),
        again=sweep_reproduction(results, command),
    )


def _small_picture(everything: Everything) -> str:
    """The best alternatives against the baseline, small; nothing where the baseline is alone."""
    found = everything.findings.get("compare")
    if not isinstance(found, PooledDifferences) or len(everything.results.labels) < 2:
        return ""
    ordered = ordered_differences_of(found, most=len(found.frame))
    ordered = replace(ordered, table=ordered.table.head(_SHOWN))
    left, row = paired_room(ordered)
    figure = style.sheet(_HEAD + _FOOT + row * len(ordered.table))
    (ax,) = style.grid(figure, 1, 1, left=max(left, 62), right=45, top=_HEAD, bottom=_FOOT)
    plot_paired_differences(ordered, ax)
    return inline_svg(figure, "first", describe(ordered))
