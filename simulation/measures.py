"""What is counted quarter by quarter towards the outcomes, for one run: compiled, in index order.

``outcomes`` turns these totals into the measures of section 7 of the model and says what each means.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np

from simulation.compiled import compiled
from simulation.rules.quality import shortfall
from simulation.state import RECOVERY_QUARTERS, RELAPSE_QUARTERS, Arrays
from simulation.vocabulary import NEVER, Grade

__all__ = ["SEEN_YEARS", "SERIES", "Series", "Total", "account", "branch_off", "record_series"]

SEEN_YEARS = (1, 3, 5)
"""Years at which what is seen is set beside what is true."""

_SPELL_QUARTERS = 2
_RECOVERY_RUN = 4


class Total(IntEnum):
    """Places in the totals of a run. Quarters are organisation-quarters unless said."""

    QUARTERS = 0
    """quarters counted"""
    FAILING = 1
    SEVERE = 2
    HARM = 3
    """point-quarters short of good"""
    HIDDEN = 4
    DESIGNATED = 5
    DESIGNATIONS = 6
    FALSE_ALARMS = 7
    """designations of organisations truly at or above warning"""
    QUALITY = 8
    """sum over quarters of the sector's mean"""
    SPREAD = 9
    """sum over quarters of the sector's standard deviation"""
    TENTH = 10
    """sum over year ends of the 10th percentile"""
    YEAR_ENDS = 11
    GAP = 12
    """sum over quarters of the mean of reported less true"""
    COST = 13
    COST_DISCOUNTED = 14
    HELPER_QUARTERS = 15
    WAITING = 16
    PEOPLE = 17
    """person-quarters in failing services, in units of size"""
    SPELLS = 18
    RECOVERIES = 19
    SPELLS_DETECTED = 20
    UNDETECTED = 21
    """quarters of spells before designation"""
    RELOOKS = 22
    """next inspections after one that lifted a designation"""
    OBSERVED_RELAPSES = 23
    OPENNESS = 24
    """sector mean at the last quarter"""
    HONESTY = 25
    FAILING_YEAR_1 = 26
    """shares of the sector at the end of years 1, 3, 5: truly failing, reported failing, designated"""
    REPORTED_YEAR_1 = 27
    DESIGNATED_YEAR_1 = 28
    FAILING_YEAR_3 = 29
    REPORTED_YEAR_3 = 30
    DESIGNATED_YEAR_3 = 31
    FAILING_YEAR_5 = 32
    REPORTED_YEAR_5 = 33
    DESIGNATED_YEAR_5 = 34
    COHORT = 35
    """organisations failing when the policies branched"""
    COHORT_QUARTERS = 36
    """their quarters to recovery, each at most RECOVERY_QUARTERS"""
    TREATED = 37
    STARTS = 38
    CENSURES = 39


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
def _follow_spell(quarter, branched, q, designated, track, relapses, totals, p):
    """Failing spells, recovery and relapse of one organisation, by the definitions of ``outcomes``."""
    track.below = track.below + 1 if q < p.failing_threshold else 0
    track.above = track.above + 1 if q >= p.warning_threshold else 0
    recovered = track.recovered
    since = quarter - recovered
    if track.failing_spell == 0:
        if track.below >= _SPELL_QUARTERS:
            track.failing_spell = 1
            track.onset = quarter - _SPELL_QUARTERS + 1
            track.detected = 0
            track.recovered = NEVER
            if track.onset >= branched:
                totals[Total.SPELLS] += 1.0
                totals[Total.UNDETECTED] += 0.0 if designated > 0 else _SPELL_QUARTERS - 1.0
            if recovered != NEVER and since - 1 <= RELAPSE_QUARTERS:
                # The spell began a quarter ago, when it was counted among those at risk.
                relapses[since - 2, 0] += 1.0
        elif recovered != NEVER and since <= RELAPSE_QUARTERS:
            relapses[since - 1, 1] += 1.0
    if track.failing_spell > 0:
        if track.detected == 0:
            if designated > 0:
                track.detected = 1
            if track.onset >= branched:
                totals[Total.SPELLS_DETECTED] += 1.0 if designated > 0 else 0.0
                totals[Total.UNDETECTED] += 0.0 if designated > 0 else 1.0
        if track.above >= _RECOVERY_RUN:
            track.failing_spell = 0
            track.recovered = quarter - _RECOVERY_RUN + 1
            totals[Total.RECOVERIES] += 1.0


