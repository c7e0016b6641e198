"""Equal terms: beside the shipped numbers, what is left of a difference when instruments or money are alike.

- *Equal instruments*: all instruments do the same and cost the same, without blame and without any effect
  on culture: what timing, reach and coordination do alone (see ``equal_instruments``).
- *Equal spend*: all policies have the same money on average, that of the baseline (see ``equal_spend``).
- *Cost of avoiding*: what each failing year avoided costs, on any of these terms (see ``avoiding``).

All terms begin where the shipped ones do: in the same futures, from the same state after the run-in. They
are played on fewer futures than the comparison, with every number as assumed; each row says on how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simulation.analysis.avoiding import cost_of_avoiding
from simulation.analysis.differences import difference_table
from simulation.analysis.equal_instruments import equal_instruments, equal_parameters
from simulation.analysis.equal_spend import TRIALS, common_budget, play_with_budget, spending_table
from simulation.analysis.equal_words import EQUAL_INSTRUMENTS, EQUAL_SPEND, SHIPPED, equal_sentences
from simulation.analysis.other_terms import Terms, on_some_futures, play_on_terms
from simulation.analysis.telling import Progress, Told
from simulation.batches import Simulation
from simulation.errors import InputError
from simulation.outcomes import outcome_named
from simulation.worlds import Worlds

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["EQUAL_FUTURES", "EQUAL_INSTRUMENTS", "EQUAL_SPEND", "SHIPPED", "EqualTerms", "equal_terms"]

EQUAL_FUTURES = 40
"""Futures on which equal terms are played unless more are asked for: enough to tell policies apart, in seconds."""

HANDS_OFF = "hands-off"
_KEPT = ("policy", "title", "outcome", "unit", "futures", "difference", "error_low", "error_high", "futures_low",
         "futures_high", "better_futures", "worse_futures", "verdict")  # fmt: skip


@dataclass(frozen=True, eq=False)
class EqualTerms:
    """A comparison on equal terms.

    Attributes:
        baseline: the label of the policy that the others are set against.
        rows: paired differences from the baseline on the same terms: a row a policy and terms, terms
            innermost; columns policy, title, terms, outcome, unit, futures, mean, difference, error_low
            and error_high (95%, simulation error), futures_low and futures_high (9 of 10 futures),
            better_futures, worse_futures, verdict, cost_a_year. The verdict on the shipped terms is the
            comparison's; on the others it rests on futures alone.
        spending: what became of the common budget: a row a policy (the baseline too); columns policy,
            title, budget_a_year, shipped_a_year, spent_a_year (cost units), share_spent, limit (cost
            units a quarter; infinite where it needs none), words ("held back", "needs no more" or
            "has nothing but inspections to spend it on").
        avoiding: cost of each failing year avoided: a row a policy and terms; see ``cost_of_avoiding``.
        budget: the common budget, cost units a quarter.
        budget_of: whose spending that is, in words.
        futures: how many futures the equal terms were played on.
        instruments, spend: the simulations on equal instruments and with equal spend, in the
            comparison's order.
        sentences: what it comes to for the comparison's headline policy.
    """

    baseline: str
    rows: pd.DataFrame = field(repr=False)
    spending: pd.DataFrame = field(repr=False)
    avoiding: pd.DataFrame = field(repr=False)
    budget: float
    budget_of: str
    futures: int
    instruments: tuple[Simulation, ...] = field(repr=False)
    spend: tuple[Simulation, ...] = field(repr=False)
    sentences: tuple[str, ...]

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a policy: title, then for each of the terms its difference, the ends of its error and its verdict.

        Columns are named ``shipped_difference``, ``instruments_error_low``, ``spend_verdict`` and so on;
        then share_spent (of the common budget) and cost_of_avoiding (in words, as shipped).
        """
        parts: list[pd.DataFrame | pd.Series] = [
            self.rows.drop_duplicates("policy").set_index("policy")[["title", "unit"]]
        ]
        for terms, name in ((SHIPPED, "shipped"), (EQUAL_INSTRUMENTS, "instruments"), (EQUAL_SPEND, "spend")):
            of_terms = self.rows[self.rows["terms"] == terms].set_index("policy")
            parts.append(of_terms[["difference", "error_low", "error_high", "verdict"]].add_prefix(f"{name}_"))
        parts.append(self.spending.set_index("policy")[["share_spent"]])
        shipped = self.avoiding[self.avoiding["terms"] == SHIPPED].set_index("policy")
        parts.append(shipped[["words"]].rename(columns={"words": "cost_of_avoiding"}))
        return pd.concat(parts, axis=1).loc[parts[0].index].rename_axis("policy").reset_index()


