"""``turnaround calibrate``: which numbers of the model real inspections speak for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli.choosing import IdentifierOption, OrganisationsOption, SetOption, TiesOption, chosen_scenario
from simulation.cli.commands import typed
from simulation.cli.executors import executor_of
from simulation.cli.exits import Exit
from simulation.cli.observing import (
    DelayOption,
    FirstOption,
    GapOption,
    LastOption,
    NewFrameworkOption,
    TimetableOption,
    observation_of,
)
from simulation.cli.progress import told_progress
from simulation.cli.tables import console, new_table, print_json
from simulation.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from simulation.calibration.calibrating import Calibration

__all__ = ["calibrate"]


def calibrate(
    scenario: Annotated[str, typer.Argument(help="A scenario that ships, or a file.", metavar="SCENARIO")],
    targets: Annotated[
        Path, typer.Option(help="Targets of the real panel (turnaround targets --out).", metavar="FILE.toml")
    ],
    out: Annotated[Path, typer.Option(help="The folder to write.", metavar="DIR")],
    panels: Annotated[int, typer.Option(help="How many panels to simulate, in all.", metavar="N")] = 36_000,
    vectors: Annotated[int, typer.Option(help="How many parameter vectors to give.", metavar="N", min=10)] = 400,
    numbers: Annotated[
        str | None, typer.Option(help="The numbers to fit, with commas between; else all that grades can speak to.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed, other panels.", metavar="S", min=0)] = 0,
    settings: SetOption = None,
    workers: Annotated[
        int | None, typer.Option(help="How many threads; results don't depend on it.", metavar="N", min=1)
    ] = None,
    dask: Annotated[
        str | None, typer.Option(help="A Dask scheduler's address, in place of threads (extra: cluster).")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what the folder holds.")] = False,
    first: FirstOption = "2014-02",
    last: LastOption = "2026-08",
    timetable: TimetableOption = None,
    gap: GapOption = None,
    delay: DelayOption = 2.0,
    new_framework: NewFrameworkOption = None,
    organisations: OrganisationsOption = None,
    ties: TiesOption = None,
    identifier: IdentifierOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Fit a scenario's numbers to real inspections, and say what the data does not tell."""
    if dask is not None and workers is not None:
        raise InputError("--workers is for threads here; a Dask cluster has its own: leave one of the two out")
    from simulation.calibration.calibrating import calibrate as fit_to
    from simulation.calibration.fitting import KEPT
    from simulation.calibration.priors import FITTED
    from simulation.calibration.waves import Plan
    from simulation.evidence.targets import Targets
    from simulation.output.calibration_files import calibration_data, write_calibration
    from simulation.output.folder import SIMULATIONS, staged

    chosen = chosen_scenario(scenario, settings=settings, organisations=organisations, ties=ties, identifier=identifier)
    seen = observation_of(first, last, timetable, gap, delay, new_framework)
    held = Targets.load(targets)
    wanted = FITTED if numbers is None else tuple(part.strip() for part in numbers.split(",") if part.strip())
    if panels < Plan.fewest(len(wanted)):
        raise InputError(
            f"--panels is {panels:,}; to fit {len(wanted)} numbers, {Plan.fewest(len(wanted)):,} are needed at least"
        )
    command = typed(
        "calibrate", [scenario],
        [("--targets", targets), ("--out", out), ("--panels", panels), ("--vectors", vectors), ("--numbers", numbers),
         ("--seed", seed), ("--set", settings), ("--from", first), ("--to", last), ("--timetable", timetable),
         ("--gap", gap), ("--delay", delay), ("--new-framework", new_framework), ("--organisations", organisations),
         ("--ties", ties), ("--identifier", identifier)],
    )  # fmt: skip
    try:
        with staged(out, is_calibration=True) as staging, executor_of(workers, dask) as who, told_progress() as tell:
            found = fit_to(
                chosen, held, observation=seen, names=wanted, folder=out / SIMULATIONS, plan=Plan.of(panels),
                vectors=vectors, kept=min(KEPT, panels // 10), seed=seed, resume=resume, progress=tell,
                **who,
            )  # fmt: skip
            write_calibration(staging, found, command)
    except KeyboardInterrupt:
        typer.echo(f"Stopped; what is done is kept. Go on with: {command} --resume", err=True)
        raise typer.Exit(Exit.FAILED) from None
    if as_json:
        print_json({**calibration_data(found), "folder": str(out)})
        return
    _print(console(), found)
    console().print(f"\nThe posterior, tables and pictures, and what made them: {out}", soft_wrap=True)


def _print(out: Console, found: Calibration) -> None:
    from simulation.calibration.diagnosing import posterior_table, sentences

    table = posterior_table(found)
    heads = ["Median", "95% interval", "Prior", "Register"]
    shown = new_table(f"{found.scenario.title}: fitted to {found.targets.source}", ["", *heads], right=heads)
    for row in table.to_dict("records"):
        mark = "" if row["is_learnt"] else " *"
        fixed = row["register_low"] == row["register_high"]
        shown.add_row(
            row["name"] + mark,
            f"{row['median']:.3g}",
            f"{row['low']:.3g} to {row['high']:.3g}",
            f"{row['prior_low']:g} to {row['prior_high']:g}",
            "fixed" if fixed else f"{row['register_low']:g} to {row['register_high']:g}",
        )
    out.print(shown)
    if not table["is_learnt"].all():
        out.print("* the data says nothing of it: its posterior is its prior", style="dim")
    for sentence in sentences(found):
        out.print(sentence, soft_wrap=True)
