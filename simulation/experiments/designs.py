"""Design points: which values of the uncertain numbers are tried. Samplers are SciPy's and SALib's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from simulation.experiments.content import DesignContent
from simulation.experiments.results import Uncertainty
from simulation.experiments.uncertainties import values_at
from simulation.lists import read_table
from simulation.lists.table import as_number
from simulation.scenario.complaint import ContentError

__all__ = ["MORRIS_LEVELS", "check_design", "design_points", "design_size", "read_points"]

MORRIS_LEVELS = 4
_DESIGN = 7
"""Tells the design's stream of chance from those of futures."""


def check_design(design: DesignContent, uncertainties: Sequence[Uncertainty]) -> None:
    """A design has something to vary, and a factorial has levels.

    Raises:
        ContentError: where not.
    """
    if not uncertainties and design.kind != "full-factorial":
        raise ContentError("uncertainties", f"is empty; a {design.kind} design needs one uncertain number at least")
    if design.kind == "full-factorial" and design.levels is None:
        for uncertainty in uncertainties:
            if not uncertainty.levels:
                raise ContentError(
                    f"uncertainties.{uncertainty.name}",
                    "has no levels for a full-factorial design; write {levels = [...]},"
                    " or give the design levels = 3 for three values from low to high",
                )


def design_size(design: DesignContent, uncertainties: Sequence[Uncertainty]) -> int:
    """How many points a design has, without making them; not for points from a file."""
    count = len(uncertainties)
    if design.kind == "full-factorial":
        return math.prod(len(_levels(design, uncertainty)) for uncertainty in uncertainties)
    if design.kind == "sobol":
        assert design.samples is not None
        return design.samples * ((2 * count if design.second_order else count) + 2)
    if design.kind == "morris":
        assert design.trajectories is not None
        return design.trajectories * (count + 1)
    assert design.samples is not None
    return design.samples


def design_points(design: DesignContent, uncertainties: Sequence[Uncertainty], seed: int) -> np.ndarray:
    """The points of a design that is drawn or enumerated.

    Args:
        design: of any kind but "points".
        uncertainties: what varies.
        seed: from 0 up; other designs, where they are drawn.

    Returns:
        Values, shape (points, uncertainties); a factorial's last uncertainty changes fastest, and
        those of Sobol' and Morris designs are in SALib's order.
    """
    if design.kind == "full-factorial":
        levels = [_levels(design, uncertainty) for uncertainty in uncertainties]
        grid = np.meshgrid(*levels, indexing="ij") if levels else []
        return np.stack([axis.ravel() for axis in grid], axis=1) if grid else np.zeros((1, 0))
    return values_at(uncertainties, _shares(design, len(uncertainties), seed))


def _levels(design: DesignContent, uncertainty: Uncertainty) -> np.ndarray:
    if uncertainty.levels:
        return np.asarray(uncertainty.levels)
    count = design.levels or 1
    spaced = np.geomspace if uncertainty.distribution == "log-uniform" else np.linspace
    return np.clip(spaced(uncertainty.low, uncertainty.high, count), uncertainty.low, uncertainty.high)


def _shares(design: DesignContent, count: int, seed: int) -> np.ndarray:
    """Points in the unit cube."""
    chance = np.random.default_rng([seed, _DESIGN])
    if design.kind == "latin-hypercube":
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(count, rng=chance).random(design.samples))
    cube = {"num_vars": count, "names": [f"x{place}" for place in range(count)], "bounds": [[0.0, 1.0]] * count}
    if design.kind == "sobol":
        from SALib.sample import sobol

        return np.asarray(sobol.sample(cube, design.samples, calc_second_order=design.second_order, seed=chance))
    from SALib.sample import morris

    return np.asarray(morris.sample(cube, design.trajectories, num_levels=design.levels or MORRIS_LEVELS, seed=chance))


def read_points(file: Path) -> tuple[tuple[str, ...], np.ndarray]:
    """The points of a CSV: a column for each uncertainty, a row a point.

    Returns:
        The columns' names, and values of shape (points, columns).

    Raises:
        ListError: where the file cannot be read, or a cell is no number; names the line.
    """
    table = read_table(file)
    values = np.empty((len(table.rows), len(table.columns)))
    for column, name in enumerate(table.columns):
        cells = table.column(name, "a column")
        for row, text in enumerate(cells.cells):
            number = as_number(text)
            if number is None:
                raise cells.mistake(row, f'is "{text}"; it must be a number')
            values[row, column] = number
    return table.columns, values
