"""A comparison on its way: step by step it takes in more futures, and at any time it is a whole comparison.

Batches change no bit of any result, so that after so many futures every number is that of
``simulation.compare`` with as many.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

from simulation.analysis.comparison import HEADLINE_OUTCOME, Comparison
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

    Attributes:
        taken: how many steps have been.
        shown: what a page shows of it by now; a page's business, and empty at first.
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
        self.shown = ""
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
    def futures_in_both(self) -> int:
        """How many have been simulated both as assumed and across the plausible effects."""
        return min(sum(len(batch.runs) for batch in batches) for batches in self._batches.values())

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        batches = [batch for lane in self._batches.values() for batch in lane]
        frames = sum(8 * frame.size for batch in batches for frame in batch.outcomes)
        arrays = sum(a.nbytes for batch in batches for kept in (batch.series, batch.relapses) for a in kept)
        return frames + arrays + len(self.shown) + sum(4_000 * len(falls) for falls in self._falls.values()) + 100_000

    def take(self, number: int) -> None:
        """Simulate a step; nothing where it has been taken, which another visitor's question may have done.

        Args:
            number: the step's; steps are taken in order.
        """
        if number != self.taken or self.is_done:
            return
        step = self.steps[number]
        is_followed = step.lane is Lane.DESIGNATED
        batch = self._followed_batch(step) if is_followed else self._batch(step)
        falls = falls_of(batch, self.scenario, self._with_twin, self.sector) if is_followed else {}
        with self._lock:
            if number != self.taken:
                return
            if is_followed:
                self._followed += len(step.runs)
                for label, found in falls.items():
                    self._falls.setdefault(label, []).extend(found)
            else:
                self._batches[step.lane].append(batch)
            self.taken += 1

    def comparison(self, futures: int | None = None, outcome: str = HEADLINE_OUTCOME) -> Comparison:
        """The comparison of the futures so far.

        Args:
            futures: only so many, rounded down to whole steps; all where there is no number.
            outcome: what its answer speaks of.

        Raises:
            InputError: where there is no future yet.
        """
        with self._lock:
            kept = {lane: [b for b in found if futures is None or b.runs[-1] < futures]
                    for lane, found in self._batches.items()}  # fmt: skip
        if not kept[Lane.ASSUMED]:
            raise InputError("no future has been simulated yet")
        as_assumed, across = (
            joined(batches, self.scenario, self.policies, self.sector) if batches else () for batches in kept.values()
        )
        baseline = spec_of(self.policies[0])
        return Comparison(self.scenario, as_assumed, across, baseline, self.seed, self.assumptions, outcome)

    def falls(self) -> dict[str, DesignationFall | None]:
        """The fall after designation under each policy that was followed; nothing where nobody was designated."""
        with self._lock:
            return {label: pooled_fall(found, self._followed) for label, found in self._falls.items()}

    @cached_property
    def _with_twin(self) -> tuple[Policy, ...]:
        """The policies, and last the one under which the organisations' twins live: nobody is designated."""
        return (*self.policies, load_policy("nobody-designated"))

    def _batch(self, step: Step) -> Batch:
        """Outcomes of some futures, and the sector's years where all is as assumed."""
        is_plausible = step.lane is Lane.PLAUSIBLE
        drawn = self.assumptions if is_plausible else None
        recording = Recording(series=not is_plausible)
        return play_batch(self.scenario, self.sector, self.policies, step.runs, self.seed, recording, drawn)

    def _followed_batch(self, step: Step) -> Batch:
        """Some futures with every organisation's quarters."""
        recording = Recording(panel=frozenset(step.runs), panel_fields=DESIGNATION_FIELDS)
        return play_batch(self.scenario, self.sector, self._with_twin, step.runs, self.seed, recording)
