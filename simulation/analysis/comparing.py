"""``compare``: what would each policy have done in the same futures?

Futures are simulated twice with the same run numbers and the same chance: with every number as
assumed, and with uncertain numbers drawn from their plausible ranges. The first says what follows *if
the effects are as assumed*, the second how far the answer holds *across the plausible effects*.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.comparison import HEADLINE_OUTCOME, Comparison, chosen_outcome
from simulation.analysis.telling import Progress
from simulation.assumptions import PlausibleAssumptions
from simulation.batches import Assumptions, Recording, Simulation, simulate_all
from simulation.errors import InputError
from simulation.given import number_above_0, whole_number
from simulation.panel import join_panels
from simulation.policies import DEFAULT_POLICIES, load_policies, policy_named, spec_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario

__all__ = ["BASELINE", "BATCH", "MOST_FUTURES", "SERIES_FUTURES", "Progress", "compare"]

BASELINE = "last-resort"
BATCH = 100
"""Futures that ``precision`` adds at a time."""
MOST_FUTURES = 100_000
"""What a precision may take at most; beyond, it is refused."""
SERIES_FUTURES = 500
"""Futures whose series are kept, so that memory doesn't grow with what bands don't need."""

_AS_ASSUMED = "as assumed"
_PLAUSIBLE = "across plausible effects"
_MORE = "more, for the precision"


def compare(
    scenario: Scenario | str | Path = "english-councils",
    policies: str | Policy | Iterable[str | Policy] | None = None,
    *,
    baseline: str | Policy | None = None,
    runs: int = 200,
    seed: int = 0,
    years: int | None = None,
    settings: Mapping[str, Any] | None = None,
    uncertain: bool = True,
    precision: float | None = None,
    outcome: str = HEADLINE_OUTCOME,
    workers: int | None = None,
    progress: Progress | None = None,
    real_names: bool = False,
) -> Comparison:
    """Play policies on the same futures and set them against a baseline.

    Args:
        scenario: itself, its name, or its file.
        policies: themselves, their names, or names with commas between; else the scenario's, else all
            that ship.
        baseline: the policy to set the others against, added where it is not among them. Else
            last-resort where that is among them, or there is one policy alone; else the first.
        runs: futures for each policy, from 1 up.
        seed: from 0 up; with a run's number it determines a future.
        years, settings: changes to the scenario, as with ``--years`` and ``--set``.
        uncertain: whether to simulate the futures across the plausible assumptions too.
        precision: adds futures, 100 at a time, until half of the 95% interval (simulation error) of
            every policy's difference in ``outcome`` is no more than this, in the outcome's unit. It
            narrows nothing else: neither the spread over futures nor that over assumptions. Futures
            are added with every number as assumed.
        outcome: the outcome of the headline and of the precision.
        workers: threads; as many as Numba may use by default.
        progress: see ``Progress``.
        real_names: whether a real list shows its own names.

    Raises:
        InputError: where something cannot be used; the message says how to mend it.
    """
    runs, seed = whole_number("runs", runs, least=1), whole_number("seed", seed)
    if precision is not None:
        precision = number_above_0("precision", precision, "in the unit of the outcome")
    chosen_outcome(outcome)
    changes = settings or {} if years is None else {**(settings or {}), "years": years}
    chosen = Scenario.of(scenario).with_settings(changes)
    if outcome == "person_years_failing" and chosen.sector().size is None:
        raise InputError(f"{outcome} needs sizes, which only a real list of organisations gives; choose another one")
    regulators, against = _regulators(chosen, policies, baseline)
    assumptions = PlausibleAssumptions(chosen, seed) if uncertain else None
    play = _Player(chosen, regulators, seed, workers, progress, real_names)
    fixed = play(_AS_ASSUMED, range(runs))
    across = play(_PLAUSIBLE, range(runs), assumptions) if assumptions else []
    result = Comparison(chosen, tuple(fixed), tuple(across), against, seed, assumptions, outcome, precision)
    return result if precision is None else _until_precise(result, play, precision)


def _regulators(
    scenario: Scenario, policies: str | Policy | Iterable[str | Policy] | None, baseline: str | Policy | None
) -> tuple[list[Policy], str]:
    """The policies to play, the baseline among them, and the baseline's label."""
    regulators = load_policies((scenario.policies or DEFAULT_POLICIES) if policies is None else policies)
    labels = [spec_of(p) for p in regulators]
    if baseline is None:
        baseline = BASELINE if BASELINE in labels or len(labels) == 1 else labels[0]
    against = next((p for p in regulators if spec_of(p) == baseline), None)
    if against is None:
        against = policy_named(baseline)
    if spec_of(against) not in labels:
        regulators = [against, *regulators]
    return regulators, spec_of(against)


