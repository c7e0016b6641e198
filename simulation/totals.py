"""Places in the totals that a run keeps towards its outcomes."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["SEEN_YEARS", "Total"]

SEEN_YEARS = (1, 3, 5)
"""Years at which what is seen is set beside what is true."""


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
