"""Paths of quality and designation made by hand, played through the accounts, and counted again by plain definitions.

The second count reads whole paths, forwards and backwards, as the definitions in ``outcomes`` are
written; the accounts see one quarter at a time. Neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.measures import COUNT, account, branch_off
from simulation.outcomes import outcome_frame
from simulation.state import Arrays
from tests.building import Bench, bench

FAILING, WARNING = 40.0, 50.0


def play(quality: np.ndarray, designated: np.ndarray | None = None, branched: int = 0) -> Bench:
    """Account for every quarter of paths of shape (quarters, organisations); policies branch in ``branched``."""
    quality = np.atleast_2d(np.asarray(quality, float))
    named = np.zeros(quality.shape, np.int8) if designated is None else np.asarray(designated, np.int8)
    bed = bench(quality.shape[1], quarters=1)
    for quarter in range(quality.shape[0]):
        if quarter == branched:
            branch_off(bed.state.arrays)
        bed.organisations["quality"] = bed.organisations["reported"] = quality[quarter]
        fresh = (named[quarter] > 0) & (bed.files["designated"] == 0)
        bed.files["designated_quarter"][fresh] = quarter
        bed.files["designated"] = named[quarter]
        account(quarter, branched, bed.run(), bed.p, np.zeros(1, COUNT))
    return bed


def outcomes_of(arrays: Arrays, sizes_known: bool = False) -> dict[str, float]:
    """The measures of a single run."""
    return outcome_frame(arrays, sizes_known=sizes_known).iloc[0].to_dict()


def column(*parts: tuple[float, int]) -> np.ndarray:
    """One organisation's path: a level and for how many quarters, in turn; shape (quarters, 1)."""
    return np.concatenate([np.full(length, level) for level, length in parts])[:, None]


# Counting again


@dataclass(frozen=True)
class Spell:
    """A failing spell of one organisation; ``end`` is the first quarter of recovery, or nothing."""

    onset: int
    end: int | None


def spells_in(path: np.ndarray) -> list[Spell]:
    """Failing spells of one path, shape (quarters,)."""
    quarters, found, t = len(path), [], 0
    while t + 1 < quarters:
        if not (path[t] < FAILING and path[t + 1] < FAILING):
            t += 1
            continue
        ends = [u for u in range(t + 2, quarters - 3) if (path[u : u + 4] >= WARNING).all()]
        found.append(Spell(t, ends[0] if ends else None))
        if not ends:
            break
        t = ends[0]
    return found


def counted_again(quality: np.ndarray, designated: np.ndarray, branched: int) -> dict[str, float]:
    """Spells, their detection, relapse and the cohort's recovery, by definition."""
    quarters, n = quality.shape
    begun = detected = recoveries = 0
    waited: list[int] = []
    lives: list[tuple[int, int, bool]] = []
    cohort: list[int] = []
    for i in range(n):
        spells = spells_in(quality[:, i])
        for k, spell in enumerate(spells):
            last = quarters if spell.end is None else spell.end
            if spell.onset >= branched:
                begun += 1
                named = [t for t in range(spell.onset, last) if designated[t, i]]
                detected += bool(named)
                waited.append((named[0] if named else last) - spell.onset)
            if spell.end is not None and spell.end + 3 >= branched:
                recoveries += 1
            if spell.end is not None:
                following = spells[k + 1] if k + 1 < len(spells) else None
                lives.append(_life_after(spell.end, following, branched, quarters))
            if spell.onset + 1 < branched and (spell.end is None or spell.end + 3 >= branched):
                taken = quarters - branched if spell.end is None else max(0, spell.end - branched + 1)
                cohort.append(min(taken, 20))
    return {
        "spells": begun,
        "detected_share": detected / begun if begun else np.nan,
        "detection_delay": float(np.mean(waited)) if begun else np.nan,
        "recoveries": recoveries,
        "true_relapse": product_limit(lives),
        "cohort": len(cohort),
        "recovery_quarters": float(np.mean(cohort)) if cohort else np.nan,
    }


def _life_after(end: int, following: Spell | None, branched: int, quarters: int) -> tuple[int, int, bool]:
    """Quarters since a recovery in which it is first and last watched, and whether it then relapses.

    A recovery is known in its fourth quarter, so it is watched from the fifth; before branching nobody watches.
    """
    first = max(4, branched - end)
    if following is None:
        return first, min(quarters - 1 - end, 12), False
    since = following.onset - end
    return first, min(since, 12), since <= 12


def product_limit(lives: list[tuple[int, int, bool]]) -> float:
    """Kaplan and Meier's estimate of relapse within 12 quarters, from single lives that may be entered late."""
    lives = [life for life in lives if life[0] <= life[1]]
    if not lives:
        return np.nan
    free = 1.0
    for since in range(1, 13):
        at_risk = sum(first <= since <= last for first, last, _ in lives)
        events = sum(relapses and last == since and first <= since for first, last, relapses in lives)
        free *= 1.0 - events / at_risk if at_risk else 1.0
    return 1.0 - free
