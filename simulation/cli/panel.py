"""``turnaround panel``: simulated inspections, in the columns of a real panel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli.choosing import (
    IdentifierOption,
    OrganisationsOption,
    SetOption,
    TiesOption,
    chosen_scenario,
)
from simulation.cli.tables import console
from simulation.errors import InputError, did_you_mean, one_of

if TYPE_CHECKING:
    from simulation.evidence.months import Window
    from simulation.evidence.observation import Observation, Timetable

__all__ = ["panel"]

_SEEN = "How it is seen"
_TIMETABLE = {"inadequate": "inadequate", "other": "other", "early-or-late": "early_or_late"}


def panel(
    scenario: Annotated[str, typer.Argument(help="A scenario that ships, or a file.", metavar="SCENARIO")],
    out: Annotated[Path, typer.Option(help="The file to write.", metavar="FILE.csv")],
    policy: Annotated[
        str | None, typer.Option(help="Who regulates; by default as in the scenario's run-in.", metavar="P")
    ] = None,
    runs: Annotated[int, typer.Option(help="How many panels, each a run.", metavar="N")] = 1,
    seed: Annotated[int, typer.Option(help="Another seed, other panels.", metavar="S")] = 0,
    settings: SetOption = None,
    first: Annotated[
        str, typer.Option("--from", help="The first month of reports.", metavar="MONTH", rich_help_panel=_SEEN)
    ] = "2014-02",
    last: Annotated[
        str, typer.Option("--to", help="The last month of reports.", metavar="MONTH", rich_help_panel=_SEEN)
    ] = "2026-08",
    timetable: Annotated[
        str | None,
        typer.Option(
            help="Months to the next visit by grade, such as inadequate=36,other=51,early-or-late=6.",
            metavar="GRADE=MONTHS",
            rich_help_panel=_SEEN,
        ),
    ] = None,
    gap: Annotated[
        str | None,
        typer.Option(help="Months without inspections, such as 2020-04:2021-06.", metavar="A:B", rich_help_panel=_SEEN),
    ] = None,
    delay: Annotated[
        float, typer.Option(help="Months from a visit to its report.", metavar="MONTHS", rich_help_panel=_SEEN)
    ] = 2.0,
    organisations: OrganisationsOption = None,
    ties: TiesOption = None,
    identifier: IdentifierOption = None,
) -> None:
    """Simulate inspections as a real panel has them: same columns, window, timetable, gap and delays."""
    if seed < 0:
        raise InputError(f"--seed is {seed}; it must be a whole number from 0 up")
    if runs < 1:
        raise InputError(f"--runs is {runs}; there must be 1 panel at least")
    if out.suffix != ".csv":
        raise InputError(f"{out} must end in .csv; try {out.with_suffix('.csv')}")
    # Real grades are no option here: today's would be those with which the window begins.
    chosen = chosen_scenario(scenario, settings=settings, organisations=organisations, ties=ties, identifier=identifier)
    seen = _observation(first, last, timetable, gap, delay)
    from simulation.cli.progress import told_progress
    from simulation.evidence.simulated import simulated_panels
    from simulation.evidence.writing import inspections_frame
    from simulation.output.one_file import check_can_be_written, write_whole

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


def _observation(first: str, last: str, timetable: str | None, gap: str | None, delay: float) -> Observation:
    from simulation.evidence.months import Window, as_month
    from simulation.evidence.observation import Observation, Timetable

    window = Window(as_month(first, "--from"), as_month(last, "--to"))
    return Observation(
        window,
        Timetable() if timetable is None else _timetable(timetable),
        None if gap is None else _gap(gap),
        delay,
    )


def _gap(text: str) -> Window:
    from simulation.evidence.months import Window, as_month

    begin, colon, end = text.partition(":")
    if not colon:
        raise InputError(f'--gap is "{text}"; it must be two months, such as 2020-04:2021-06')
    return Window(as_month(begin, "the first month of --gap"), as_month(end, "the last month of --gap"))


def _timetable(text: str) -> Timetable:
    from simulation.evidence.observation import Timetable

    values: dict[str, float] = {}
    for part in text.split(","):
        name, _, months = part.strip().partition("=")
        if name not in _TIMETABLE:
            raise InputError(
                f'--timetable: "{name}" is not {one_of(_TIMETABLE)}{did_you_mean(name, _TIMETABLE)}'
                " (the model's inspectors tell inadequate from the rest)"
            )
        try:
            values[_TIMETABLE[name]] = float(months)
        except ValueError:
            raise InputError(f'--timetable: {name} is "{months}"; it must be a number of months') from None
    return Timetable(**values)
