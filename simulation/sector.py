"""Who the organisations of a scenario are: drawn from region counts, or a real list.

The one thing that a scenario hands to the worlds. It holds nothing random and nothing simulated.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

__all__ = ["Pairs", "Sector"]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Links between organisations, by index: ``first[k]`` to ``second[k]``.

    Attributes:
        first, second: indices, int32, shape (links,).
        weight: weights in 0 to 1, shape (links,), or nothing where a weight is to be drawn.
    """

    first: np.ndarray
    second: np.ndarray
    weight: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Sector:
    """The organisations of one scenario, in index order.

    Attributes:
        names: the names that outputs show (invented, unless real ones were asked for).
        region_names: the regions' names.
        region: each organisation's region, int32, shape (organisations,).
        is_real: whether the organisations come from a real list.
        shows_real_names: whether the real names are shown; every page and picture then says what it is.
        identifiers: the identifiers of a real list, else the names.
        size: people served, float64, or nothing (drawn).
        latitude, longitude: degrees, or nothing.
        ties: possible ties from an edge list, or nothing (drawn).
        dependencies: first depends on second, from an edge list, or nothing (drawn).
        grade: the latest real grade (code of ``Grade``), int8, 0 where there is none; or nothing.
        grade_age: quarters since it was given, int32; or nothing.
        traits: real values of traits by name (leadership, openness, honesty, insularity), each
            float64 of shape (organisations,) with NaN where unknown.
    """

    names: tuple[str, ...]
    region_names: tuple[str, ...]
    region: np.ndarray
    is_real: bool = False
    shows_real_names: bool = False
    identifiers: tuple[str, ...] = ()
    size: np.ndarray | None = None
    latitude: np.ndarray | None = None
    longitude: np.ndarray | None = None
    ties: Pairs | None = None
    dependencies: Pairs | None = None
    grade: np.ndarray | None = None
    grade_age: np.ndarray | None = None
    traits: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"<Sector of {len(self.names)} organisations in {len(self.region_names)} regions>"
