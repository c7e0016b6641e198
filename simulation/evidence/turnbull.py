"""Turnbull's estimator: the distribution of a time that is known only to lie between two looks.

The non-parametric maximum likelihood estimate for interval-censored times (Turnbull 1976, Journal of
the Royal Statistical Society B 38, 290-295; the intervals as in Peto 1973). A time lies in (left,
right]; right is infinite where the last look still came too early. The likelihood depends only on the
mass in the *innermost* intervals, those that begin with a left end and end with a right end and hold no
other end; where in such an interval the mass lies, the data cannot say. So the distribution is known
between two bounds, and both are given.

The mass is found by the EM algorithm (Turnbull's self-consistency), sped up by SQUAREM's squared steps
(Varadhan and Roland 2008, doi 10.1111/j.1467-9469.2007.00585.x), for many samples at once. It stops
by a bound and not by small steps: at mass p, with N times and g the derivative of the log-likelihood,
no distribution is better by more than max g - N (Gentleman and Geyer 1994, doi 10.1093/biomet/81.3.618).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Distribution", "turnbull"]

_CLOSE_ENOUGH = 1e-5
"""The most that the log-likelihood may still gain, for each time."""
_MOST_ROUNDS = 2_000
_MOST_SHRINKING = 0.1
_LONGEST = 1e4
_LEAST_MASS = 1e-300


@dataclass(frozen=True, eq=False)
class Distribution:
    """Where times may lie, and with what probability, sample by sample.

    Attributes:
        left, right: the innermost intervals, shape (samples, most intervals); both infinite where a sample
            has fewer. ``right`` is infinite where mass lies beyond all looks.
        mass: the probability of each, shape (samples, most intervals); NaN in a sample without times.
        gap: what the log-likelihood could still gain, for each time, shape (samples,); NaN likewise.
    """

    left: np.ndarray
    right: np.ndarray
    mass: np.ndarray
    gap: np.ndarray

    def surely_by(self, time: float) -> np.ndarray:
        """The least probability, shape (samples,), of being out by ``time``: all mass at the intervals' ends."""
        return np.where(self.right <= time, self.mass, 0.0 * self.mass).sum(axis=1)

    def at_most_by(self, time: float) -> np.ndarray:
        """The most that it can be, shape (samples,): all mass where the intervals begin."""
        return np.where(self.left < time, self.mass, 0.0 * self.mass).sum(axis=1)

    def median(self) -> tuple[np.ndarray, np.ndarray]:
        """The earliest and the latest that the median can be, each of shape (samples,); NaN beyond all looks."""
        # A hair below a half, so that rounding does not move a median that is reached exactly.
        reached = np.cumsum(self.mass, axis=1) >= 0.5 - 1e-9
        first = np.argmax(reached, axis=1)
        rows = np.arange(len(first))
        ends = []
        for side in (self.left, self.right):
            found = side[rows, first]
            ends.append(np.where(reached.any(axis=1) & np.isfinite(found), found, np.nan))
        return ends[0], ends[1]


def turnbull(sample: np.ndarray, left: np.ndarray, right: np.ndarray, weight: np.ndarray, samples: int) -> Distribution:
    """Estimate the distribution of interval-censored times in many samples.

    Args:
        sample: to which sample each time belongs, from 0, shape (times,).
        left: the latest look at which it was still running, from 0 up, shape (times,).
        right: the first look at which it was over, above ``left``, or infinite, shape (times,).
        weight: how often each counts; those of nil are left out, shape (times,).
        samples: how many samples.

    Raises:
        ValueError: where an interval does not run forwards.
    """
    counts = weight > 0
    sample, left, right, weight = sample[counts], left[counts], right[counts], weight[counts]
    if not (left < right).all():
        raise ValueError("every interval must end after it begins")
    rows, left, right, weight = _each_once(sample, left, right, weight)
    begins, ends = _innermost(rows, left, right, samples)
    place = _place_within(rows, samples)
    most = int(place.max()) + 1 if len(place) else 1
    covers = np.zeros((samples, most, begins.shape[1]))
    often = np.zeros((samples, most))
    often[rows, place] = weight
    covers[rows, place] = (left[:, None] <= begins[rows]) & (ends[rows] <= right[:, None])
    covers[np.broadcast_to(~np.isfinite(begins)[:, None, :], covers.shape)] = 0.0
    mass, gap = _fit(covers, often, np.isfinite(begins))
    return Distribution(begins, ends, mass, gap)


