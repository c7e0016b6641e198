"""Which organisation of a future a tour is about: found by rule, never named beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.analysis.sector_map import links_of
from simulation.app.replay import Played, thresholds_of
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["HonestCase", "InsularCase", "LinkedCase", "find_honest", "find_insular", "find_linked", "longest_spell"]

_YEAR = QUARTERS_A_YEAR
_HIDES_LITTLE, _FLATTERS = 4.0, 7.0
"""Points by which an honest report may differ from the truth, and a flattering one from an honest one."""
_LONG_UNSEEN = 2 * QUARTERS_A_YEAR
"""Quarters of hidden failure that are worth a tour."""


@dataclass(frozen=True)
class HonestCase:
    """An organisation that reports what is so, falls, is helped and recovers.

    Attributes:
        organisation: its index.
        low: the quarter of its lowest quality.
        helped: when an instrument began around it.
        recovered: when it was well again, or the last quarter.
        flatterer: another of about the same quality at ``low`` that reports far better.
    """

    organisation: int
    low: int
    helped: int
    recovered: int
    flatterer: int


@dataclass(frozen=True)
class InsularCase:
    """An organisation that fails unseen, behind good reports and few ties.

    Attributes:
        organisation: its index.
        began: when it began to fail unseen.
        out: when it was called failing.
        ties: how many organisations it talks to.
    """

    organisation: int
    began: int
    out: int
    ties: int


@dataclass(frozen=True)
class LinkedCase:
    """Two organisations, of which one leans on the other and fails after it.

    Attributes:
        leaned_on, leaning: their indices.
        first, second: when each began to fail.
        over: when neither fails any more, or the last quarter.
    """

    leaned_on: int
    leaning: int
    first: int
    second: int
    over: int


def longest_spell(is_so: np.ndarray, least: int) -> tuple[int, int] | None:
    """Begin and end (exclusive) of the longest time without a break in which something is so, of ``least`` or more."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_so.astype(int), [0]])))
    spells = [(int(begin), int(end)) for begin, end in edges.reshape(-1, 2) if end - begin >= least]
    return max(spells, key=lambda spell: spell[1] - spell[0], default=None)


def find_honest(played: Played) -> HonestCase | None:
    """The honest one that rose most after help, while its reports hid least and a like one's flattered most."""
    h, bounds = played.session.history, thresholds_of(played.session.scenario)
    true, gap = h["quality"], np.abs(h["reported"] - h["quality"])
    honest = np.flatnonzero(h["honesty"].mean(axis=0) >= np.quantile(h["honesty"].mean(axis=0), 0.7))
    found: list[tuple[float, HonestCase]] = []
    for i in honest:
        low = int(true[_YEAR : -3 * _YEAR, i].argmin()) + _YEAR
        after = true[low:, i]
        treated = np.flatnonzero(h["instrument"][low : low + 2 * _YEAR, i])
        flatterer = _flatterer(h["quality"][low], h["reported"][low], int(i))
        if true[low, i] >= bounds["warning"] or not treated.size or treated[0] == 0 or flatterer is None:
            continue
        if gap[low, i] > _HIDES_LITTLE:
            continue
        well = np.flatnonzero(after >= bounds["warning"] + 5.0)
        recovered = low + int(well[0]) if well.size else low + int(after.argmax())
        near = slice(max(0, low - _YEAR), low + _YEAR)
        flattery = float(h["reported"][low, flatterer] - h["reported"][low, i])
        score = float(true[recovered, i] - true[low, i] - 2.0 * gap[near, i].mean()) + flattery
        helped = low + int(treated[0])
        if recovered > helped + 1:
            found.append((score, HonestCase(int(i), low, helped, recovered, flatterer)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _flatterer(true: np.ndarray, reported: np.ndarray, i: int) -> int | None:
    """Who is about as good as ``i`` and reports most beyond it."""
    alike = np.flatnonzero((np.abs(true - true[i]) <= 4.0) & (reported - reported[i] >= _FLATTERS))
    return int(alike[reported[alike].argmax()]) if alike.size else None


def find_insular(played: Played) -> InsularCase | None:
    """The one that fails unseen for longest while it reports otherwise, before it is called failing."""
    session = played.session
    h, failing = session.history, thresholds_of(session.scenario)["failing"]
    ties = _ties(played)
    few = ties <= np.median(ties)
    hidden = (h["quality"] < failing) & (h["designated"] == 0) & (h["reported"] >= failing)
    found: list[tuple[int, InsularCase]] = []
    for i in np.flatnonzero(few):
        spell = longest_spell(hidden[:, i], _LONG_UNSEEN)
        if spell is None:
            continue
        called = np.flatnonzero(h["designated"][spell[1] - 1 :, i])
        if called.size and called[0] <= _YEAR:
            out = spell[1] - 1 + int(called[0])
            if out < h.quarters - 3 * _YEAR and h["instrument"][out : out + 3 * _YEAR, i].any():
                found.append((spell[1] - spell[0], InsularCase(int(i), spell[0], out, int(ties[i]))))
    return max(found, key=lambda one: one[0])[1] if found else None


def _ties(played: Played) -> np.ndarray:
    """How many each organisation talks to, as the future begins."""
    session = played.session
    ties, _ = links_of(session.scenario, session.sector, run=played.future, seed=played.seed)
    both = np.concatenate([ties["first"], ties["second"]])
    return np.bincount(both, minlength=len(session.sector))


def find_linked(played: Played) -> LinkedCase | None:
    """The pair that fail together for longest, of which the one that leans on the other begins later."""
    session = played.session
    h, failing = session.history, thresholds_of(session.scenario)["failing"]
    fails = h["quality"] < failing
    _, dependencies = links_of(session.scenario, session.sector, run=played.future, seed=played.seed)
    found: list[tuple[int, LinkedCase]] = []
    for leaning, leaned_on in dependencies[["first", "second"]].to_numpy().tolist():
        one, other = longest_spell(fails[:, leaned_on], 3), longest_spell(fails[:, leaning], 3)
        if one is None or other is None:
            continue
        together = min(one[1], other[1]) - other[0]
        was_well = one[0] >= _YEAR and not fails[max(0, one[0] - _YEAR) : one[0] + 1, leaning].any()
        over = min(max(one[1], other[1]), h.quarters - 1)
        is_acted_on = h["instrument"][one[0] : over, [leaned_on, leaning]].any()
        if one[0] < other[0] <= one[0] + 3 * _YEAR and together >= 2 and was_well and is_acted_on:
            found.append((together, LinkedCase(leaned_on, leaning, one[0], other[0], over)))
    return max(found, key=lambda one: one[0])[1] if found else None
