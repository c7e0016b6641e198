"""``turnaround analyse``: what a sweep's table says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli.commands import typed
from simulation.cli.findings import print_findings
from simulation.cli.progress import announce
from simulation.cli.tables import console, print_json
from simulation.errors import InputError, did_you_mean, one_of

if TYPE_CHECKING:
    from simulation.experiments.results import SweepResults
    from simulation.exploration.kinds import Asked

__all__ = ["analyse"]

_KINDS = ("compare", "sensitivity", "discover", "robustness", "frontier", "who-benefits")
_REPORT = "report"


def analyse(
    folder: Annotated[Path, typer.Argument(help="Where turnaround sweep wrote its table.", metavar="DIR")],
    kind: Annotated[
        str,
        typer.Argument(
            help="compare, sensitivity, discover, robustness, frontier, who-benefits; or report, with all of these.",
            metavar="KIND",
        ),
    ] = _REPORT,
    outcome: Annotated[
        str | None, typer.Option(help="What to analyse; the sweep's first outcome by default.", metavar="NAME")
    ] = None,
    policy: Annotated[
        str | None, typer.Option(help="The alternative to ask about; the most robust by default.", metavar="LABEL")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="To set it against; by default the baseline, or its strongest rival.", metavar="LABEL"),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the resampling.", metavar="S", min=0)] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Where to write; DIR/analysis/KIND by default.", metavar="DIR")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Read a sweep's table: an answer in sentences, the numbers, and pictures."""
    if kind not in (*_KINDS, _REPORT):
        raise InputError(
            f"{kind} is not an analysis{did_you_mean(kind, _KINDS)}; it may be {one_of([*_KINDS, _REPORT])}"
        )
    target = out or folder / "analysis" / kind
    command = typed(
        "analyse",
        [folder.as_posix(), kind],
        [
            ("--outcome", outcome),
            ("--policy", policy),
            ("--against", against),
            ("--seed", seed or None),
            ("--out", out),
        ],
    )
    from simulation.experiments.results import SweepResults
    from simulation.exploration.kinds import Asked
    from simulation.exploration.kinds import analyse as find
    from simulation.output.analysis_files import check_apart, finding_data, write_findings
    from simulation.output.folder import staged

    results = SweepResults.load(folder)
    asked = Asked(outcome, policy, against, seed=seed)
    check_apart(target, folder)
    if kind == _REPORT:
        _report(results, asked, target, command, as_json=as_json)
        return
    findings = find(results, kind, asked)
    with staged(target) as staging:
        write_findings(staging, kind, findings, results, command)
    if as_json:
        print_json({"question": results.question, **finding_data(findings), "folder": str(target)})
        return
    print_findings(console(), results.question, findings)
    console().print(f"\nNumbers and pictures: {target}", soft_wrap=True)


def _report(results: SweepResults, asked: Asked, target: Path, command: str, *, as_json: bool) -> None:
    """All analyses on one page."""
    from simulation.exploration.everything import explore
    from simulation.output.analysis_files import finding_data, write_analysis_manifest
    from simulation.output.folder import staged
    from simulation.report.sweep.page import SWEEP_REPORT, sweep_report_html

    everything = explore(results, asked)
    with staged(target) as staging:
        announce("Drawing and writing the report.")
        page = sweep_report_html(everything, command=command)
        (staging / SWEEP_REPORT).write_text(page, encoding="utf-8", newline="\n")
        write_analysis_manifest(staging, _REPORT, command)
    if as_json:
        print_json({
            "question": results.question, "answer": list(everything.answer), **finding_data(everything.findings),
            "folder": str(target),
        })  # fmt: skip
        return
    out = console()
    out.print(results.question, style="bold")
    out.print()
    for sentence in everything.answer:
        out.print(sentence)
    out.print(f"\nReport: {target / SWEEP_REPORT}", soft_wrap=True)
