"""Numbers, tables and captions in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

__all__ = ["counted", "interval", "listed", "number", "percent", "table"]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> list[str]:
    """A table whose first columns are words and the others numbers.

    Args:
        head: the columns' heads.
        rows: cells, as many as heads.
        left: how many columns are words.
    """
    marks = ["---"] * left + ["---:"] * (len(head) - left)
    return ["| " + " | ".join(cells) + " |" for cells in (head, marks, *rows)] + [""]


def number(value: float, decimals: int = 2) -> str:
    """A number with a true minus sign; a dash where it is not known."""
    if not np.isfinite(value):
        return "–"
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) != 0.0 else text.lstrip("-")


def percent(value: float) -> str:
    """A share in whole per cent, finer below 10; without the sign."""
    if not np.isfinite(value):
        return "–"
    return number(100.0 * value, 1 if abs(value) < 0.1 and value != 0.0 else 0)


def interval(low: float, high: float, *, share: bool, decimals: int = 2) -> str:
    """Two ends; a dash where they are not known."""
    if not (np.isfinite(low) and np.isfinite(high)):
        return "–"
    ends = [percent(end) if share else number(end, decimals) for end in (low, high)]
    return " to ".join(ends)


def counted(count: int, one: str, several: str | None = None) -> str:
    """So many of something."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words with commas, the last with 'and'.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))