class _Player:
    """Plays the policies on more and more futures, a batch at a time, so that memory and progress keep pace."""

    def __init__(
        self,
        scenario: Scenario,
        policies: Sequence[Policy],
        seed: int,
        workers: int | None,
        progress: Progress | None,
        real_names: bool,
    ) -> None:
        self.scenario, self.policies, self.seed = scenario, policies, seed
        self.workers, self.progress, self.real_names = workers, progress, real_names

    def __call__(self, what: str, runs: range, assumptions: Assumptions | None = None) -> list[Simulation]:
        """Every policy on the futures of these run numbers."""
        done = 0

        def tell(finished: int) -> None:
            nonlocal done
            done += finished
            if self.progress is not None:
                self.progress(what, done, len(runs))

        tell(0)
        parts = [
            simulate_all(
                self.scenario,
                self.policies,
                runs=range(start, min(start + BATCH, runs.stop)),
                seed=self.seed,
                recording=Recording(series=start < SERIES_FUTURES),
                workers=self.workers,
                progress=tell,
                assumptions=assumptions,
                real_names=self.real_names,
            )
            for start in range(runs.start, runs.stop, BATCH)
        ]
        return _joined(parts)


def _joined(parts: Sequence[Sequence[Simulation]]) -> list[Simulation]:
    """Simulations of several batches of runs as one, policy by policy."""
    return [
        replace(
            of_policy[0],
            outcomes=pd.concat([s.outcomes for s in of_policy]),
            relapses=np.concatenate([s.relapses for s in of_policy]),
            recoveries=np.concatenate([s.recoveries for s in of_policy]),
            series=np.concatenate([s.series for s in of_policy if s.series.size] or [of_policy[0].series]),
            panel=join_panels([s.panel for s in of_policy]),
        )
        for of_policy in zip(*parts, strict=True)
    ]


def _until_precise(result: Comparison, play: _Player, precision: float) -> Comparison:
    """Add batches of futures until the widest simulation error is small enough."""
    while True:
        widest = _widest_error(result)
        if widest <= precision:
            return result
        # A mean's error shrinks with the square root of the number of worlds.
        needed = result.runs * (widest / precision) ** 2
        if math.isfinite(widest) and needed > MOST_FUTURES:
            possible = widest * math.sqrt(result.runs / MOST_FUTURES)
            raise InputError(
                f"precision {precision:g} would take about {needed:,.0f} futures, more than {MOST_FUTURES:,};"
                f" ask for {possible:.2g} or more"
            )
        more = play(_MORE, range(result.runs, result.runs + BATCH))
        result = replace(result, simulations=tuple(_joined([result.simulations, more])))


def _widest_error(result: Comparison) -> float:
    """Half of the widest 95% interval among the policies' differences.

    It is infinite for one future, whose error nobody knows.

    Raises:
        InputError: where no future shows the outcome.
    """
    found = result.differences()
    half = ((found["error_high"] - found["error_low"]) / 2.0).max()
    if math.isnan(half):
        if result.runs < BATCH:
            return math.inf
        raise InputError(f"{result.outcome} has no value in these futures, so that no precision can be reached")
    return float(half)
