"""``Comparison``: policies on the same futures, and every question that can be asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simulation.analysis.as_html import as_html
from simulation.analysis.differences import difference_table
from simulation.analysis.equal_terms import EqualTerms, equal_terms
from simulation.analysis.headline import Headline, headline_of
from simulation.analysis.recovery import Recovery, recovery_of
from simulation.analysis.summary import outcome_rows, series_rows, summary_table
from simulation.analysis.switching import SwitchingValues, switching_values
from simulation.analysis.telling import Progress
from simulation.assumptions import PlausibleAssumptions
from simulation.batches import Simulation
from simulation.errors import InputError, did_you_mean
from simulation.outcomes import OUTCOMES, Outcome
from simulation.scenario import Scenario
from simulation.sector import Sector

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["HEADLINE_OUTCOME", "Comparison", "chosen_outcome"]

HEADLINE_OUTCOME = "failing_organisations"


def chosen_outcome(name: str) -> Outcome:
    """The outcome of that name.

    Raises:
        InputError: where there is none.
    """
    known = {outcome.name: outcome for outcome in OUTCOMES}
    if name not in known:
        hint = did_you_mean(str(name), known) or f" (they are: {', '.join(known)})"
        raise InputError(f"{name} is not an outcome{hint}")
    return known[name]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Several policies, played on the same futures.

    Attributes:
        scenario: what was simulated.
        simulations: each policy's futures with every number as assumed, in the order of tables.
        across: the same policies' futures across the plausible assumptions, in the same order; empty
            where they were not asked for. Run numbers and chance are those of ``simulations``.
        baseline: the label of the policy that the others are set against.
        seed: from 0 up.
        assumptions: what drew the assumptions of ``across``, or nothing.
        outcome: the outcome of the headline.
        precision: the simulation error that was asked for of that outcome's differences, in its
            unit; or nothing.
    """

    scenario: Scenario
    simulations: tuple[Simulation, ...]
    across: tuple[Simulation, ...]
    baseline: str
    seed: int
    assumptions: PlausibleAssumptions | None = None
    outcome: str = HEADLINE_OUTCOME
    precision: float | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The policies' labels, the baseline among them."""
        return tuple(s.label for s in self.simulations)

    @property
    def others(self) -> tuple[str, ...]:
        """The labels of the policies that are set against the baseline; itself, where it is alone."""
        return tuple(label for label in self.labels if label != self.baseline) or (self.baseline,)

    @property
    def runs(self) -> int:
        """How many futures each policy was played on with every number as assumed."""
        return len(self.simulations[0].outcomes)

    @property
    def draws(self) -> np.ndarray | None:
        """The draw of the assumptions of each run of ``across``, shape (runs,); nothing without any."""
        if self.assumptions is None or not self.across:
            return None
        return self.assumptions.draws_of(self.across[0].outcomes.index)

    @property
    def sector(self) -> Sector:
        """Who the organisations are, with the names that outputs show."""
        return self.simulations[0].sector

    def __getitem__(self, label: str) -> Simulation:
        """A policy's futures with every number as assumed.

        Raises:
            KeyError: where no policy has the label.
        """
        return _labelled(self.simulations, label)

    def under_plausible(self, label: str) -> Simulation:
        """A policy's futures across the plausible assumptions.

        Raises:
            KeyError: where no policy has the label, or assumptions were not drawn.
        """
        return _labelled(self.across, label)

    def summary(self) -> pd.DataFrame:
        """The headline outcomes of every policy, with the simulation error of each mean.

        Returns:
            A row a policy, indexed by label; columns title, then for each outcome its mean and the
            ends of its 95% interval, as ``harm``, ``harm_low``, ``harm_high``.
        """
        return summary_table(self.simulations, self.seed)

    def differences(self, outcome: str | Sequence[str] | None = None) -> pd.DataFrame:
        """Paired differences from the baseline, with the three uncertainties apart.

        Args:
            outcome: a column of the outcomes, or several; the headline's where there is none.

        Returns:
            A row a policy (and outcome); see ``simulation.analysis.differences``.

        Raises:
            InputError: where an outcome has no such name.
        """
        names = [self.outcome] if outcome is None else [outcome] if isinstance(outcome, str) else list(outcome)
        return self._compared([chosen_outcome(name) for name in names])

    @cached_property
    def all_differences(self) -> pd.DataFrame:
        """Paired differences of every outcome that this scenario has."""
        has_values = self.simulations[0].outcomes.notna().any()
        return self._compared([o for o in OUTCOMES if has_values[o.name]])

    def recovery(self) -> Recovery:
        """Recovery of those failing when the policies branched, with every number as assumed."""
        return recovery_of(self.simulations, self[self.baseline], self.seed)

    def equal_terms(
        self, *, runs: int | None = None, workers: int | None = None, progress: Progress | None = None
    ) -> EqualTerms:
        """The comparison with equally strong instruments and with one budget: ``rows``, ``spending``, ``sentences``.

        Args:
            runs: how many of its futures to play again; 40, or all where it has fewer.
            workers, progress: as in ``compare``.
        """
        if ("equal", runs) not in self._found:
            self._found["equal", runs] = equal_terms(self, runs=runs, workers=workers, progress=progress)
        return self._found["equal", runs]

    def switching_values(
        self, policy: str | None = None, *, count: int = 3, workers: int | None = None, progress: Progress | None = None
    ) -> SwitchingValues:
        """What would change the answer on a policy: a ``table`` of assumptions, with the value at which it turns.

        Args:
            policy: the label of the policy; the headline's where there is none.
            count: how many assumptions at most, those that matter most first.
            workers, progress: as in ``compare``.
        """
        if ("switching", policy, count) not in self._found:
            self._found["switching", policy, count] = switching_values(self, policy, count, workers, progress)
        return self._found["switching", policy, count]

    @cached_property
    def _found(self) -> dict[tuple[object, ...], Any]:
        """Results that take simulating, by what was asked."""
        return {}

    def headline(self, policy: str | None = None) -> Headline:
        """Question and answer in sentences.

        Args:
            policy: the label of the policy to speak of; the one with the best mean where there is none.
        """
        return headline_of(self, policy)

    def outcomes(self) -> pd.DataFrame:
        """Every outcome of every run: a row a run, policy and treatment of the assumptions.

        Returns:
            Columns run, policy, assumptions ("as assumed" or "uncertain"), draw (missing where as
            assumed), then the outcomes.
        """
        return outcome_rows(self.simulations, self.across, self.draws)

    def series(self) -> pd.DataFrame:
        """The sector over the years: a row a policy, treatment of the assumptions, measure and quarter.

        Returns:
            Columns policy, assumptions, measure, quarter (0 is the first after the run-in), mean over
            futures, and the quantiles over futures q05, q25, q50, q75, q95. Shares are of the sector.
        """
        return series_rows(self.simulations, self.across)

    def drawn_assumptions(self) -> pd.DataFrame:
        """What was drawn: a row a draw, a column for each uncertain number; no row where nothing was."""
        if self.assumptions is None or self.draws is None:
            return pd.DataFrame(index=pd.Index([], name="draw"))
        return self.assumptions.frame(np.unique(self.draws))

    def plot(self, name: str = "differences") -> Figure:
        """One of the pictures as a figure; in a notebook it shows itself.

        Args:
            name: failing, quality, differences, designation, seen-and-true, recovery, cost-and-harm or
                sector. The designation's and the sector's follow single organisations, for which a few
                futures are simulated again.

        Raises:
            InputError: where there is no such picture, or nothing to draw in it.
        """
        from simulation.plots.in_notebooks import figure_of

        return figure_of(self, name)

    def to_html(self) -> str:
        """The report as one page that needs nothing else; series must have been kept.

        What would change the answer, equal terms and who gains take simulating, a few seconds each.
        """
        from simulation.report.page import report_html

        return report_html(self)

    def to_docx(self, path: str | Path, *, full: bool = True) -> Path:
        """Write the summary for Word: question, answer, caveat, picture and table on one A4 page.

        Args:
            path: a file that ends in .docx; written whole or not at all.
            full: whether to simulate more, for what would change the answer.

        Raises:
            InputError: where the extra ``office`` is missing, or the file cannot be written.
        """
        from simulation.office.files import write_summary

        return write_summary(self, Path(path), full=full)

    def to_xlsx(self, path: str | Path, *, full: bool = True) -> Path:
        """Write the tables for Excel: notes, and a sheet a table.

        Args:
            path: a file that ends in .xlsx; written whole or not at all.
            full: whether to simulate more, for what would change the answer and for equal terms.

        Raises:
            InputError: where the extra ``office`` is missing, or the file cannot be written.
        """
        from simulation.office.files import write_tables

        return write_tables(self, Path(path), full=full)

    def __repr__(self) -> str:
        return (
            f"<Comparison: {len(self.labels)} policies in {self.runs:,} futures of {self.scenario.name},"
            f" against {self.baseline}>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the question, the answer, the differences."""
        from simulation.plots.saving import STAMP

        return as_html(self, STAMP if self.sector.shows_real_names else "")

    def _compared(self, outcomes: Sequence[Outcome]) -> pd.DataFrame:
        has_across = bool(self.across)
        return difference_table(
            outcomes,
            [self[label] for label in self.others],
            self[self.baseline],
            [self.under_plausible(label) for label in self.others] if has_across else [],
            self.under_plausible(self.baseline) if has_across else None,
            self.draws,
            self.seed,
        )


def _labelled(simulations: Sequence[Simulation], label: str) -> Simulation:
    for simulation in simulations:
        if simulation.label == label:
            return simulation
    raise KeyError(label)
