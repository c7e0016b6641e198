"""Failed tries with codes, cards and links: counted per kind and in all, so that what is short cannot be guessed.

Only failures count: a hundred people who join at once from behind one address are let in. Once there
were too many, what is short is refused for everybody for some seconds, right or wrong, since an answer
would tell which it was. Who has a seat is never touched by it. Cookies and the wall's key, of 128 bits, are
not counted: nobody guesses them, and a phone that still has last week's would lock the door for all.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from simulation.workshop.refusal import RefusedError

__all__ = ["Tries"]

WINDOW = 60.0
"""Seconds in which failures are counted."""
MOST_OF_A_KIND, MOST_IN_ALL = 40, 80


class Tries:
    """Failures of the last minute. Thread-safe.

    Args:
        now: the server's clock.
        most_of_a_kind, most_in_all: failures within the window after which tries are refused.
    """

    def __init__(
        self, now: Callable[[], float], *, most_of_a_kind: int = MOST_OF_A_KIND, most_in_all: int = MOST_IN_ALL
    ) -> None:
        self._now = now
        self._most = most_of_a_kind, most_in_all
        self._lock = threading.Lock()
        self._failed: deque[tuple[float, str]] = deque()

    def check(self, kind: str) -> None:
        """Whether something short may be tried now.

        Raises:
            RefusedError: ``limited``, with the seconds to wait.
        """
        with self._lock:
            now = self._forgotten()
            of_kind = [at for at, failed in self._failed if failed == kind]
            in_all = [at for at, _ in self._failed]
            waits = [
                failures[-most] + WINDOW - now
                for failures, most in zip((of_kind, in_all), self._most, strict=True)
                if len(failures) >= most
            ]
        if waits:
            wait = max(waits)
            raise RefusedError(
                "limited", f"There were too many wrong tries in this room. Try again in {wait:.0f} seconds.", wait=wait
            )

    def failed(self, kind: str) -> None:
        """Note a failure."""
        with self._lock:
            self._failed.append((self._forgotten(), kind))

    def _forgotten(self) -> float:
        """Drop what is older than the window, or lies ahead since the machine's clock was put back; the second."""
        now = self._now()
        while self._failed and self._failed[-1][0] > now:
            self._failed.pop()
        while self._failed and self._failed[0][0] <= now - WINDOW:
            self._failed.popleft()
        return now
