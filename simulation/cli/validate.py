"""``turnaround validate``: what a calibrated scenario reproduces of real inspections, and what it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli.choosing import SetOption, chosen_scenario
from simulation.cli.commands import typed
from simulation.cli.progress import announce
from simulation.cli.tables import console
from simulation.errors import InputError

__all__ = ["validate"]


def validate(
    scenario: Annotated[str, typer.Argument(help="The scenario that was calibrated.", metavar="SCENARIO")],
    inspections: Annotated[
        Path, typer.Option(help="The inspections that it was calibrated on (CSV).", metavar="FILE.csv")
    ],
    calibration: Annotated[Path, typer.Option(help="The folder of turnaround calibrate.", metavar="DIR")],
    out: Annotated[Path, typer.Option(help="The folder to write.", metavar="DIR")],
    until: Annotated[
        str, typer.Option(help="The last month that a fit sees before it predicts the later ones.", metavar="MONTH")
    ] = "2019-12",
    panels: Annotated[
        int, typer.Option(help="How many panels to simulate for each posterior.", metavar="N", min=20)
    ] = 400,
    findings: Annotated[bool, typer.Option("--findings", help="Also check published findings on trusts.")] = False,
    targets: Annotated[
        Path | None, typer.Option(help="The targets, where they had other intervals.", metavar="FILE.toml")
    ] = None,
    identifier: Annotated[
        str | None, typer.Option(help="The column that tells organisations apart.", metavar="COLUMN")
    ] = None,
    settings: SetOption = None,
    seed: Annotated[int, typer.Option(help="Another seed, other panels.", metavar="S", min=0)] = 0,
    workers: Annotated[
        int | None, typer.Option(help="How many threads; results don't depend on it.", metavar="N", min=1)
    ] = None,
) -> None:
    """Check a calibration: every target, predictions of years and regions left out, against simple rivals."""
    from simulation.evidence.months import as_month
    from simulation.evidence.reading import read_inspections
    from simulation.evidence.targets import Targets
    from simulation.output.folder import staged
    from simulation.output.validation_files import write_validation_files
    from simulation.report.validation.in_sample import checks_in_short
    from simulation.report.validation.out_of_sample import parts_of, rivals_in_short
    from simulation.validation.findings.measured import RUNS
    from simulation.validation.stored import observation_of, stored_calibration
    from simulation.validation.validating import in_order_of
    from simulation.validation.validating import validate as check

    month = as_month(until, "--until")
    chosen = chosen_scenario(scenario, settings=settings)
    window = observation_of(calibration).window
    real, account = read_inspections(inspections, window=(window.first, window.last), identifier=identifier)
    real = in_order_of(chosen, real)
    held = None if targets is None else Targets.load(targets)
    if not real.window.first <= month < real.window.last:
        raise InputError(f"--until is {until}; it must lie within the inspections' months, {real.window}")
    command = typed(
        "validate", [scenario],
        [("--inspections", inspections), ("--calibration", calibration), ("--out", out), ("--until", until),
         ("--panels", panels), ("--findings", findings), ("--targets", targets), ("--identifier", identifier),
         ("--set", settings), ("--seed", seed)],
    )  # fmt: skip
    with staged(out) as staging:
        announce("reading the calibration")
        stored = stored_calibration(calibration, chosen, real, targets=held)
        found = check(
            stored.scenario, real, stored.assumptions, observation=stored.observation, source=inspections.name,
            fit=stored.fit_part, until=month, panels=panels, finding_runs=RUNS if findings else 0,
            fitted=stored.posterior.from_now, seed=seed,
            workers=workers, tell=announce,
        )  # fmt: skip
        write_validation_files(staging, found, command)
    screen = console()
    for sentence in account.sentences():
        screen.print(sentence, soft_wrap=True)
    screen.print(checks_in_short(found.checks), style="bold", soft_wrap=True)
    for what, said in parts_of(found).items():
        screen.print(rivals_in_short(what, said, found.seed).replace("**", ""), soft_wrap=True)
    screen.print(f"\nThe page, its pictures and every number: {out / 'validation.md'}", soft_wrap=True)
