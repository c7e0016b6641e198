"""Text alternatives: what a picture shows, in a sentence or two built from its numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import singledispatch

__all__ = ["describe", "listed", "number"]


@singledispatch
def describe(result: object) -> str:
    """What the picture of a result shows, for those who cannot see it.

    Each picture's file registers its own.

    Raises:
        TypeError: where no picture shows such a result.
    """
    raise TypeError(f"no picture shows a {type(result).__name__}")


def number(value: float) -> str:
    """A number as pictures say it, in three figures at most, with a real minus; a dash for none: 3.6, 41, 12,100.

    >>> [number(v) for v in (3.579, -41.3, 12093.5, 0.0412, -0.04, 0, 3, 3.01)]
    ['3.6', '−41', '12,100', '0.04', '−0.04', '0', '3', '3.0']
    """
    if math.isnan(value):
        return "–"
    size = abs(value)
    if size >= 1000:
        text = f"{round(size, -2):,.0f}"
    elif size >= 10 or size == int(size):
        text = f"{size:.0f}"
    else:
        text = f"{size:.1f}" if size >= 0.095 else f"{size:.2f}"
        text = "0" if float(text) == 0 else text
    return f"−{text}" if value < 0 and text != "0" else text


def listed(parts: Sequence[str]) -> str:
    """Parts as a sentence lists them: ``a, b and c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