@compiled
def _follow_cohort(quarter, branched, track, recoveries, totals):
    """When those who were failing as the policies branched recover; how long they wait until then."""
    if track.cohort_recovered == 0 and track.failing_spell == 0:
        track.cohort_recovered = 1
        taken = max(0, track.recovered - branched + 1)
        if taken <= RECOVERY_QUARTERS:
            recoveries[taken] += 1.0
    if track.cohort_recovered == 0 and quarter - branched < RECOVERY_QUARTERS:
        totals[Total.COHORT_QUARTERS] += 1.0


@compiled
def _follow_relook(quarter, file, track, totals):
    """The next inspection after one that lifted a designation: does it say inadequate again?"""
    is_news = file.grade_quarter == quarter
    if track.relook > 0 and is_news:
        if track.relook > 1:
            totals[Total.RELOOKS] += 1.0
            if file.grade == Grade.INADEQUATE:
                totals[Total.OBSERVED_RELAPSES] += 1.0
            track.relook = 0
    if track.relook == 1:
        # Marked in the quarter of the lifting itself; only later news counts.
        track.relook = 2


@compiled
def _tenth_percentile(organisations):
    """Linear interpolation between the two order statistics next to the tenth percentile."""
    n = organisations.shape[0]
    quality = np.empty(n)
    for i in range(n):
        quality[i] = organisations[i].quality
    position = 0.1 * (n - 1)
    low = int(position)
    high = min(low + 1, n - 1)
    ordered = np.partition(quality, high)
    below = ordered[0]
    for k in range(1, high):
        below = max(below, ordered[k])
    return below + (position - low) * (ordered[high] - below)


COUNT = np.dtype(
    (
        np.record,  # so that uncompiled code takes its fields by name too
        [
            (name, np.float64)
            for name in (
                "failing", "severe", "hidden", "people", "designated", "designations", "false_alarms", "censures",
                "treated", "starts", "waiting",
            )
        ],
    )
)  # fmt: skip
"""Sums over the organisations of a run in one quarter, of what happens to few of them."""


@compiled
def _count_failure(place, own, file, p, count):
    """Add one truly failing organisation's quarter."""
    count.failing += 1.0
    count.people += place["size"]  # an attribute called size is the record's own, uncompiled
    count.hidden += 1.0 - file.designated
    count.severe += 1.0 if own.quality < p.severe_threshold else 0.0


@compiled
def _count_response(quarter, own, file, p, count):
    """Add one designated, treated or waiting organisation's quarter."""
    count.waiting += 1.0 if file.wanted > 0 else 0.0
    if file.instrument > 0:
        count.treated += 1.0
        count.starts += 1.0 if file.quarters_in == 0 else 0.0
    if file.designated > 0:
        count.designated += 1.0
        count.censures += 1.0 if file.stance < 0 else 0.0
        if file.designated_quarter == quarter:
            count.designations += 1.0
            count.false_alarms += 1.0 if own.quality >= p.warning_threshold else 0.0


