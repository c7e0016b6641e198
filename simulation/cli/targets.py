"""``turnaround targets``: what real inspections say, to hold a simulation against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from simulation.cli.tables import console, print_json
from simulation.errors import InputError
from simulation.given import whole_number

__all__ = ["FromOption", "ToOption", "targets"]

FromOption = Annotated[
    str | None, typer.Option("--from", help="The first month of the window, such as 2014-02.", metavar="MONTH")
]
ToOption = Annotated[
    str | None, typer.Option("--to", help="The last month of the window, such as 2026-08.", metavar="MONTH")
]


def targets(
    inspections: Annotated[
        Path, typer.Argument(help="Inspections: who, region, date, grade (CSV).", metavar="INSPECTIONS.csv")
    ],
    first: FromOption = None,
    last: ToOption = None,
    identifier: Annotated[
        str | None, typer.Option(help="The column that tells organisations apart.", metavar="COLUMN")
    ] = None,
    resamples: Annotated[
        int, typer.Option(help="How often organisations are drawn again for the intervals; 0 for none.", metavar="N")
    ] = 1000,
    seed: Annotated[int, typer.Option(help="Another seed, other draws.", metavar="S")] = 0,
    out: Annotated[Path | None, typer.Option(help="The file to write (TOML).", metavar="FILE.toml")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Compute from inspections what a simulation is held against: shares, moves, relapse, regions."""
    whole_number("--seed", seed)
    if not 0 <= resamples <= 100_000:
        raise InputError(f"--resamples is {resamples}; it must lie between 0 and 100,000")
    from simulation.evidence.months import as_month
    from simulation.evidence.reading import read_inspections
    from simulation.evidence.targets import targets_of
    from simulation.output.one_file import check_can_be_written, check_ending, write_whole

    begins = None if first is None else as_month(first, "--from")
    ends = None if last is None else as_month(last, "--to")
    if begins is not None and ends is not None and ends < begins:
        raise InputError(f"--to {last} lies before --from {first}; a window runs forwards")
    if out is not None:
        check_ending(out, ".toml")
        check_can_be_written(out)
    panel, account = read_inspections(inspections, window=(begins, ends), identifier=identifier)
    found = targets_of(panel, inspections.name, resamples=resamples, seed=seed)
    if out is not None:
        write_whole(out, found.to_toml())
    if as_json:
        print_json(_plain(found.model_dump(), account.sentences()))
        return
    from simulation.cli.target_tables import print_targets

    screen = console()
    screen.print(
        f"{inspections.name}: {_counted(found.inspections, 'inspection')} of"
        f" {_counted(found.organisations, 'organisation')} in {_counted(len(found.regions), 'region')}, {panel.window}"
        + (f", in each of {found.panels:,} panels" if found.panels > 1 else "")
        + ".",
        style="bold",
    )
    for sentence in account.sentences():
        screen.print(sentence)
    print_targets(screen, found)
    again = f"turnaround targets {inspections} --out targets.toml"
    screen.print(f"\nAs a file: {out if out is not None else again}", soft_wrap=True)


def _counted(count: float, one: str) -> str:
    return f"{count:,.0f} {one}{'' if round(count) == 1 else 's'}"


def _plain(content: dict[str, object], account: Sequence[str]) -> dict[str, object]:
    """The targets as JSON holds them, which has no NaN, and what was left out of the file."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [plain(inner) for inner in value]
        return None if isinstance(value, float) and value != value else value

    return {"read": plain(account), **{key: plain(value) for key, value in content.items()}}
