"""Telling how far a longer analysis has come."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Progress", "Told"]

Progress = Callable[[str, int, int], None]
"""Called with what is being simulated, the futures finished of it, and how many there are to be."""


class Told:
    """Futures finished of something whose length is known roughly: a search ends when it has found.

    Args:
        progress: who is told; nobody where there is none.
        what: what is being simulated.
        total: how many futures it is thought to take.
    """

    def __init__(self, progress: Progress | None, what: str, total: int) -> None:
        self._progress, self._what, self._total, self._done = progress, what, total, 0
        self.more(0)

    def more(self, futures: int) -> None:
        """So many futures more are finished."""
        self._done += futures
        self._total = max(self._total, self._done)
        if self._progress is not None:
            self._progress(self._what, self._done, self._total)

    def end(self) -> None:
        """Nothing is left, however many there were."""
        self._total = self._done
        self.more(0)
