"""What ends a command becomes one sentence on standard error and an exit code, whichever command met it.

A user's mistake ends with 2; work that was stopped, by the user or by what it ran on, with 1.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from simulation.cli.exits import Exit
from simulation.errors import InputError, SweepStoppedError

__all__ = ["Commands"]

_SERVE = frozenset({"app", "workshop"})
"""Commands that Ctrl-C is there to end."""


class Commands(TyperGroup):
    """The group of all commands: lists them in the order of the file, and answers mistakes."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which they were registered, as people meet them."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what ends it is told in its own words, without a traceback."""
        try:
            return super().invoke(ctx)
        except SweepStoppedError as stopped:
            typer.echo(str(stopped), err=True)
            raise typer.Exit(Exit.FAILED) from None
        except KeyboardInterrupt:
            if ctx.invoked_subcommand in _SERVE:
                raise
            typer.echo("Stopped; no results were written.", err=True)
            raise typer.Exit(Exit.FAILED) from None
        except InputError as mistake:
            typer.echo(str(mistake), err=True)
            raise typer.Exit(Exit.WRONG_INPUT) from None
