"""The measures of a run, exactly defined, as a table with a row a run and policy.

A *failing spell* runs from the first of two consecutive quarters with true quality below failing to
the first of four with quality at or above warning (recovery). A *true relapse* is a spell that begins
within 12 quarters of a recovery. *Hidden failure* is truly failing and not designated. Shares are of
the sector; years are organisation-years unless a measure says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.state import RECOVERY_QUARTERS, RELAPSE_QUARTERS, Arrays
from simulation.totals import SEEN_YEARS, Total
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["OUTCOMES", "Outcome", "cumulative_incidence", "outcome_frame", "outcome_named"]


@dataclass(frozen=True)
class Outcome:
    """A measure: its column's name, its title in tables, its unit, what it means, and whether less is better."""

    name: str
    title: str
    unit: str
    meaning: str
    less_is_better: bool | None = True


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("failing_share", "Failing at any time", "share", "Mean share of the sector truly below failing."),
    Outcome("failing_organisations", "Failing at any time", "organisations", "Mean number truly below failing."),
    Outcome("failing_years", "Years of failure", "organisation-years", "Years spent truly below failing."),
    Outcome("severe_years", "Years of severe failure", "organisation-years", "Years spent truly below severe."),
    Outcome("harm", "Harm", "point-years", "Sum of points short of good, times years: (GOOD - Q)+."),
    Outcome("hidden_failure_years", "Years of hidden failure", "organisation-years", "Truly failing, not designated."),
    Outcome("detection_delay", "Delay before designation", "quarters", "Mean quarters of a spell before designation, or until it ended undesignated; spells begun since the policies branched."),
    Outcome("detected_share", "Spells that were designated", "share", "Share of spells begun since then that met a designation.", False),
    Outcome("spells", "Failing spells", "spells", "Failing spells begun since the policies branched."),
    Outcome("recoveries", "Recoveries", "spells", "Spells that ended in recovery.", None),
    Outcome("true_relapse", "True relapse within three years", "share", "Cumulative incidence of a new spell within 12 quarters of recovery, censored at the end."),
    Outcome("true_relapse_at_risk", "Recoveries at risk of relapse", "spells", "How many recoveries that incidence rests on.", None),
    Outcome("observed_relapse", "Observed relapse", "share", "Share inadequate at the next inspection after the one that ended a designation."),
    Outcome("observed_relapse_at_risk", "Designations looked at again", "inspections", "How many that share rests on.", None),
    Outcome("designations", "Designations", "designations", "How often an organisation was called failing.", None),
    Outcome("designated_share", "Officially failing", "share", "Mean share of the sector that is designated.", None),
    Outcome("false_alarms", "False alarms", "designations", "Designations of organisations truly at or above warning."),
    Outcome("mean_quality", "Mean quality", "points", "Mean true quality.", False),
    Outcome("tenth_percentile", "Quality of the worst tenth", "points", "10th percentile of true quality, mean of year ends.", False),
    Outcome("spread_of_quality", "Spread of quality", "points", "Standard deviation of true quality over the sector."),
    Outcome("reporting_gap", "Reports above truth", "points", "Mean of reported less true quality."),
    Outcome("final_openness", "Openness at the end", "share", "Mean openness in the last quarter.", False),
    Outcome("final_honesty", "Honesty at the end", "share", "Mean honesty in the last quarter.", False),
    Outcome("cost", "Cost", "cost units", "Instruments, inspections and reviews, discounted to the first year."),
    Outcome("cost_a_year", "Cost a year", "cost units a year", "The same, undiscounted, for each year."),
    Outcome("helper_years", "Years of helping", "organisation-years", "Years that good organisations spent helping others."),
    Outcome("waiting_years", "Years of waiting", "organisation-years", "Years waited for capacity, budget or a helper."),
    Outcome("treated_share", "Treated at any time", "share", "Mean share of the sector with an instrument.", None),
    Outcome("starts", "Starts of instruments", "starts", "How often an instrument was started.", None),
    Outcome("person_years_failing", "Person-years in failing services", "person-years", "People served by failing organisations, times years; only where sizes are known."),
    Outcome("recovery_quarters", "Mean time to recovery", "quarters", f"Restricted to {RECOVERY_QUARTERS} quarters, of those failing when the policies branched."),
    Outcome("cohort", "Failing when policies branched", "organisations", "How many that mean rests on.", None),
    *(
        Outcome(f"{what}_year_{year}", f"{title} after {year} years", "share", meaning, None)
        for year in SEEN_YEARS
        for what, title, meaning in (
            ("failing", "Truly failing", "Share of the sector truly failing."),
            ("reported_failing", "Reported failing", "Share whose reports are below failing."),
            ("designated", "Officially failing", "Share that is designated."),
        )
    ),
)  # fmt: skip


