"""``SimulatedForecaster``: the model as a forecaster, by looking at what came in simulated panels.

The posterior's parameter vectors are simulated; what followed for simulated organisations in the same position is the
prediction. A *position* is the last grade and the one before it (matched exactly), the months between the two reports
and the date of the second (weighed by nearness), and, where a region's past may be used, how far the region stood above
the sector on a given day, weighed by how likely the known standing would be in a region that truly has the simulated
one. Where only few simulated cases are near, the prediction leans on all that have the last grade.

Simulated regions have several times as many organisations as real ones (see ``enlarged``), so that what a region has in
common can be told from chance. Joint draws take all cases of one draw from one simulated panel, and those of one region
from one of its regions: what organisations of a region share, they share in a draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulation.evidence.inspections import GRADES, Inspections
from simulation.evidence.months import Window
from simulation.scenario import Scenario
from simulation.validation.transitions import Transitions, standing_of_regions, transitions_of

__all__ = ["Known", "SimulatedForecaster", "enlarged"]

_KINDS = len(GRADES)
_BEFORE = _KINDS + 1
_MONTHS_BETWEEN, _MONTHS_APART = 6.0, 12.0
"""Standard deviations of the weights: of the months between reports, and of the date."""
_LEAN = 10.0
"""Cases for which the prediction from all with the last grade counts."""
_PURPOSE = 1013


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of the regions on a day.

    Attributes:
        day: days since 1 January 1970.
        standing: how far each region's mean grade lies above the sector's, shape (regions,).
        error: standard error of each, shape (regions,).
    """

    day: int
    standing: np.ndarray
    error: np.ndarray

    @classmethod
    def of(cls, inspections: Inspections, until: int) -> Known:
        """What one panel tells by the end of a month; a region without inspections has a wide error.

        Args:
            inspections: one panel.
            until: the month, months since January 1970, the window's first or later.
        """
        known = inspections.seen_through(Window(inspections.window.first, until))
        last = ~known.goes_on
        spread = float(np.std(known.grade[last])) if last.any() else 1.0
        regions = inspections.region[np.unique(known.organisation)]
        count = np.bincount(regions, minlength=len(inspections.region_names))
        day = known.window.last_day
        return cls(day, standing_of_regions(inspections, day)[0], max(spread, 0.1) / np.sqrt(np.maximum(count, 0.1)))


