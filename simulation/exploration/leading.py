"""Which alternative to speak of where nobody named one: the most robust of those that are not the baseline."""

from __future__ import annotations

import numpy as np

from simulation.experiments.results import SweepResults
from simulation.exploration.robustness import regrets
from simulation.exploration.values import alternative_place, mean_of_known, outcome_of, signs_of, values_of

__all__ = ["leading_alternative", "strongest_rival"]


def leading_alternative(results: SweepResults, outcome: str | None = None) -> str:
    """The label with the least 90th percentile of regret, of those set against the baseline.

    Where neither more nor less of the outcome is better, the first; where the baseline is alone, itself.

    Raises:
        InputError: where the sweep kept no such outcome.
    """
    found = outcome_of(results, outcome)
    others = [k for k, label in enumerate(results.labels) if label != results.baseline]
    if not others:
        return results.baseline
    if signs_of(found) == 0:
        return results.labels[others[0]]
    expected = signs_of(found) * mean_of_known(values_of(results, found.name), 1)
    known = expected[~np.isnan(expected).any(axis=1)]
    if not len(known):
        return results.labels[others[0]]
    largest = np.quantile(regrets(known), 0.9, axis=0)
    means = known.mean(axis=0)
    return results.labels[min(others, key=lambda k: (largest[k], means[k]))]


def strongest_rival(results: SweepResults, policy: str, outcome: str | None = None) -> str:
    """The alternative that does better than a policy in most futures: where its answer would flip.

    The baseline where it is as strong as any, or where neither more nor less of the outcome is better.

    Raises:
        InputError: where the sweep has no such outcome or alternative.
    """
    found = outcome_of(results, outcome)
    one = alternative_place(results, policy)
    baseline = results.labels.index(results.baseline)
    values = signs_of(found) * values_of(results, found.name)
    better = (values < values[:, :, [one]]).mean(axis=(0, 1))
    better[one] = -1.0
    place = baseline if baseline != one and better[baseline] >= better.max() else int(np.argmax(better))
    return results.labels[place]
