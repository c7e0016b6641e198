"""The comparisons that were asked for lately, by setting, up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from simulation.app.comparing.course import Course

__all__ = ["COURSES", "Courses"]

_MOST_BYTES = 128_000_000


class Courses:
    """Comparisons under way and finished; who comes back to a setting finds them as far as they were.

    Args:
        most_bytes: how much memory they may take; the one that was not asked for longest goes first.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, Course] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def nbytes(self) -> int:
        """How much memory they take together."""
        with self._lock:
            return sum(course.nbytes for course in self._kept.values())

    def known(self, setting: Hashable) -> Course | None:
        """The comparison of a setting, where it is kept."""
        with self._lock:
            if setting in self._kept:
                self._kept.move_to_end(setting)
            return self._kept.get(setting)

    def of(self, setting: Hashable, begin: Callable[[], Course]) -> Course:
        """The comparison of a setting, begun where there is none.

        Args:
            setting: all that the futures depend on.
            begin: makes it; quick, since it simulates nothing.
        """
        found = self.known(setting)
        if found is None:
            begun = begin()
            with self._lock:
                found = self._kept.setdefault(setting, begun)
                self._make_room()
        return found

    def make_room(self) -> None:
        """Let the oldest go until the rest fits; the newest stays. For when a comparison has grown."""
        with self._lock:
            self._make_room()

    def _make_room(self) -> None:
        while len(self._kept) > 1 and sum(course.nbytes for course in self._kept.values()) > self.most_bytes:
            self._kept.popitem(last=False)


COURSES = Courses()
"""Those that all pages use."""
