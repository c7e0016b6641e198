"""Random states that could have come about, and decisions upon them, for tests of the regulator's side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.regulation.allocation import allocate
from simulation.regulation.conduct import Conduct
from simulation.state import Arrays, State
from simulation.vocabulary import NEVER, NOBODY, Examination, Instrument
from tests.building import KINDS, Bench, bench, conduct, same_bits

QUARTER = 30


@dataclass
class Case:
    """A state, what is decided in it, and, once allocated, the state before."""

    bed: Bench
    conduct: Conduct
    wanted: np.ndarray
    priority: np.ndarray
    asked: np.ndarray
    fresh: np.ndarray
    before: Arrays

    def allocate(self) -> Case:
        """Carry the decisions out."""
        allocate(
            QUARTER, self.bed.run(), self.bed.p, self.bed.tools, self.conduct,
            self.wanted, self.priority, self.asked, self.fresh,
        )  # fmt: skip
        return self

    @property
    def files(self) -> np.recarray:
        """The files after."""
        return self.bed.files

    @property
    def old(self) -> np.recarray:
        """The files before."""
        return self.before.files[0]

    @property
    def started(self) -> np.ndarray:
        """Where an instrument was begun, bool."""
        return np.asarray((self.bed.state.arrays.uses[0] > self.before.uses[0]).any(axis=0))

    @property
    def matched(self) -> list[int]:
        """Those who were given a helper now."""
        return [int(i) for i in np.flatnonzero(self.started & (self.files["helper"] != NOBODY))]


def calm(n: int, **given: Any) -> Case:
    """Nobody treated, nothing known against anybody, nothing asked; change what the test is about."""
    regime = {k: given.pop(k) for k in list(given) if k in Conduct._fields}
    bed = bench(n, quarters=1, **given)
    files = bed.files
    files["belief"], files["variance"] = 55.0, 9.0
    small = np.zeros(n, np.int8)
    return Case(
        bed, conduct(**regime), small.copy(), np.zeros(n), small.copy(), small.copy(), bed.state.copy().arrays
    )  # fmt: skip


def random_case(seed: int, n: int, **regime: Any) -> Case:
    """Any state of a small sector with instruments of any numbers, and any legal decisions."""
    rng = np.random.default_rng(seed)
    bed = bench(n, seed=seed, quarters=1, willing_share=1.0, tools=_tools(rng), dependencies_per_organisation=2.0,
                broker_capacity=float(rng.choice([0.0, 0.1, 0.4])), lessons_spread=1.0)  # fmt: skip
    files, state = bed.files, bed.state
    files["belief"] = rng.normal(52, 10, n).round(1)
    files["grade"] = rng.integers(0, 5, n)
    files["designated"] = rng.random(n) < 0.25
    files["waiting"] = rng.integers(0, 5, n) * (rng.random(n) < 0.3)
    files["requested"] = rng.integers(0, 3, n)
    bed.organisations["openness"] = rng.random(n)
    bed.organisations["connected"] = rng.random(n)
    _treat(rng, bed)
    state.arrays.last_end[0] = np.where(rng.random((KINDS, n)) < 0.4, QUARTER - rng.integers(1, 20, (KINDS, n)), NEVER)
    state.arrays.uses[0] = rng.integers(0, 3, (KINDS, n))
    state.arrays.sector["spent"] = rng.random() * 2
    state.quarter = QUARTER
    budget = float(rng.choice([np.inf, rng.uniform(0.0, 10.0)]))
    usual = {"brokered": int(rng.integers(2)), "coordinated": int(rng.integers(2)), "budget": budget}
    wanted = np.where(rng.random(n) < 0.5, rng.integers(0, KINDS, n), files["instrument"]).astype(np.int8)
    return Case(
        bed,
        conduct(**(usual | regime)),
        wanted,
        rng.integers(0, 4, n).astype(np.float64),
        (rng.integers(0, 3, n) * (rng.random(n) < 0.3)).astype(np.int8),
        (rng.random(n) < 0.3).astype(np.int8),
        state.copy().arrays,
    )


def _tools(rng: np.random.Generator) -> dict[str, dict[str, float]]:
    """Capacities that bind, and sometimes a pause or an end for an instrument that ships without."""
    changes: dict[str, dict[str, float]] = {}
    for kind in list(Instrument)[1:]:
        name = kind.name.lower()
        changes[name] = {"capacity": float(rng.choice([0.0, 0.05, 0.15, 0.4, 1.0]))}
        if rng.random() < 0.3:
            changes[name] |= {"pause": float(rng.integers(1, 16)), "least_quarters": float(rng.integers(1, 6))}
        if rng.random() < 0.2:
            changes[name]["tie_cut"] = 0.5
    return changes


def _treat(rng: np.random.Generator, bed: Bench) -> None:
    """Instruments at work, with helpers where they need one: each helps one, and was neither treated nor named."""
    files, tools, n = bed.files, bed.tools, bed.n
    free = [int(j) for j in rng.permutation(n) if files["designated"][j] == 0]
    for i in rng.permutation(n)[: int(0.5 * n)]:
        k = int(rng.integers(1, KINDS))
        if tools[k]["needs_helper"]:
            helper = next((j for j in free if j != i and files["instrument"][j] == 0), None)
            if helper is None:
                continue
            free.remove(helper)
            files["helper"][i], files["helping"][helper], files["match"][i] = helper, 1, 0.6
        if int(i) in free:
            free.remove(int(i))
        files["instrument"][i] = k
        files["quarters_in"][i] = rng.integers(0, 12)
        files["quarters_released"][i] = rng.integers(0, 3)
        files["lead"][i] = i
    # A helper may have been called failing since: then it goes home.
    files["designated"][(files["helping"] > 0) & (rng.random(n) < 0.2)] = 1


def same_state(a: State, b: State) -> bool:
    """Equal in every field, to the bit."""
    return all(same_bits(x, y) for x, y in zip(a.arrays, b.arrays, strict=True))


LOOK_COST = {int(Examination.INSPECTION): "inspection_cost", int(Examination.PEER_REVIEW): "review_cost"}
