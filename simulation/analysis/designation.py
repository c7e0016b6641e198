"""What being called failing does to reports, and how much of the fall is real.

Each case is one organisation at its first designation since the policies branched. It is set against
its twin: the same organisation in the same future, where nobody is ever called failing or treated. A
comparison with the quarter before alone would count as an effect what comes of itself, since whoever
was lately found failing tends to rise anyway.

With R the report, Q the quality, H the honesty, c the concealment, s = (GOOD + 2 - Q)+ and bars for
the mean of two dates, a change in R is exactly

    change in Q  +  c (1 - mean H) x change in s  -  c x mean s x change in H  +  change in noise:

true change, concealment of the new shortfall, honesty, noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.analysis.titles import counted, title_of
from simulation.batches import Recording, Simulation, simulate_all
from simulation.panel import Panel
from simulation.parameters import REGISTER
from simulation.policies import load_policy
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario

__all__ = [
    "DESIGNATION_FIELDS",
    "TERMS",
    "DesignationFall",
    "Reading",
    "decompose",
    "designation_panels",
    "fall_after_designation",
    "first_designations",
]

DESIGNATION_FIELDS: tuple[str, ...] = ("quality", "reported", "honesty", "belief", "designated")
"""What a panel needs to keep for this."""

TERMS: tuple[str, ...] = ("true_change", "new_shortfall", "honesty", "noise")
"""The parts of a change in reports; they add up to it."""


class Reading(NamedTuple):
    """An organisation at a date: true quality, reported quality (points) and honesty (share); arrays of one shape."""

    quality: np.ndarray
    reported: np.ndarray
    honesty: np.ndarray


@dataclass(frozen=True, eq=False)
class DesignationFall:
    """Organisations around their first designation, against their twins.

    Attributes:
        policy, title: whose designations.
        organisations: what the scenario calls them.
        cases: designations followed, each from ``before`` quarters before to ``after`` quarters after.
        futures: futures that they come from.
        table: a row a quarter since designation (0 is the quarter of it). Means over the cases of reported,
            true, believed, honest, and of the twins' twin_reported, twin_true, twin_honest; then the change
            since the quarter before, less the twin's: change, its parts as in ``TERMS`` prefixed by
            ``from_``, and error, the standard error of the change (futures are independent, cases are not).
    """

    policy: str
    title: str
    organisations: str
    cases: int
    futures: int
    table: pd.DataFrame = field(repr=False)

    def at(self, quarter: int) -> pd.Series:
        """The row of that many quarters since designation."""
        return self.table[self.table["quarter"] == quarter].iloc[0]


def designation_panels(
    scenario: Scenario, policies: Sequence[Policy], *, runs: int = 40, seed: int = 0, workers: int | None = None
) -> list[Simulation]:
    """Simulate policies, and the reference for twins behind them, keeping what this analysis needs.

    Memory grows with ``runs``: about 20 MB a policy for 40 futures of 150 organisations over 20 years.
    """
    recording = Recording(panel=frozenset(range(runs)), panel_fields=DESIGNATION_FIELDS)
    twin = load_policy("nobody-designated")
    return simulate_all(scenario, [*policies, twin], runs=runs, seed=seed, recording=recording, workers=workers)


def first_designations(designated: np.ndarray, before: int, after: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where and when organisations are first designated, with the whole window inside the panel.

    Those designated already in the first quarter are left out: they were called failing before the
    policies branched.

    Args:
        designated: shape (runs, quarters, organisations).
        before, after: quarters that a case needs on either side.

    Returns:
        Run, quarter and organisation of each case, by index.
    """
    is_designated = designated > 0
    quarter = is_designated.argmax(axis=1)
    fits = (quarter >= before) & (quarter + after < designated.shape[1])
    run, organisation = np.nonzero(is_designated.any(axis=1) & ~is_designated[:, 0] & fits)
    return run, quarter[run, organisation], organisation


