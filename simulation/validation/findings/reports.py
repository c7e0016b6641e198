"""Reports near a target, failure that inspections miss, and honest reporters, in simulated hospital trusts.

The model's target is good: 60 points, which a report comes close to when a shortfall is concealed. Published sizes
are of other scales (per cent of patients seen in time), so that they bound an order of size and no more.
"""

from __future__ import annotations

import numpy as np

from simulation.panel import Panel
from simulation.parameters import REGISTER
from simulation.validation.findings.finding import PublishedFinding, shown_over
from simulation.vocabulary import Examination

__all__ = ["FIELDS", "reporting_findings"]

FIELDS = ("quality", "reported", "honesty", "finding", "look_kind", "designated")
_NEAR = 2.0
_THIRD = 1.0 / 3.0
_HOOD = "Bevan and Hood 2006, Public Administration (read)"


def reporting_findings(panel: Panel) -> list[PublishedFinding]:
    """The findings on reports, in simulated runs.

    Args:
        panel: ``FIELDS`` of every organisation, quarter by quarter.
    """
    return [_inflation(panel), _sits_above(panel), *_hidden(panel), *_honest(panel)]


def _of_runs(chosen: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The mean of the chosen values in each run, shape (runs,)."""
    axes = (1, 2)
    with np.errstate(invalid="ignore"):
        return (chosen * values).sum(axis=axes) / chosen.sum(axis=axes)


def _inflation(panel: Panel) -> PublishedFinding:
    short = panel["quality"] < REGISTER["good_threshold"].default
    gap = shown_over(_of_runs(short, panel["reported"] - panel["quality"]))
    return PublishedFinding(
        "Reported performance near a target is inflated",
        "Emergency departments reported that 96% of patients were seen within four hours; of the patients asked, 77%"
        " said so (2004/05): 19 points.",
        _HOOD,
        "Reports less true quality, of trusts' quarters below good; points of 100",
        gap,
        value=19.0,
        direction=gap.is_above(0.0),
        note="The scales differ, per cent of patients and points of quality: an order of size.",
    )


def _sits_above(panel: Panel) -> PublishedFinding:
    good = REGISTER["good_threshold"].default
    said, true = (
        _of_runs(np.ones_like(panel[name], bool), (panel[name] >= good) & (panel[name] < good + _NEAR))
        for name in ("reported", "quality")
    )
    ratio = shown_over(said / true)
    return PublishedFinding(
        "What is reported sits just above the target",
        "Ambulances' answers within 8 minutes rose from 70% to 75.7% and 76.2%, just above the target of 75%, once it"
        " counted; clocks were started late.",
        "Ambulance statistics 2004/05; BBC; Bevan and Hamblin 2009, abstract (read; 70% off a chart's label)",
        f"Reports from good up to {_NEAR:.0f} points above it, for each trust that is truly there (1: no bunching)",
        ratio,
        direction=ratio.is_above(1.0),
    )


def _hidden(panel: Panel) -> list[PublishedFinding]:
    failing = panel["quality"] < REGISTER["failing_threshold"].default
    inspected = failing & (panel["look_kind"] == Examination.INSPECTION)
    missed = shown_over(_of_runs(inspected, panel["finding"] >= REGISTER["failing_threshold"].default))
    unnamed = shown_over(_of_runs(failing, panel["designated"] == 0))
    note = "Cases are published, no rate: the size cannot be held against anything."
    return [
        PublishedFinding(
            "Inspections give a false all-clear",
            "Rotherham's children's services: inadequate in 2009, adequate in 2010 and 2012, inadequate in 2014; at"
            " least 1,400 children exploited meanwhile. Inspectors relied on paperwork and on what officers told"
            " them.",
            "House of Commons committee, March 2015 (read)",
            "Of inspections of the truly failing, the share that finds better than failing",
            missed,
            direction=missed.is_above(0.0),
            note=note,
            is_percentage=True,
        ),
        PublishedFinding(
            "Failure stays hidden",
            "Mid Staffordshire's mortality was high in every year from 2001 to 2008; it was approved for foundation"
            " status in 2008.",
            "Jarman; Carter and Jarman 2013 (read)",
            "Of the quarters of true failure, the share in which the trust is not called failing",
            unnamed,
            direction=unnamed.is_above(0.0),
            note=note,
            is_percentage=True,
        ),
    ]


def _honest(panel: Panel) -> list[PublishedFinding]:
    quality, honesty = panel["quality"], panel["honesty"]
    good = REGISTER["good_threshold"].default
    short = quality < good
    looks = np.array(
        [_difference_of_thirds(*of_run) for of_run in zip(short, quality, honesty, panel["reported"], strict=True)]
    )
    is_better = np.array([_thirds_of(h.ravel(), q.ravel()) for q, h in zip(quality, honesty, strict=True)])
    looks_worse, are_better = shown_over(looks), shown_over(is_better)
    source = "Hutchinson et al. 2009, doi 10.1136/qshc.2007.022400 (read)"
    said = "Hospitals that report more incidents have a better safety culture and better risk ratings."
    return [
        PublishedFinding(
            "Honest reporters look worse",
            said,
            source,
            "Report of the most honest third less that of the least honest third, at the same true quality below good;"
            " points",
            looks_worse,
            direction=looks_worse.is_below(0.0),
            note="Incidents reported are no points of quality: a direction.",
        ),
        PublishedFinding(
            "Honest reporters are no worse",
            said,
            source,
            "True quality of the most honest third less that of the least honest; points",
            are_better,
            direction=are_better.is_above(0.0),
        ),
    ]


def _thirds_of(by: np.ndarray, values: np.ndarray) -> float:
    """The mean of values in the highest third by something, less that in the lowest."""
    low, high = np.quantile(by, [_THIRD, 1.0 - _THIRD])
    if not len(by) or low == high:
        return np.nan
    return float(values[by >= high].mean() - values[by <= low].mean())


def _difference_of_thirds(short: np.ndarray, quality: np.ndarray, honesty: np.ndarray, reported: np.ndarray) -> float:
    """Within steps of two points of true quality, the reports of the most and the least honest; weighted by cases."""
    q, h, r = quality[short], honesty[short], reported[short]
    step = (q // _NEAR).astype(np.int64)
    found, cases = [], []
    for one in np.unique(step):
        here = step == one
        if here.sum() >= 30:
            found.append(_thirds_of(h[here], r[here] - q[here]))
            cases.append(here.sum())
    return float(np.average(found, weights=cases)) if found else np.nan
