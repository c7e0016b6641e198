"""Equal spend: every policy has the same money, on average over the futures.

*The common budget* is what the baseline spends as shipped; where the baseline has no instruments to spend
on, what the median policy that has some spends. A policy that spends no more than that as shipped is
left as it is: it cannot spend more, and is shown to spend less. The others get a limit on what they may
spend in a quarter, set by trial so that they spend the common budget and no more.

A policy of few and dear instruments may stay well below the budget, where one instrument more at a time would
be too many. A limit is not simply the budget of a quarter. A policy does not spend it all in quiet quarters; and
inspections that are due, what runs already, and what the run-in left running are never refused, so that
it may spend more in others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from simulation.analysis.titles import title_of
from simulation.batches import Simulation
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["TRIALS", "Play", "common_budget", "play_with_budget", "spending_table"]

Play = Callable[[Sequence[Simulation], Sequence[float]], list[Simulation]]
"""Plays policies, each with a limit of its own in cost units a quarter, on the same futures."""

_LEAST, _AIM = 0.97, 0.985
"""A policy is to spend at least this part of the budget, and never more than the budget; the search aims in between."""
TRIALS = 5
"""How many limits are tried for each policy, at most."""


def _spends(simulation: Simulation) -> float:
    """What a policy spends on average, cost units a quarter."""
    return float(simulation.outcomes["cost_a_year"].mean()) / QUARTERS_A_YEAR


def common_budget(simulations: Sequence[Simulation], baseline: Simulation) -> tuple[float, str]:
    """The money that all policies get.

    Args:
        simulations, baseline: as shipped, on the futures on which money is to be equal.

    Returns:
        Cost units a quarter, and in words whose spending that is.
    """
    spenders = [s for s in simulations if s.policy.uses]
    if baseline.policy.uses or not spenders:
        return _spends(baseline), f'what "{title_of(baseline.policy)}" spends'
    return float(np.median([_spends(s) for s in spenders])), "what the median policy spends"


def play_with_budget(
    simulations: Sequence[Simulation], budget: float, play: Play
) -> tuple[list[Simulation], list[float]]:
    """Find the limits under which policies spend the budget at most, and play them.

    Args:
        simulations: as shipped, on the futures on which money is to be equal.
        budget: cost units a quarter.
        play: plays policies under limits, on those futures.

    Returns:
        A simulation a policy, and its limit in cost units a quarter: infinite where it needs none. A
        limit is that of the dearest trial within the budget, or of the cheapest where none was (where
        what cannot be refused costs more than the budget).
    """
    best = {k: (s, np.inf) for k, s in enumerate(simulations)}
    open_trials: dict[int, list[tuple[float, float]]] = {
        k: [] for k, s in enumerate(simulations) if _spends(s) > budget
    }
    for _ in range(TRIALS):
        if not open_trials:
            break
        limits = {k: _next_limit(trials, budget) for k, trials in open_trials.items()}
        played = play([simulations[k] for k in limits], list(limits.values()))
        for (k, limit), found in zip(limits.items(), played, strict=True):
            spent = _spends(found)
            open_trials[k].append((limit, spent))
            if _is_nearer(spent, _spends(best[k][0]), budget):
                best[k] = found, limit
        open_trials = {k: trials for k, trials in open_trials.items() if not _LEAST * budget <= trials[-1][1] <= budget}
    return [best[k][0] for k in range(len(simulations))], [best[k][1] for k in range(len(simulations))]


def _is_nearer(spent: float, before: float, budget: float) -> bool:
    """Whether a trial is to be preferred to the one before."""
    if before > budget:
        return spent < before
    return before < spent <= budget


def _next_limit(trials: Sequence[tuple[float, float]], budget: float) -> float:
    """The limit to try next: between one that is too low and one that is too high, where there are both."""
    if not trials:
        return budget
    aim = _AIM * budget
    below = max((trial for trial in trials if trial[1] <= budget), default=None)
    above = min((trial for trial in trials if trial[1] > budget), default=None)
    if below is not None and above is not None and below[0] < above[0]:
        # Kept off the ends: spending may go in steps, as instruments are not divisible.
        part = min(max((aim - below[1]) / (above[1] - below[1]), 0.2), 0.8)
        return below[0] + part * (above[0] - below[0])
    limit, spent = trials[-1]
    return max(limit + aim - spent, 0.0)


def spending_table(
    shipped: Sequence[Simulation], bound: Sequence[Simulation], limits: Sequence[float], budget: float
) -> pd.DataFrame:
    """What became of the common budget, a row a policy; columns as in ``EqualTerms.spending``."""
    rows = []
    for before, after, limit in zip(shipped, bound, limits, strict=True):
        if not np.isinf(limit):
            words = "held back"
        elif before.policy.uses:
            words = "needs no more"
        else:
            words = "has nothing but inspections to spend it on"
        share = _spends(after) / budget if budget > 0.0 else np.nan
        year = [QUARTERS_A_YEAR * amount for amount in (budget, _spends(before), _spends(after))]
        rows.append((before.label, title_of(before.policy), *year, share, limit, words))
    columns = ["policy", "title", "budget_a_year", "shipped_a_year", "spent_a_year", "share_spent", "limit", "words"]
    return pd.DataFrame(rows, columns=columns)