def equal_terms(
    comparison: Comparison,
    *,
    runs: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> EqualTerms:
    """Play a comparison's policies on equal terms, in the same futures.

    Args:
        comparison: what was simulated.
        runs: how many of its futures, from 1 up; ``EQUAL_FUTURES``, or all where it has fewer.
        workers: threads; as many as Numba may use by default.
        progress: see ``Progress``.

    Raises:
        InputError: where the number of runs cannot be used.
    """
    if runs is not None and not 1 <= runs <= comparison.runs:
        raise InputError(f"runs is {runs}; it must be from 1 to {comparison.runs:,}, the futures of the comparison")
    numbers = comparison.simulations[0].outcomes.index[: min(runs or EQUAL_FUTURES, comparison.runs)].tolist()
    shipped = [on_some_futures(s, numbers) for s in comparison.simulations]

    told = Told(progress, "equal terms", len(numbers) * (1 + TRIALS))

    def play(simulations: Sequence[Simulation], terms: Sequence[Terms]) -> list[Simulation]:
        return play_on_terms(
            simulations, terms, runs=numbers, seed=comparison.seed, workers=workers, progress=told.more
        )

    budget, budget_of = common_budget(shipped, next(s for s in shipped if s.label == comparison.baseline))
    alike = play(shipped, [Terms(change=_with_equal_instruments)] * len(shipped))
    bound, limits = play_with_budget(
        shipped, budget, lambda some, of_each: play(some, [Terms(budget=limit) for limit in of_each])
    )
    told.end()
    on_terms = {SHIPPED: comparison.simulations, EQUAL_INSTRUMENTS: tuple(alike), EQUAL_SPEND: tuple(bound)}
    rows, avoiding = _rows(comparison, on_terms), _avoiding(comparison, on_terms)
    spending = spending_table(shipped, bound, limits, budget)
    return EqualTerms(
        comparison.baseline,
        rows,
        spending,
        avoiding,
        budget,
        budget_of,
        len(numbers),
        tuple(alike),
        tuple(bound),
        equal_sentences(comparison, rows, spending, avoiding, budget_of),
    )


def _with_equal_instruments(worlds: Worlds) -> Worlds:
    """Worlds that go on with equal instruments."""
    tools = np.stack(
        [
            equal_instruments(np.asarray(worlds.tools[run]), float(worlds.parameters["matched_tie"][run]))
            for run in range(len(worlds.runs))
        ]
    )
    return replace(worlds, tools=tools.view(np.recarray), parameters=equal_parameters(worlds.parameters))


def _rows(comparison: Comparison, on_terms: dict[str, tuple[Simulation, ...]]) -> pd.DataFrame:
    """Paired differences on all terms."""
    frames = []
    for terms, simulations in on_terms.items():
        by_label = {s.label: s for s in simulations}
        others = [by_label[label] for label in comparison.others]
        table = (
            comparison.differences()
            if terms == SHIPPED
            else difference_table(
                [outcome_named(comparison.outcome)], others, by_label[comparison.baseline], [], None, None,
                comparison.seed,
            )
        )[list(_KEPT)]  # fmt: skip
        table.insert(2, "terms", terms)
        table.insert(6, "mean", [float(s.outcomes[comparison.outcome].mean()) for s in others])
        table["cost_a_year"] = [float(s.outcomes["cost_a_year"].mean()) for s in others]
        frames.append(table)
    order = {label: place for place, label in enumerate(comparison.others)}
    whole = pd.concat(frames, ignore_index=True)
    return whole.sort_values("policy", key=lambda labels: labels.map(order), kind="stable", ignore_index=True)


def _avoiding(comparison: Comparison, on_terms: dict[str, tuple[Simulation, ...]]) -> pd.DataFrame:
    """Cost of each failing year avoided, against hands off where that was played, else the baseline."""
    against = HANDS_OFF if HANDS_OFF in comparison.labels else comparison.baseline
    frames = []
    for terms, simulations in on_terms.items():
        table = cost_of_avoiding(simulations, next(s for s in simulations if s.label == against), comparison.seed)
        table.insert(2, "terms", terms)
        frames.append(table)
    return pd.concat(frames, ignore_index=True)