@dataclass(frozen=True, eq=False)
class SimulatedForecaster:
    """The model's predictions of next grades; see the module.

    Attributes:
        donors: simulated transitions that may serve.
        panels: how many simulated panels.
        standing: how far each simulated region stood above its sector on the known day, shape (panels, regions).
        known: what is known of the regions asked about, or nothing where their effects are integrated out.
    """

    donors: Transitions
    panels: int
    standing: np.ndarray
    known: Known | None
    name: str = "this model"

    @classmethod
    def from_panels(
        cls, panels: Inspections, *, known: Known | None = None, since: int | None = None
    ) -> SimulatedForecaster:
        """The forecaster that looks at these panels.

        Args:
            panels: simulated under the posterior, seen as the real panel is.
            known: what is known of the regions; nothing integrates regional effects out.
            since: where given, only transitions whose second report came after that day serve.
        """
        donors = transitions_of(panels)
        if since is not None:
            rows = np.flatnonzero(panels.goes_on)
            donors = donors.where(panels.reported[rows + 1] > since)
        shape = (panels.panels, len(panels.region_names))
        standing = np.zeros(shape) if known is None else standing_of_regions(panels, known.day)
        return cls(donors, panels.panels, standing, known)

    def probabilities(self, asked: Transitions) -> np.ndarray:
        """See ``Forecaster``."""
        found = np.empty((len(asked), _KINDS))
        for case in range(len(asked)):
            found[case] = self._of_case(asked, case)
        return found

    def draws(self, asked: Transitions, count: int, seed: int) -> np.ndarray:
        """See ``Forecaster``."""
        chance = np.random.default_rng([seed, _PURPOSE])
        found = np.empty((count, len(asked)), np.int8)
        for place in range(count):
            panel = int(chance.integers(self.panels))
            like = self._regions_like(panel, chance)
            uniform = chance.random(len(asked))
            found[place] = self._taken(np.full(len(asked), panel), like[asked.region], asked, uniform)
        return found

    @cached_property
    def _of_last(self) -> np.ndarray:
        """Shares of next grades after each last grade, with half a case in each cell: shape (4, 4)."""
        counts = self.donors.counts().sum(axis=0) + 0.5
        return counts / counts.sum(axis=1, keepdims=True)

    @cached_property
    def _by_position(self) -> dict[tuple[int, int], Transitions]:
        keys = self.donors.before.astype(np.int64) * _BEFORE + self.donors.last
        return {divmod(int(key), _BEFORE): self.donors.where(keys == key) for key in np.unique(keys)}

    def _of_case(self, asked: Transitions, case: int) -> np.ndarray:
        last = int(asked.last[case])
        near = self._by_position.get((int(asked.before[case]), last))
        if near is None:
            return self._of_last[last - 1]
        away = ((near.months - asked.months[case]) / _MONTHS_BETWEEN) ** 2
        away += ((near.month - asked.month[case]) / _MONTHS_APART) ** 2
        if self.known is not None:
            region = int(asked.region[case])
            standing = self.standing[near.panel, near.region]
            away += ((standing - self.known.standing[region]) / self.known.error[region]) ** 2
        # Only the weights' ratios count, so that the nearest has weight 1 however far it is.
        weight = np.exp(-0.5 * (away - away.min()))
        shares = np.bincount(near.next - 1, weights=weight, minlength=_KINDS) / weight.sum()
        cases = weight.sum() ** 2 / (weight**2).sum()
        return (cases * shares + _LEAN * self._of_last[last - 1]) / (cases + _LEAN)

    def _regions_like(self, panel: int, chance: np.random.Generator) -> np.ndarray:
        """For each region asked about, the region of a panel whose organisations stand for its own."""
        regions = self.donors.regions
        if self.known is None:
            return chance.integers(regions, size=regions)
        away = (self.standing[panel][None, :] - self.known.standing[:, None]) / self.known.error[:, None]
        weight = np.cumsum(np.exp(-0.5 * (away**2 - (away**2).min(axis=1, keepdims=True))), axis=1)
        return (chance.random(regions)[:, None] * weight[:, -1:] > weight).sum(axis=1)

    @cached_property
    def _shelves(self) -> list[_Shelves]:
        """Donors by ever wider positions: first of the same panel, region and last two grades."""
        d = self.donors
        return [
            _Shelves.of(_address(d.panel, d.region, d.before, d.last), d.next),
            _Shelves.of(_address(d.panel, d.region, None, d.last), d.next),
            _Shelves.of(_address(d.panel, None, None, d.last), d.next),
            _Shelves.of(_address(None, None, None, d.last), d.next),
        ]

    def _taken(self, panel: np.ndarray, region: np.ndarray, asked: Transitions, uniform: np.ndarray) -> np.ndarray:
        """The next grade of a donor for each case, from the narrowest shelf that has one."""
        addresses = [
            _address(panel, region, asked.before, asked.last),
            _address(panel, region, None, asked.last),
            _address(panel, None, None, asked.last),
            _address(None, None, None, asked.last),
        ]
        found = np.zeros(len(asked), np.int8)
        for shelves, address in zip(self._shelves, addresses, strict=True):
            found = np.where(found > 0, found, shelves.taken(address, uniform))
        # Where the model never shows such a grade at all, the smoothed shares of it are even.
        return np.where(found > 0, found, 1 + (uniform * _KINDS).astype(np.int8))


@dataclass(frozen=True, eq=False)
class _Shelves:
    """Next grades, sorted by the position that they followed."""

    keys: np.ndarray
    next: np.ndarray

    @classmethod
    def of(cls, keys: np.ndarray, following: np.ndarray) -> _Shelves:
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], following[order])

    def taken(self, address: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """One next grade from each position's shelf; nil where it is empty."""
        begin, end = np.searchsorted(self.keys, address), np.searchsorted(self.keys, address, side="right")
        place = np.minimum(begin + (uniform * (end - begin)).astype(np.int64), max(len(self.next) - 1, 0))
        if not len(self.next):
            return np.zeros(len(address), np.int8)
        return np.where(end > begin, self.next[place], 0).astype(np.int8)


def _address(
    panel: np.ndarray | None, region: np.ndarray | None, before: np.ndarray | None, last: np.ndarray
) -> np.ndarray:
    """A position in one number."""
    found = last.astype(np.int64)
    for part, size in ((before, _BEFORE), (region, 1_000), (panel, 1_000_000)):
        found = found * size + (0 if part is None else part.astype(np.int64))
    return found


def enlarged(scenario: Scenario, times: int) -> Scenario:
    """The same sector with several times as many organisations in each region, all of them drawn.

    Capacities are shares of a sector, and ties are so many an organisation, so that nothing else changes.

    Args:
        scenario: one with regions, or with a list of organisations, whose regions are then counted.
        times: how many times as many, 1 at least.
    """
    sector = scenario.sector()
    counts = np.bincount(sector.region, minlength=len(sector.region_names))
    regions = [
        {"name": name, "organisations": int(count) * times}
        for name, count in zip(sector.region_names, counts, strict=True)
    ]
    lists = {"organisations": None, "ties": None, "dependencies": None, "ratings": None}
    budget = None if scenario.budget is None else scenario.budget * times
    return scenario.changed(regions=regions, budget=budget, **lists)
