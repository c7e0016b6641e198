"""``turnaround workshop-sheets``: paper for a workshop, made from its scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["workshop_sheets"]


def workshop_sheets(
    scenario: Annotated[str, typer.Argument(help="A workshop that ships or a file of your own.")] = "honest-council",
    out: Annotated[Path | None, typer.Option(help="The folder to write them to; by default SCENARIO-sheets.")] = None,
    second: Annotated[bool, typer.Option("--second", help="For three hours, with a second future.")] = False,
) -> None:
    """Write a workshop's sheets to print: facilitator's page, dockets, notes, predictions, observation, role cards."""
    from simulation.workshop import WorkshopSetting
    from simulation.workshop_sheets import SHEETS, for_three_hours, write_sheets

    setting = WorkshopSetting.load(scenario)
    if second:
        setting = for_three_hours(setting)
    folder = out or Path(f"{setting.name}-sheets")
    for path in write_sheets(setting, folder):
        typer.echo(f"{path}: {SHEETS[path.stem]}")
    typer.echo("Open each in a browser and print it on A4. They say nothing of any future.")
