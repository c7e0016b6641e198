"""How many questions to the model may wait at once."""

from __future__ import annotations

import threading
from collections import Counter

__all__ = ["Queueing"]

_MOST_WAITING, _MOST_OF_A_SEAT = 400, 20


class Queueing:
    """How many questions to the model wait: few of each seat, so that one phone cannot hold up the others."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Counter[int] = Counter()

    def enter(self, seat: int) -> bool:
        """Whether one more of a seat may wait; it is counted then."""
        with self._lock:
            if self._waiting[seat] >= _MOST_OF_A_SEAT or self._waiting.total() >= _MOST_WAITING:
                return False
            self._waiting[seat] += 1
            return True

    def leave(self, seat: int) -> None:
        """One was answered."""
        with self._lock:
            self._waiting[seat] -= 1
