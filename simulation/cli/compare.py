"""``turnaround compare``: the main job."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulation.cli.answer import print_answer
from simulation.cli.choosing import (
    DEFAULT_SCENARIO,
    IdentifierOption,
    OrganisationsOption,
    RatingsOption,
    RealNamesOption,
    ScenarioArgument,
    SetOption,
    TiesOption,
    YearsOption,
    chosen_scenario,
)
from simulation.cli.commands import typed
from simulation.cli.progress import announce, told_progress
from simulation.cli.tables import console, print_json
from simulation.errors import InputError

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["DEFAULT_FOLDER", "compare"]

DEFAULT_FOLDER = Path("turnaround-output")


def compare(
    scenario: ScenarioArgument = DEFAULT_SCENARIO,
    policies: Annotated[
        str | None, typer.Option(help="Which policies, with commas between; by default all.", metavar="A,B,...")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(help="The policy that the others are set against; by default last-resort.", metavar="NAME"),
    ] = None,
    runs: Annotated[int, typer.Option(help="How many futures.", metavar="N")] = 200,
    years: YearsOption = None,
    seed: Annotated[int, typer.Option(help="Another seed, other futures.", metavar="S")] = 0,
    settings: SetOption = None,
    organisations: OrganisationsOption = None,
    ties: TiesOption = None,
    ratings: RatingsOption = None,
    identifier: IdentifierOption = None,
    real_names: RealNamesOption = False,
    workers: Annotated[
        int | None, typer.Option(help="How many threads; results don't depend on it.", metavar="N")
    ] = None,
    fixed: Annotated[bool, typer.Option("--fixed", help="Every number as assumed; draw no assumptions.")] = False,
    precision: Annotated[
        float | None,
        typer.Option(help="Add futures until the simulation error is below this; narrows nothing else.", metavar="X"),
    ] = None,
    outcome: Annotated[
        str, typer.Option(help="What to compare and to be precise about.", metavar="NAME")
    ] = "failing_organisations",
    out: Annotated[
        Path | None, typer.Option(help="Where to write; turnaround-output/SCENARIO by default.", metavar="DIR")
    ] = None,
    office: Annotated[
        bool, typer.Option("--office", help="Write a page for Word and the tables for Excel too (extra: office).")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print the report to report.pdf too, where a Chromium is found.")
    ] = False,
    no_report: Annotated[
        bool, typer.Option("--no-report", help="Write no report, which takes more simulating.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Compare policies in the same futures: an answer, a table, and files with all of it."""
    began = time.monotonic()
    if pdf and no_report:
        raise InputError("--pdf prints the report, and --no-report writes none: leave one of the two out")
    if office:
        from simulation.office.extra import need_office

        need_office()
    chosen = chosen_scenario(
        scenario, years=years, settings=settings, organisations=organisations, ties=ties, ratings=ratings,
        identifier=identifier, real_names=real_names,
    )  # fmt: skip
    command = typed(
        "compare",
        [scenario],
        [
            ("--policies", policies), ("--baseline", baseline), ("--runs", runs), ("--years", years), ("--seed", seed),
            ("--set", settings), ("--organisations", organisations), ("--ties", ties), ("--ratings", ratings),
            ("--identifier", identifier), ("--real-names", real_names), ("--fixed", fixed), ("--precision", precision),
            ("--outcome", outcome), ("--office", office), ("--pdf", pdf),
            ("--no-report", no_report),
        ],
    )  # fmt: skip
    options = {
        "policies": policies, "baseline": baseline, "runs": runs, "seed": seed, "uncertain": not fixed,
        "precision": precision, "outcome": outcome, "workers": workers, "real_names": real_names,
    }  # fmt: skip
    folder = out or DEFAULT_FOLDER / chosen.name
    result, missing = _compared_into(
        folder, chosen, options, command, began, office=office, pdf=pdf, has_report=not no_report
    )
    if as_json:
        print_json(_as_data(result, folder))
        return
    out_console = console()
    if result.sector.shows_real_names:
        from simulation.plots.saving import STAMP

        out_console.print(STAMP, style="italic")
    # The report has worked out what would turn the answer round; without it nobody waits for that.
    print_answer(out_console, result, () if no_report else tuple(result.switching_values().sentences))
    if missing:
        out_console.print(f"\n{missing}")
    written = "Tables" if no_report else "Report, tables"
    out_console.print(f"\n{written}, pictures and what made them: {folder}", soft_wrap=True)


def _compared_into(
    folder: Path,
    scenario: Any,
    options: dict[str, Any],
    command: str,
    began: float,
    *,
    office: bool,
    pdf: bool,
    has_report: bool,
) -> tuple[Comparison, str]:
    """Simulate, and write the folder; gives why a PDF is missing too, or nothing.

    A folder that cannot be written is told before the work.
    """
    from simulation.analysis.comparing import compare as simulate_and_compare
    from simulation.output.comparison_files import write_comparison
    from simulation.output.folder import staged

    with staged(folder) as staging:
        with told_progress() as progress:
            result = simulate_and_compare(scenario, **options, progress=progress)
        announce(f"Writing tables{', ' if has_report else ' and '}pictures{' and report' if has_report else ''}.")

        def write_more(folder: Path) -> None:
            from simulation.office.files import write_office

            write_office(result, folder, command, full=has_report)

        with told_progress() as progress:
            missing = write_comparison(
                result, staging, command=command, began=began, has_report=has_report, pdf=pdf,
                workers=options["workers"], progress=progress, write_more=write_more if office else None,
            )  # fmt: skip
    return result, missing


def _as_data(result: Comparison, folder: Path) -> dict[str, Any]:
    """The answer and its numbers, for a program."""
    from simulation.output.plain import records

    headline = result.headline()
    stamp = {}
    if result.sector.shows_real_names:
        from simulation.plots.saving import STAMP

        stamp = {"statement": STAMP}
    return {
        **stamp,
        "question": headline.question,
        "answer": list(headline.sentences),
        "simulation_error": headline.error,
        "baseline": result.baseline,
        "runs": result.runs,
        "seed": result.seed,
        "differences": records(result.differences()),
        "summary": records(result.summary().reset_index()),
        "folder": str(folder),
    }
