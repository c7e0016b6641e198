"""Coverage of predicted shares *with* the mean width of their intervals, for the model and its rivals.

The cells: of the organisations asked about in each region, the share whose next grade is each of the four; and, of all
that had each last grade, the same. Intervals are quantiles of joint draws. Cells with fewer than ten transitions are
kept apart: shown, not scored.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from simulation.evidence.inspections import GRADES
from simulation.evidence.shares import grade_names
from simulation.validation.checks import FEW
from simulation.validation.transitions import Transitions

__all__ = ["LEVELS", "cells_of", "coverage_of", "shares_of"]

LEVELS = (0.5, 0.8, 0.95)
_KINDS = len(GRADES)


def shares_of(group: np.ndarray, groups: int, grades: np.ndarray) -> np.ndarray:
    """Shares by next grade within groups of cases.

    Args:
        group: of each case, from 0, shape (cases,).
        groups: how many.
        grades: 1 to 4, shape (draws, cases).

    Returns:
        Shape (draws, groups, 4); NaN for groups without cases.
    """
    member = (group[:, None] == np.arange(groups)).astype(np.float64)
    counts = np.stack([(grades == grade).astype(np.float64) @ member for grade in range(1, _KINDS + 1)], axis=2)
    with np.errstate(invalid="ignore"):
        return counts / member.sum(axis=0)[None, :, None]


def cells_of(asked: Transitions, draws: np.ndarray, region_names: Sequence[str]) -> pd.DataFrame:
    """Every cell: what came, and what was predicted.

    Args:
        asked: the transitions.
        draws: joint draws of their next grades, shape (draws, cases).
        region_names: the regions' names.

    Returns:
        A row a cell; columns kind (``region`` or ``last grade``), of (its name), grade, cases, came, and for each of
        ``LEVELS`` low and high ends such as ``low_95``, ``high_95``.
    """
    rows = []
    for kind, group, names in (
        ("region", asked.region, tuple(region_names)),
        ("last grade", asked.last.astype(np.int64) - 1, grade_names),
    ):
        predicted = shares_of(group, len(names), draws)
        came = shares_of(group, len(names), asked.next[None, :])[0]
        cases = np.bincount(group, minlength=len(names))
        for place in np.flatnonzero(cases):
            for grade in range(_KINDS):
                row = {
                    "kind": kind,
                    "of": names[place].replace("_", " "),
                    "grade": grade_names[grade].replace("_", " "),
                    "cases": int(cases[place]),
                    "came": float(came[place, grade]),
                }
                for level in LEVELS:
                    ends = np.quantile(predicted[:, place, grade], [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
                    row |= {f"low_{100 * level:.0f}": ends[0], f"high_{100 * level:.0f}": ends[1]}
                rows.append(row)
    return pd.DataFrame(rows)


def coverage_of(cells: pd.DataFrame) -> pd.DataFrame:
    """How many scored cells lie within their intervals, and how wide these are.

    A level is called under-covered or over-covered where a binomial 95% band around it, as if cells were independent,
    leaves the share out. Shares of few cases move in steps, which makes intervals cover a little more than they say.

    Args:
        cells: as ``cells_of`` gives them; those with fewer than ``FEW`` cases are left out.

    Returns:
        A row a level; columns level, cells, inside, share, mean_width, verdict (``as it should``, ``under-covered``,
        ``over-covered``, or ``no cell has enough cases``).
    """
    scored = cells[cells["cases"] >= FEW]
    rows = []
    for level in LEVELS:
        low, high = scored[f"low_{100 * level:.0f}"], scored[f"high_{100 * level:.0f}"]
        inside = int(((scored["came"] >= low - 1e-9) & (scored["came"] <= high + 1e-9)).sum())
        least, most = stats.binom.interval(0.95, len(scored), level) if len(scored) else (0, 0)
        verdict = "under-covered" if inside < least else "over-covered" if inside > most else "as it should"
        rows.append(
            {
                "level": level,
                "cells": len(scored),
                "inside": inside,
                "share": inside / len(scored) if len(scored) else np.nan,
                "mean_width": float((high - low).mean()) if len(scored) else np.nan,
                "verdict": verdict if len(scored) else "no cell has enough cases",
            }
        )
    return pd.DataFrame(rows)
