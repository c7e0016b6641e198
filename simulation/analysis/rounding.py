"""Numbers rounded to what their interval supports."""

from __future__ import annotations

import math

__all__ = ["decimals_for", "shown"]

_WHERE_NOTHING_IS_KNOWN = 1


def decimals_for(half_width: float) -> int:
    """Decimals that an error supports: one unit of the last is no more than the error. Below nil, tens and hundreds.

    >>> decimals_for(0.3), decimals_for(0.04), decimals_for(2.5), decimals_for(30.0)
    (1, 2, 0, -1)
    """
    if not math.isfinite(half_width) or half_width <= 0.0:
        return _WHERE_NOTHING_IS_KNOWN
    return min(4, -math.floor(math.log10(half_width)))


def shown(value: float, decimals: int, *, sign: bool = False) -> str:
    """A number with so many decimals; with ``sign``, a plus before what is above nil. A dash for NaN.

    >>> shown(1234.5, -2), shown(-0.04, 1), shown(2.31, 1, sign=True)
    ('1,200', '0.0', '+2.3')
    """
    if math.isnan(value):
        return "-"
    rounded = round(value, decimals) + 0.0
    return f"{rounded:{'+' if sign and rounded > 0 else ''},.{max(decimals, 0)}f}"
