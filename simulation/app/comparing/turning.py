"""What would change the answer: asked for by a visitor, told as it comes, and given up when nobody waits for it.

It takes a thousand futures, so that it has a thread of its own, one for all visitors: numbers that sharpen
never wait for it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from simulation.analysis.comparison import Comparison
from simulation.app.comparing.written import Written
from simulation.app.pool import Pool

__all__ = ["FUTURES_NEEDED", "LONG", "Inquiry", "StoppedError", "inquiry_of"]

LONG = Pool(workers=1, most_waiting=20, most_bytes=32_000_000)
"""Where what takes long is computed for all visitors, one thing at a time."""
FUTURES_NEEDED = 40
"""Futures that the search looks at."""


class StoppedError(Exception):
    """Nobody waits for the answer any more."""


class Inquiry:
    """One search, for as many as wait for it.

    Args:
        comparison: of enough futures.

    Attributes:
        done, total: futures simulated, and about how many it will take.
    """

    def __init__(self, comparison: Comparison) -> None:
        self._comparison, self._waiting = comparison, 0
        self.done, self.total = 0, 0
        self._lock = threading.Lock()

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """Somebody waits for the answer meanwhile."""
        with self._lock:
            self._waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1

    @property
    def is_wanted(self) -> bool:
        """Whether anybody waits for it."""
        return self._waiting > 0

    def answer(self) -> Written:
        """Search: sentences, a note, and the rows of the table, as JSON.

        Raises:
            StoppedError: where nobody waits any more.
        """
        self._tell("", 0, 0)
        found = self._comparison.switching_values(workers=1, progress=self._tell)
        columns = ["phrase", "unit", "assumed", "plausible_low", "plausible_high", "difference", "sentence"]
        rows = found.table[[*columns, "switching_value", "turns"]]
        content = {
            "sentences": list(found.sentences),
            "note": found.note,
            "rows": json.loads(rows.to_json(orient="records")),
        }
        return Written.of(content)

    def _tell(self, what: str, done: int, total: int) -> None:
        self.done, self.total = done, total
        if not self.is_wanted:
            raise StoppedError


_INQUIRIES: dict[Hashable, Inquiry] = {}
_LOCK = threading.Lock()


@contextmanager
def inquiry_of(key: Hashable, comparison: Comparison) -> Iterator[Inquiry]:
    """The search by that key, begun by whoever asks first, and waited for while the block lasts."""
    with _LOCK:
        inquiry = _INQUIRIES.setdefault(key, Inquiry(comparison))
    try:
        with inquiry.waited_for():
            yield inquiry
    finally:
        with _LOCK:
            if not inquiry.is_wanted:
                _INQUIRIES.pop(key, None)