@compiled
def account(quarter, branched, run, p, count):
    """Add a quarter of one run to its totals; before the policies branch, only spells are followed.

    Args:
        quarter, branched, run, p: as the engine has them.
        count: room for the quarter's sums, a record of ``COUNT``, all nil.
    """
    organisations, files, tracks, places = run.organisations, run.files, run.tracks, run.places
    totals, relapses, recoveries = run.totals, run.relapses, run.recoveries
    n, elapsed = files.shape[0], quarter - branched
    quality = gap = openness = honesty = harm = reported_failing = 0.0
    helping = 0
    for i in range(n):
        own, file, track = organisations[i], files[i], tracks[i]
        if track.failing_spell > 0 or own.quality < p.failing_threshold or track.recovered != NEVER:
            _follow_spell(quarter, branched, own.quality, file.designated, track, relapses, totals, p)
        else:
            track.below = 0
            track.above = track.above + 1 if own.quality >= p.warning_threshold else 0
        if track.relook > 0:
            _follow_relook(quarter, file, track, totals)
        if track.cohort > 0 and elapsed >= 0:
            _follow_cohort(quarter, branched, track, recoveries, totals)
        quality += own.quality
        gap += own.reported - own.quality
        openness += own.openness
        honesty += own.honesty
        harm += shortfall(own.quality, p)
        helping += file.helping
        if own.quality < p.failing_threshold:
            _count_failure(places[i], own, file, p, count)
        if own.reported < p.failing_threshold:
            reported_failing += 1.0
        if file.designated + file.instrument + file.wanted > 0:
            _count_response(quarter, own, file, p, count)
    if elapsed < 0:
        return
    mean = quality / n
    squares = 0.0
    for i in range(n):
        from_mean = organisations[i].quality - mean
        squares += from_mean * from_mean
    spent = run.sector[0].spent
    totals[Total.QUARTERS] += 1.0
    totals[Total.FAILING] += count.failing
    totals[Total.SEVERE] += count.severe
    totals[Total.HARM] += harm
    totals[Total.HIDDEN] += count.hidden
    totals[Total.DESIGNATED] += count.designated
    totals[Total.DESIGNATIONS] += count.designations
    totals[Total.FALSE_ALARMS] += count.false_alarms
    totals[Total.QUALITY] += mean
    totals[Total.SPREAD] += math.sqrt(squares / n)
    totals[Total.GAP] += gap / n
    totals[Total.COST] += spent
    totals[Total.COST_DISCOUNTED] += spent * math.exp(-math.log(1.0 + p.discount_rate) * elapsed / 4.0)
    totals[Total.HELPER_QUARTERS] += helping
    totals[Total.WAITING] += count.waiting
    totals[Total.PEOPLE] += count.people
    totals[Total.TREATED] += count.treated
    totals[Total.STARTS] += count.starts
    totals[Total.CENSURES] += count.censures
    totals[Total.OPENNESS] = openness / n
    totals[Total.HONESTY] = honesty / n
    if elapsed % 4 == 3:
        totals[Total.TENTH] += _tenth_percentile(organisations)
        totals[Total.YEAR_ENDS] += 1.0
        seen = count.failing / n, reported_failing / n, count.designated / n
        _note_what_is_seen(totals, (elapsed + 1) // 4, seen[0], seen[1], seen[2])


@compiled
def _note_what_is_seen(totals, year, failing, reported, designated):
    """At the end of years 1, 3 and 5: what is true, what is reported, what is official."""
    for k in range(len(SEEN_YEARS)):
        if year == SEEN_YEARS[k]:
            first = Total.FAILING_YEAR_1 + 3 * k
            totals[first] = failing
            totals[first + 1] = reported
            totals[first + 2] = designated


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


def branch_off(arrays: Arrays) -> None:
    """Fix the cohort and start the counts, as the policies branch."""
    arrays.totals[:] = 0.0
    arrays.relapses[:] = 0.0
    arrays.recoveries[:] = 0.0
    arrays.tracks["cohort"] = arrays.tracks["failing_spell"]
    arrays.tracks["cohort_recovered"] = 0
    arrays.totals[:, Total.COHORT] = arrays.tracks["cohort"].sum(axis=1)
