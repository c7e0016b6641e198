"""Sections on targets: every one, those missed, sudden falls and the staying power of the outstanding."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from simulation.report.validation.marking import counted, interval, listed, number, percent, table
from simulation.report.validation.target_words import in_words
from simulation.validation.checks import FEW, LEVEL, PredictiveChecks
from simulation.validation.splits import InTime

__all__ = ["all_targets", "checks_in_short", "missed", "sudden_section", "targets_section", "widths_in_short"]

_TOPICS = {
    "first": "grades at the first inspection",
    "year_end": "grades at years' ends",
    "next": "the next inspection's grade",
    "months": "months between reports",
    "inadequate": "time in inadequate",
    "relapse": "relapse",
    "entry": "new entries",
    "region": "regions",
    "by_region": "the region by itself",
    "all shares": "*all shares together*",
}
_UNITS = {"months": "months", "region": "mixed", "inadequate": "mixed", "by_region": "mixed"}
_WIDE = 1.5
_SUDDEN = ("next.good.inadequate", "next.outstanding.inadequate")
_STAYING = ("next.outstanding.outstanding",)


def checks_in_short(checks: PredictiveChecks) -> str:
    """How many targets lie within, in a sentence."""
    scored = checks.scored
    inside = int((scored["verdict"] == "inside").sum())
    return (
        f"{inside} of {len(scored)} scored targets lie within the 95% predictive interval"
        f" ({100 * inside / len(scored):.0f}%; {100 * LEVEL:.0f}% is what a model that is right would reach on"
        " average)."
        if len(scored)
        else "No target rests on enough cases to be scored."
    )


def widths_in_short(checks: PredictiveChecks) -> str:
    """How wide the intervals of shares are beside what chance alone makes of the real ones, in a sentence."""
    shares = checks.scored[checks.scored["is_share"]]
    if shares.empty:
        return ""
    model, sampling = ((shares[f"{what}high"] - shares[f"{what}low"]).mean() for what in ("", "sampling_"))
    covered = (shares["verdict"] == "inside").mean()
    wide = (
        " They are wide and **over-cover**: how many lie within says more of that than of precision."
        if model > _WIDE * sampling and covered > LEVEL
        else ""
    )
    return (
        f"Intervals of shares are {100 * model:.0f} percentage points wide on average, {model / sampling:.1f} times"
        f" the sampling intervals of the real values ({100 * sampling:.0f}).{wide}"
    )


def missed(checks: PredictiveChecks) -> list[str]:
    """Every target outside, by name, as a list."""
    misses = checks.misses
    if misses.empty:
        return ["No target lies outside.", ""]
    lines = []
    for row in misses.to_dict("records"):
        share = bool(row["is_share"])
        real = percent(row["value"]) + "%" if share else number(row["value"])
        simulated = interval(row["low"], row["high"], share=share) + ("%" if share else "")
        way = "shows too little" if row["verdict"] == "too low" else "shows too much"
        repeats = "" if row["scored"] else " (repeats other targets, or of one region; not in the count)"
        lines.append(f"- **{in_words(row['name'])}**: real {real}, the model {simulated}: it {way}{repeats}.")
    return [*lines, ""]


def targets_section(checks: PredictiveChecks, pictures: str) -> list[str]:
    """Every target in pictures, coverage by topic, and what was missed."""
    return [
        "## Every target",
        "",
        (
            f"The posterior's vectors were simulated, {counted(checks.panels, 'panel')} in all, each seen through the"
            " same window, timetable, gap and delay as the real inspections. The interval is where 95 in 100 simulated"
            " panels lie: it holds what the posterior leaves open *and* chance. A real value outside is a miss. Most of"
            " these targets were fitted to (not the months between reports, which follow the given timetable, nor the"
            " time in inadequate), so that this shows whether the model *can* have them all at once; it is no test on"
            " new data."
        ),
        "",
        f"![Shares by grade: real values beside what the model shows]({pictures}/year-ends.png)",
        "",
        f"![The matrix of grades at consecutive inspections]({pictures}/moves.png)",
        "",
        f"![Months between inspections, time in inadequate, relapse, entries and regions]({pictures}/others.png)",
        "",
        f"{checks_in_short(checks)} {widths_in_short(checks)} {_few(checks)}",
        "",
        *coverage_by_topic(checks),
        "### What is missed",
        "",
        *missed(checks),
    ]


def _few(checks: PredictiveChecks) -> str:
    few = int((checks.frame["verdict"] == "few cases").sum())
    if not few:
        return f"All {len(checks.frame)} targets rest on {FEW} cases at least."
    return (
        f"Of all {len(checks.frame)} targets, {few} rest on fewer than {FEW} cases, or their value is not known: shown,"
        " not scored."
    )


def coverage_by_topic(checks: PredictiveChecks) -> list[str]:
    """A table: targets inside and the mean width of their intervals."""
    rows = []
    for row in checks.coverage().to_dict("records"):
        topic = str(row["topic"])
        share = topic not in _UNITS
        width, sampling = (
            percent(row[name]) if share else number(row[name], 1) for name in ("mean_width", "mean_sampling_width")
        )
        unit = "percentage points" if share else _UNITS[topic]
        rows.append([_TOPICS.get(topic, topic), unit, f"{row['inside']} of {row['targets']}", width, sampling])
    head = ("topic", "unit", "inside", "mean width, model", "mean width, sampling")
    return table(head, rows, left=2)


def sudden_section(checks: PredictiveChecks, later: InTime | None, pictures: str) -> list[str]:
    """Sudden falls and the staying power of the outstanding, shown whatever comes out."""
    years = sorted({name.split(".")[1] for name in checks.frame["name"] if name.startswith("year_end.")})
    stock = [f"year_end.{year}.outstanding" for year in years[-1:]]
    names = [*_SUDDEN, *_STAYING, *stock]
    groups = [("fitted to all", checks)] + ([("fitted to the years before", later.checks)] if later else [])
    rows, said = [], []
    for label, found in groups:
        for name in names:
            row = found[name]
            rows.append(
                [
                    in_words(name), label, f"{row['cases']:.0f}", percent(row["value"]) + "%",
                    interval(row["sampling_low"], row["sampling_high"], share=True),
                    interval(row["low"], row["high"], share=True), row["verdict"],
                ]
            )  # fmt: skip
    for title, chosen in (
        ("Sudden falls from good to inadequate", _SUDDEN[:1]),
        ("The staying power of the outstanding", _STAYING),
    ):
        said.append(_sentence(title, [(label, found[chosen[0]]) for label, found in groups]))
    head = ("target", "posterior", "cases", "real", "sampling", "model", "verdict")
    return [
        "## Sudden falls, and the staying power of the outstanding",
        "",
        (
            "A first rough fit of a prototype missed these two: too few fell from good to inadequate at once, and too"
            " few of the outstanding stayed outstanding."
        ),
        "",
        *said,
        "",
        f"![Sudden falls and the outstanding, real and simulated]({pictures}/sudden.png)",
        "",
        *table(head, rows, left=2),
    ]


def _sentence(title: str, found: Sequence[tuple[str, pd.Series]]) -> str:
    words = {"inside": "within", "too low": "above", "too high": "below", "few cases": "not scored against"}
    parts = [
        f"{percent(row['value'])}% of {row['cases']:.0f}, {words[row['verdict']]} the model's"
        f" {interval(row['low'], row['high'], share=True)}% ({label})"
        for label, row in found
    ]
    return f"- **{title}**: {listed(parts)}."


def all_targets(checks: PredictiveChecks) -> list[str]:
    """Every number, for whoever looks one up."""
    rows = []
    for row in checks.frame.to_dict("records"):
        share = bool(row["is_share"])
        unit = "%" if share else ""
        value = (percent(row["value"]) if share else number(row["value"])) + unit
        verdict = str(row["verdict"])
        rows.append(
            [
                f"`{row['name']}`",
                verdict if verdict in ("inside", "few cases") else f"**{verdict}**",
                f"{row['cases']:,.0f}",
                value,
                interval(row["sampling_low"], row["sampling_high"], share=share),
                percent(row["middle"]) if share else number(row["middle"]),
                interval(row["low"], row["high"], share=share),
            ]
        )
    return table(("target", "verdict", "cases", "real", "sampling 95%", "model, middle", "model 95%"), rows, left=2)
