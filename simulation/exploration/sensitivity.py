"""What does an outcome depend on, and what does the *choice* between two alternatives depend on?

The second question is the one that matters for a decision: a number may move an outcome a great deal under all
alternatives alike, and then it doesn't matter which of them one takes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.titles import unit_in
from simulation.errors import InputError
from simulation.experiments.results import SweepResults
from simulation.exploration.elementary_effects import elementary_effects
from simulation.exploration.noise import noise_share
from simulation.exploration.ranks import fewest_points, rank_sensitivity
from simulation.exploration.values import alternative_place, blocks_of, mean_of_known, outcome_of, values_of
from simulation.exploration.variance_shares import variance_shares
from simulation.exploration.words import ordered_titles, outcome_words, phrase

__all__ = ["Sensitivity", "sensitivity"]

_FEWEST_BLOCKS = 8
_TOLD = 3


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """How much each uncertain number matters.

    Attributes:
        subject: what for, as a sentence says it.
        unit: of that.
        main: the measure that numbers are put in order by: "total" (Sobol'), "mean_size" (Morris) or
            "explained" (ranks).
        frame: a row an uncertain number, what matters most first; columns uncertainty, phrase, those of
            ``variance_shares`` or ``elementary_effects`` where the design has them, and those of
            ``rank_sensitivity``, whose correlations are NaN where points are too few for them.
        noise: the share of the variance between points that is chance, 0 to 1; NaN with one replication.
        points, replications: that the numbers rest on.
        same_futures: whether all points share their futures.
    """

    subject: str
    unit: str
    main: str
    frame: pd.DataFrame = field(repr=False)
    noise: float
    points: int
    replications: int
    same_futures: bool

    @property
    def has_directions(self) -> bool:
        """Whether there are points enough to tell which way each number works."""
        return bool(self.frame["rank_correlation"].notna().all())

    @property
    def few_points(self) -> str:
        """Why there are no directions."""
        return (
            f"Which way each works cannot be told: {self.points:,} points are too few for {len(self.frame):,} uncertain"
            " numbers."
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """What matters most, and how much of the picture is chance."""
        return (self._most(), self._chance())

    def _most(self) -> str:
        if not (self.frame[self.main] > 0.0).any():
            return f"Nothing in this design moves {self.subject}."
        told = []
        for row in self.frame.head(_TOLD).to_dict("records"):
            low, high = row[f"{self.main}_low"], row[f"{self.main}_high"]
            if row[self.main] > 0.0 and low > 0.0:
                told.append(f"{row['phrase']} ({_said(row[self.main])}; 95%: {_said(low)} to {_said(high)})")
        if not told:
            return f"No number stands out in what moves {self.subject}: every interval reaches nil."
        what = {
            "total": "share of its variance, with all interactions",
            "mean_size": f"mean effect of its whole range, {self.unit}",
            "explained": "share of its variance explained, by ranks",
        }[self.main]
        listed = f"{'; '.join(told[:-1])}; then {told[-1]}" if len(told) > 1 else told[0]
        return f"What moves {self.subject} most ({what}): {listed}."

    def _chance(self) -> str:
        if np.isnan(self.noise):
            where = "that one future, the same at every point" if self.same_futures else "one future at each point"
            return f"It rests on {where}: how much of it is chance cannot be told without replications."
        part = f"{100 * self.noise:.0f}" if self.noise >= 0.005 else "fewer than 1"
        more = ""
        if self.main == "total" and self.same_futures:
            more = "; a number that does nothing has an index of nil, as all points share their futures"
        elif self.main == "total" and self.noise >= 0.005:
            more = f"; a total index of {self.noise:.2f} or less may be chance alone"
        elif self.main == "explained" and self.noise >= 0.005:
            more = f"; no more than {1.0 - self.noise:.2f} could be explained"
        return (
            f"Of the variance between points, {part} of 100 parts are chance ({self.replications} futures each){more}."
        )


def sensitivity(
    results: SweepResults,
    outcome: str | None = None,
    policy: str | None = None,
    against: str | None = None,
    *,
    seed: int = 0,
) -> Sensitivity:
    """How much each uncertain number matters, for an outcome or for the difference between two alternatives.

    Args:
        results: of a sweep.
        outcome: name; the sweep's first where there is none.
        policy: the label of the alternative; the baseline where there is none.
        against: the label of another, for the difference from it; the outcome itself where there is none.
        seed: of the bootstraps.

    Raises:
        InputError: where there is no such outcome or alternative, no uncertain number, or too few points.
    """
    found = outcome_of(results, outcome)
    one = alternative_place(results, policy)
    titles = ordered_titles(results)
    values = values_of(results, found.name)
    subject = f'{outcome_words(results, found)} under "{titles[one]}"'
    chosen = values[:, :, one]
    if against is not None:
        other = alternative_place(results, against)
        if other == one:
            raise InputError(f"{against} cannot be set against itself; name another with --policy or --against")
        chosen = chosen - values[:, :, other]
        subject = f'the difference between "{titles[one]}" and "{titles[other]}" in {outcome_words(results, found)}'
    names = [uncertainty.name for uncertainty in results.uncertainties]
    blocks = blocks_of(results)
    expected = mean_of_known(chosen, 1)
    whole = ~np.isin(blocks, np.unique(blocks[np.isnan(expected)]))
    design = results.design.to_numpy(float)[whole]
    _enough(results.kind, names, design, blocks[whole])
    frame, main = _measures(results, names, expected, whole, seed)
    ranked = rank_sensitivity(design, expected[whole], names, blocks[whole], seed=seed)
    frame = ranked if frame is None else frame.merge(ranked, on="uncertainty")
    frame.insert(1, "phrase", [phrase(name) for name in frame["uncertainty"]])
    frame = frame.sort_values(main, ascending=False, kind="stable").reset_index(drop=True)
    noise = noise_share(chosen[whole], same_futures=results.same_futures)
    return Sensitivity(
        subject, unit_in(results, found.unit), main, frame, noise, int(whole.sum()), results.replications,
        results.same_futures,
    )  # fmt: skip


def _measures(
    results: SweepResults, names: list[str], expected: np.ndarray, whole: np.ndarray, seed: int
) -> tuple[pd.DataFrame | None, str]:
    """What the design was made for, and the measure to order by."""
    if results.kind == "sobol":
        return variance_shares(expected[whole], names, second_order=results.second_order, seed=seed), "total"
    if results.kind == "morris":
        ends = (
            np.array([uncertainty.low for uncertainty in results.uncertainties]),
            np.array([uncertainty.high for uncertainty in results.uncertainties]),
        )
        design = results.design.to_numpy(float)[whole]
        return elementary_effects(design, expected[whole], names, ends, levels=results.levels, seed=seed), "mean_size"
    return None, "explained"


def _enough(kind: str, names: list[str], design: np.ndarray, blocks: np.ndarray) -> None:
    if not names:
        raise InputError("this sweep has no uncertain number, so that nothing can be sensitive to one")
    count = len(np.unique(blocks))
    what = {"sobol": "base samples", "morris": "trajectories"}.get(kind, "points")
    least = _FEWEST_BLOCKS if what != "points" else max(_FEWEST_BLOCKS, fewest_points(design))
    if count < least:
        raise InputError(
            f"{count} {what} with this outcome are too few to say what it depends on; {least} at least are needed"
        )


def _said(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.0f}"
