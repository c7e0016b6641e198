"""The reference of the command line, written from the command itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import typer

from simulation.cli.main import app

__all__ = ["commands"]


def commands() -> str:
    """Every command with its arguments and options, in the order in which people meet them, as Markdown."""
    group: Any = typer.main.get_command(app)
    context = typer.Context(group, info_name="turnaround")
    lines: list[str] = []
    for name in group.list_commands(context):
        lines += _command(name, group.get_command(context, name), context)
    return "\n".join([*lines, str(group.epilog)])


def _command(name: str, command: Any, context: typer.Context) -> list[str]:
    usage = " ".join(["turnaround", name, *command.collect_usage_pieces(context)])
    lines = [f"## {name} {{ #{name} }}", "", command.help, "", "```text", usage, "```", ""]
    shown = [(parameter, parameter.get_help_record(context)) for parameter in command.get_params(context)]
    rows = [record for parameter, record in shown if record and "--help" not in parameter.opts]
    return [*lines, *_table(rows), ""] if rows else lines


def _table(rows: Iterable[tuple[str, str]]) -> list[str]:
    """A row for each argument and option; a record says what it means, and in brackets what holds by default."""
    lines = ["| name | meaning | default |", "| --- | --- | --- |"]
    for written, meaning in rows:
        said, _, default = meaning.partition("  [")
        default = default.removesuffix("]")
        stated = [part.removeprefix("default: ") for part in default.split("; ") if part.startswith("default: ")]
        needed = "needed" if "required" in default.split("; ") else ""
        name = re.sub(r" <.+>$", "", written).replace("|", r"\|")
        lines.append(f"| `{name}` | {said} | {f'`{stated[0]}`' if stated else needed} |")
    return lines
