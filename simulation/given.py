"""What a caller in Python may give where something is counted: checked in one place, told in the same words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from numbers import Integral, Real

from simulation.errors import InputError

__all__ = ["number_above_0", "run_numbers", "whole_number"]


def whole_number(name: str, value: object, least: int = 0) -> int:
    """A whole number as one of Python's own, NumPy's too; ``True`` and ``2.0`` are none.

    Args:
        name: what the caller calls it.
        value: what was given.
        least: the least that is allowed.

    Raises:
        InputError: where it is something else, or less.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise InputError(f"{name} is {_shown(value)}; it must be a whole number from {least} up")
    return int(value)


def number_above_0(name: str, value: object, unit: str) -> float:
    """A finite number above 0.

    Args:
        name, value: as in ``whole_number``.
        unit: said after it in the message ("in the unit of the outcome").

    Raises:
        InputError: where it is anything else.
    """
    if not isinstance(value, Real) or not math.isfinite(value) or value <= 0:
        raise InputError(f"{name} is {_shown(value)}; it must be above 0, {unit}")
    return float(value)


def run_numbers(runs: object) -> Sequence[int]:
    """The runs' numbers, where a caller may say how many, or which.

    Raises:
        InputError: where there is none, or one is no whole number from 0 up.
    """
    if isinstance(runs, str) or not isinstance(runs, Iterable):
        return range(whole_number("runs", runs, least=1))
    numbers = [whole_number("a run", run) for run in runs]
    if not numbers:
        raise InputError("runs names no future; name the number of one at least, or say how many")
    return numbers


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value:g}" if isinstance(value, float) else str(value)