def outcome_named(name: str) -> Outcome:
    """The outcome of that column name.

    Raises:
        KeyError: where there is none.
    """
    for outcome in OUTCOMES:
        if outcome.name == name:
            return outcome
    raise KeyError(name)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """``above / below``, NaN where nothing is at risk."""
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)


def cumulative_incidence(events: np.ndarray, at_risk: np.ndarray) -> np.ndarray:
    """One less the product-limit estimate (Kaplan and Meier 1958, doi 10.1080/01621459.1958.10501452).

    Args:
        events, at_risk: counts by time since the start, shape (..., times).

    Returns:
        Share with the event by each time, shape (..., times).
    """
    hazard = np.divide(events, at_risk, out=np.zeros(events.shape), where=at_risk > 0)
    return np.asarray(1.0 - np.multiply.accumulate(1.0 - hazard, axis=-1))


def outcome_frame(arrays: Arrays, *, sizes_known: bool) -> pd.DataFrame:
    """The measures of a batch, a row a run, columns as in ``OUTCOMES``.

    Args:
        arrays: the state's, at the end of the last quarter.
        sizes_known: whether sizes are people served; else person-years are NaN.
    """
    totals, organisations = arrays.totals, arrays.organisations.shape[1]
    t = {total.name: totals[:, total] for total in Total}
    quarters, year = t["QUARTERS"], float(QUARTERS_A_YEAR)
    relapse = cumulative_incidence(arrays.relapses[:, :, 0], arrays.relapses[:, :, 1])[:, -1]
    at_risk = arrays.relapses[:, :RELAPSE_QUARTERS, 1].max(axis=1)
    columns = {
        "failing_share": t["FAILING"] / (quarters * organisations),
        "failing_organisations": t["FAILING"] / quarters,
        "failing_years": t["FAILING"] / year,
        "severe_years": t["SEVERE"] / year,
        "harm": t["HARM"] / year,
        "hidden_failure_years": t["HIDDEN"] / year,
        "detection_delay": _ratio(t["UNDETECTED"], t["SPELLS"]),
        "detected_share": _ratio(t["SPELLS_DETECTED"], t["SPELLS"]),
        "spells": t["SPELLS"],
        "recoveries": t["RECOVERIES"],
        "true_relapse": np.where(at_risk > 0, relapse, np.nan),
        "true_relapse_at_risk": at_risk,
        "observed_relapse": _ratio(t["OBSERVED_RELAPSES"], t["RELOOKS"]),
        "observed_relapse_at_risk": t["RELOOKS"],
        "designations": t["DESIGNATIONS"],
        "designated_share": t["DESIGNATED"] / (quarters * organisations),
        "false_alarms": t["FALSE_ALARMS"],
        "mean_quality": t["QUALITY"] / quarters,
        "tenth_percentile": _ratio(t["TENTH"], t["YEAR_ENDS"]),
        "spread_of_quality": t["SPREAD"] / quarters,
        "reporting_gap": t["GAP"] / quarters,
        "final_openness": t["OPENNESS"],
        "final_honesty": t["HONESTY"],
        "cost": t["COST_DISCOUNTED"],
        "cost_a_year": t["COST"] * year / quarters,
        "helper_years": t["HELPER_QUARTERS"] / year,
        "waiting_years": t["WAITING"] / year,
        "treated_share": t["TREATED"] / (quarters * organisations),
        "starts": t["STARTS"],
        "person_years_failing": t["PEOPLE"] / year if sizes_known else np.full(quarters.shape, np.nan),
        "recovery_quarters": _ratio(t["COHORT_QUARTERS"], t["COHORT"]),
        "cohort": t["COHORT"],
    }
    for y in SEEN_YEARS:
        has_come = quarters >= y * year
        columns[f"failing_year_{y}"] = np.where(has_come, t[f"FAILING_YEAR_{y}"], np.nan)
        columns[f"reported_failing_year_{y}"] = np.where(has_come, t[f"REPORTED_YEAR_{y}"], np.nan)
        columns[f"designated_year_{y}"] = np.where(has_come, t[f"DESIGNATED_YEAR_{y}"], np.nan)
    return pd.DataFrame(columns)
