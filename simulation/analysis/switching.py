"""What would change the answer: the switching values of the assumptions that matter most.

The question is put to two policies, that of the headline and the baseline. *Screening* finds the
candidates: the assumptions whose draws go most with the relative difference, over the comparison's futures
across the plausible effects and over more draws of the same kind (see ``screening``). *Trying* settles
which matter: each candidate alone is moved to the end of its plausible range at which the answer is
weaker, all else as assumed, in the same futures; those count whose effect is beyond simulation error, and
the most important is the one that takes most of the difference away. *Searching* finds the value
at which the better policy changes, first within the plausible range and then beyond it, as far as is
legal and sensible (see ``switching_search``).

What is taken away must be taken from the difference and from the *relative* difference (the difference for
the sum of the two outcomes): an assumption that makes failure rarer, or more common, under both policies
alike moves one of them and says nothing on which policy is better. Candidates are found by the relative
one; the search follows the plain one; both have the same sign in each future.

One assumption at a time: two that are each harmless may turn the answer round together. That is what
the spread over assumptions is for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simulation.analysis.assumption_words import phrase_of, unit_of
from simulation.analysis.screening import screen
from simulation.analysis.switching_search import Curve, Switch, switching_value
from simulation.analysis.switching_words import note_of, sentence_of
from simulation.analysis.telling import Progress, Told
from simulation.analysis.uncertain_numbers import Assumption, PairedFutures, relative, uncertain_numbers
from simulation.analysis.verdict import FEWEST_FUTURES
from simulation.assumptions import PlausibleAssumptions
from simulation.policies import load_policy
from simulation.vocabulary import Instrument

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["SCREENING_DRAWS", "SEARCH_FUTURES", "SwitchingValues", "switching_values"]

SEARCH_FUTURES = 40
"""Futures in which values are tried: the comparison's first; enough as they are the same at every value."""
SCREENING_DRAWS = 200
"""Draws of the assumptions that are screened beside those of the comparison."""
_OTHER_DRAWS = 1_000_000
"""Numbers of those draws begin here, so that none is also one of the comparison's."""
_CANDIDATES_EACH = 2
_LEAST_CANDIDATES = 8
_VALUES_TRIED = 5
"""Values that a search usually tries beside those known."""
_SURE = 0.99
"""Level at which the effect of a candidate must be told from nil: several are tried, and the best are kept."""