def _each_once(
    sample: np.ndarray, left: np.ndarray, right: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Equal times of a sample become one, with their weights summed; in order of samples."""
    order = np.lexsort((right, left, sample))
    sample, left, right = sample[order], left[order], right[order]
    is_new = np.ones(len(sample), bool)
    is_new[1:] = (sample[1:] != sample[:-1]) | (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return sample[is_new], left[is_new], right[is_new], np.bincount(np.cumsum(is_new) - 1, weights=weight[order])


def _place_within(sample: np.ndarray, samples: int) -> np.ndarray:
    """The place of each row within its sample, where rows are in order of samples."""
    first = np.concatenate([[0], np.cumsum(np.bincount(sample, minlength=samples))])
    return np.arange(len(sample)) - first[sample]


def _innermost(sample: np.ndarray, left: np.ndarray, right: np.ndarray, samples: int) -> tuple[np.ndarray, np.ndarray]:
    """The innermost intervals of each sample, in order, padded with infinity."""
    who = np.concatenate([sample, sample])
    when = np.concatenate([left, right])
    is_left = np.concatenate([np.ones(len(left), np.int8), np.zeros(len(right), np.int8)])
    # At one time an end comes before a beginning, since (a, t] and (t, b] have nothing in common.
    order = np.lexsort((is_left, when, who))
    who, when, is_left = who[order], when[order], is_left[order]
    starts = np.flatnonzero((is_left[:-1] == 1) & (is_left[1:] == 0) & (who[:-1] == who[1:]))
    place = _place_within(who[starts], samples)
    width = int(place.max()) + 1 if len(place) else 1
    begins, ends = np.full((samples, width), np.inf), np.full((samples, width), np.inf)
    begins[who[starts], place], ends[who[starts], place] = when[starts], when[starts + 1]
    return begins, ends


def _fit(covers: np.ndarray, often: np.ndarray, exists: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mass of every innermost interval, and the gap that is left.

    Args:
        covers: 1 where a time may lie in an interval, shape (samples, times, intervals).
        often: how often each time counts, shape (samples, times).
        exists: which intervals there are, shape (samples, intervals).
    """
    total = often.sum(axis=1)
    mass = np.where(exists, 1.0, 0.0) / np.maximum(exists.sum(axis=1, keepdims=True), 1)
    gap = np.zeros(len(total))
    mass[total == 0], gap[total == 0] = np.nan, np.nan
    active = np.flatnonzero(total > 0)
    backwards = np.ascontiguousarray(covers.transpose(0, 2, 1))
    for _ in range(_MOST_ROUNDS):
        problem = (covers[active], backwards[active], often[active] / total[active, None])
        mass[active], gap[active] = _squared_step(problem, mass[active])
        active = active[gap[active] > _CLOSE_ENOUGH]
        if not len(active):
            break
    return mass, gap


_Problem = tuple[np.ndarray, np.ndarray, np.ndarray]


def _em_step(problem: _Problem, mass: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One step of EM, and the gap at the mass it started from."""
    covers, backwards, share = problem
    likelihood = (covers @ mass[:, :, None])[:, :, 0]
    slope = (backwards @ (share / np.maximum(likelihood, _LEAST_MASS))[:, :, None])[:, :, 0]
    return mass * slope, slope.max(axis=1) - 1.0


def _squared_step(problem: _Problem, mass: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two steps of EM, drawn out along their direction as far as mass stays above nil, and one to settle.

    Where the longer step would lower the likelihood, the two plain steps are kept.
    """
    once, _ = _em_step(problem, mass)
    twice, _ = _em_step(problem, once)
    change, bend = once - mass, twice - 2.0 * once + mass
    bent = np.sqrt((bend**2).sum(axis=1))
    along = np.sqrt((change**2).sum(axis=1))
    length = np.clip(along / np.maximum(bent, along / _LONGEST + _LEAST_MASS), 1.0, _LONGEST)[:, None]
    # No mass shrinks to nothing in one step, else it could not come back where that was wrong.
    further = np.maximum(mass + 2.0 * length * change + length**2 * bend, _MOST_SHRINKING * twice)
    further /= further.sum(axis=1, keepdims=True)
    better = _log_likelihood(problem, further) >= _log_likelihood(problem, twice)
    settled, _ = _em_step(problem, np.where(better[:, None], further, twice))
    return settled, _em_step(problem, settled)[1]


def _log_likelihood(problem: _Problem, mass: np.ndarray) -> np.ndarray:
    covers, _, share = problem
    likelihood = (covers @ mass[:, :, None])[:, :, 0]
    return (share * np.log(np.maximum(likelihood, _LEAST_MASS))).sum(axis=1)
