"""What a run is judged by, after ``docs/model/outcomes.md``, from a full record of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tests.reference.entities import INADEQUATE, NO_INSTRUMENT, positive
from tests.reference.run import Run

LOOKS_BACK, RESTRICTED = 12, 20
RECOVERY_SHOWS_AFTER = 4


@dataclass
class Row:
    """All organisations at the end of a quarter, in index order."""

    quality: list[float]
    reported: list[float]
    openness: list[float]
    honesty: list[float]
    designated: list[bool]
    news: list[int]
    """the grade published in this quarter, 0 where none was"""
    treated: int
    helping: int
    waiting: int
    starts: int
    """since the run began"""
    spent: float


@dataclass
class Record:
    """Every quarter of a run, the run-in included."""

    rows: list[Row] = field(default_factory=list)

    def keep(self, run: Run) -> None:
        everyone, settled = run.world.organisations, run.quarter - 1
        files = [o.file for o in everyone]
        self.rows.append(
            Row(
                quality=[o.quality for o in everyone],
                reported=[o.reported for o in everyone],
                openness=[o.openness for o in everyone],
                honesty=[o.honesty for o in everyone],
                designated=[f.designated for f in files],
                news=[f.grade if f.grade_quarter == settled else 0 for f in files],
                treated=sum(f.instrument != NO_INSTRUMENT for f in files),
                helping=sum(f.helping for f in files),
                waiting=sum(f.waiting > 0 for f in files),
                starts=sum(sum(f.uses.values()) for f in files),
                spent=run.spent,
            )
        )


@dataclass
class Spell:
    """A failing spell; its recovery is the first quarter that is no longer part of it, or nothing."""

    onset: int
    recovery: int | None = None


def spells_of(qualities: list[float], failing: float, warning: float) -> list[Spell]:
    """The failing spells of one organisation."""
    spells: list[Spell] = []
    below = above = 0
    for quarter, quality in enumerate(qualities):
        below = below + 1 if quality < failing else 0
        above = above + 1 if quality >= warning else 0
        inside = bool(spells) and spells[-1].recovery is None
        if not inside and below >= 2:
            spells.append(Spell(onset=quarter - 1))
        elif inside and above >= RECOVERY_SHOWS_AFTER:
            spells[-1].recovery = quarter - RECOVERY_SHOWS_AFTER + 1
    return spells


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def outcomes(record: Record, run: Run) -> dict[str, float]:
    """The measures by name."""
    p, branched, rows = run.world.numbers, run.branched, record.rows[run.branched :]
    before = record.rows[branched - 1]
    n, quarters, last = len(before.quality), len(rows), rows[-1]
    qualities = [quality for row in rows for quality in row.quality]
    failing = sum(q < p.failing_threshold for q in qualities)
    pairs = [pair for row in rows for pair in zip(row.quality, row.designated, strict=True)]
    ends = [sorted(row.quality) for row in rows[3::4]]
    place = 0.1 * (n - 1)
    low, part = int(place), place - int(place)
    found = {
        "failing_share": failing / quarters / n,
        "failing_organisations": failing / quarters,
        "failing_years": failing / 4.0,
        "severe_years": sum(q < p.severe_threshold for q in qualities) / 4.0,
        "harm": sum(positive(p.good_threshold - q) for q in qualities) / 4.0,
        "hidden_failure_years": sum(q < p.failing_threshold and not d for q, d in pairs) / 4.0,
        "designated_share": sum(d for _, d in pairs) / quarters / n,
        "mean_quality": mean(qualities),
        "tenth_percentile": mean([q[low] + part * (q[min(low + 1, n - 1)] - q[low]) for q in ends]),
        "spread_of_quality": mean([_deviation(row.quality) for row in rows]),
        "reporting_gap": mean([r - q for row in rows for r, q in zip(row.reported, row.quality, strict=True)]),
        "final_openness": mean(last.openness),
        "final_honesty": mean(last.honesty),
        "cost": sum(row.spent * (1.0 + p.discount_rate) ** (-k / 4.0) for k, row in enumerate(rows)),
        "cost_a_year": sum(row.spent for row in rows) / (quarters / 4.0),
        "helper_years": sum(row.helping for row in rows) / 4.0,
        "waiting_years": sum(row.waiting for row in rows) / 4.0,
        "treated_share": sum(row.treated for row in rows) / quarters / n,
        "starts": float(last.starts - before.starts),
    }
    for year in (1, 3, 5):
        row = rows[4 * year - 1]
        found[f"failing_year_{year}"] = sum(q < p.failing_threshold for q in row.quality) / n
        found[f"reported_failing_year_{year}"] = sum(r < p.failing_threshold for r in row.reported) / n
        found[f"designated_year_{year}"] = sum(row.designated) / n
    return found | _of_spells(record, run) | _of_designations(record, run)


def _deviation(values: list[float]) -> float:
    centre = mean(values)
    return math.sqrt(mean([(value - centre) ** 2 for value in values]))


def _of_spells(record: Record, run: Run) -> dict[str, float]:
    p, branched, end = run.world.numbers, run.branched, len(record.rows)
    begun: list[Spell] = []
    recovered = 0
    delays: list[float] = []
    detected = 0
    at_risk, relapses = [0] * (LOOKS_BACK + 1), [0] * (LOOKS_BACK + 1)
    cohort: list[float] = []
    for i in range(len(record.rows[0].quality)):
        spells = spells_of([row.quality[i] for row in record.rows], p.failing_threshold, p.warning_threshold)
        for number, spell in enumerate(spells):
            after = spells[number + 1] if number + 1 < len(spells) else None
            shown = None if spell.recovery is None else spell.recovery + RECOVERY_SHOWS_AFTER - 1
            recovered += shown is not None and shown >= branched
            if spell.recovery is not None:
                _follow(spell.recovery, after, branched, end, at_risk, relapses)
            # Known to fail at the end of the run-in, by its second quarter, and not known to have recovered.
            if spell.onset + 1 < branched and (shown is None or shown >= branched):
                took = RESTRICTED if spell.recovery is None else max(spell.recovery - branched + 1, 0)
                cohort.append(float(min(took, RESTRICTED)))
            if spell.onset >= branched:
                begun.append(spell)
                until = end if spell.recovery is None else spell.recovery
                named = [t for t in range(spell.onset, until) if record.rows[t].designated[i]]
                detected += bool(named)
                delays.append(float((named[0] if named else until) - spell.onset))
    survived = math.prod(1.0 - relapsed / risk for relapsed, risk in zip(relapses, at_risk, strict=True) if risk)
    return {
        "spells": float(len(begun)),
        "recoveries": float(recovered),
        "detection_delay": mean(delays),
        "detected_share": detected / len(begun) if begun else math.nan,
        "true_relapse": 1.0 - survived if any(at_risk) else math.nan,
        "cohort": float(len(cohort)),
        "recovery_quarters": mean(cohort),
    }


def _follow(
    recovery: int, after: Spell | None, branched: int, end: int, at_risk: list[int], relapses: list[int]
) -> None:
    """Watch a recovery for three years, from when it shows on, as far as it was simulated."""
    for since in range(RECOVERY_SHOWS_AFTER, LOOKS_BACK + 1):
        quarter = recovery + since
        if quarter >= end or (after is not None and after.onset < quarter):
            return
        if quarter >= branched:
            at_risk[since] += 1
            relapses[since] += after is not None and after.onset == quarter


def _of_designations(record: Record, run: Run) -> dict[str, float]:
    p, branched = run.world.numbers, run.branched
    made = false_alarms = looked_again = relapsed = 0
    for i in range(len(record.rows[0].quality)):
        was, relook = False, False
        for quarter, row in enumerate(record.rows):
            lifted = was and not row.designated[i] and (run.conduct.designates or quarter < branched)
            if relook and row.news[i] and not lifted:  # the news that lifts counts for no earlier lifting either
                relook = False
                looked_again += quarter >= branched
                relapsed += quarter >= branched and row.news[i] == INADEQUATE
            if row.designated[i] and not was and quarter >= branched:
                made += 1
                false_alarms += row.quality[i] >= p.warning_threshold
            relook = relook or lifted
            was = row.designated[i]
    return {
        "designations": float(made),
        "false_alarms": float(false_alarms),
        "observed_relapse": relapsed / looked_again if looked_again else math.nan,
        "observed_relapse_at_risk": float(looked_again),
    }
