"""A regulator that learns, within a run, which instrument works for whom: a contextual bandit.

Epsilon-greedy choice among arms by context (Sutton and Barto 2018, chapter 2), with an optimistic
prior for the untried. What it counts as success is what a regulator can see: the change of belief.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.policies.conditions import answer, in_warning
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy, lever
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["CONTEXTS", "Adaptive", "context_of"]

CONTEXTS = 12
"""Three depths of failure, times whether anything was tried before, times whether belief falls."""
_ARMS = len(Instrument)
_CELLS = CONTEXTS * _ARMS
_UNOFFICIAL_ARMS = 2
"""Whoever isn't called failing can be offered peers or a board, nothing that takes a statute."""
_PRIOR_TRIALS = 2.0
"""Trials that what is hoped of an instrument counts for."""
_PARTS = 100.0
"""Gains are added up in whole hundredths of a point: whole numbers add up to the same in any order."""


def context_of(view: View) -> np.ndarray:
    """The context of each organisation, 0 to 11: its depth, its past, its trend; int8."""
    depth = (view.belief < view.failing_threshold).astype(np.int8) + (view.belief < view.severe_threshold)
    tried = view.uses[:, 1:, :].sum(axis=1) > 0
    return (4 * depth + 2 * tried + (view.trend < 0)).astype(np.int8)


@dataclass(frozen=True)
class Adaptive(Policy):
    """Tries what works, for whom, and learns from what it sees.

    Whoever is believed below the warning threshold gets an instrument (peers or a board, or any of
    the four where failure is official): usually the one after which belief has risen most, for its
    price, among organisations as deep in failure, with such a past and such a trend; sometimes one at
    random. It judges after a fixed time and starts each run knowing nothing. Evidence: S5 and S11, by
    which it can be fooled: an instrument that makes reports honest, or costs something before it
    helps, looks like harm to a regulator that judges early. It differs from ladder in that no order of
    steps is written down.
    """

    name = "adaptive"
    title = "Adaptive"
    brokered = True
    uses = tuple(Instrument)[1:]

    horizon: float = lever(8, 4, 16, "quarters", "after which an instrument is judged")
    explore: float = lever(0.1, 0, 0.5, "share", "of choices that are made at random")
    hope: float = lever(8, 0, 20, "points", "of gain that it expects of what it hasn't tried")
    price: float = lever(0.25, 0, 2, "points", "of belief that a cost unit must buy")
    hold: float = lever(4, 0, 10, "points", "above the warning threshold: where an instrument leaves")
    again: float = lever(12, 12, 40, "quarters", "between the end of a reform and the next one")

    def begin(self, view: View) -> dict[str, np.ndarray]:
        """Nothing tried, nothing learnt. Shapes: (runs, organisations), and (runs, cells) for what is learnt."""
        runs, _ = view.shape
        return {
            "choice": np.zeros(view.shape, np.int8),
            "running": view.instrument.copy(),
            "last_belief": view.belief.copy(),
            "last_context": context_of(view),
            "trial": np.zeros(view.shape, np.int8),
            "trial_age": np.zeros(view.shape, np.int32),
            "trial_belief": np.zeros(view.shape),
            "trial_context": np.zeros(view.shape, np.int8),
            "trials": np.zeros((runs, _CELLS), np.int64),
            "gains": np.zeros((runs, _CELLS), np.int64),
        }

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Judge the trials that are due, choose for those that need a choice, remember what was seen."""
        context = context_of(view)
        judged_on = self._judge(view, memory, context)
        choice = memory["choice"]
        needy = in_warning(view) | ((view.instrument > 0) & in_warning(view, self.hold))
        choice[~needy] = 0
        rested = view.quarters_since_end(Instrument.STRUCTURAL_REFORM) >= self.again
        reformed = (choice == Instrument.STRUCTURAL_REFORM) & (view.instrument != choice) & ~rested
        open_again = (choice == 0) | judged_on | reformed | (view.waiting >= self.horizon)
        np.copyto(choice, self._choose(view, memory, context, rested), where=needy & open_again)
        decisions = answer(view, {})
        decisions.instrument[:] = choice
        memory["running"][:] = view.instrument
        memory["last_belief"][:] = view.belief
        memory["last_context"][:] = context
        return decisions

    def _judge(self, view: View, memory: dict[str, np.ndarray], context: np.ndarray) -> np.ndarray:
        """Learn from trials that have lasted long enough, or that another one follows; begin the next.

        Returns:
            Where an instrument was judged and still runs, so that it is to be chosen anew.
        """
        trial, age = memory["trial"], memory["trial_age"]
        age += 1
        began = (view.instrument > 0) & (view.instrument != memory["running"])
        due = (trial > 0) & (began | (age >= self.horizon))
        _learn(view, memory, due)
        renewed = due & ~began & (view.instrument == trial)
        trial[due & ~renewed] = 0
        # A trial counts from the belief of the quarter before it began, which no board had coloured yet.
        np.copyto(trial, view.instrument, where=began)
        for start, now, before in (
            (age, 0, 1),
            (memory["trial_belief"], view.belief, memory["last_belief"]),
            (memory["trial_context"], context, memory["last_context"]),
        ):
            np.copyto(start, now, where=renewed)
            np.copyto(start, before, where=began)
        return renewed

    def _choose(self, view: View, memory: dict[str, np.ndarray], context: np.ndarray, rested: np.ndarray) -> np.ndarray:
        """The instrument that has worked best in such a context, or one at random; int8."""
        allowed = np.where(view.designated > 0, Instrument.CENTRAL_INTERVENTION + rested, _UNOFFICIAL_ARMS)
        expected = self._expected(view, memory)
        best = np.zeros(view.shape, np.int8)
        best_value = np.full(view.shape, -np.inf)
        for arm in range(1, _ARMS):
            value = np.take_along_axis(expected[:, :, arm], context.astype(np.intp), axis=1)
            better = (value > best_value) & (arm <= allowed)
            np.copyto(best, arm, where=better)
            np.copyto(best_value, value, where=better)
        at_random = 1 + (view.uniforms(1) * allowed).astype(np.int8)
        return np.where(view.uniforms(0) < self.explore, at_random, best)

    def _expected(self, view: View, memory: dict[str, np.ndarray]) -> np.ndarray:
        """Gain in belief, less its price, that each instrument promises; points, (runs, contexts, instruments)."""
        gains = self.hope * _PRIOR_TRIALS + memory["gains"] / _PARTS
        mean = (gains / (_PRIOR_TRIALS + memory["trials"])).reshape(-1, CONTEXTS, _ARMS)
        return np.asarray(mean - (self.price * self.horizon) * view.cost[:, None, :_ARMS])


def _learn(view: View, memory: dict[str, np.ndarray], due: np.ndarray) -> None:
    """Add the change of belief under each trial that is due to what its run knows."""
    run, _ = np.nonzero(due)
    cell = run * _CELLS + memory["trial_context"][due].astype(np.intp) * _ARMS + memory["trial"][due]
    change = np.rint((view.belief[due] - memory["trial_belief"][due]) * _PARTS)
    shape = memory["trials"].shape
    size = shape[0] * shape[1]
    memory["trials"] += np.bincount(cell, minlength=size).reshape(shape)
    memory["gains"] += np.bincount(cell, weights=change, minlength=size).astype(np.int64).reshape(shape)
