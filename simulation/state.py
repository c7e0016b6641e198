"""The state of a batch of runs: arrays shaped (runs, organisations), in three groups.

*Organisations* is the truth; *Regulation* is what the regulator knows and does; *Tracks* is what the
outcomes need to remember. Named tuples of arrays, so that compiled code takes them whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulation.vocabulary import NEVER, NOBODY

__all__ = [
    "BELIEFS_KEPT",
    "RELAPSE_QUARTERS",
    "RECOVERY_QUARTERS",
    "Organisations",
    "Regulation",
    "State",
    "Tracks",
    "new_state",
]

BELIEFS_KEPT = 4
"""Quarters over which the trend of belief is taken."""
RELAPSE_QUARTERS = 12
"""Quarters after recovery within which a new spell is a relapse."""
RECOVERY_QUARTERS = 20
"""Quarters to which the mean time to recovery is restricted."""


class Organisations(NamedTuple):
    """What organisations truly are; float64, shape (runs, organisations) unless said."""

    quality: np.ndarray
    capability: np.ndarray
    leadership: np.ndarray
    openness: np.ndarray
    honesty: np.ndarray
    blame: np.ndarray
    reported: np.ndarray
    usual_leadership: np.ndarray
    usual_openness: np.ndarray
    usual_honesty: np.ndarray
    own_pressure: np.ndarray
    disruption: np.ndarray
    change_cost: np.ndarray
    lessons: np.ndarray
    reach: np.ndarray
    gain_accrued: np.ndarray
    connected: np.ndarray
    sanction: np.ndarray
    neighbours_sanction: np.ndarray
    common_pressure: np.ndarray
    """(runs, 1)"""
    regional_pressure: np.ndarray
    """(runs, regions)"""
    tie_weight: np.ndarray
    """(runs, ties in compressed rows, each tie twice)"""


class Regulation(NamedTuple):
    """What the regulator knows and does; shape (runs, organisations) unless said. Quarters count from the run-in's first."""

    belief: np.ndarray
    bias: np.ndarray
    variance: np.ndarray
    covariance: np.ndarray
    bias_variance: np.ndarray
    trend: np.ndarray
    past_beliefs: np.ndarray
    """(runs, BELIEFS_KEPT, organisations), a ring"""
    finding: np.ndarray
    """what the last inspection or review found"""
    looked: np.ndarray
    """quarter of the last inspection or review"""
    look_kind: np.ndarray
    """code of ``Examination`` this quarter"""
    grade: np.ndarray
    grade_quarter: np.ndarray
    pending_grade: np.ndarray
    pending_quarter: np.ndarray
    due: np.ndarray
    """quarter of the next inspection on the rota"""
    requested: np.ndarray
    """code of ``Examination`` that was asked for next quarter"""
    designated: np.ndarray
    designated_quarter: np.ndarray
    quarters_above: np.ndarray
    exposed: np.ndarray
    """1 in the quarter in which hidden failure became public"""
    instrument: np.ndarray
    quarters_in: np.ndarray
    ended: np.ndarray
    """the instrument that ended with the last decision"""
    closed: np.ndarray
    """1 where a case closed with the last decision: treatment ended and nothing followed"""
    stance: np.ndarray
    lead: np.ndarray
    helper: np.ndarray
    match: np.ndarray
    """weight of the tie between helper and helped"""
    helping: np.ndarray
    """how many it helps"""
    quarters_released: np.ndarray
    wanted: np.ndarray
    """the instrument that it waits for"""
    waiting: np.ndarray
    """quarters waited"""
    uses: np.ndarray
    """(runs, instruments, organisations): times each was started"""
    last_end: np.ndarray
    """(runs, instruments, organisations): quarter in which each last ended"""
    spent: np.ndarray
    """(runs, 1): cost units spent this quarter"""


