"""Tables that fit 80 columns, and the same data as JSON for programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

__all__ = ["WIDTH", "console", "new_table", "print_json"]

WIDTH = 80


def console() -> Console:
    """Where tables go: standard output, 80 columns wide, or less where the window is narrower."""
    return Console(
        width=min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns), highlight=False, markup=False, emoji=False
    )


def new_table(title: str, columns: Sequence[str], *, right: Sequence[str] = ()) -> Table:
    """A table without lines between its rows.

    Args:
        title: a sentence above it; empty for none.
        columns: the heads.
        right: heads of those that hold numbers.
    """
    table = Table(title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", header_style="dim")
    return table


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))
