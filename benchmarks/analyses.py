"""Reading a sweep's table of 100,000 rows: each analysis with its pictures."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import qmc

from benchmarks.timing import Row, best
from simulation.experiments.results import SweepResults, Uncertainty
from simulation.exploration.kinds import KINDS, analyse
from simulation.plots.exploration.pictures import finding_picture
from simulation.plots.saving import svg_text

__all__ = ["analysis_rows"]

_GOAL = "< 10 s"
_POLICIES = ("last-resort", "brokered-early", "improvement-boards", "hands-off")
_NAMES = (
    "linkage", "insularity_centre", "crisis_hazard", "report_noise", "blame_kept", "turnover", "pressure_trend",
    "willing_share", "openness_fear", "blame_from_sector", "capability_noise", "quality_noise", "spiral", "crisis_size",
    "lessons_kept", "helper_load", "matched_tie", "broker_reach", "miss_inspection", "report_variance",
)  # fmt: skip


def _table(points: int) -> SweepResults:
    """Four alternatives at so many points of twenty uncertain numbers; which is best depends on the first."""
    design = qmc.LatinHypercube(len(_NAMES), rng=0).random(points)
    many = len(_POLICIES)
    noise = np.random.default_rng(0).normal(size=(points, many))
    effect = np.linspace(-2.0, 3.0, many) * (1.0 - 1.5 * design[:, :1])
    harm = 10.0 + 3.0 * design[:, :1] - 2.0 * design[:, 1:2] * design[:, 2:3] + effect + noise
    cost = np.array([5.0, 9.0, 14.0, 3.0]) + 0.2 * noise
    rows = np.arange(points * many)
    outcomes = pd.DataFrame(
        {
            "point": rows // many,
            "replication": 0,
            "run": rows // many,
            "alternative": pd.Categorical.from_codes(rows % many, list(_POLICIES)),
            **{name: harm.ravel() for name in ("failing_organisations", "harm", "hidden_failure_years")},
            "cost_a_year": cost.ravel(),
        }
    )
    return SweepResults(
        title="Speed", question="How fast?", outcomes=outcomes, kind="latin-hypercube", samples=points,
        design=pd.DataFrame(design, columns=list(_NAMES), index=pd.RangeIndex(points, name="point")),
        alternatives=pd.DataFrame({"policy": list(_POLICIES)}, index=pd.Index(_POLICIES, name="alternative")),
        uncertainties=tuple(Uncertainty(name, 0.0, 1.0, unit="share") for name in _NAMES),
        baseline=_POLICIES[0], targets={"failing_organisations": 11.0}, same_futures=False,
    )  # fmt: skip


def analysis_rows(rows: int = 100_000) -> list[Row]:
    """A row an analysis; ``who-benefits`` needs organisations, of which a sweep follows a hundred futures or so."""
    results = _table(rows // len(_POLICIES))

    def made(kind: str) -> None:
        for name, finding in analyse(results, kind).items():
            svg_text(finding_picture(name, finding).figure)

    return [
        Row(f"analyse {kind}, {len(results.outcomes):,} rows, pictures included",
            f"{best(lambda kind=kind: made(kind), repeats=1):.1f} s of CPU", _GOAL)  # type: ignore[misc]
        for kind in KINDS
        if kind != "who-benefits"
    ]  # fmt: skip
