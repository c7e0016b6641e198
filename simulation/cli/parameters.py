"""``turnaround parameters``: every assumption, with its range, how sure we are, and its source."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any

import typer
from rich.console import Console

from simulation.cli.tables import console, new_table, print_json

__all__ = ["parameters"]

_WIDTHS = (31, 7, 12, 14, 10)
"""Columns of the register, so that all groups line up within 80."""


def _register() -> list[dict[str, Any]]:
    from simulation.parameters import REGISTER

    return [
        {
            "name": entry.name,
            "group": entry.group,
            "default": entry.default,
            "low": entry.low,
            "high": entry.high,
            "least": entry.bounds[0],
            "most": entry.bounds[1],
            "unit": entry.unit,
            "confidence": entry.confidence,
            "source": entry.source,
            "meaning": entry.meaning,
        }
        for entry in REGISTER.values()
    ]


def _instruments() -> dict[str, dict[str, float]]:
    from simulation.parameters import SHIPPED_TOOLS

    return {name: vars(tool) for name, tool in SHIPPED_TOOLS.items() if name != "none"}


def _attributes() -> list[dict[str, Any]]:
    from simulation.parameters import ATTRIBUTES

    return [
        {"name": name, "unit": rule.unit, "least": rule.least, "most": rule.most, "meaning": rule.meaning}
        for name, rule in ATTRIBUTES.items()
    ]


def _range(low: float, high: float) -> str:
    return "fixed" if low == high else f"{low:g} to {high:g}"


def _print_register(out: Console) -> None:
    for group, entries in groupby(_register(), key=lambda entry: str(entry["group"])):
        table = new_table(group.capitalize(), ["parameter", "default", "range", "unit", "how sure"], right=["default"])
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.min_width = width
        for entry in entries:
            table.add_row(
                entry["name"],
                f"{entry['default']:g}",
                _range(entry["low"], entry["high"]),
                entry["unit"],
                entry["confidence"],
            )
        out.print(table)
        out.print()


def _print_one(out: Console, name: str) -> bool:
    """Print all that is known of one parameter or of one number of the instruments."""
    entry = next((entry for entry in _register() if entry["name"] == name), None)
    if entry is not None:
        out.print(f"{name} = {entry['default']:g} ({entry['unit']})", style="bold")
        out.print(entry["meaning"])
        out.print(
            f"Plausible: {_range(entry['low'], entry['high'])}. Allowed: {entry['least']:g} to {entry['most']:g}."
        )
        out.print(f"How sure: {entry['confidence']}. Source: {entry['source']}.")
        return True
    rule = next((rule for rule in _attributes() if rule["name"] == name.rpartition(".")[2]), None)
    instruments = _instruments()
    named = name.rpartition(".")[0]
    if rule is None or (named and named not in instruments):
        return False
    out.print(f"{name} ({rule['unit']}, {rule['least']:g} to {rule['most']:g})", style="bold")
    out.print(f"{rule['meaning'].capitalize()}. How sure: assumed.")
    for instrument, values in instruments.items():
        if named in ("", instrument):
            out.print(f"  {instrument} = {values[rule['name']]:g}")
    return True


def _print_instruments(out: Console) -> None:
    instruments = _instruments()
    heads = {"peer_support": "peers", "improvement_board": "board", "central_intervention": "centre"}
    heads["structural_reform"] = "reform"
    short = [heads.get(name, name) for name in instruments]
    table = new_table("Instruments (all assumed)", ["number", *short, "unit"], right=short)
    for rule in _attributes():
        table.add_row(rule["name"], *(f"{values[rule['name']]:g}" for values in instruments.values()), rule["unit"])
    out.print(table)
    names = ", ".join(f"{head} is {name}" for name, head in zip(instruments, short, strict=True))
    out.print(f"\nWritten as improvement_board.gain: {names}.", style="dim")


def parameters(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Those to explain, such as linkage or improvement_board.gain.", metavar="NAME..."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """List every assumption with its range and how sure we are; or explain some."""
    from simulation.errors import InputError, did_you_mean

    if as_json:
        print_json({"parameters": _register(), "instruments": _instruments(), "instrument_numbers": _attributes()})
        return
    out = console()
    if not names:
        _print_register(out)
        _print_instruments(out)
        out.print("Meaning and source of one: turnaround parameters NAME. Change one: --set NAME=VALUE.", style="dim")
        return
    known = [entry["name"] for entry in _register()] + [
        f"{instrument}.{rule['name']}" for instrument in _instruments() for rule in _attributes()
    ]
    for name in names:
        if not _print_one(out, name):
            raise InputError(f"{name} is not a parameter{did_you_mean(name, known)}")
