"""A user's mistake becomes one sentence on standard error and exit code 2, whichever command met it."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from simulation.cli.exits import Exit
from simulation.errors import InputError

__all__ = ["Commands"]


class Commands(TyperGroup):
    """The group of all commands: lists them in the order of the file, and answers mistakes."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which they were registered, as people meet them."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; an ``InputError`` is told in its own words, without a traceback."""
        try:
            return super().invoke(ctx)
        except InputError as mistake:
            typer.echo(str(mistake), err=True)
            raise typer.Exit(Exit.WRONG_INPUT) from None
