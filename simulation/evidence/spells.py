"""Time in 'inadequate', and relapse: what inspections, years apart, can and cannot tell of them.

A *spell* runs from the inspection that first found an organisation inadequate. When it ended nobody saw:
it lies between the last inspection that still found it inadequate and the first that did not. The dates
are those of the visits, since a report's date is not the day on which something was so. A spell that began
before the window counts from the first inspection within.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.evidence.estimates import Estimates, joined, share
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import DAYS_A_MONTH, MONTHS_A_QUARTER
from simulation.evidence.turnbull import Distribution, turnbull
from simulation.vocabulary import Grade

__all__ = ["OUT_BY", "RELAPSE_QUARTERS", "Spells", "inadequate_spells", "relapses", "time_in_inadequate", "times_in"]

OUT_BY = (24, 36, 48, 60)
"""Months by which the share of those who are out is given."""
RELAPSE_QUARTERS = 12


@dataclass(frozen=True, eq=False)
class Spells:
    """Spells in 'inadequate', in the order of their inspections.

    Attributes:
        first, last: rows of the first and the last inspection of each that found it inadequate, shape (spells,).
        better: the row of the inspection that ended it, or -1 where none has.
    """

    first: np.ndarray
    last: np.ndarray
    better: np.ndarray


def inadequate_spells(inspections: Inspections) -> Spells:
    """The spells of all panels."""
    is_bad = inspections.grade == Grade.INADEQUATE
    goes_on = inspections.goes_on
    stays = is_bad & goes_on & np.append(is_bad[1:], False)
    first = np.flatnonzero(is_bad & ~np.insert(stays[:-1], 0, False)) if len(is_bad) else np.zeros(0, np.int64)
    last = np.flatnonzero(is_bad & ~stays)
    return Spells(first, last, np.where(goes_on[last], last + 1, -1))


def times_in(inspections: Inspections, spells: Spells) -> Distribution:
    """How long spells last, in months, by Turnbull's estimator, a distribution for each panel.

    Bounds are widened to whole months. To the day, one interval of a fortnight could take most of the mass,
    for no better reason than that many others happen to hold it.
    """
    begun = inspections.visited[spells.first]
    left = np.floor((inspections.visited[spells.last] - begun) / DAYS_A_MONTH)
    ended = np.ceil((inspections.visited[spells.better] - begun) / DAYS_A_MONTH)
    left = np.maximum(left, 0.0)
    # Where visits are dated in another order than their reports, all that is known is that it ended.
    right = np.where(spells.better >= 0, np.maximum(ended, left + 1.0), np.inf)
    return turnbull(
        inspections.panel[spells.first], left, right, inspections.row_weight[spells.first], inspections.panels
    )


def time_in_inadequate(inspections: Inspections, spells: Spells) -> Estimates:
    """The share that is out of 'inadequate' by some months, and the median months, each between two bounds.

    Within the intervals between looks the data does not say when a spell ended: ``least`` lets all end as
    late as they may, ``most`` as early.
    """
    times = times_in(inspections, spells)
    names, values = [], []
    for months in OUT_BY:
        names += [f"inadequate.out_by_{months}.least", f"inadequate.out_by_{months}.most"]
        values += [times.surely_by(months), times.at_most_by(months)]
    names += ["inadequate.median_months.least", "inadequate.median_months.most"]
    values += list(times.median())
    everyone = np.zeros(len(spells.first), np.int64)
    count = inspections.counts(spells.first, everyone, 1)
    return Estimates(tuple(names), np.stack(values, axis=1), np.repeat(count, len(names), axis=1))


def relapses(inspections: Inspections, spells: Spells) -> Estimates:
    """Relapse after recovery: at the next inspection, and within 12 quarters of the better report.

    Only observed relapse: an organisation that slips between two inspections and recovers is not seen. The
    second is a product-limit estimate by quarters, censored where the window ends; the number at risk with
    it is that in the twelfth quarter.
    """
    recovered = np.flatnonzero(spells.better >= 0)
    better = spells.better[recovered]
    looked_at = inspections.goes_on[better]
    again = np.zeros(len(better), bool)
    again[looked_at] = inspections.grade[better[looked_at] + 1] == Grade.INADEQUATE
    one = np.zeros(len(better), np.int64)
    at_risk = inspections.counts(better[looked_at], one[looked_at], 1)
    relapsed = inspections.counts(better[again], one[again], 1)
    at_next = Estimates(("relapse.next",), share(relapsed, at_risk), at_risk)
    return joined([at_next, _within_quarters(inspections, spells, recovered)])


def _within_quarters(inspections: Inspections, spells: Spells, recovered: np.ndarray) -> Estimates:
    better = spells.better[recovered]
    following = np.minimum(recovered + 1, len(spells.first) - 1)
    comes_back = (recovered + 1 < len(spells.first)) & (
        inspections.place[spells.first[following]] == inspections.place[better]
    )
    until = np.where(comes_back, inspections.reported[spells.first[following]], inspections.window.last_day + 1)
    quarters = (until - inspections.reported[better]) / (DAYS_A_MONTH * MONTHS_A_QUARTER)
    # Whole quarters that were watched; a relapse falls in the one after.
    whole = np.minimum(quarters.astype(np.int64), RELAPSE_QUARTERS)
    relapsed = inspections.counts(better[comes_back], whole[comes_back], RELAPSE_QUARTERS + 1)[:, :-1]
    left_off = inspections.counts(better[~comes_back], whole[~comes_back], RELAPSE_QUARTERS + 1)[:, :-1]
    everyone = inspections.counts(better, np.zeros(len(better), np.int64), 1)
    gone_before = np.cumsum(relapsed + left_off, axis=1) - relapsed
    at_risk = everyone - gone_before
    free = np.prod(1.0 - np.nan_to_num(share(relapsed, at_risk)), axis=1, keepdims=True)
    value = np.where(everyone > 0, 1.0 - free, np.nan)
    return Estimates(("relapse.within_12_quarters",), value, at_risk[:, -1:])
