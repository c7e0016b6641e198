"""``Predictions``: what the model and its rivals said of the same transitions before they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.evidence.inspections import GRADES
from simulation.validation.coverage import cells_of, coverage_of, shares_of
from simulation.validation.forecaster import Forecaster
from simulation.validation.paired import PairedScores, paired_scores
from simulation.validation.scores import energy_score, energy_scores_of_grades, log_scores
from simulation.validation.transitions import Transitions

__all__ = ["DRAWS", "Predictions", "joined_predictions", "predictions_of"]

DRAWS = 1_000
"""Joint draws from each forecaster."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """Predictions of some transitions by several forecasters, the model first.

    Attributes:
        what: which transitions, for captions.
        asked: the transitions, with what came.
        probabilities: by forecaster's name, shape (cases, 4).
        draws: joint draws by forecaster's name, shape (draws, cases).
        region_names: the regions' names.
    """

    what: str
    asked: Transitions
    probabilities: Mapping[str, np.ndarray]
    draws: Mapping[str, np.ndarray]
    region_names: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The forecasters' names, the model's first."""
        return tuple(self.probabilities)

    def scores(self, seed: int = 0) -> list[PairedScores]:
        """The model against each rival: by the log score, and by the energy score of single grades."""
        model, *rivals = self.names
        came, found = self.asked.next, []
        for rival in rivals:
            for score, how in (("log", log_scores), ("energy", energy_scores_of_grades)):
                one, other = how(self.probabilities[model], came), how(self.probabilities[rival], came)
                found.append(paired_scores(score, rival, one, other, self.asked.organisation, seed))
        return found

    def regional_scores(self) -> pd.DataFrame:
        """The energy score of each region's shares by next grade, a vector of four.

        Returns:
            A row a region that has cases; columns region, cases, then one a forecaster.
        """
        regions = len(self.region_names)
        came = shares_of(self.asked.region, regions, self.asked.next[None, :])[0]
        cases = np.bincount(self.asked.region, minlength=regions)
        shares = {name: shares_of(self.asked.region, regions, drawn) for name, drawn in self.draws.items()}
        rows = [
            {"region": self.region_names[place], "cases": int(cases[place])}
            | {name: energy_score(predicted[:, place], came[place]) for name, predicted in shares.items()}
            for place in np.flatnonzero(cases)
        ]
        return pd.DataFrame(rows)

    def cells(self, name: str) -> pd.DataFrame:
        """What a forecaster predicted of every cell (see ``coverage.cells_of``)."""
        return cells_of(self.asked, self.draws[name], self.region_names)

    def coverage(self, name: str) -> pd.DataFrame:
        """A forecaster's coverage with the mean width of its intervals."""
        return coverage_of(self.cells(name))

    def expected(self) -> pd.DataFrame:
        """How many of each move came, and how many each forecaster expected.

        Returns:
            A row a pair of grades; columns last, next (codes), cases (with the last grade), came, then one a
            forecaster.
        """
        rows = []
        for last in GRADES:
            is_last = self.asked.last == last
            for following in GRADES:
                row = {
                    "last": int(last),
                    "next": int(following),
                    "cases": int(is_last.sum()),
                    "came": int((is_last & (self.asked.next == following)).sum()),
                }
                said = {n: float(p[is_last, following - 1].sum()) for n, p in self.probabilities.items()}
                rows.append(row | said)
        return pd.DataFrame(rows)


def predictions_of(
    what: str,
    asked: Transitions,
    forecasters: Sequence[Forecaster],
    region_names: tuple[str, ...],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Predictions:
    """Ask every forecaster the same.

    Args:
        what: which transitions, for captions.
        asked: the transitions; forecasters do not read their ``next``.
        forecasters: the model first.
        region_names: the regions' names.
        draws: joint draws from each.
        seed: of the draws, from 0 up.
    """
    blind = Transitions(**{**vars(asked), "next": np.zeros_like(asked.next)})
    return Predictions(
        what,
        asked,
        {one.name: one.probabilities(blind) for one in forecasters},
        {one.name: one.draws(blind, draws, seed) for one in forecasters},
        region_names,
    )


def joined_predictions(what: str, parts: Sequence[Predictions]) -> Predictions:
    """The predictions of several parts, such as regions left out one after another, as one.

    Draws of different parts have nothing in common.
    """
    arrays = ("panel", "organisation", "region", "before", "last", "months", "month", "next")
    first = parts[0]
    asked = Transitions(
        **{name: np.concatenate([getattr(part.asked, name) for part in parts]) for name in arrays},
        regions=first.asked.regions,
        organisations=first.asked.organisations,
    )
    return Predictions(
        what,
        asked,
        {name: np.concatenate([part.probabilities[name] for part in parts]) for name in first.names},
        {name: np.concatenate([part.draws[name] for part in parts], axis=1) for name in first.names},
        first.region_names,
    )
