"""What is counted quarter by quarter towards the outcomes, for one run: compiled, in index order.

``outcomes`` turns these totals into the measures of section 7 of the model and says what each means.
"""

from __future__ import annotations

import math

import numpy as np

from simulation.compiled import compiled
from simulation.ranking import choose_highest
from simulation.rules.quality import shortfall
from simulation.spells import follow_cohort, follow_relook, follow_spell
from simulation.state import Arrays
from simulation.totals import SEEN_YEARS, Total
from simulation.vocabulary import NEVER

__all__ = ["COUNT", "account", "branch_off"]


@compiled
def _tenth_percentile(organisations):
    """Linear interpolation between the two order statistics next to the tenth percentile."""
    n = organisations.shape[0]
    deficit = np.empty(n)
    for i in range(n):
        deficit[i] = -organisations[i].quality
    position = 0.1 * (n - 1)
    low = int(position)
    high = min(low + 1, n - 1)
    lowest = np.empty(n, np.int64)
    choose_highest(deficit, high + 1, lowest)
    below = organisations[lowest[low]].quality
    return below + (position - low) * (organisations[lowest[high]].quality - below)


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
def account(quarter, branched, run, p, counts):
    """Add a quarter of one run to its totals; before the policies branch, only spells are followed.

    Args:
        quarter, branched, run, p: as the engine has them.
        counts: room for the quarter's sums, an array of one ``COUNT``, all nil.
    """
    count = counts[0]
    organisations, files, tracks, places = run.organisations, run.files, run.tracks, run.places
    totals, relapses, recoveries = run.totals, run.relapses, run.recoveries
    n, elapsed = files.shape[0], quarter - branched
    quality = squares = gap = openness = honesty = harm = reported_failing = 0.0
    helping = 0
    for i in range(n):
        own, file, track = organisations[i], files[i], tracks[i]
        if track.failing_spell > 0 or own.quality < p.failing_threshold or track.recovered != NEVER:
            follow_spell(quarter, branched, own.quality, file.designated, track, relapses, totals, p)
        else:
            track.below = 0
            track.above = track.above + 1 if own.quality >= p.warning_threshold else 0
        if track.relook > 0:
            follow_relook(quarter, file, track, totals)
        if track.cohort > 0 and elapsed >= 0:
            follow_cohort(quarter, branched, track, recoveries, totals)
        quality += own.quality
        squares += own.quality * own.quality
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
    totals[Total.SPREAD] += math.sqrt(max(0.0, squares / n - mean * mean))
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


def branch_off(arrays: Arrays) -> None:
    """Fix the cohort and start the counts, as the policies branch."""
    arrays.totals[:] = 0.0
    arrays.relapses[:] = 0.0
    arrays.recoveries[:] = 0.0
    arrays.tracks["cohort"] = arrays.tracks["failing_spell"]
    arrays.tracks["cohort_recovered"] = 0
    arrays.totals[:, Total.COHORT] = arrays.tracks["cohort"].sum(axis=1)