class Tracks(NamedTuple):
    """What the outcomes remember; shape (runs, organisations) unless said."""

    below: np.ndarray
    """consecutive quarters with quality below failing"""
    above: np.ndarray
    """consecutive quarters with quality at or above warning"""
    failing_spell: np.ndarray
    onset: np.ndarray
    recovered: np.ndarray
    """quarter of the last recovery"""
    detected: np.ndarray
    """1 where the current spell has met a designation"""
    relook: np.ndarray
    """1 where a designation ended by inspection and the next one has not come"""
    cohort: np.ndarray
    """1 where failing when the policies branched"""
    cohort_recovered: np.ndarray
    """1 where that spell has ended"""
    totals: np.ndarray
    """(runs, measures): see ``outcomes``"""
    relapses: np.ndarray
    """(runs, RELAPSE_QUARTERS, 2): relapses, and recoveries at risk, by quarters since recovery"""
    recoveries: np.ndarray
    """(runs, RECOVERY_QUARTERS + 1): recoveries of the cohort by quarters since the policies branched"""


@dataclass
class State:
    """All that a batch of runs is, at the end of a quarter.

    Attributes:
        organisations, regulation, tracks: the three groups.
        quarter: the next quarter to be simulated, from the run-in's first.
        branched: the quarter in which policies branched (the end of the run-in).
    """

    organisations: Organisations
    regulation: Regulation
    tracks: Tracks
    quarter: int = 0
    branched: int = 0

    @property
    def runs(self) -> int:
        """How many runs the batch holds."""
        return int(self.organisations.quality.shape[0])

    def copy(self) -> State:
        """A copy that shares nothing."""
        return State(
            Organisations(*(a.copy() for a in self.organisations)),
            Regulation(*(a.copy() for a in self.regulation)),
            Tracks(*(a.copy() for a in self.tracks)),
            self.quarter,
            self.branched,
        )

    def repeat(self, run: int, times: int) -> State:
        """A batch of ``times`` copies of one run, for branching."""

        def again(a: np.ndarray) -> np.ndarray:
            return np.ascontiguousarray(np.repeat(a[run : run + 1], times, axis=0))

        return State(
            Organisations(*map(again, self.organisations)),
            Regulation(*map(again, self.regulation)),
            Tracks(*map(again, self.tracks)),
            self.quarter,
            self.branched,
        )


_SMALL = np.int8
_INDEX = np.int32
_REGULATION_TYPES: dict[str, type] = {
    "look_kind": _SMALL, "grade": _SMALL, "pending_grade": _SMALL, "requested": _SMALL, "designated": _SMALL,
    "exposed": _SMALL, "instrument": _SMALL, "ended": _SMALL, "closed": _SMALL, "stance": _SMALL, "wanted": _SMALL,
    "looked": _INDEX, "grade_quarter": _INDEX, "pending_quarter": _INDEX, "due": _INDEX,
    "designated_quarter": _INDEX, "quarters_above": _INDEX, "quarters_in": _INDEX, "lead": _INDEX,
    "helper": _INDEX, "helping": _INDEX, "quarters_released": _INDEX, "waiting": _INDEX, "uses": _INDEX,
    "last_end": _INDEX,
}  # fmt: skip
_START: dict[str, int] = {
    "lead": NOBODY, "helper": NOBODY, "looked": NEVER, "grade_quarter": NEVER, "pending_quarter": NEVER,
    "designated_quarter": NEVER, "last_end": NEVER, "onset": NEVER, "recovered": NEVER,
}  # fmt: skip


def new_state(runs: int, organisations: int, regions: int, ties: int, instruments: int, measures: int) -> State:
    """An empty state of the right shapes: nobody treated, nothing known, every quantity nil."""
    shape = (runs, organisations)
    special: dict[str, tuple[int, ...]] = {
        "common_pressure": (runs, 1),
        "regional_pressure": (runs, regions),
        "tie_weight": (runs, ties),
        "past_beliefs": (runs, BELIEFS_KEPT, organisations),
        "uses": (runs, instruments, organisations),
        "last_end": (runs, instruments, organisations),
        "spent": (runs, 1),
        "totals": (runs, measures),
        "relapses": (runs, RELAPSE_QUARTERS, 2),
        "recoveries": (runs, RECOVERY_QUARTERS + 1),
    }

    def make(name: str, kind: type) -> np.ndarray:
        return np.full(special.get(name, shape), _START.get(name, 0), kind)

    floats = ("totals", "relapses", "recoveries")
    return State(
        Organisations(*(make(name, np.float64) for name in Organisations._fields)),
        Regulation(*(make(name, _REGULATION_TYPES.get(name, np.float64)) for name in Regulation._fields)),
        Tracks(*(make(name, np.float64 if name in floats else _INDEX) for name in Tracks._fields)),
    )
