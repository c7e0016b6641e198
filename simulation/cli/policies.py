"""``turnaround policies``: what a regulator can be made to do."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from simulation.cli.tables import console, new_table, print_json

if TYPE_CHECKING:
    from simulation.regulation.policy import Policy

__all__ = ["policies"]


def _described(policy: type[Policy]) -> dict[str, Any]:
    """What a policy says of itself."""
    from simulation.regulation.policy import levers_of

    summary, _, more = (inspect.getdoc(policy) or "").partition("\n\n")
    return {
        "name": policy.name,
        "title": policy.title,
        "summary": " ".join(summary.split()),
        "description": " ".join(more.split()),
        "brokered": policy.brokered,
        "coordinated": policy.coordinated,
        "levers": [vars(lever) for lever in levers_of(policy)],
    }


def _print_all(out: Console, described: list[dict[str, Any]]) -> None:
    table = new_table("", ["policy", "what it does"])
    for policy in described:
        table.add_row(policy["name"], policy["summary"])
    out.print(table)
    out.print("\nMore on one, and its levers: turnaround policies NAME", style="dim")
    out.print("One of your own: --policies path/to/file.py:ClassName", style="dim")


def _print_one(out: Console, policy: dict[str, Any]) -> None:
    out.print(f"{policy['name']}: {policy['title']}", style="bold")
    out.print(policy["summary"])
    if policy["description"]:
        out.print(policy["description"])
    if policy["levers"]:
        table = new_table("", ["lever", "default", "range", "unit", "meaning"], right=["default"])
        for lever in policy["levers"]:
            span = f"{lever['low']:g} to {lever['high']:g}"
            table.add_row(lever["name"], f"{lever['default']:g}", span, lever["unit"], lever["meaning"])
        out.print(table)
        first = policy["levers"][0]
        out.print(f"Set one: --policies {policy['name']}:{first['name']}={first['default']:g}", style="dim")
    out.print()


def policies(
    names: Annotated[list[str] | None, typer.Argument(help="Those to explain.", metavar="NAME...")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """List the policies that ship; or explain some, with their levers."""
    from simulation.policies import POLICIES, load_policy

    chosen = [type(load_policy(name)) for name in names] if names else list(POLICIES.values())
    described = [_described(policy) for policy in chosen]
    if as_json:
        print_json(described)
    elif names:
        for policy in described:
            _print_one(console(), policy)
    else:
        _print_all(console(), described)
