"""The files of a comparison: every outcome of every run, the differences, the series, the pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation.analysis.comparison import Comparison
from simulation.output.manifest import write_manifest
from simulation.plots.pictures import comparison_pictures
from simulation.plots.saving import save
from simulation.report.chromium import find_chromium, print_pdf
from simulation.report.writing import write_report

__all__ = ["write_comparison"]


def write_comparison(
    comparison: Comparison, folder: Path, *, command: str, seconds: float, has_report: bool = True, pdf: bool = False
) -> None:
    """Write a comparison into an empty folder.

    ``outcomes.parquet`` has a row a run, policy and treatment of the assumptions; ``comparison.csv`` a
    row a policy and outcome, with the three uncertainties apart; ``series.parquet`` the sector over the
    years; ``assumptions.parquet`` what was drawn; ``recovery.csv`` and ``recovery-curves.csv`` the
    recovery of those failing when the policies branched; ``pictures`` the pictures; ``report.html``
    the report (and ``report.pdf`` the same on paper); ``manifest.json`` what made them.

    Args:
        comparison: what was simulated.
        folder: where to write; see ``folder.staged``.
        command: what repeats it.
        seconds: how long it took.
        has_report: whether to write the report, which takes more simulating.
        pdf: whether to print it, where a Chromium is found.
    """
    comparison.outcomes().to_parquet(folder / "outcomes.parquet", index=False)
    comparison.series().to_parquet(folder / "series.parquet", index=False)
    comparison.all_differences.to_csv(folder / "comparison.csv", index=False, lineterminator="\n")
    recovery = comparison.recovery()
    recovery.table.to_csv(folder / "recovery.csv", index=False, lineterminator="\n")
    recovery.curves.to_csv(folder / "recovery-curves.csv", index=False, lineterminator="\n")
    if comparison.across:
        comparison.drawn_assumptions().to_parquet(folder / "assumptions.parquet")
    pictures = list(comparison_pictures(comparison))
    for picture in pictures:
        save(picture.figure, folder / "pictures", picture.name)
    if has_report:
        page = write_report(comparison, folder, command=command, pictures=pictures)
        browser = find_chromium() if pdf else None
        if browser is not None:
            print_pdf(page, folder / "report.pdf", browser)
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
