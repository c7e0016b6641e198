"""A rival: a first-order Markov chain on grades, whose rows differ from region to region by chance.

Region r's row of probabilities after grade i is drawn from a Dirichlet distribution with mean m(i), the sector's row,
and one concentration k for all rows: the larger k, the more alike regions are. The sector's row is what was counted,
with half a case in each cell (Jeffreys' prior). Over k, on a grid from 1 to 1,000, even in its logarithm, the marginal
likelihood of the counts (Dirichlet-multinomial) gives a posterior, and predictions are averaged over it: hierarchical,
by empirical Bayes for the sector's rows. A region with counts is predicted by (n(r,i,j) + k m(i,j)) / (n(r,i) + k);
for a region without any this is the sector's row, its regional effect integrated out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from simulation.evidence.inspections import GRADES
from simulation.validation.transitions import Transitions

__all__ = ["MarkovChain"]

CONCENTRATIONS = np.geomspace(1.0, 1_000.0, 31)
_HALF_A_CASE = 0.5
_PURPOSE = 1011


@dataclass(frozen=True, eq=False)
class MarkovChain:
    """The chain, fitted.

    Attributes:
        counts: transitions that it was fitted to, shape (regions, 4, 4).
        rows: the sector's rows, shape (4, 4).
        belief: posterior weight of each of ``CONCENTRATIONS``; adds up to 1.
    """

    counts: np.ndarray
    rows: np.ndarray
    belief: np.ndarray
    name: str = "Markov chain"

    @classmethod
    def fitted(cls, known: Transitions) -> MarkovChain:
        """The chain fitted to some transitions."""
        counts = known.counts()
        pooled = counts.sum(axis=0) + _HALF_A_CASE
        rows = pooled / pooled.sum(axis=1, keepdims=True)
        evidence = np.array([_log_evidence(counts, rows, k) for k in CONCENTRATIONS])
        weight = np.exp(evidence - evidence.max())
        return cls(counts, rows, weight / weight.sum())

    def of_regions(self) -> np.ndarray:
        """Predictive probabilities, shape (regions, 4, 4)."""
        total = self.counts.sum(axis=2, keepdims=True)
        each = [(self.counts + k * self.rows) / (total + k) for k in CONCENTRATIONS]
        return np.tensordot(self.belief, np.stack(each), axes=1)

    def probabilities(self, asked: Transitions) -> np.ndarray:
        """See ``Forecaster``."""
        return self.of_regions()[asked.region, asked.last - 1]

    def draws(self, asked: Transitions, count: int, seed: int) -> np.ndarray:
        """See ``Forecaster``: each draw has rows of its own for the sector and, around them, for each region."""
        chance = np.random.default_rng([seed, _PURPOSE])
        found = np.empty((count, len(asked)), np.int8)
        pooled = self.counts.sum(axis=0) + _HALF_A_CASE
        for place in range(count):
            k = chance.choice(CONCENTRATIONS, p=self.belief)
            rows = np.stack([chance.dirichlet(row) for row in pooled])
            weights = chance.standard_gamma(np.maximum(self.counts + k * rows, 1e-9))
            regional = np.cumsum(weights / weights.sum(axis=2, keepdims=True), axis=2)
            below = regional[asked.region, asked.last - 1, :-1]
            found[place] = 1 + (chance.random(len(asked))[:, None] > below).sum(axis=1)
        return found


def _log_evidence(counts: np.ndarray, rows: np.ndarray, concentration: float) -> float:
    """The logarithm of the Dirichlet-multinomial likelihood of all rows of all regions, but for a constant."""
    prior = concentration * rows
    total = counts.sum(axis=2)
    within = (gammaln(counts + prior) - gammaln(prior)).sum()
    return float(within + (gammaln(concentration) - gammaln(total + concentration)).sum())


assert len(GRADES) == 4
