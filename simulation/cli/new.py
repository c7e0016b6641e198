"""``turnaround new``: a scenario file to begin from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulation.errors import InputError

__all__ = ["new"]


def new(
    file: Annotated[Path, typer.Argument(help="The file to write, such as my-sector.toml.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a commented scenario file to begin from."""
    from simulation.output.one_file import check_ending, write_whole
    from simulation.scenario.fields import identifier_from
    from simulation.scenario.starter import starter

    check_ending(file, ".toml")
    if file.exists() and not force:
        raise InputError(f"{file} is there already; choose another name, or write over it with --force")
    write_whole(file, starter(identifier_from(file.stem) or "my-sector"))
    quoted = f'"{file}"' if " " in str(file) else str(file)
    typer.echo(f"Wrote {file}. Change it, then: turnaround check {quoted}")
