"""``turnaround sweeps``: which sweeps ship."""

from __future__ import annotations

from typing import Annotated

import typer

from simulation.cli.tables import console, new_table, print_json

__all__ = ["sweeps"]


def sweeps(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """List the sweeps that ship, with the question that each asks."""
    from simulation.experiments.shipped import shipped_sweeps
    from simulation.experiments.sweep import Sweep

    shipped = [Sweep.load(name) for name in shipped_sweeps()]
    if as_json:
        print_json(
            [
                {
                    "name": sweep.name, "title": sweep.content.title, "question": sweep.content.question,
                    "use": sweep.content.use, "scenario": sweep.scenario.name, "points": sweep.points,
                    "alternatives": len(sweep.alternatives), "futures": sweep.rows,
                }
                for sweep in shipped
            ]
        )  # fmt: skip
        return
    table = new_table("", ["sweep", "futures", "what it asks"], right=["futures"])
    for sweep in shipped:
        table.add_row(sweep.name, f"{sweep.rows:,}", sweep.content.question)
    console().print(table)
    console().print("\nHow long one will take: turnaround sweep NAME --dry-run", style="dim")
