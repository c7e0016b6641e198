"""``turnaround new``: a scenario file to begin from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from simulation.errors import InputError

__all__ = ["new"]


def _name_of(file: Path) -> str:
    """A scenario's name from a file's: ``My Sector.toml`` becomes ``my-sector``."""
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "my-sector"


def new(
    file: Annotated[Path, typer.Argument(help="The file to write, such as my-sector.toml.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a commented scenario file to begin from."""
    from simulation.scenario.starter import starter

    if file.suffix != ".toml":
        raise InputError(f"{file} must end in .toml; try {file.with_suffix('.toml')}")
    if file.exists() and not force:
        raise InputError(f"{file} is there already; choose another name, or write over it with --force")
    try:
        file.write_text(starter(_name_of(file)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}") from None
    quoted = f'"{file}"' if " " in str(file) else str(file)
    typer.echo(f"Wrote {file}. Change it, then: turnaround check {quoted}")
