"""``turnaround optimise``: a policy's own parameters searched for the least harm or regret."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from simulation.cli.commands import typed
from simulation.cli.compare import DEFAULT_FOLDER
from simulation.cli.exits import Exit
from simulation.cli.progress import told_progress
from simulation.cli.tables import console, new_table, print_json

if TYPE_CHECKING:
    from simulation.optimising.found import Found

__all__ = ["optimise"]


def optimise(
    file: Annotated[str, typer.Argument(help="A search that ships, or a file.", metavar="SEARCH")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write; turnaround-output/searches/NAME by default.", metavar="DIR")
    ] = None,
    trials: Annotated[int | None, typer.Option(help="Settings to try, in place of the file's.", metavar="N")] = None,
    workers: Annotated[
        int | None, typer.Option(help="How many threads; results don't depend on it.", metavar="N", min=1)
    ] = None,
    storage: Annotated[
        Path | None, typer.Option(help="Keep every trial in this file, and go on with what it holds.", metavar="FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Search a policy's own parameters, and measure the winner on futures that the search never saw."""
    from simulation.optimising.search import Search
    from simulation.optimising.searching import need_optuna
    from simulation.optimising.searching import optimise as search_for
    from simulation.output.folder import staged
    from simulation.output.search_files import search_data, write_search

    need_optuna()
    chosen = Search.load(file)
    if trials is not None:
        chosen = chosen.with_trials(trials)
    folder = out or DEFAULT_FOLDER / "searches" / chosen.content.name
    command = typed("optimise", [file], [("--out", out), ("--trials", trials), ("--storage", storage)])
    try:
        with staged(folder) as staging:
            with told_progress() as progress:
                found = search_for(chosen, workers=workers, storage=storage, progress=progress)
            write_search(staging, found, command)
    except KeyboardInterrupt:
        if storage is None:
            raise
        typer.echo(f"Stopped; the trials so far are kept. Go on with: {command}", err=True)
        raise typer.Exit(Exit.FAILED) from None
    if as_json:
        print_json({**search_data(found), "folder": str(folder)})
        return
    _print(console(), found)
    console().print(f"\nAll trials, and what made them: {folder}", soft_wrap=True)


def _print(out: Console, found: Found) -> None:
    """The question, the answer, and the table of held-out futures."""
    from simulation.analysis.titles import unit_in
    from simulation.outcomes import outcome_named

    content = found.search.content
    out.print(content.question, style="bold")
    out.print()
    for sentence in found.sentences:
        out.print(sentence)
    out.print()
    outcome = outcome_named(content.objective.outcome)
    heads = ["", "mean", "winner less\nthis", "winner better\nof 100", "cost\na year"]
    table = new_table(f"{outcome.title}, {unit_in(found.search.scenario, outcome.unit)}", heads, right=heads[1:])
    table.columns[0].overflow = "fold"
    for place, row in enumerate(found.held_out.to_dict("records")):
        table.add_row(*_cells(place, row, content.policy))
    out.print(table)
    note = f"On {content.held_out} futures that the search never saw; ±: simulation error (95%)."
    out.print(note, style="dim")


def _cells(place: int, row: dict[Any, Any], policy: str) -> list[str]:
    name = "the winner" if place == 0 else f"{policy}, as it is" if place == 1 else str(row["alternative"])
    mean = _with_error(row["mean"], row["error_low"], row["error_high"])
    cost = f"{row['cost_a_year']:.1f}"
    if place == 0:
        return [name, mean, "", "", cost]
    difference = _with_error(row["difference"], row["difference_low"], row["difference_high"], sign=True)
    return [name, mean, difference, f"{100 * row['better']:.0f}", cost]


def _with_error(value: float, low: float, high: float, *, sign: bool = False) -> str:
    from simulation.analysis.rounding import decimals_for, shown

    half = (high - low) / 2.0
    decimals = decimals_for(half)
    return f"{shown(value, decimals, sign=sign)} ±{shown(half, decimals)}"
