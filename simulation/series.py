"""The sector's series: means and shares of a run, one row a quarter."""

from __future__ import annotations

from enum import IntEnum

from simulation.compiled import compiled

__all__ = ["SERIES", "Series", "record_series"]


class Series(IntEnum):
    """Columns of the sector's series, one row a quarter."""

    QUALITY = 0
    REPORTED = 1
    BELIEF = 2
    FAILING = 3
    SEVERE = 4
    HIDDEN = 5
    REPORTED_FAILING = 6
    DESIGNATED = 7
    TREATED = 8
    WAITING = 9
    OPENNESS = 10
    HONESTY = 11
    CAPABILITY = 12
    SPENT = 13


SERIES = tuple(s.name.lower() for s in Series)


@compiled
def record_series(run, p, row):
    """Write the sector's means and shares of this quarter into ``row`` (see ``Series``)."""
    n = run.files.shape[0]
    row[:] = 0.0
    organisations, files = run.organisations, run.files
    for i in range(n):
        own, file = organisations[i], files[i]
        row[Series.QUALITY] += own.quality
        row[Series.REPORTED] += own.reported
        row[Series.BELIEF] += file.belief
        row[Series.OPENNESS] += own.openness
        row[Series.HONESTY] += own.honesty
        row[Series.CAPABILITY] += own.capability
        if own.quality < p.failing_threshold:
            row[Series.FAILING] += 1.0
            row[Series.HIDDEN] += 1.0 - file.designated
        row[Series.SEVERE] += 1.0 if own.quality < p.severe_threshold else 0.0
        row[Series.REPORTED_FAILING] += 1.0 if own.reported < p.failing_threshold else 0.0
        row[Series.DESIGNATED] += file.designated
        row[Series.TREATED] += 1.0 if file.instrument > 0 else 0.0
        row[Series.WAITING] += 1.0 if file.wanted > 0 else 0.0
    for k in range(Series.SPENT):
        row[k] /= n
    row[Series.SPENT] = run.sector[0].spent
