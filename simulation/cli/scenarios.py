"""``turnaround scenarios``: which scenarios ship."""

from __future__ import annotations

from typing import Annotated

import typer

from simulation.cli.tables import console, new_table, print_json

__all__ = ["scenarios"]


def scenarios(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """List the scenarios that ship, with what each is for."""
    from simulation.scenario import Scenario, shipped_files

    shipped = [Scenario.load(name) for name in shipped_files()]
    if as_json:
        keys = {"name", "title", "purpose", "use", "sources", "regime", "plan", "years"}
        print_json(
            [
                {**scenario.model_dump(mode="json", include=keys), "organisations": len(scenario.sector())}
                for scenario in shipped
            ]
        )
        return
    table = new_table("", ["scenario", "size", "what it is for"], right=["size"])
    for scenario in shipped:
        size = f"{len(scenario.sector()):,} {scenario.organisations_word}"
        table.add_row(scenario.name, size, scenario.use)
    console().print(table)
    console().print("\nCompare policies in one of them: turnaround compare NAME", style="dim")
