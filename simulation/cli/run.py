"""``turnaround run``: one future in full."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli.choosing import (
    IdentifierOption,
    OrganisationsOption,
    RatingsOption,
    RealNamesOption,
    SetOption,
    TiesOption,
    YearsOption,
    chosen_scenario,
)
from simulation.cli.commands import typed
from simulation.cli.compare import DEFAULT_FOLDER
from simulation.cli.progress import announce_compiling
from simulation.cli.tables import console, print_json
from simulation.errors import InputError
from simulation.given import whole_number

if TYPE_CHECKING:
    from rich.console import Console

    from simulation.session import Session

__all__ = ["run"]

_LAST_RUN = 2**63 - 1
"""Tables hold a run's number in 64 bits."""
_LINES_TOLD = 8
_TOLD = ("exposure", "designated", "designation lifted", "instrument started", "instrument ended")


def run(
    scenario: Annotated[str, typer.Argument(help="A scenario that ships, or a file.", metavar="SCENARIO")],
    policy: Annotated[
        str, typer.Option(help="Who regulates: a policy's name, or path/to/file.py:ClassName.", metavar="P")
    ],
    number: Annotated[int, typer.Option("--run", help="Which future, by its number.", metavar="K")] = 0,
    years: YearsOption = None,
    seed: Annotated[int, typer.Option(help="Another seed, other futures.", metavar="S")] = 0,
    settings: SetOption = None,
    organisations: OrganisationsOption = None,
    ties: TiesOption = None,
    ratings: RatingsOption = None,
    identifier: IdentifierOption = None,
    real_names: RealNamesOption = False,
    out: Annotated[Path | None, typer.Option(help="Where to write.", metavar="DIR")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Simulate one future in full: every organisation, and what the regulator did and why."""
    began = time.monotonic()
    for option, value in (("--run", number), ("--seed", seed)):
        whole_number(option, value)
    chosen = chosen_scenario(
        scenario, years=years, settings=settings, organisations=organisations, ties=ties, ratings=ratings,
        identifier=identifier, real_names=real_names,
    )  # fmt: skip
    command = typed(
        "run",
        [scenario],
        [
            ("--policy", policy), ("--run", number), ("--years", years), ("--seed", seed), ("--set", settings),
            ("--organisations", organisations), ("--ties", ties), ("--ratings", ratings), ("--identifier", identifier),
            ("--real-names", real_names),
        ],
    )  # fmt: skip
    if number > _LAST_RUN:
        raise InputError(f"--run is {number}; it must be a whole number from 0 to {_LAST_RUN:,}")
    from simulation.output.folder import staged
    from simulation.output.run_files import write_run
    from simulation.policies import load_policy, spec_of
    from simulation.session import open_run

    regulator = load_policy(policy)
    folder = out or DEFAULT_FOLDER / chosen.name / f"{_file_name(spec_of(regulator))}-run-{number}"
    with staged(folder) as staging:
        announce_compiling()
        session = open_run(chosen, regulator, seed=seed, run=number, real_names=real_names)
        session.step(until=session.last)
        write_run(session, staging, run=number, seed=seed, command=command, seconds=time.monotonic() - began)
    if as_json:
        from simulation.output.plain import records

        print_json({"outcomes": records(session.outcomes())[0], "log_entries": len(session.log), "folder": str(folder)})
        return
    _print_future(console(), session, number)
    console().print(f"\nEvery organisation, the log and a picture: {folder}", soft_wrap=True)


def _file_name(label: str) -> str:
    """A policy's label as a folder may be called on any system."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", label).strip("-.")


def _print_future(out: Console, session: Session, number: int) -> None:
    from simulation.analysis.titles import title_of
    from simulation.plots.saving import STAMP

    scenario, outcomes = session.scenario, session.outcomes().iloc[0]
    if session.sector.shows_real_names:
        out.print(STAMP, style="italic")
    out.print(f'Future {number} of {scenario.name} under "{title_of(session.policy)}"', style="bold")
    out.print(
        f"{outcomes['failing_organisations']:.1f} of {len(session.sector):,} {scenario.organisations_word} fail at any"
        f" time over {scenario.years} years, {outcomes['hidden_failure_years'] / scenario.years:.1f} of them hidden;"
        f" {outcomes['recoveries']:.0f} failing spells end in recovery."
    )
    out.print(f"It costs {outcomes['cost_a_year']:.1f} cost units a year. One future is an example, not an answer.")
    told = [entry for entry in session.log if str(entry.kind) in _TOLD][:_LINES_TOLD]
    out.print(f"\nFrom the log ({len(session.log):,} entries):", style="bold")
    for entry in told:
        out.print(f"  {entry}")
