"""Failing spells, recovery, relapse and re-inspection of one organisation, by the definitions of ``outcomes``."""

from __future__ import annotations

from simulation.compiled import compiled
from simulation.state import RECOVERY_QUARTERS, RELAPSE_QUARTERS
from simulation.totals import Total
from simulation.vocabulary import NEVER, Grade

__all__ = ["follow_cohort", "follow_relook", "follow_spell"]

_SPELL_QUARTERS = 2
_RECOVERY_RUN = 4


@compiled
def follow_spell(quarter, branched, q, designated, track, relapses, totals, p):
    """Failing spells, recovery and relapse of one organisation, by the definitions of ``outcomes``."""
    track.below = track.below + 1 if q < p.failing_threshold else 0
    track.above = track.above + 1 if q >= p.warning_threshold else 0
    recovered = track.recovered
    since = quarter - recovered
    if track.failing_spell == 0:
        if track.below == 1:
            # Noted in case a spell begins here, which only the next quarter shows.
            track.detected = 1 if designated > 0 else 0
        if track.below >= _SPELL_QUARTERS:
            track.failing_spell = 1
            track.onset = quarter - _SPELL_QUARTERS + 1
            track.recovered = NEVER
            if track.onset >= branched:
                totals[Total.SPELLS] += 1.0
                totals[Total.SPELLS_DETECTED] += track.detected
                totals[Total.UNDETECTED] += 0.0 if track.detected > 0 else _SPELL_QUARTERS - 1.0
                if recovered != NEVER and since - 1 <= RELAPSE_QUARTERS:
                    # The spell began a quarter ago, when it was counted among those at risk.
                    relapses[since - 2, 0] += 1.0
        elif recovered != NEVER and since <= RELAPSE_QUARTERS:
            relapses[since - 1, 1] += 1.0
        else:
            track.recovered = NEVER
    if track.failing_spell > 0:
        _follow_detection(designated, track.onset >= branched, track, totals)
        if track.above >= _RECOVERY_RUN:
            track.failing_spell = 0
            track.recovered = quarter - _RECOVERY_RUN + 1
            totals[Total.RECOVERIES] += 1.0


@compiled
def _follow_detection(designated, is_counted, track, totals):
    """Whether a spell has met a designation, and the quarters that it went without.

    A spell ends with the first quarter of the run above warning that proves recovery, so what was
    counted within that run is taken back once the run is complete. Until then ``detected`` says in
    which quarter of a run the designation came (2 is the first), or 1 where it came before.
    """
    if track.above == 0 and track.detected > 0:
        track.detected = 1
    undetected = detected = 0.0
    if track.detected == 0:
        if designated > 0:
            track.detected = 1 + track.above
            detected = 1.0
        else:
            undetected = 1.0
    if track.above >= _RECOVERY_RUN:
        if track.detected == 0:
            undetected -= _RECOVERY_RUN
        elif track.detected > 1:
            undetected -= track.detected - 2.0
            detected -= 1.0
    if is_counted:
        totals[Total.UNDETECTED] += undetected
        totals[Total.SPELLS_DETECTED] += detected


@compiled
def follow_cohort(quarter, branched, track, recoveries, totals):
    """When those who were failing as the policies branched recover; how long they wait until then."""
    if track.cohort_recovered > 0:
        return
    if track.failing_spell > 0:
        totals[Total.COHORT_QUARTERS] += 1.0 if quarter - branched < RECOVERY_QUARTERS else 0.0
        return
    track.cohort_recovered = 1
    taken = max(0, track.recovered - branched + 1)
    if taken <= RECOVERY_QUARTERS:
        recoveries[taken] += 1.0
    # The wait ended when the run above warning began, and was counted until the run was complete.
    counted = min(quarter - branched, RECOVERY_QUARTERS)
    totals[Total.COHORT_QUARTERS] -= counted - min(taken, RECOVERY_QUARTERS)


@compiled
def follow_relook(quarter, file, track, totals):
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
