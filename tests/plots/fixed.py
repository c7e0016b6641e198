"""Small fixed results, no simulation behind them: what the pictures of these tests show."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.analysis.bands import MEASURES, Bands, quantile_bands
from simulation.analysis.designation import DesignationFall
from simulation.analysis.frontier import Frontier, on_frontier
from simulation.analysis.layout import by_region
from simulation.analysis.ordered import OrderedDifferences
from simulation.analysis.recovery import Recovery
from simulation.analysis.sector_map import SectorSnapshot
from simulation.analysis.seen_and_true import SEEN, SeenAndTrue
from simulation.outcomes import outcome_named
from simulation.policies.shipped import POLICIES

LABELS = ("last-resort", "hands-off", "improvement-boards", "brokered-early", "ladder-coordinated")
TITLES = {label: POLICIES[label].title for label in LABELS}
FUTURES = 40
QUARTERS = np.arange(1, 41)


def _futures(end: float) -> np.ndarray:
    """Futures that go from about 10 to about ``end``, each on its own level: fixed, without chance."""
    level = np.linspace(0.5, 1.5, FUTURES)[:, None]
    wave = 0.8 * np.sin(QUARTERS / 3.0 + 7.0 * level)
    return level * (end + (10.0 - end) * np.exp(-QUARTERS / 10.0)) + wave + 1.0


def bands(measure: str = "failing") -> Bands:
    parts = []
    for label, end in zip(LABELS, (9.0, 14.0, 5.0, 2.0, 1.0), strict=True):
        values = _futures(end) if MEASURES[measure].is_share else 60.0 - _futures(end) / 3
        part = quantile_bands(values)
        part.insert(0, "policy", label)
        part.insert(1, "year", QUARTERS / 4)
        parts.append(part)
    unit = "councils" if MEASURES[measure].is_share else "points of quality"
    return Bands(MEASURES[measure], unit, FUTURES, "last-resort", TITLES, pd.concat(parts, ignore_index=True))


def seen_and_true() -> SeenAndTrue:
    parts = []
    for label, end in zip(LABELS, (9.0, 14.0, 5.0, 2.0, 1.0), strict=True):
        for name, share in zip(SEEN, (1.0, 0.4, 0.8), strict=True):
            part = quantile_bands(share * _futures(end))
            part.insert(0, "policy", label)
            part.insert(1, "measure", name)
            part.insert(2, "year", QUARTERS / 4)
            parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    read_off = table[table["year"].isin((1, 3, 5))].pivot(index=["policy", "year"], columns="measure", values="mean")
    return SeenAndTrue("councils", FUTURES, (1, 3, 5), TITLES, table, read_off.reset_index())


def differences(draws: int = 100) -> OrderedDifferences:
    rows = [
        ("ladder-coordinated", -6.6, 3.0, 4.5, 1.0, 0.97, "better"),
        ("brokered-early", -6.1, 2.8, 5.0, 1.0, 0.93, "better"),
        ("improvement-boards", -3.3, 2.0, 4.2, 0.98, 0.71, "no clear difference"),
        ("hands-off", 2.0, 1.7, 1.9, 0.02, 0.04, "worse"),
    ]
    table = pd.DataFrame(
        [
            {
                "policy": label, "title": TITLES[label], "outcome": "failing_organisations", "unit": "councils",
                "futures": FUTURES, "difference": difference, "error_low": difference - 0.4,
                "error_high": difference + 0.5, "futures_low": difference - spread, "futures_high": difference + spread,
                "better_futures": better, "worse_futures": 1 - better, "draws": draws,
                "assumptions_low": difference - across if draws else np.nan,
                "assumptions_high": difference + across if draws else np.nan,
                "better_assumptions": better_across if draws else np.nan, "verdict": verdict,
            }
            for label, difference, spread, across, better, better_across, verdict in rows
        ]
    )  # fmt: skip
    outcome = outcome_named("failing_organisations")
    return OrderedDifferences(outcome, "councils", TITLES["last-resort"], FUTURES, draws, table)


def fall() -> DesignationFall:
    since = np.arange(-4, 17)
    after = np.maximum(since, 0)
    honesty = -6.2 * (1 - np.exp(-after / 2.0))
    true_change = 0.5 * after - 3.0 * (1 - np.exp(-after / 2.0))
    new_shortfall = -0.06 * true_change
    change = honesty + true_change + new_shortfall
    twin_true, twin_reported = (
        36 + 0.35 * after - 0.6 * np.minimum(since, 0),
        45 + 0.2 * after - 0.5 * np.minimum(since, 0),
    )
    table = pd.DataFrame(
        {
            "quarter": since, "reported": twin_reported + change, "true": twin_true + true_change,
            "honest": 0.6 + 0.3 * (1 - np.exp(-after / 2.0)), "twin_reported": twin_reported, "twin_true": twin_true,
            "twin_honest": 0.6, "believed": twin_true + true_change + np.where(since < -1, 8.0, -0.5), "change": change,
            "from_true_change": true_change, "from_new_shortfall": new_shortfall, "from_honesty": honesty,
            "from_noise": 0.0, "error": 0.2,
        }
    )  # fmt: skip
    return DesignationFall("improvement-boards", TITLES["improvement-boards"], "councils", 660, FUTURES, table)


def recovery() -> Recovery:
    quarters = np.arange(21)
    speeds = dict(zip(LABELS, (0.02, 0.015, 0.03, 0.032, 0.045), strict=True))
    curves = pd.concat(
        [
            pd.DataFrame({"policy": label, "quarter": quarters, "recovered": 1 - np.exp(-speed * quarters)})
            for label, speed in speeds.items()
        ],
        ignore_index=True,
    )
    means = [float((1 - curves.loc[curves["policy"] == label, "recovered"])[:20].sum()) for label in LABELS]
    ends = [float(curves.loc[curves["policy"] == label, "recovered"].iloc[-1]) for label in LABELS]
    table = pd.DataFrame(
        {"policy": LABELS, "title": list(TITLES.values()), "quarters": means, "recovered": ends}
    )  # the picture needs no more
    return Recovery(20, 17.0, FUTURES, "last-resort", table, curves)


def frontier() -> Frontier:
    cost, harm = np.array([15.5, 6.3, 14.6, 14.9, 24.0]), np.array([17800.0, 19100, 15500, 14800, 9900])
    table = pd.DataFrame(
        {
            "policy": LABELS, "cost": cost, "cost_low": 0.8 * cost, "cost_high": 1.2 * cost, "cost_error": 0.5,
            "harm": harm, "harm_low": 0.85 * harm, "harm_high": 1.15 * harm, "harm_error": 300.0,
            "on_frontier": on_frontier(cost, harm), "frontier_futures": [0.2, 1.0, 0.6, 0.9, 1.0],
        }
    )  # fmt: skip
    units = ("cost units a year", "point-years")
    return Frontier(outcome_named("cost_a_year"), outcome_named("harm"), *units, FUTURES, TITLES, table)


def snapshot() -> SectorSnapshot:
    region = np.repeat([0, 1, 2], [14, 9, 7])
    n, names = len(region), ("North", "Middle", "South")
    places, above = by_region(region, 3)
    true = 30.0 + 45.0 * np.abs(np.sin(np.arange(n) * 1.7))
    instrument = np.zeros(n, int)
    instrument[[1, 5, 9, 16, 25]] = [1, 2, 3, 4, 1]
    helper = np.full(n, -1)
    helper[[1, 25]] = [20, 8]
    table = pd.DataFrame(
        {
            "name": [f"Council {k}" for k in range(n)], "region": [names[k] for k in region], "true": true,
            "reported": true + 0.3 * np.maximum(62 - true, 0), "believed": true + 1,
            "designated": (true < 40).astype(int),
            "instrument": instrument, "helper": helper, "x": places[:, 0], "y": places[:, 1],
        }
    )  # fmt: skip
    k = np.arange(n)
    ties = pd.DataFrame({"first": k[:-3], "second": k[3:], "weight": 0.5})
    dependencies = pd.DataFrame({"first": k[::2], "second": k[::-2][: len(k[::2])]})
    regions = pd.DataFrame({"name": names, "x": above[:, 0], "y": above[:, 1]})
    instruments = ("none", "peer_support", "improvement_board", "central_intervention", "structural_reform")
    return SectorSnapshot(
        "ladder",
        "Ladder",
        "councils",
        3,
        5.0,
        (40.0, 60.0, 80.0),
        instruments,
        False,
        table,
        ties,
        dependencies,
        regions,
    )
