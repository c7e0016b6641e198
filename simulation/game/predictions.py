"""What a player thinks before the curtain rises: who is worse than they report, and whose fall is good news."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from simulation.errors import InputError
from simulation.scenario.fields import Part, Whole

__all__ = ["WORSE", "Predictions"]

WORSE = 3
"""How many are marked as worse than they report."""


def _apart(marked: tuple[int, ...]) -> tuple[int, ...]:
    if len(marked) != WORSE or len(set(marked)) != WORSE:
        raise ValueError(f"marks {len(set(marked))} organisations; it must be {WORSE} different ones")
    return marked


class Predictions(Part):
    """What a player marks before the truth is shown.

    Attributes:
        worse: three organisations that are thought worse than they report, by index.
        good_news: one whose worsening figures are thought to be good news; nothing for "none".
    """

    worse: Annotated[tuple[Whole, ...], AfterValidator(_apart)]
    good_news: Whole | None = None

    def check(self, organisations: int) -> None:
        """Whether all that are marked exist.

        Raises:
            InputError: where one doesn't.
        """
        for marked in (*self.worse, *(() if self.good_news is None else (self.good_news,))):
            if not 0 <= marked < organisations:
                raise InputError(f"organisations have the numbers 0 to {organisations - 1}; there is no {marked}")
