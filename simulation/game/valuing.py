"""Decisions valued in the background while play goes on, on whatever executor the caller shares out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future

from simulation.game.game import Game
from simulation.game.value import DecisionValue, ValueTask, total_value, value_of

__all__ = ["Valuing"]


class Valuing:
    """The values of one game's decisions, as they come in.

    Nothing here depends on the executor but when a value is there: a task's value is the same to the bit
    wherever it is made. After a game was gone back on, ``follow`` drops what no longer holds.

    Args:
        executor: shared, bounded; it is not shut down here.
        when_done: called with each value as it comes in, from the executor's thread.
    """

    def __init__(self, executor: Executor, when_done: Callable[[DecisionValue], None] | None = None) -> None:
        self._executor = executor
        self._when_done = when_done
        self._begun: list[tuple[ValueTask, Future[DecisionValue]]] = []

    def follow(self, game: Game) -> None:
        """Begin to value every decision of the game that is not being valued yet."""
        tasks = game.tasks
        kept = 0
        while kept < min(len(tasks), len(self._begun)) and self._begun[kept][0] == tasks[kept]:
            kept += 1
        for _, dropped in self._begun[kept:]:
            dropped.cancel()
        self._begun = [*self._begun[:kept], *((task, self._submitted(task)) for task in tasks[kept:])]

    def ready(self) -> tuple[DecisionValue, ...]:
        """The values that are there, in the order of the decisions."""
        return tuple(future.result() for _, future in self._begun if future.done() and not future.cancelled())

    @property
    def is_complete(self) -> bool:
        """Whether every decision that was followed has its value."""
        return all(future.done() for _, future in self._begun)

    def total(self, timeout: float | None = None) -> DecisionValue:
        """The sum over all decisions; waits for those that are still being valued.

        Raises:
            TimeoutError: where that takes longer than ``timeout`` seconds.
        """
        return total_value([future.result(timeout) for _, future in self._begun])

    def _submitted(self, task: ValueTask) -> Future[DecisionValue]:
        future = self._executor.submit(value_of, task)
        tell = self._when_done
        if tell is not None:
            future.add_done_callback(lambda done: None if done.cancelled() else tell(done.result()))
        return future
