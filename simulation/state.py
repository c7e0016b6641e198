"""The state of a batch of runs: records of organisations, of the regulator's files on them, and of tracks.

*Organisation* is the truth; *file* is what the regulator knows and does; *track* is what the outcomes
need to remember. Records lie together organisation by organisation, so a quarter walks through memory
once, and compiled code takes one pointer for each.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.vocabulary import NEVER, NOBODY

__all__ = [
    "BELIEFS_KEPT",
    "FILE",
    "ORGANISATION",
    "RECOVERY_QUARTERS",
    "RELAPSE_QUARTERS",
    "SECTOR",
    "TRACK",
    "Arrays",
    "State",
    "new_arrays",
]

BELIEFS_KEPT = 4
"""Quarters over which the trend of belief is taken."""
RELAPSE_QUARTERS = 12
"""Quarters after recovery within which a new spell is a relapse."""
RECOVERY_QUARTERS = 20
"""Quarters to which the mean time to recovery is restricted."""

_FLOAT, _INDEX, _SMALL = np.float64, np.int32, np.int8

ORGANISATION = np.dtype(
    [
        # What others see of it comes first and fills one cache line.
        ("quality", _FLOAT),
        ("capability", _FLOAT),
        ("openness", _FLOAT),
        ("reach", _FLOAT),
        ("sanction", _FLOAT),
        ("disruption", _FLOAT),
        ("lesson", _FLOAT),  # what its closed case leaves for others to learn this quarter
        ("reported", _FLOAT),
        ("leadership", _FLOAT),
        ("honesty", _FLOAT),
        ("blame", _FLOAT),
        ("usual_leadership", _FLOAT),
        ("usual_openness", _FLOAT),
        ("usual_honesty", _FLOAT),
        ("own_pressure", _FLOAT),
        ("change_cost", _FLOAT),
        ("lessons", _FLOAT),
        ("gain_accrued", _FLOAT),
        ("connected", _FLOAT),
        ("neighbours_sanction", _FLOAT),
    ],
    align=True,
)
"""What an organisation truly is: points for quality, capability, reports, pressure, disruption; shares for the rest."""

FILE = np.dtype(
    [
        ("belief", _FLOAT),
        ("bias", _FLOAT),
        ("variance", _FLOAT),
        ("covariance", _FLOAT),
        ("bias_variance", _FLOAT),
        ("trend", _FLOAT),
        ("finding", _FLOAT),  # what the last inspection or review found
        ("match", _FLOAT),  # weight of the tie between helper and helped
        ("looked", _INDEX),  # quarter of the last inspection or review; quarters count from the run-in's first
        ("grade_quarter", _INDEX),
        ("pending_quarter", _INDEX),
        ("due", _INDEX),  # quarter of the next inspection on the rota
        ("designated_quarter", _INDEX),
        ("quarters_above", _INDEX),
        ("quarters_in", _INDEX),  # quarters that the running instrument has worked
        ("quarters_released", _INDEX),
        ("lead", _INDEX),
        ("helper", _INDEX),
        ("helping", _INDEX),  # how many it helps
        ("waiting", _INDEX),  # quarters waited for what was decided
        ("look_kind", _SMALL),  # code of Examination this quarter
        ("grade", _SMALL),
        ("pending_grade", _SMALL),
        ("requested", _SMALL),  # code of Examination asked for next quarter
        ("designated", _SMALL),
        ("exposed", _SMALL),  # 1 in the quarter in which hidden failure became public
        ("instrument", _SMALL),
        ("ended", _SMALL),  # the instrument that ended with the last decision
        ("closed", _SMALL),  # 1 where a case closed: treatment ended and nothing followed
        ("stance", _SMALL),
        ("wanted", _SMALL),  # the instrument that it waits for
    ],
    align=True,
)
"""What the regulator knows of an organisation and does about it."""

TRACK = np.dtype(
    [
        ("onset", _INDEX),
        ("recovered", _INDEX),  # quarter of the last recovery
        ("below", _INDEX),  # consecutive quarters with quality below failing
        ("above", _INDEX),  # consecutive quarters at or above warning
        ("failing_spell", _SMALL),
        ("detected", _SMALL),  # above nil where the current spell has met a designation; see ``spells``
        ("relook", _SMALL),  # 1 or 2 where a designation ended and the next inspection has not come
        ("cohort", _SMALL),  # 1 where failing when the policies branched
        ("cohort_recovered", _SMALL),
    ],
    align=True,
)
"""What the outcomes remember of an organisation."""

SECTOR = np.dtype([("common_pressure", _FLOAT), ("spent", _FLOAT), ("sanctions", _FLOAT)], align=True)
"""What a run has once: the pressure that all share, cost units spent this quarter, the sum of sanctions."""


class Arrays(NamedTuple):
    """All arrays of a batch's state."""

    organisations: np.ndarray
    """ORGANISATION, (runs, organisations)"""
    files: np.ndarray
    """FILE, (runs, organisations)"""
    tracks: np.ndarray
    """TRACK, (runs, organisations)"""
    sector: np.ndarray
    """SECTOR, (runs,)"""
    regional_pressure: np.ndarray
    """(runs, regions)"""
    tie_weight: np.ndarray
    """(runs, ties in compressed rows, each tie twice)"""
    past_beliefs: np.ndarray
    """(runs, BELIEFS_KEPT, organisations), a ring"""
    uses: np.ndarray
    """(runs, instruments, organisations): times each was started"""
    last_end: np.ndarray
    """(runs, instruments, organisations): quarter in which each last ended"""
    totals: np.ndarray
    """(runs, measures): see ``measures``"""
    relapses: np.ndarray
    """(runs, RELAPSE_QUARTERS, 2): relapses, and recoveries at risk, by quarters since recovery"""
    recoveries: np.ndarray
    """(runs, RECOVERY_QUARTERS + 1): recoveries of the cohort by quarters since the policies branched"""


