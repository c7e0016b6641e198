"""The section on published findings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulation.report.validation.marking import interval, number, percent, table
from simulation.validation.findings.finding import PublishedFinding
from simulation.validation.validating import Validation

__all__ = ["findings_in_short", "findings_section"]


def findings_in_short(shipped: Sequence[PublishedFinding], fitted: Sequence[PublishedFinding]) -> list[str]:
    """How many agree, with the numbers that trusts ship and with the fitted ones, a sentence each."""
    said = [f"Published findings, in simulated hospital trusts as shipped: {_agreeing(shipped)}."]
    return [*said, f"The same with the numbers fitted to inspections: {_agreeing(fitted)}."] if fitted else said


def _agreeing(findings: Sequence[PublishedFinding]) -> str:
    directions = [one for one in findings if one.direction is not None]
    sizes = [one for one in findings if one.size != "not comparable"]
    right, inside = sum(bool(one.direction) for one in directions), sum(not one.is_missed for one in sizes)
    misses = [one.title[0].lower() + one.title[1:] for one in findings if one.direction is False or one.is_missed]
    named = f"; not: {'; '.join(misses)}" if misses else ""
    return f"{right} of {len(directions)} directions and {inside} of {len(sizes)} comparable sizes agree{named}"


def findings_section(found: Validation) -> list[str]:
    """Published findings beside small runs of the model: with shipped numbers, and with the posterior's."""
    shipped, fitted, checks = found.findings, found.findings_fitted, found.checks
    if not shipped:
        return []
    rows = []
    for place, one in enumerate(shipped):
        cells = [f"**{one.title}**. {one.published} *{one.source}*", f"{one.measure}. {one.note}".strip(), _said(one)]
        rows.append([*cells, *([_said(fitted[place])] if fitted else [])])
    relapse = checks["relapse.next"]
    head = ("published", "measured in the model", "as shipped", *(["with fitted numbers"] if fitted else []))
    also = (
        f" The last column gives trusts the posterior of `{found.scenario.name}`, which no trust had a part in."
        if fitted
        else ""
    )
    return [
        "## Published findings",
        "",
        (
            "Held against the scenario `hospital-trusts`, whose numbers were fitted to none of this. The *rule* by"
            " which special measures are lifted was changed because its first form failed here (it asked for belief"
            " above the warning threshold: 8% left within four years, and none came back), so that the rows on special"
            " measures are no test of it. Given are the mean over simulated sectors and where 95 in 100 of them lie. A"
            " size is compared where the published number is of the same thing. Special measures are counted through"
            " the published truncation: the regime begins with nobody in it, the response is an improvement board"
            " (nearest to an improvement director and a partner trust), and everything is counted 48 months later."
            f"{also}"
        ),
        "",
        *table(head, rows, left=len(head)),
        (
            f"**Relapse of councils.** In the inspections, {relapse['cases'] * relapse['value']:.0f} of"
            f" {relapse['cases']:.0f} councils that had left inadequate were inadequate at the next inspection; the"
            f" model shows {interval(relapse['low'], relapse['high'], share=True)}%. A relapse of 3 in 40 councils,"
            " which was to be checked here too, cannot be traced in these inspections, and no source for it was found."
        ),
        "",
    ]


def _said(one: PublishedFinding) -> str:
    """What the model shows, and whether that agrees."""
    if not np.isfinite(one.shown.mean):
        return "too few in the model to say"
    unit = "%" if one.is_percentage else ""
    value = (percent(one.shown.mean) if one.is_percentage else number(one.shown.mean, 1)) + unit
    ends = interval(one.shown.low, one.shown.high, share=one.is_percentage, decimals=1)
    verdicts = []
    if one.direction is not None:
        verdicts.append("direction as published" if one.direction else "**direction not shown**")
    if one.size != "not comparable":
        verdicts.append("size inside" if one.size == "inside" else f"**size {one.size}**")
    return f"{value} ({ends}): {', '.join(verdicts)}" if verdicts else f"{value} ({ends})"
