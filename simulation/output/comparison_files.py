"""The files of a comparison: every outcome of every run, the differences, the series, the pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from simulation.analysis.comparison import Comparison
from simulation.analysis.telling import Progress
from simulation.output.manifest import write_manifest
from simulation.plots.pictures import comparison_pictures
from simulation.report.chromium import print_if_possible
from simulation.report.writing import write_report

__all__ = ["write_comparison"]


def write_comparison(
    comparison: Comparison,
    folder: Path,
    *,
    command: str,
    began: float,
    has_report: bool = True,
    pdf: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    write_more: Callable[[Path], None] | None = None,
) -> str:
    """Write a comparison into an empty folder; gives why a PDF that was asked for is missing, or nothing.

    ``outcomes.parquet`` has a row a run, policy and treatment of the assumptions; ``comparison.csv`` a
    row a policy and outcome, with the three uncertainties apart; ``series.parquet`` the sector over the
    years; ``assumptions.parquet`` what was drawn; ``recovery.csv`` and ``recovery-curves.csv`` the
    recovery of those failing when the policies branched; ``pictures`` the pictures; ``report.html``
    the report (and ``report.pdf`` the same on paper); ``manifest.json`` what made them.

    Args:
        comparison: what was simulated.
        folder: where to write; see ``folder.staged``.
        command: what repeats it.
        began: when the work began, by ``time.monotonic``.
        has_report: whether to write the report, which takes more simulating.
        pdf: whether to print it, where a Chromium is found.
        workers: threads that simulate what the report needs more; as many as Numba may use by default.
        progress: told of that.
        write_more: writes more files into the folder, which the manifest then names too.
    """
    with ThreadPoolExecutor(1) as beside:
        # Drawing keeps one processor busy, simulating all that are left.
        more = beside.submit(_simulate_more, comparison, workers, progress) if has_report else None
        _write_tables(comparison, folder)
        pictures = list(comparison_pictures(comparison))
        for picture in pictures:
            picture.save(folder / "pictures")
        if more is not None:
            more.result()
    missing = ""
    if has_report:
        page = write_report(comparison, folder, command=command, pictures=pictures)
        missing = print_if_possible(page, folder / "report.pdf") if pdf else ""
    if write_more is not None:
        write_more(folder)
    write_manifest(
        folder,
        command=command,
        seconds=time.monotonic() - began,
        scenario=comparison.scenario,
        sector=comparison.sector,
        more=_facts(comparison),
    )
    return missing


def _simulate_more(comparison: Comparison, workers: int | None, progress: Progress | None) -> None:
    """What the report asks of a comparison beyond its futures; the comparison keeps it."""
    comparison.equal_terms(workers=workers, progress=progress)
    comparison.switching_values(workers=workers, progress=progress)


def _write_tables(comparison: Comparison, folder: Path) -> None:
    comparison.outcomes().to_parquet(folder / "outcomes.parquet", index=False)
    comparison.series().to_parquet(folder / "series.parquet", index=False)
    comparison.all_differences.to_csv(folder / "comparison.csv", index=False, lineterminator="\n")
    recovery = comparison.recovery()
    recovery.table.to_csv(folder / "recovery.csv", index=False, lineterminator="\n")
    recovery.curves.to_csv(folder / "recovery-curves.csv", index=False, lineterminator="\n")
    if comparison.across:
        comparison.drawn_assumptions().to_parquet(folder / "assumptions.parquet")


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
