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
_ARMS = np.arange(1, len(Instrument))
_CELLS = CONTEXTS * len(Instrument)
_UNOFFICIAL_ARMS = 2
"""Whoever isn't called failing can be offered peers or a board, nothing that takes a statute."""
_PRIOR_TRIALS = 2.0
"""Trials that what is hoped of an instrument counts for."""
_PARTS = 100.0
"""Gains are added up in whole hundredths of a point: whole numbers add up to the same in any order."""

Places = tuple[np.ndarray, ...]
"""Some organisations of a batch: their runs, and their indices."""


def context_of(view: View, places: Places) -> np.ndarray:
    """The context of each, 0 to 11: its depth of failure, its past, its trend."""
    run, organisation = places
    belief = view.belief[places]
    failing = belief < view.failing_threshold[run, 0]
    severe = belief < view.severe_threshold[run, 0]
    tried = (view.uses[run, 1:, organisation] > 0).any(axis=1)
    return np.asarray(4 * (failing * 1 + severe) + 2 * tried + (view.trend[places] < 0))


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
        cells = (view.shape[0], _CELLS)
        return {
            "choice": np.zeros(view.shape, np.int8),
            "choice_context": np.zeros(view.shape, np.int8),
            "last_instrument": view.instrument.copy(),
            "last_belief": view.belief.copy(),
            "trial": np.zeros(view.shape, np.int8),
            "trial_age": np.zeros(view.shape, np.int32),
            "trial_belief": np.zeros(view.shape),
            "trial_context": np.zeros(view.shape, np.int8),
            "trials": np.zeros(cells, np.int64),
            "gains": np.zeros(cells, np.int64),
        }

    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """Judge the trials that are due, choose for those that need a choice, remember what was seen."""
        began = (view.instrument > 0) & (view.instrument != memory["last_instrument"])
        judged = self._judge(view, memory, began)
        choice = memory["choice"]
        needy = in_warning(view) | ((view.instrument > 0) & in_warning(view, self.hold))
        np.putmask(choice, ~needy, 0)
        # A reform ends by itself. What was chosen and can't be had for so long is chosen anew.
        reformed = (choice == Instrument.STRUCTURAL_REFORM) & (view.instrument != choice) & ~self._rested(view)
        is_open = (choice == 0) | judged | reformed | (view.waiting >= self.horizon)
        self._choose(view, memory, np.nonzero(needy & is_open))
        # A trial counts from the belief of the quarter before it began, which no board had coloured yet.
        _begin_trials(view, memory, np.nonzero(began), memory["last_belief"], 1)
        _begin_trials(view, memory, np.nonzero(judged & needy), view.belief, 0)
        memory["last_instrument"][:] = view.instrument
        memory["last_belief"][:] = view.belief
        decisions = answer(view, {})
        decisions.instrument[:] = choice
        return decisions

    def _rested(self, view: View) -> np.ndarray:
        """Not reformed lately."""
        return view.quarters_since_end(Instrument.STRUCTURAL_REFORM) >= self.again

    def _judge(self, view: View, memory: dict[str, np.ndarray], began: np.ndarray) -> np.ndarray:
        """Learn from the trials that have lasted long enough, or that another one follows.

        Returns:
            Where the instrument that was judged still runs, so that it is to be chosen anew.
        """
        trial, age = memory["trial"], memory["trial_age"]
        age += 1
        due = (trial > 0) & (began | (age >= self.horizon))
        still_runs = due & ~began & (view.instrument == trial)
        _learn(view, memory, np.nonzero(due))
        np.putmask(trial, due, 0)
        return still_runs

    def _choose(self, view: View, memory: dict[str, np.ndarray], places: Places) -> None:
        """Choose for some organisations: what has worked best in such a context, or one at random."""
        context = context_of(view, places)
        official = Instrument.CENTRAL_INTERVENTION + self._rested(view)[places]
        allowed = np.where(view.designated[places] > 0, official, _UNOFFICIAL_ARMS)
        expected = self._expected(view, memory, places[0], context)
        expected[allowed[:, None] < _ARMS] = -np.inf
        best = 1 + expected.argmax(axis=1)  # the first of equals
        chance = view.uniforms()[places]
        # Below the share that explores, chance is uniform again, and says which.
        at_random = 1 + (np.minimum(chance / max(self.explore, 1e-9), 0.999999) * allowed).astype(np.int64)
        memory["choice"][places] = np.where(chance < self.explore, at_random, best)
        memory["choice_context"][places] = context

    def _expected(self, view: View, memory: dict[str, np.ndarray], run: np.ndarray, context: np.ndarray) -> np.ndarray:
        """Gain in belief, less its price, that each instrument promises each of some; points, (some, instruments)."""
        cell = run[:, None], context[:, None] * len(Instrument) + _ARMS
        gain = self.hope * _PRIOR_TRIALS + memory["gains"][cell] / _PARTS
        price = self.price * self.horizon * view.cost[run[:, None], _ARMS]
        return np.asarray(gain / (_PRIOR_TRIALS + memory["trials"][cell]) - price)


def _learn(view: View, memory: dict[str, np.ndarray], places: Places) -> None:
    """Add the change of belief under each of some trials to what its run knows."""
    change = view.belief[places] - memory["trial_belief"][places]
    cell = places[0], memory["trial_context"][places] * len(Instrument) + memory["trial"][places]
    np.add.at(memory["trials"], cell, 1)
    np.add.at(memory["gains"], cell, np.rint(change * _PARTS).astype(np.int64))


def _begin_trials(view: View, memory: dict[str, np.ndarray], places: Places, belief: np.ndarray, age: int) -> None:
    """Begin trials of what runs in some places, in the context in which it was chosen."""
    memory["trial"][places] = view.instrument[places]
    memory["trial_age"][places] = age
    memory["trial_belief"][places] = belief[places]
    memory["trial_context"][places] = memory["choice_context"][places]
