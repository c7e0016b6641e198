"""Panels drawn from a chain whose matrix is known."""

from __future__ import annotations

import numpy as np

from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window
from tests.evidence.made import made

WINDOW = Window.between("2014-01", "2025-12")
MATRIX = np.array([[0.2, 0.5, 0.25, 0.05], [0.1, 0.4, 0.4, 0.1], [0.05, 0.15, 0.5, 0.3], [0.02, 0.03, 0.15, 0.8]])
"""Rows: after inadequate, requires improvement, good, outstanding."""
FIRST = np.array([0.2, 0.4, 0.35, 0.05])


def chain(
    organisations: int,
    *,
    panels: int = 1,
    regions: int = 2,
    reports: int = 4,
    matrix: np.ndarray = MATRIX,
    first: np.ndarray = FIRST,
    of_region: dict[int, np.ndarray] | None = None,
    seed: int = 0,
) -> Inspections:
    """Histories of a Markov chain, a report every 36 months or so; regions in turn, some with rows of their own."""
    chance = np.random.default_rng(seed)
    region = np.arange(organisations) % regions
    histories = []
    for _ in range(panels):
        panel = []
        for place in range(organisations):
            rows = (of_region or {}).get(int(region[place]), matrix)
            grade = 1 + int(chance.choice(4, p=first))
            month, history = int(chance.integers(0, 30)), []
            for _ in range(reports):
                history.append((month, grade))
                grade = 1 + int(chance.choice(4, p=rows[grade - 1]))
                month += int(chance.integers(30, 42))
            panel.append([(m, g) for m, g in history if m < WINDOW.months])
        histories.append(panel)
    return made(histories if panels > 1 else histories[0], window=WINDOW, region=region)
