"""A comparison on its way: step by step it takes in more futures, and at any time it is a whole comparison.

Batches change no bit of any result, so that after so many futures every number is that of
``simulation.compare`` with as many.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

from simulation.analysis.comparison import Comparison
from simulation.analysis.designation import DESIGNATION_FIELDS, DesignationFall
from simulation.app.comparing.falls import falls_of, pooled_fall
from simulation.app.comparing.joining import joined
from simulation.app.comparing.steps import MOST_FUTURES, Lane, Step, steps_of
from simulation.assumptions import PlausibleAssumptions
from simulation.batches import Batch, Recording, play_batch
from simulation.errors import InputError
from simulation.policies import load_policy, spec_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector

__all__ = ["Course"]


class Course:
    """Policies on more and more of the same futures, the first against the others.

    Args:
        scenario: what is simulated.
        policies: two or more.
        seed: of the futures.
        futures: where it ends.
        real_names: whether the sector shows real names, where it has any.
    """

    def __init__(
        self,
        scenario: Scenario,
        policies: Sequence[Policy],
        seed: int,
        *,
        futures: int = MOST_FUTURES,
        real_names: bool = False,
    ) -> None:
        self.scenario, self.policies, self.seed = scenario, tuple(policies), seed
        self._real_names = real_names
        self.assumptions = PlausibleAssumptions(scenario, seed)
        self.steps = steps_of(len(self.sector), scenario.quarters, len(self.policies), futures)
        self.taken = 0
        self._lock = threading.Lock()
        self._batches: dict[Lane, list[Batch]] = {Lane.ASSUMED: [], Lane.PLAUSIBLE: []}
        self._falls: dict[str, list[DesignationFall]] = {}
        self._followed = 0

    @cached_property
    def sector(self) -> Sector:
        """Who the organisations are."""
        return self.scenario.sector(real_names=self._real_names)

    @property
    def is_done(self) -> bool:
        """Whether all futures have been simulated."""
        return self.taken >= len(self.steps)

    @property
    def futures(self) -> int:
        """How many have been simulated with every number as assumed."""
        return sum(len(batch.runs) for batch in self._batches[Lane.ASSUMED])

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        batches = [batch for lane in self._batches.values() for batch in lane]
        frames = sum(8 * frame.size for batch in batches for frame in batch.outcomes)
        arrays = sum(a.nbytes for batch in batches for kept in (batch.series, batch.relapses) for a in kept)
        return frames + arrays + sum(4_000 * len(falls) for falls in self._falls.values()) + 100_000

    def take(self, number: int) -> bool:
        """Simulate a step; nothing where it has been taken, which another visitor's question may have done.

        Args:
            number: the step's; steps are taken in order.

        Returns:
            Whether more steps are left.
        """
        if number == self.taken < len(self.steps):
            step = self.steps[number]
            play = self._follow if step.lane is Lane.DESIGNATED else self._play
            keep = play(step)
            with self._lock:
                if number == self.taken:
                    keep()
                    self.taken += 1
        return not self.is_done

    def _play(self, step: Step):  # type: ignore[no-untyped-def]
        is_plausible = step.lane is Lane.PLAUSIBLE
        batch = play_batch(
            self.scenario,
            self.sector,
            self.policies,
            step.runs,
            self.seed,
            Recording(series=not is_plausible),
            self.assumptions if is_plausible else None,
        )
        return lambda: self._batches[step.lane].append(batch)
