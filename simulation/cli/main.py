"""The command itself: which commands there are, in the order in which people meet them.

Each is a function in its own file that imports what it needs when it runs, so that help comes at once.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from simulation.cli.analyse import analyse
from simulation.cli.app import app as open_app
from simulation.cli.calibrate import calibrate
from simulation.cli.check import check
from simulation.cli.compare import compare
from simulation.cli.mistakes import Commands
from simulation.cli.new import new
from simulation.cli.optimise import optimise
from simulation.cli.panel import panel
from simulation.cli.parameters import parameters
from simulation.cli.policies import policies
from simulation.cli.run import run
from simulation.cli.scenarios import scenarios
from simulation.cli.sweep import sweep
from simulation.cli.sweeps import sweeps
from simulation.cli.targets import targets
from simulation.cli.validate import validate
from simulation.cli.workshop import workshop
from simulation.cli.workshop_sheets import workshop_sheets

__all__ = ["app", "main"]

_FIRST_THINGS = """\
What would different responses to failing public organisations have done, in the same futures?

Three things to do first:

  turnaround compare
      all policies over 200 futures of English councils: a table, and pictures
  turnaround scenarios
      which other sectors there are; turnaround new FILE begins one of your own
  turnaround run english-councils --policy improvement-boards
      one future in full: every organisation, and what the regulator did and why

All commands: turnaround --help"""

app = typer.Typer(
    name="turnaround",
    cls=Commands,
    help="Simulate failing public organisations and how regulators respond to them.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong input, 3 done in part.",
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)
app.command()(compare)
app.command()(run)
app.command("app")(open_app)
app.command()(workshop)
app.command()(workshop_sheets)
app.command()(sweep)
app.command()(sweeps)
app.command()(analyse)
app.command()(optimise)
app.command()(scenarios)
app.command()(check)
app.command()(new)
app.command()(policies)
app.command()(parameters)
app.command()(targets)
app.command()(panel)
app.command()(calibrate)
app.command()(validate)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"turnaround {version('turnaround')}")
        raise typer.Exit


@app.callback()
def _first_things(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(_FIRST_THINGS)


def main() -> None:
    """Run the command ``turnaround`` with the arguments of this process."""
    app()
