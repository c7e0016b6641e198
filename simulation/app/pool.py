"""One bounded pool that computes for all visitors, and remembers what it computed.

A visitor never has threads of its own: whatever takes longer than a moment is asked for here. Who asks for what
is being computed already waits for the same answer, and answers are kept until newer ones need their room.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar, cast

__all__ = ["POOL", "BusyError", "Pool", "Weighed"]

A = TypeVar("A")

_MOST_BYTES = 64_000_000
_MOST_WAITING = 200


class BusyError(RuntimeError):
    """Too much is asked for at once; the message is for the visitor."""


class Weighed(Protocol):
    """An answer that knows how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """About how many bytes it holds."""


class Pool:
    """Computes answers by key, each once, on a fixed number of threads.

    Args:
        workers: threads; as many as there are processors by default.
        most_waiting: questions that may wait; more are refused.
        most_bytes: how much memory kept answers may take together.
    """

    def __init__(
        self, workers: int | None = None, *, most_waiting: int = _MOST_WAITING, most_bytes: int = _MOST_BYTES
    ) -> None:
        self.workers = workers or max(1, os.cpu_count() or 1)
        self.most_waiting, self.most_bytes = most_waiting, most_bytes
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="turnaround")
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._asked: dict[Hashable, Future[Any]] = {}
        self._bytes = 0

    @property
    def kept_bytes(self) -> int:
        """How much memory the kept answers take."""
        return self._bytes

    def known(self, key: Hashable) -> Any | None:
        """The answer where it is kept, at once; else nothing."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def ask(self, key: Hashable, compute: Callable[[], A]) -> Future[A]:
        """The answer to a question, now or later.

        Args:
            key: what tells the question from others; it holds all that the answer depends on.
            compute: computes it, on a thread of the pool.

        Raises:
            BusyError: where too many questions wait already.
        """
        known = self.known(key)
        if known is not None:
            done: Future[A] = Future()
            done.set_result(known)
            return done
        with self._lock:
            if key in self._asked:
                return cast("Future[A]", self._asked[key])
            if len(self._asked) >= self.most_waiting:
                raise BusyError("The server has too much to compute just now; try again in a moment.")
            future = self._threads.submit(compute)
            self._asked[key] = future
        future.add_done_callback(lambda answered: self._keep(key, answered))
        return future

    def _keep(self, key: Hashable, answered: Future[Any]) -> None:
        with self._lock:
            self._asked.pop(key, None)
            if answered.cancelled() or answered.exception() is not None:
                return
            answer = answered.result()
            if answer is None:
                # Something was done, and there is nothing to keep.
                return
            weight = int(getattr(answer, "nbytes", 1_000))
            if weight > self.most_bytes:
                return
            self._kept[key] = (answer, weight)
            self._bytes += weight
            while self._bytes > self.most_bytes:
                _, (_, freed) = self._kept.popitem(last=False)
                self._bytes -= freed


POOL = Pool()
"""The one that all pages use."""
