"""Tables as pages show them: text in cells, the first of each row its head."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulation.analysis.rounding import decimals_for, shown

__all__ = ["Column", "Rows", "Table", "difference_shown", "frame_table", "plain_number"]


@dataclass(frozen=True)
class Column:
    """A column's head, and whether numbers stand in it (to the right, one under the other)."""

    title: str
    is_number: bool = True


@dataclass(frozen=True)
class Rows:
    """Rows under one heading, or under none."""

    rows: Sequence[Sequence[str]]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """A table of a page.

    Attributes:
        caption: what it shows, with the unit.
        columns: their heads, the rows' heads among them.
        groups: its rows.
        note: what a reader must know beside; under the table.
        style: more names for the stylesheet.
    """

    caption: str
    columns: Sequence[Column]
    groups: Sequence[Rows]
    note: str = ""
    style: str = ""


def plain_number(value: float) -> str:
    """A number that people wrote, such as an assumption: as few digits as it has, with a real minus.

    >>> plain_number(0.05), plain_number(-0.6), plain_number(1000.0)
    ('0.05', '−0.6', '1,000')
    """
    text = f"{value:,.0f}" if abs(value) >= 1000 and value == round(value) else f"{value:.4g}"
    return text.replace("-", "−")


def difference_shown(value: float, low: float, high: float) -> str:
    """A difference to what its error supports, with its sign: ``−1.4``.

    >>> difference_shown(-1.3988, -1.4789, -1.3201)
    '−1.40'
    """
    return shown(value, decimals_for((high - low) / 2.0), sign=True).replace("-", "−")


def frame_table(frame: pd.DataFrame, caption: str, heads: dict[str, str], note: str = "") -> Table:
    """A frame as a table: a column for each entry of ``heads``, numbers to three figures."""
    columns = [Column(title, pd.api.types.is_numeric_dtype(frame[name])) for name, title in heads.items()]
    rows = [[_cell(value) for value in row] for row in frame[list(heads)].itertuples(index=False)]
    return Table(caption, columns, [Rows(rows)], note)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if math.isnan(value):
            return "–"
        size = abs(value)
        decimals = 0 if size >= 100 or value == round(value) else 1 if size >= 10 else 2
        return f"{value + 0.0:,.{decimals}f}".replace("-", "−")
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    return str(value)
