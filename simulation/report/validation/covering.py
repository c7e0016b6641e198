"""The section on coverage: whether intervals hold what they promise, and how wide they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from simulation.report.validation.marking import interval, listed, percent, table
from simulation.report.validation.out_of_sample import parts_of
from simulation.validation.checks import FEW
from simulation.validation.predictions import Predictions
from simulation.validation.validating import Validation

__all__ = ["cells_table", "coverage_in_short", "coverage_section"]

_CODES = {1: "inadequate", 2: "requires improvement", 3: "good", 4: "outstanding"}


def coverage_section(found: Validation, pictures: str) -> list[str]:
    """Whether intervals hold what they promise, for the model and for its rivals, with their width."""
    parts = parts_of(found)
    if not parts:
        return []
    rows = [
        _coverage_row(what, name, row)
        for what, said in parts.items()
        for name in said.names
        for row in said.coverage(name).to_dict("records")
    ]
    head = ("split", "forecaster", "interval", "inside", "covered", "mean width", "verdict")
    return [
        "## Coverage, with the width of intervals",
        "",
        (
            "A cell is the share of one next grade in one region, or after one last grade. An interval that covers by"
            " being wide is no achievement: so each coverage stands beside the mean width, in percentage points."
            " *Under-covered* (too narrow) and *over-covered* (too wide) are said where a binomial 95% band leaves the"
            " share out, as if cells were independent; they are not, since shares of one region add up to 100%. Shares"
            " of few cases move in steps, which makes intervals cover a little more than they say. Cells with fewer"
            f" than {FEW} transitions are in the last table, and not scored."
        ),
        "",
        f"![Coverage and mean width of intervals]({pictures}/coverage.png)",
        "",
        *table(head, rows, left=2),
    ]


def _coverage_row(what: str, name: str, row: Mapping[Any, Any]) -> list[str]:
    return [
        what,
        name,
        f"{100 * row['level']:.0f}%",
        f"{row['inside']} of {row['cells']}",
        f"{percent(row['share'])}%",
        percent(row["mean_width"]),
        row["verdict"] if row["verdict"] == "as it should" else f"**{row['verdict']}**",
    ]


def coverage_in_short(what: str, said: Predictions) -> str:
    """The model's coverage in one split with its widths, in a sentence."""
    found = said.coverage(said.names[0])
    levels, shares, widths = (
        listed([f"{100 * value:.0f}" for value in found[name]]) for name in ("level", "share", "mean_width")
    )
    odd = [f"the {100 * row['level']:.0f}% interval is **{row['verdict']}**" for row in _rows(found, "as it should")]
    return (
        f"{what[0].upper()}{what[1:]}: intervals at {levels}% cover {shares}% of {found['cells'].iloc[0]} scored cells,"
        f" with mean widths of {widths} percentage points{'; ' + listed(odd) if odd else ': as they should'}."
    )


def _rows(found: pd.DataFrame, usual: str) -> list[dict[Any, Any]]:
    """The rows with another verdict than the usual."""
    return found[found["verdict"] != usual].to_dict("records")


def cells_table(found: Validation) -> list[str]:
    """Every cell of the first split and of the regions left out, as the model predicted it."""
    lines = []
    for what, said in parts_of(found).items():
        if what.startswith("all"):
            continue
        cells = said.cells(said.names[0])
        rows = []
        for (kind, of), group in cells.groupby(["kind", "of"], sort=False):
            cases = int(group["cases"].iloc[0])
            few = "\\*" if cases < FEW else ""
            shown = [
                f"{percent(row['came'])} ({interval(row['low_95'], row['high_95'], share=True)})"
                for row in group.to_dict("records")
            ]
            rows.append([f"{of}" if kind == "region" else f"after {of}", f"{cases}{few}", *shown])
        lines += [
            (
                f"*{what[0].upper()}{what[1:]}*, % with each next grade: what came (the model's 95% interval). \\*"
                f" fewer than {FEW} transitions: shown, not scored."
            ),
            "",
            *table(("cases of", "cases", *_CODES.values()), rows),
        ]
    return lines
