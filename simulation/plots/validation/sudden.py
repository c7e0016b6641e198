"""Sudden falls and the staying power of the outstanding: rows of targets, one below the other."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from simulation.plots import style
from simulation.plots.validation.targets import NOTE, target_rows
from simulation.validation.checks import PredictiveChecks
from simulation.validation.splits import InTime

__all__ = ["draw_sudden"]

_WHAT = {
    "next.good.inadequate": "good, inadequate next",
    "next.outstanding.inadequate": "outstanding, inadequate next",
    "next.outstanding.outstanding": "outstanding, outstanding next",
}


def draw_sudden(checks: PredictiveChecks, later: InTime | None) -> Figure:
    """Both as the posterior of all the data shows them, and as that of the earlier years predicts them.

    Args:
        checks: with the posterior fitted to everything.
        later: the split in time, where there is one.
    """
    groups = [("all", checks)] + ([(f"in {later.checks.what}, fitted before", later.checks)] if later else [])
    rows = pd.DataFrame([found[name] for name in _WHAT for _, found in groups]).reset_index(drop=True)
    labels = [words if place == 0 else label for words in _WHAT.values() for place, (label, _) in enumerate(groups)]
    figure = style.sheet(34 + 5.5 * len(labels))
    (ax,) = style.grid(figure, 1, 1, left=66, right=5, top=20, bottom=11)
    target_rows(ax, rows, labels, scale=100.0, width=64)
    ax.set_xlim(-1, 101)
    ax.set_xlabel("% of those with the first grade")
    style.say_title(figure, "Sudden falls, and the staying power of the outstanding", NOTE)
    return figure
