"""A sheet of ``tables.xlsx`` before it is written: columns, their units, and how each number is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.analysis.rounding import decimals_for

__all__ = ["Column", "Sheet", "decimals_of", "plain_column"]


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    Attributes:
        head: what it holds, and of numbers the unit, in brackets.
        values: one a row; NaN and nothing are empty cells.
        decimals: of all its numbers, or one a row; below nil, tens and hundreds. Nothing for text, and
            for numbers shown as they are.
        is_signed: whether what is above nil has a plus.
    """

    head: str
    values: Sequence[object]
    decimals: int | Sequence[int] | None = None
    is_signed: bool = False

    def decimals_at(self, row: int) -> int | None:
        """The decimals of one of its numbers."""
        return self.decimals if self.decimals is None or isinstance(self.decimals, int) else self.decimals[row]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table.

    Attributes:
        name: on the sheet's tab, at most 31 characters.
        about: what it shows, in a sentence, for the notes.
        columns: all of one length.
    """

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        """How many rows, the head not among them."""
        return len(self.columns[0].values)


def decimals_of(low: pd.Series, high: pd.Series) -> list[int]:
    """The decimals that each row's interval supports."""
    return [decimals_for(half) for half in (high.to_numpy(float) - low.to_numpy(float)) / 2.0]


def plain_column(head: str, values: pd.Series | np.ndarray, decimals: int | Sequence[int] | None = None) -> Column:
    """A column of a frame as it is."""
    return Column(head, np.asarray(values).tolist(), decimals)
