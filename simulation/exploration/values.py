"""A sweep's long table as arrays: an outcome by design point, replication and alternative."""

from __future__ import annotations

import numpy as np

from simulation.analysis.comparison import chosen_outcome
from simulation.errors import InputError, did_you_mean, one_of
from simulation.experiments.results import SweepResults
from simulation.outcomes import Outcome

__all__ = ["alternative_place", "blocks_of", "mean_of_known", "outcome_of", "signs_of", "values_of"]


def outcome_of(results: SweepResults, name: str | None) -> Outcome:
    """One of the outcomes that a sweep kept; its first where none is named.

    Raises:
        InputError: where the sweep kept no such outcome.
    """
    kept = results.outcome_names
    name = name or kept[0]
    if name not in kept:
        raise InputError(f"this sweep kept no outcome {name}; it kept {one_of(kept)}{did_you_mean(name, kept)}")
    return chosen_outcome(name)


def alternative_place(results: SweepResults, label: str | None, otherwise: str | None = None) -> int:
    """Where an alternative stands in the order of the sweep.

    Args:
        results: of a sweep.
        label: the alternative's; ``otherwise``, or the baseline, where there is none.
        otherwise: the label to take then.

    Raises:
        InputError: where the sweep has no such alternative.
    """
    wanted = label or otherwise or results.baseline
    if wanted not in results.labels:
        has = ", ".join(f'"{label}"' for label in results.labels)
        raise InputError(
            f'this sweep has no alternative "{wanted}"{did_you_mean(wanted, results.labels)} (it has {has})'
        )
    return results.labels.index(wanted)


def values_of(results: SweepResults, outcome: str) -> np.ndarray:
    """An outcome as an array of shape (points, replications, alternatives), in the order of the tables; NaN where none.

    Raises:
        InputError: where the table lacks rows.
    """
    shape = (len(results.design), results.replications, len(results.alternatives))
    column = results.outcomes[outcome].to_numpy(np.float64)
    if column.size != np.prod(shape):
        raise InputError(
            f"the sweep's table has {column.size:,} rows and should have {np.prod(shape):,}; finish it with:"
            " turnaround sweep --resume"
        )
    return column.reshape(shape)


def signs_of(outcome: Outcome) -> int:
    """1 where less is better, -1 where more is, 0 where neither."""
    return {True: 1, False: -1, None: 0}[outcome.less_is_better]


def blocks_of(results: SweepResults) -> np.ndarray:
    """Which points of a design were drawn together, shape (points,), from 0 up.

    Points of one base sample of a Sobol' design, and of one trajectory of a Morris design, share most
    of their numbers; so they are resampled together. Elsewhere every point stands alone.
    """
    points = np.arange(len(results.design))
    if results.kind in ("sobol", "morris") and results.samples > 0:
        return points // max(1, len(points) // results.samples)
    return points


def mean_of_known(values: np.ndarray, axis: int | tuple[int, ...]) -> np.ndarray:
    """The mean along axes without NaN; NaN, and no warning, where nothing is left."""
    known = ~np.isnan(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.divide(total, count, out=np.full(np.shape(count), np.nan), where=count > 0)