class State:
    """All that a batch of runs is, at the end of a quarter.

    Attributes:
        arrays: the records and arrays.
        quarter: the next quarter to be simulated, from the run-in's first.
        branched: the quarter in which policies branch (the end of the run-in).
    """

    def __init__(self, arrays: Arrays, quarter: int = 0, branched: int = 0) -> None:
        self.arrays = arrays
        self.quarter = quarter
        self.branched = branched

    @property
    def runs(self) -> int:
        """How many runs the batch holds."""
        return int(self.arrays.organisations.shape[0])

    def copy(self) -> State:
        """A copy that shares nothing."""
        return State(Arrays(*(a.copy() for a in self.arrays)), self.quarter, self.branched)

    def repeat(self, run: int, times: int) -> State:
        """A batch of ``times`` copies of one run, for branching."""
        copies = (np.repeat(a[run : run + 1], times, axis=0).view(type(a)) for a in self.arrays)
        return State(Arrays(*copies), self.quarter, self.branched)


def new_arrays(runs: int, organisations: int, regions: int, ties: int, instruments: int, measures: int) -> Arrays:
    """An empty state of the right shapes: nobody treated, nothing known, every quantity nil."""
    shape = (runs, organisations)
    files = np.zeros(shape, FILE).view(np.recarray)
    for name in ("lead", "helper"):
        files[name] = NOBODY
    for name in ("looked", "grade_quarter", "pending_quarter", "designated_quarter"):
        files[name] = NEVER
    tracks = np.zeros(shape, TRACK).view(np.recarray)
    for name in ("onset", "recovered"):
        tracks[name] = NEVER
    return Arrays(
        organisations=np.zeros(shape, ORGANISATION).view(np.recarray),
        files=files,
        tracks=tracks,
        sector=np.zeros(runs, SECTOR).view(np.recarray),
        regional_pressure=np.zeros((runs, regions)),
        tie_weight=np.zeros((runs, ties)),
        past_beliefs=np.zeros((runs, BELIEFS_KEPT, organisations)),
        uses=np.zeros((runs, instruments, organisations), np.int32),
        last_end=np.full((runs, instruments, organisations), NEVER, np.int32),
        totals=np.zeros((runs, measures)),
        relapses=np.zeros((runs, RELAPSE_QUARTERS, 2)),
        recoveries=np.zeros((runs, RECOVERY_QUARTERS + 1)),
    )
