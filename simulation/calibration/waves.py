"""Waves of simulation: each where the ones before leave room, until enough panels lie near the data."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from simulation.calibration.basis import Basis
from simulation.calibration.emulator import fewest_points
from simulation.calibration.matching import LEAST_KEPT, Matching, draw_left_in, judged
from simulation.calibration.priors import sobol_points
from simulation.calibration.table import Part, ReferenceTable
from simulation.tasks import Workers

__all__ = ["Observed", "Plan", "Store", "simulated_waves"]


_SHARES = (1, 1, 1, 3)
"""How panels are divided over the waves."""
_FEWEST = 600


@dataclass(frozen=True)
class Plan:
    """How much is simulated.

    Attributes:
        points: panels of each wave, the first drawn from the whole prior.
        part: panels of a part, which is simulated and stored as one.
    """

    points: tuple[int, ...] = (6_000, 6_000, 6_000, 18_000)
    part: int = 500

    @classmethod
    def of(cls, panels: int) -> Plan:
        """A plan of so many panels: half of them in the last wave, which is nearest to the data."""
        return cls(tuple(panels * part // sum(_SHARES) for part in _SHARES))

    @staticmethod
    def fewest(numbers: int) -> int:
        """The least panels with which so many numbers can be fitted: each wave's surfaces need enough of them.

        >>> Plan.fewest(2), Plan.fewest(20)
        (600, 2772)
        """
        return max(_FEWEST, sum(_SHARES) * fewest_points(numbers))

    @property
    def total(self) -> int:
        """All panels."""
        return sum(self.points)


@dataclass(frozen=True, eq=False)
class Observed:
    """The targets that simulations are held against.

    Attributes:
        names: which.
        values, errors: observed, and their standard errors, shape (targets,).
    """

    names: tuple[str, ...]
    values: np.ndarray
    errors: np.ndarray


class Store(Protocol):
    """Where parts are kept."""

    def read(self, number: int, unit: np.ndarray) -> Part | None:
        """The part with this number, if it is there and holds these points."""

    def write(self, number: int, part: Part) -> None:
        """Keep a part."""


def simulated_waves(
    basis: Basis,
    observed: Observed,
    plan: Plan,
    store: Store | None = None,
    *,
    workers: Workers | None = None,
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
) -> ReferenceTable:
    """Simulate wave by wave.

    After each wave, surfaces are fitted to all points that the earlier ones leave in, and what they call
    implausible is left out of the next. Points depend on the seed and the observed targets alone.

    Args:
        basis: what is simulated.
        observed: the targets to match.
        plan: how much.
        store: where parts are kept and taken from, if anywhere.
        workers, executor: as in ``simulated_panels``.
        progress: called with the panels finished, as they finish.
    """
    numbers = len(basis.priors)
    judgements: list[Matching] = []
    parts: list[Part] = []
    left_in: list[float] = []
    for wave, points in enumerate(plan.points):
        if wave == 0:
            unit, share = sobol_points(numbers, points, basis.seed), 1.0
        else:
            most = int(3.0 * points / LEAST_KEPT**wave)
            unit, share = draw_left_in(judgements, numbers, points, basis.seed, most)
        left_in.append(share)
        for start in range(0, len(unit), plan.part):
            these = unit[start : start + plan.part]
            number, first = len(parts), sum(len(part.unit) for part in parts)
            part = store.read(number, these) if store is not None else None
            if part is None:
                panels = basis.simulated(these, first, workers=workers, executor=executor, progress=progress)
                part = Part.of(wave, these, panels)
                if store is not None:
                    store.write(number, part)
            elif progress is not None:
                progress(len(these))
            parts.append(part)
        if wave < len(plan.points) - 1:
            judgements.append(_judgement(parts, judgements, observed, basis.seed))
    everything = np.concatenate([part.unit for part in parts])
    return ReferenceTable(basis, tuple(parts), np.array(left_in), _depth(everything, judgements))


def _judgement(parts: list[Part], judgements: list[Matching], observed: Observed, seed: int) -> Matching:
    """What the points so far say, as far as they are left in."""
    unit = np.concatenate([part.unit for part in parts])
    targets = np.concatenate([part.estimates.of(observed.names) for part in parts])
    kept = _depth(unit, judgements) == len(judgements)
    return judged(unit[kept], targets[kept], observed.values, judgements, seed)


def _depth(unit: np.ndarray, judgements: list[Matching]) -> np.ndarray:
    """How many judgements in a row leave each place in, int, shape (points,)."""
    depth = np.zeros(len(unit), np.int64)
    within = np.arange(len(unit))
    for judgement in judgements:
        within = within[judgement.leaves_in(unit[within])]
        depth[within] += 1
    return depth
