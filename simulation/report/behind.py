"""The table behind each picture: the numbers it is drawn from, with titles in place of columns' names."""

from __future__ import annotations

import pandas as pd

from simulation.analysis.comparison import Comparison
from simulation.analysis.titles import title_of
from simulation.plots.pictures import Picture
from simulation.report.tables import Table, frame_table
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["table_behind"]

_YEAR_BAND = {
    "policy": "Response", "year": "Year", "mean": "Mean", "low_90": "9 of 10, from", "low_50": "Half, from",
    "median": "Median", "high_50": "Half, to", "high_90": "9 of 10, to",
}  # fmt: skip
_HEADS: dict[str, dict[str, str]] = {
    "failing": _YEAR_BAND,
    "quality": _YEAR_BAND,
    "differences": {
        "title": "Response", "difference": "Difference", "error_low": "Error, from", "error_high": "Error, to",
        "futures_low": "9 of 10 futures, from", "futures_high": "9 of 10 futures, to",
        "assumptions_low": "9 of 10 draws, from", "assumptions_high": "9 of 10 draws, to",
        "better_futures": "Better in, share of futures", "better_assumptions": "Better in, share of draws",
        "verdict": "Verdict",
    },
    "designation": {
        "quarter": "Quarters since", "reported": "Reported", "true": "True", "twin_reported": "Twin, reported",
        "twin_true": "Twin, true", "change": "Change in reports against the twin", "from_true_change": "of it true",
        "from_honesty": "honesty", "from_new_shortfall": "concealment of new shortfall", "from_noise": "noise",
    },
    "seen-and-true": {
        "policy": "Response", "year": "Year", "failing": "Truly failing", "reported_failing": "Reported failing",
        "designated": "Officially failing",
    },
    "recovery": {
        "title": "Response", "quarters": "Mean quarters to recovery", "error_low": "Error, from",
        "error_high": "Error, to", "recovered": "Recovered, share", "difference": "Difference, quarters",
        "difference_low": "Error, from", "difference_high": "Error, to",
    },
    "cost-and-harm": {
        "policy": "Response", "cost": "Cost units a year", "cost_low": "Half of futures, from",
        "cost_high": "Half of futures, to", "harm": "Harm, point-years", "harm_low": "Half of futures, from",
        "harm_high": "Half of futures, to", "on_frontier": "On the frontier",
        "frontier_futures": "On it, share of futures",
    },
    "sector": {
        "name": "Name", "region": "Region", "true": "True quality", "reported": "Reported", "believed": "Believed",
        "designated": "Called failing", "instrument": "Instrument",
    },
}  # fmt: skip


def table_behind(comparison: Comparison, picture: Picture) -> Table:
    """The numbers of a picture, rounded for reading; what is drawn over the years, at the ends of years."""
    frame, note = picture.table.copy(), ""
    if picture.name in ("failing", "quality"):
        quarter = (frame["year"] * QUARTERS_A_YEAR).round().astype(int)
        frame = frame[quarter % QUARTERS_A_YEAR == 0].astype({"year": int})
        note = "At the end of each year; every quarter is in series.parquet beside the report."
    if picture.name == "sector":
        frame["designated"] = frame["designated"].astype(bool)
        frame["instrument"] = [_instruments(comparison)[code] for code in frame["instrument"]]
    if "policy" in frame:
        titles = {label: title_of(comparison[label].policy) for label in comparison.labels}
        frame["policy"] = frame["policy"].astype(str).map(lambda label: titles.get(label, label))
    if "year" in frame and pd.api.types.is_float_dtype(frame["year"]) and (frame["year"] % 1 == 0).all():
        frame["year"] = frame["year"].astype(int)
    heads = {name: title for name, title in _HEADS[picture.name].items() if name in frame and frame[name].notna().any()}
    return frame_table(frame, "The numbers behind the picture", heads, note)


def _instruments(comparison: Comparison) -> list[str]:
    return [name.replace("_", " ") for name in comparison.scenario.tools()[0]]
