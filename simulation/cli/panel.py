"""``turnaround panel``: simulated inspections, in the columns of a real panel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli.choosing import (
    IdentifierOption,
    OrganisationsOption,
    SetOption,
    TiesOption,
    chosen_scenario,
)
from simulation.cli.observing import (
    DelayOption,
    FirstOption,
    GapOption,
    LastOption,
    NewFrameworkOption,
    TimetableOption,
    observation_of,
)
from simulation.cli.tables import console
from simulation.given import whole_number

__all__ = ["panel"]


def panel(
    scenario: Annotated[str, typer.Argument(help="A scenario that ships, or a file.", metavar="SCENARIO")],
    out: Annotated[Path, typer.Option(help="The file to write.", metavar="FILE.csv")],
    policy: Annotated[
        str | None, typer.Option(help="Who regulates; by default as in the scenario's run-in.", metavar="P")
    ] = None,
    runs: Annotated[int, typer.Option(help="How many panels, each a run.", metavar="N")] = 1,
    seed: Annotated[int, typer.Option(help="Another seed, other panels.", metavar="S")] = 0,
    settings: SetOption = None,
    first: FirstOption = "2014-02",
    last: LastOption = "2026-08",
    timetable: TimetableOption = None,
    gap: GapOption = None,
    delay: DelayOption = 2.0,
    new_framework: NewFrameworkOption = None,
    organisations: OrganisationsOption = None,
    ties: TiesOption = None,
    identifier: IdentifierOption = None,
) -> None:
    """Simulate inspections as a real panel has them: same columns, window, timetable, gap and delays."""
    whole_number("--seed", seed)
    whole_number("--runs", runs, least=1)
    from simulation.output.one_file import check_can_be_written, check_ending, write_whole

    check_ending(out, ".csv")
    # Real grades are no option here: today's would be those with which the window begins.
    chosen = chosen_scenario(scenario, settings=settings, organisations=organisations, ties=ties, identifier=identifier)
    seen = observation_of(first, last, timetable, gap, delay, new_framework)
    from simulation.cli.progress import told_progress
    from simulation.evidence.simulated import simulated_panels
    from simulation.evidence.writing import inspections_frame

    check_can_be_written(out)
    with told_progress() as tell:
        done = 0

        def advance(panels: int) -> None:
            nonlocal done
            done += panels
            tell("panels", done, runs)

        tell("panels", 0, runs)
        panels = simulated_panels(chosen, runs, policy=policy, seed=seed, observation=seen, progress=advance)
    write_whole(out, inspections_frame(panels).to_csv(index=False, lineterminator="\n"))
    each = " in each of them on average" if runs > 1 else ""
    screen = console()
    screen.print(
        f"{runs:,} panel{'s' if runs > 1 else ''} of {chosen.name}, {seen.window}: {len(panels) / runs:,.0f} simulated"
        f" inspections of {panels.organisations:,} {chosen.organisations_word}{each}. All names are invented."
    )
    screen.print(f"Wrote {out}. What it says: turnaround targets {out}", soft_wrap=True)

