"""The files of a comparison: every outcome of every run, the differences, the series, the pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation.analysis.comparison import Comparison
from simulation.output.manifest import write_manifest
from simulation.plots.pictures import write_comparison_pictures

__all__ = ["write_comparison"]


def write_comparison(comparison: Comparison, folder: Path, *, command: str, seconds: float) -> None:
    """Write a comparison into an empty folder.

    ``outcomes.parquet`` has a row a run, policy and treatment of the assumptions; ``comparison.csv`` a
    row a policy and outcome, with the three uncertainties apart; ``series.parquet`` the sector over the
    years; ``assumptions.parquet`` what was drawn; ``recovery.csv`` and ``recovery-curves.csv`` the
    recovery of those failing when the policies branched; ``pictures`` the pictures; ``manifest.json``
    what made them.

    Args:
        comparison: what was simulated.
        folder: where to write; see ``folder.staged``.
        command: what repeats it.
        seconds: how long it took.
    """
    comparison.outcomes().to_parquet(folder / "outcomes.parquet", index=False)
    comparison.series().to_parquet(folder / "series.parquet", index=False)
    comparison.all_differences.to_csv(folder / "comparison.csv", index=False, lineterminator="\n")
    recovery = comparison.recovery()
    recovery.table.to_csv(folder / "recovery.csv", index=False, lineterminator="\n")
    recovery.curves.to_csv(folder / "recovery-curves.csv", index=False, lineterminator="\n")
    if comparison.across:
        comparison.drawn_assumptions().to_parquet(folder / "assumptions.parquet")
    write_comparison_pictures(comparison, folder / "pictures")
    write_manifest(
        folder,
        command=command,
        seconds=seconds,
        scenario=comparison.scenario,
        sector=comparison.sector,
        more=_facts(comparison),
    )


def _facts(comparison: Comparison) -> dict[str, Any]:
    draws = comparison.draws
    return {
        "seed": comparison.seed,
        "runs": comparison.runs,
        "policies": list(comparison.labels),
        "baseline": comparison.baseline,
        "outcome": comparison.outcome,
        "precision": comparison.precision,
        "assumptions": None
        if draws is None or comparison.assumptions is None
        else {
            "runs": len(draws),
            "draws": int(draws.max()) + 1,
            "futures_a_draw": comparison.assumptions.futures,
        },
    }
