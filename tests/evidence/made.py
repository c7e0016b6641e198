"""Panels made by hand: one line an organisation, and the same targets counted again in the plainest way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from simulation.evidence.inspections import Inspections, in_order
from simulation.evidence.months import DAYS_A_MONTH, Window, first_day_of

History = Sequence[tuple[int, int]]
"""Months from the window's start, and grades (1 inadequate to 4 outstanding)."""


def made(
    histories: Sequence[History] | Sequence[Sequence[History]],
    *,
    window: Window | None = None,
    region: Sequence[int] | None = None,
    weight: np.ndarray | None = None,
    days_of_visit: int = 40,
) -> Inspections:
    """One panel of histories, or several panels of as many; a report is on its month's first day."""
    nested = bool(histories) and any(h and isinstance(h[0], list) for h in histories)
    panels: Sequence[Sequence[History]] = histories if nested else [histories]  # type: ignore[list-item, assignment]
    seen = window or Window.between("2014-01", "2025-12")
    rows = [
        (p, i, int(first_day_of(seen.first + month)), grade)
        for p, panel in enumerate(panels)
        for i, history in enumerate(panel)
        for month, grade in history
    ]
    panel, organisation, reported, grade = (np.array([row[k] for row in rows], np.int64) for k in range(4))
    count = len(panels[0])
    regions = np.zeros(count, np.int32) if region is None else np.asarray(region, np.int32)
    return in_order(
        Inspections(
            panel.astype(np.int32), organisation.astype(np.int32), (reported - days_of_visit).astype(np.int32),
            reported.astype(np.int32), grade.astype(np.int8), regions,
            tuple(f"Region {g}" for g in range(int(regions.max()) + 1)), tuple(f"Place {i}" for i in range(count)),
            seen, len(panels), weight,
        )
    )  # fmt: skip


GRADE_NAMES = {1: "inadequate", 2: "requires_improvement", 3: "good", 4: "outstanding"}


def counted_again(histories: Sequence[History], window: Window) -> dict[str, float]:
    """Shares, moves, entries and relapse of one panel, organisation by organisation."""
    graded = [sorted(history) for history in histories if history]
    found: dict[str, float] = {}
    for code, name in GRADE_NAMES.items():
        found[f"first.{name}"] = _share([h[0][1] == code for h in graded])
        for year, end in zip(window.years, window.year_ends.tolist(), strict=True):
            last = [[g for m, g in h if first_day_of(window.first + m) <= end] for h in graded]
            found[f"year_end.{year}.{name}"] = _share([g[-1] == code for g in last if g])
    pairs = [(a, b) for h in graded for (_, a), (_, b) in pairwise(h)]
    for before, name in GRADE_NAMES.items():
        for after, other in GRADE_NAMES.items():
            found[f"next.{name}.{other}"] = _share([b == after for a, b in pairs if a == before])
    found["relapse.next"] = _share(
        [c == 1 for h in graded for (_, a), (_, b), (_, c) in zip(h, h[1:], h[2:], strict=False) if a == 1 and b > 1]
    )
    found["relapse.within_12_quarters"] = _relapse_within(graded, window)
    return found


def _share(said: list[bool]) -> float:
    return sum(said) / len(said) if said else float("nan")


def _relapse_within(graded: Sequence[History], window: Window) -> float:
    lives = []
    for h in graded:
        for k in range(1, len(h)):
            if h[k - 1][1] == 1 and h[k][1] > 1:
                begun = int(first_day_of(window.first + h[k][0]))
                again = [m for m, g in h[k + 1 :] if g == 1]
                until = int(first_day_of(window.first + again[0])) if again else window.last_day + 1
                lives.append(((until - begun) / DAYS_A_MONTH / 3, bool(again)))
    if not lives:
        return float("nan")
    free = 1.0
    for quarter in range(12):
        relapsed = sum(event and quarter <= length < quarter + 1 for length, event in lives)
        watched = sum(length >= quarter + 1 or (event and length >= quarter) for length, event in lives)
        free *= 1.0 - relapsed / watched if watched else 1.0
    return 1.0 - free


def values_of(names: Sequence[str], values: np.ndarray) -> Mapping[str, float]:
    """Targets by name."""
    return dict(zip(names, values.tolist(), strict=True))