def decompose(
    first: Reading, second: Reading, concealment: float | np.ndarray, bent_below: float | np.ndarray
) -> dict[str, np.ndarray]:
    """Split the change in reports between two readings into the parts of ``TERMS``, exactly.

    Args:
        first, second: the readings.
        concealment: the share of a shortfall that nil honesty conceals.
        bent_below: quality below which reports are bent: just above good, in points.
    """
    shortfalls = [np.maximum(bent_below - reading.quality, 0.0) for reading in (first, second)]
    concealed = [
        (1.0 - reading.honesty) * concealment * short
        for reading, short in zip((first, second), shortfalls, strict=True)
    ]
    noise = [reading.reported - reading.quality - c for reading, c in zip((first, second), concealed, strict=True)]
    mean_dishonesty = 1.0 - (first.honesty + second.honesty) / 2.0
    return {
        "true_change": second.quality - first.quality,
        "new_shortfall": concealment * mean_dishonesty * (shortfalls[1] - shortfalls[0]),
        "honesty": -concealment * (shortfalls[0] + shortfalls[1]) / 2.0 * (second.honesty - first.honesty),
        "noise": noise[1] - noise[0],
    }


def fall_after_designation(
    simulation: Simulation,
    twin: Simulation,
    *,
    before: int = 4,
    after: int = 16,
    parameters: np.recarray | None = None,
) -> DesignationFall:
    """Follow first designations under a policy, and the same organisations undesignated.

    Args:
        simulation, twin: of the same futures, with panels (see ``designation_panels``).
        before, after: quarters to follow on either side of the designation.
        parameters: records, a row a run of the panel, where they are not the scenario's own.

    Raises:
        ValueError: where a panel is missing, the futures differ, or nobody is designated with the
            whole window inside the years simulated.
    """
    counted([simulation, twin])
    panel, other = _panel(simulation), _panel(twin)
    records = REGISTER.records(len(panel.runs), simulation.scenario.parameters) if parameters is None else parameters
    run, quarter, organisation = first_designations(panel["designated"], before, after)
    if not len(run):
        raise ValueError(
            f"nobody is first designated under {simulation.label} with {before + after} quarters around it"
        )
    since = np.arange(-before, after + 1)
    place = (run[:, None], quarter[:, None] + since, organisation[:, None])
    reference = (run, quarter - 1, organisation)
    concealment = records["concealment"][run][:, None]
    bent_below = (records["good_threshold"] + records["concealment_margin"])[run][:, None]
    parts = [
        decompose(_reading(p, reference, column=True), _reading(p, place), concealment, bent_below)
        for p in (panel, other)
    ]
    against_twin = {term: parts[0][term] - parts[1][term] for term in TERMS}
    own, others = ((p["reported"][place] - p["reported"][reference][:, None]) for p in (panel, other))
    change = own - others
    columns: dict[str, np.ndarray] = {"quarter": since}
    for prefix, source in (("", panel), ("twin_", other)):
        for name, variable in (("reported", "reported"), ("true", "quality"), ("honest", "honesty")):
            columns[prefix + name] = source[variable][place].mean(axis=0)
    columns["believed"] = panel["belief"][place].mean(axis=0)
    columns["change"] = change.mean(axis=0)
    columns |= {f"from_{term}": against_twin[term].mean(axis=0) for term in TERMS}
    columns["error"] = _clustered_error(change, run)
    return DesignationFall(
        simulation.label,
        title_of(simulation.policy),
        simulation.scenario.organisations_word,
        len(run),
        len(panel.runs),
        pd.DataFrame(columns),
    )


def _panel(simulation: Simulation) -> Panel:
    panel = simulation.panel
    if panel is None or any(name not in panel.variables for name in DESIGNATION_FIELDS):
        raise ValueError(f"{simulation.label} kept no panel of {', '.join(DESIGNATION_FIELDS)}; use designation_panels")
    return panel


def _reading(panel: Panel, place: tuple[np.ndarray, ...], *, column: bool = False) -> Reading:
    values = [panel[name][place] for name in ("quality", "reported", "honesty")]
    return Reading(*(v[:, None] if column else v for v in values))


def _clustered_error(values: np.ndarray, run: np.ndarray) -> np.ndarray:
    """Standard error of the mean over cases, futures taken as independent and the cases in one as not.

    Args:
        values: shape (cases, times).
        run: each case's future.
    """
    away = values - values.mean(axis=0)
    clusters = np.unique(run)
    sums = np.stack([away[run == cluster].sum(axis=0) for cluster in clusters])
    if len(clusters) < 2:
        return np.full(values.shape[1], np.nan)
    return np.asarray(np.sqrt((sums**2).sum(axis=0) * len(clusters) / (len(clusters) - 1)) / len(values))
