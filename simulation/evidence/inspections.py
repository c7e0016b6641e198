"""``Inspections``: what an inspectorate published, of one sector or of many simulated ones, as flat arrays.

The one form in which real and simulated panels meet: everything that is computed from a panel takes
this, and treats many panels at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulation.evidence.months import MONTHS_A_QUARTER, Window
from simulation.vocabulary import Grade

__all__ = ["GRADES", "Inspections", "in_order"]

GRADES = tuple(grade for grade in Grade if grade is not Grade.NONE)
"""The grades, from the worst to the best; their codes count from 1."""


@dataclass(frozen=True, eq=False)
class Inspections:
    """Inspections of one panel or of many, in order of panel, organisation and report.

    All panels have the same organisations, of which some may never be inspected.

    Attributes:
        panel: which panel, int32, shape (inspections,).
        organisation: which organisation, int32, shape (inspections,).
        visited, reported: days since 1 January 1970, int32, shape (inspections,).
        grade: code of ``Grade``, 1 to 4, int8, shape (inspections,).
        region: each organisation's region, int32, shape (organisations,).
        region_names: the regions' names.
        names: the organisations' names, as they may be shown.
        window: the months within which reports were collected; every one of them lies within.
        panels: how many panels.
        weight: how often each organisation counts in each panel, float64, shape (panels, organisations),
            where organisations were drawn again; else nothing, and each counts once.
    """

    panel: np.ndarray
    organisation: np.ndarray
    visited: np.ndarray
    reported: np.ndarray
    grade: np.ndarray
    region: np.ndarray
    region_names: tuple[str, ...]
    names: tuple[str, ...]
    window: Window
    panels: int = 1
    weight: np.ndarray | None = None

    def __repr__(self) -> str:
        return f"<Inspections: {len(self):,} of {len(self.names):,} organisations in {self.panels:,} panels>"

    def __len__(self) -> int:
        return len(self.grade)

    @property
    def organisations(self) -> int:
        """How many organisations each panel has."""
        return len(self.region)

    @cached_property
    def place(self) -> np.ndarray:
        """Panel and organisation in one number, panel by panel, int64, shape (inspections,)."""
        return self.panel.astype(np.int64) * self.organisations + self.organisation

    @cached_property
    def goes_on(self) -> np.ndarray:
        """Whether the next row is the same organisation's next inspection, bool, shape (inspections,)."""
        same = np.zeros(len(self), bool)
        same[:-1] = self.place[1:] == self.place[:-1]
        return same

    @cached_property
    def row_weight(self) -> np.ndarray:
        """How often each inspection counts, float64, shape (inspections,)."""
        return np.ones(len(self)) if self.weight is None else self.weight.reshape(-1)[self.place]

    @property
    def quarter(self) -> np.ndarray:
        """The quarter of each report, counted from the window's first month, int64, shape (inspections,)."""
        months = self.reported.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return (months - self.window.first) // MONTHS_A_QUARTER

    def counts(self, rows: np.ndarray, kind: np.ndarray, kinds: int) -> np.ndarray:
        """How many of some inspections there are of each kind in each panel.

        Args:
            rows: indices of inspections.
            kind: the kind of each, from 0, shape as ``rows``.
            kinds: how many kinds.

        Returns:
            Weighted counts, shape (panels, kinds).
        """
        return self.sums(rows, kind, kinds, self.row_weight[rows])

    def sums(self, rows: np.ndarray, kind: np.ndarray, kinds: int, values: np.ndarray) -> np.ndarray:
        """Sums of ``values`` (already weighted, shape as ``rows``) by panel and kind, shape (panels, kinds)."""
        cell = self.panel[rows].astype(np.int64) * kinds + kind
        return np.bincount(cell, weights=values, minlength=self.panels * kinds).reshape(self.panels, kinds)

    def of_panels(self, first: int, end: int) -> Inspections:
        """The panels from ``first`` up to, and without, ``end``.

        Raises:
            IndexError: where there are no such panels.
        """
        if not 0 <= first < end <= self.panels:
            raise IndexError(f"there are panels 0 to {self.panels - 1}, not {first} to {end - 1}")
        begin, stop = np.searchsorted(self.panel, [first, end])
        chosen = self._where(slice(begin, stop))
        weight = None if self.weight is None else self.weight[first:end]
        return replace(chosen, panel=chosen.panel - np.int32(first), panels=end - first, weight=weight)

    def in_regions(self, names: Sequence[str]) -> Inspections:
        """The inspections of the organisations of some regions; others have none.

        Raises:
            KeyError: where there is no such region.
        """
        unknown = [name for name in names if name not in self.region_names]
        if unknown:
            raise KeyError(f"{unknown[0]} is no region here")
        chosen = np.array([name in names for name in self.region_names])
        return self._where(chosen[self.region[self.organisation]])

    def seen_through(self, window: Window) -> Inspections:
        """The inspections that were reported within a window, as whoever collected only those would have them."""
        is_within = (self.reported >= window.first_day) & (self.reported <= window.last_day)
        return replace(self._where(is_within), window=window)

    def _where(self, chosen: np.ndarray | slice) -> Inspections:
        return replace(
            self,
            panel=self.panel[chosen],
            organisation=self.organisation[chosen],
            visited=self.visited[chosen],
            reported=self.reported[chosen],
            grade=self.grade[chosen],
        )


def in_order(inspections: Inspections) -> Inspections:
    """The same inspections in the order that ``Inspections`` promises; of one day's, the given order stays."""
    order = np.lexsort((inspections.reported, inspections.organisation, inspections.panel))
    return inspections._where(order)