COLUMNS = (
    "name", "phrase", "unit", "assumed", "plausible_low", "plausible_high", "difference", "difference_at_weakest",
    "weakest_at", "part_lost", "strongest", "weakest", "switching_value", "value_low", "value_high", "turns",
    "is_plausible", "searched_low", "searched_high", "sentence",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class SwitchingValues:
    """What would change the answer on one policy.

    Attributes:
        policy, baseline: labels of the two policies; no policy where there is nothing to compare.
        table: a row an assumption, the one that matters most first: name, phrase, unit, assumed,
            plausible_low, plausible_high; difference (mean, as assumed), difference_at_weakest (at the end
            of the plausible range named by weakest_at), part_lost (there, of the difference and of the
            relative difference: the smaller part); strongest, weakest (the mean differences farthest from
            nil, and nearest to it or beyond it, at the values searched); switching_value (NaN where none
            was found) with the ends of its 95% interval (simulation error); turns ("below" or "above" it,
            or empty); is_plausible (whether it lies in the plausible range); searched_low, searched_high;
            sentence.
        futures: how many futures each value was tried in.
        note: how it was found, and what limits it, for a footnote.
    """

    policy: str | None
    baseline: str
    table: pd.DataFrame = field(repr=False)
    futures: int
    note: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """A sentence an assumption."""
        return tuple(self.table["sentence"])


def switching_values(
    comparison: Comparison,
    policy: str | None = None,
    count: int = 3,
    workers: int | None = None,
    progress: Progress | None = None,
) -> SwitchingValues:
    """The switching values of the assumptions that matter most to a comparison of two policies.

    Args:
        comparison: what was simulated.
        policy: the label of the policy that is set against the baseline; the headline's by default.
        count: how many assumptions, at most.
        workers: threads; as many as Numba may use by default.
        progress: see ``Progress``.

    Raises:
        KeyError: where no policy has the label.
    """
    policy = comparison.headline().policy if policy is None else comparison[policy].label
    nothing = pd.DataFrame(columns=list(COLUMNS))
    if policy is None or policy == comparison.baseline:
        return SwitchingValues(None, comparison.baseline, nothing, 0, "There is nothing to compare.")
    if comparison.runs < FEWEST_FUTURES:
        few = f"{comparison.runs} futures are too few to look for what would change the answer"
        return SwitchingValues(policy, comparison.baseline, nothing, 0, f"{few} ({FEWEST_FUTURES} at least).")
    regulators = comparison[policy].policy, comparison[comparison.baseline].policy
    numbers = comparison.simulations[0].outcomes.index[:SEARCH_FUTURES].tolist()
    candidates = max(_CANDIDATES_EACH * count, _LEAST_CANDIDATES)
    told = Told(
        progress, "what turns it round", SCREENING_DRAWS + len(numbers) * (candidates + _VALUES_TRIED * count)
    )
    pair = PairedFutures(
        comparison.scenario, comparison.sector, regulators, comparison.outcome, comparison.seed, workers, told.more
    )
    known = uncertain_numbers(comparison.scenario, _instruments(comparison, policy))
    as_assumed = _pairs(comparison, policy, across=False)[: len(numbers)]
    trials = _trials(comparison, policy, pair, known, numbers, as_assumed, candidates)
    rows = [_row(trial, comparison) for trial in trials[:count]]
    told.end()
    return SwitchingValues(
        policy,
        comparison.baseline,
        pd.DataFrame(rows, columns=list(COLUMNS)),
        len(numbers),
        note_of(len(numbers), len(rows), count),
    )


@dataclass(frozen=True, eq=False)
class _Trial:
    """A candidate that was tried."""

    assumption: Assumption
    curve: Curve
    weakest_at_low: bool
    part_lost: float
    is_sure: bool

    @property
    def weakest(self) -> float:
        return self.assumption.low if self.weakest_at_low else self.assumption.high


def _instruments(comparison: Comparison, policy: str) -> set[str]:
    """Names of the instruments that can matter: what either policy or the run-in uses, and what a scenario adds."""
    names, _ = comparison.scenario.tools()
    response = load_policy(comparison.scenario.run_in.response)
    used = {
        int(instrument)
        for regulator in (comparison[policy].policy, comparison[comparison.baseline].policy, response)
        for instrument in regulator.uses
    }
    return {name for code, name in enumerate(names) if code in used or code >= len(Instrument)}


def _pairs(comparison: Comparison, policy: str, *, across: bool) -> np.ndarray:
    """The outcome under the policy and the baseline in the comparison's own futures, shape (runs, 2)."""
    both = [comparison.under_plausible(n) if across else comparison[n] for n in (policy, comparison.baseline)]
    return np.stack([s.outcomes[comparison.outcome].to_numpy(float) for s in both], axis=1)


def _screened(comparison: Comparison, policy: str, pair: PairedFutures) -> tuple[pd.DataFrame, np.ndarray]:
    """Draws of the assumptions and the relative difference under each: the comparison's, and more of the same."""
    plausible = replace(comparison.assumptions or PlausibleAssumptions(comparison.scenario, comparison.seed), futures=1)
    more = range(_OTHER_DRAWS, _OTHER_DRAWS + SCREENING_DRAWS)
    found = relative(pair.pairs(range(SCREENING_DRAWS), lambda runs: plausible([_OTHER_DRAWS + run for run in runs])))
    drawn = plausible.frame(more)
    if comparison.draws is None:
        return drawn, found
    own = pd.Series(relative(_pairs(comparison, policy, across=True))).groupby(comparison.draws).mean()
    frames = [comparison.drawn_assumptions().loc[own.index], drawn]
    return pd.concat(frames, ignore_index=True), np.concatenate([own.to_numpy(), found])


def _trials(
    comparison: Comparison,
    policy: str,
    pair: PairedFutures,
    known: list[Assumption],
    numbers: list[int],
    as_assumed: np.ndarray,
    candidates: int,
) -> list[_Trial]:
    """The candidates whose effect is real, the one that takes most of the difference away first."""
    if np.isnan(as_assumed).any(axis=1).all():
        return []
    sign = float(np.sign(np.nanmean(relative(as_assumed))))
    if sign == 0.0 or sign != np.sign(np.nanmean(_less(as_assumed))):
        return []
    by_name = {assumption.name: assumption for assumption in known}
    drawn, differences = _screened(comparison, policy, pair)
    trials = []
    for candidate in screen(drawn[[name for name in by_name if name in drawn]], differences, candidates):
        assumption = by_name[candidate.name]
        along = pair.along(assumption.name, numbers)
        trial = _try(assumption, along, as_assumed, comparison.seed, weakest_at_low=sign * candidate.correlation > 0.0)
        trials.append(trial)
    return sorted((t for t in trials if t.is_sure), key=lambda trial: -trial.part_lost)


def _try(
    assumption: Assumption,
    along: Callable[[float], np.ndarray],
    as_assumed: np.ndarray,
    seed: int,
    *,
    weakest_at_low: bool,
) -> _Trial:
    """Move an assumption to the end of its range at which the answer should be weaker."""
    curve = Curve(lambda value: _less(along(value)), seed)
    end = assumption.low if weakest_at_low else assumption.high
    moved = along(end)
    curve.know(assumption.assumed, _less(as_assumed))
    curve.know(end, _less(moved))
    parts = []
    for measure in (_less, relative):
        before, after = measure(as_assumed), measure(moved)
        lost = Curve(along, seed)
        lost.know(end, (before - after) / np.nanmean(before))
        parts.append((lost.mean(end), lost.interval(end, _SURE)[0]))
    part_lost = min(part for part, _ in parts)
    return _Trial(assumption, curve, weakest_at_low, part_lost, all(least > 0.0 for _, least in parts))


def _less(pairs: np.ndarray) -> np.ndarray:
    """The plain differences of pairs, shape (runs,)."""
    return np.asarray(pairs[:, 0] - pairs[:, 1])


def _row(trial: _Trial, comparison: Comparison) -> tuple[object, ...]:
    """Search, and say what was found."""
    assumption = trial.assumption
    switch: Switch = switching_value(trial.curve, assumption, weakest_at_low=trial.weakest_at_low)
    is_plausible = bool(switch.side) and assumption.low <= switch.value <= assumption.high
    return (
        assumption.name, phrase_of(assumption.name), unit_of(assumption.name), assumption.assumed, assumption.low,
        assumption.high, trial.curve.mean(assumption.assumed), trial.curve.mean(trial.weakest), trial.weakest,
        trial.part_lost, switch.strongest, switch.weakest, switch.value, switch.low, switch.high, switch.side,
        is_plausible, *switch.searched, sentence_of(assumption, switch),
    )  # fmt: skip
