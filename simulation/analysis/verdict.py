"""When a policy may be called better: in at least 80 of 100, of whatever may vary."""

from __future__ import annotations

import math

__all__ = ["BETTER", "CLEAR", "FEWEST_FUTURES", "NOT_JUDGED", "UNCLEAR", "WORSE", "verdict_of"]

CLEAR = 0.8
"""Better in a smaller share than this is no clear difference."""
FEWEST_FUTURES = 20
"""With fewer futures than this nothing is clear: one of two equal policies is better in 80 of 100 by luck too often."""

BETTER, WORSE, UNCLEAR, NOT_JUDGED = "better", "worse", "no clear difference", "not judged"


def verdict_of(
    futures: int,
    better_futures: float,
    worse_futures: float,
    better_assumptions: float = math.nan,
    worse_assumptions: float = math.nan,
) -> str:
    """The verdict on a policy against the baseline.

    Args:
        futures: how many futures the shares rest on.
        better_futures, worse_futures: shares of futures, all as assumed; NaN where the outcome is
            neither good nor bad.
        better_assumptions, worse_assumptions: shares of the draws of assumptions; NaN without draws.

    Returns:
        ``better`` or ``worse`` where that holds in at least 80 of 100 futures and, where assumptions
        were drawn, in at least 80 of 100 draws too; ``no clear difference`` where it does not;
        ``not judged`` where the outcome is neither good nor bad.

    >>> verdict_of(200, 0.97, 0.03, 0.71, 0.29)
    'no clear difference'
    """
    if math.isnan(better_futures):
        return NOT_JUDGED
    has_draws = not math.isnan(better_assumptions)
    if futures >= FEWEST_FUTURES:
        if min(better_futures, better_assumptions if has_draws else 1.0) >= CLEAR:
            return BETTER
        if min(worse_futures, worse_assumptions if has_draws else 1.0) >= CLEAR:
            return WORSE
    return UNCLEAR
