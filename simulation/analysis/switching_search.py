"""The search for a switching value: where, along one assumption, the better of two policies changes.

It takes a function that gives paired differences at a value of the assumption, in the same futures
whatever the value. So the mean difference moves with the value and hardly with chance, and its sign can
be followed: first to the end of the plausible range at which the answer is weakest, then to what lies
between, to the other end, and beyond the range; and where it changes, by interpolation within the
bracket until the mean there is small against its own simulation error.

The interval comes from drawing whole worlds again: each resample has a curve through the values tried,
and its own switching value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.analysis.bootstrap import percentile_interval, resampled_counts
from simulation.analysis.uncertain_numbers import Assumption

__all__ = ["Curve", "Switch", "switching_value"]

Evaluate = Callable[[float], np.ndarray]
"""Paired differences at a value of the assumption, shape (worlds,), in the same order whatever the value."""

_MOST_REFINED = 6
_NEAR = 0.25
"""The search ends where the mean is nearer to nil than this part of its standard error."""
_NARROW = 1e-3
"""... or where the bracket is narrower than this part of the range that was searched."""


@dataclass(frozen=True)
class Switch:
    """What a search found.

    Attributes:
        value: the switching value nearest to what is assumed; NaN where there is none.
        low, high: its 95% interval (simulation error); NaN without it.
        side: "below" or "above": on which side the answer turns round; empty where it doesn't.
        searched: from where to where the assumption was moved.
        unclear: ends of that range at which no difference is left beyond simulation error.
        values, means: the values tried, in rising order, and the mean difference at each.
        error: half of the 95% interval of the mean difference as assumed (simulation error).
    """

    value: float
    low: float
    high: float
    side: str
    searched: tuple[float, float]
    unclear: tuple[float, ...]
    values: tuple[float, ...]
    means: tuple[float, ...]
    error: float = float("nan")

    @property
    def strongest(self) -> float:
        """The mean difference farthest from nil among the values tried."""
        return max(self.means, key=abs)

    @property
    def weakest(self) -> float:
        """The one that is nearest to nil, or farthest beyond it."""
        return min(self.means) if self.strongest > 0.0 else max(self.means)


class Curve:
    """Paired differences at the values tried so far, with resamples of the worlds that all values share.

    Args:
        evaluate: see ``Evaluate``.
        seed: of the resampling, from 0 up.
    """

    def __init__(self, evaluate: Evaluate, seed: int) -> None:
        self._evaluate, self._seed = evaluate, seed
        self._tried: dict[float, np.ndarray] = {}
        self._resampled: dict[float, np.ndarray] = {}

    def at(self, value: float) -> np.ndarray:
        """The differences at a value; each is evaluated once. Worlds without the outcome are left out."""
        if value not in self._tried:
            found = np.asarray(self._evaluate(value), float)
            self._tried[value] = found
            known = ~np.isnan(found)
            sums = [
                (counts @ np.where(known, found, 0.0)) / np.maximum(counts @ known.astype(float), 1.0)
                for counts in resampled_counts(len(found), self._seed)
            ]
            self._resampled[value] = np.concatenate(sums)
        return self._tried[value]

    def know(self, value: float, differences: np.ndarray) -> None:
        """Take differences that were evaluated elsewhere."""
        evaluate, self._evaluate = self._evaluate, lambda _: differences
        self.at(value)
        self._evaluate = evaluate

    def mean(self, value: float) -> float:
        """The mean difference at a value; nil where no world has the outcome."""
        found = self.at(value)
        known = found[~np.isnan(found)]
        return float(known.mean()) if known.size else 0.0

    def interval(self, value: float, level: float = 0.95) -> tuple[float, float]:
        """Interval of that mean."""
        low, high = percentile_interval(self.resamples(value), len(self.at(value)), level)
        return float(low), float(high)

    def resamples(self, value: float) -> np.ndarray:
        """The mean in each resample of the worlds; the resamples are the same for all values."""
        self.at(value)
        return self._resampled[value]

    @property
    def values(self) -> list[float]:
        """The values tried, in rising order."""
        return sorted(self._tried)


def switching_value(curve: Curve, assumption: Assumption, *, weakest_at_low: bool = True) -> Switch:
    """Where, along one assumption, the better of the two policies changes.

    Args:
        curve: gives the differences; what it has tried already is used.
        assumption: its value, its plausible range, and how far it can be moved.
        weakest_at_low: towards which end of the range the difference is thought to shrink; looked at first.
    """
    sign = np.sign(curve.mean(assumption.assumed))
    if sign == 0.0:
        return _none(curve, assumption)
    for value in _places(assumption, weakest_at_low):
        if _turned(curve, value, sign):
            _refine(curve, sign, assumption.assumed)
            return _found(curve, sign, assumption.assumed)
    return _none(curve, assumption)


def _places(assumption: Assumption, weakest_at_low: bool) -> Iterator[float]:
    """Where to look for another sign, in order, each once."""
    plausible = [assumption.low, assumption.high]
    beyond = [assumption.least, assumption.most]
    if not weakest_at_low:
        plausible.reverse()
        beyond.reverse()
    between = [(assumption.assumed + end) / 2.0 for end in plausible]
    yield from dict.fromkeys([plausible[0], between[0], plausible[1], between[1], *beyond])


def _turned(curve: Curve, value: float, sign: float) -> bool:
    """Whether the other policy is better at a value, beyond simulation error."""
    low, high = curve.interval(value)
    return high < 0.0 if sign > 0 else low > 0.0


def _refine(curve: Curve, sign: float, assumed: float) -> None:
    """Try values within the bracket that is nearest to what is assumed, until its root is known well enough."""
    whole = curve.values[-1] - curve.values[0]
    for _ in range(_MOST_REFINED):
        values = np.array(curve.values)
        means = sign * np.array([curve.mean(value) for value in values])
        root = _roots(values, means[None], assumed)[0]
        place = min(max(int(np.searchsorted(values, root)), 1), len(values) - 1)
        left, right = values[place - 1], values[place]
        if right - left < _NARROW * whole:
            return
        # Kept off the ends, so that every step narrows the bracket.
        root = float(min(max(root, left + 0.1 * (right - left)), right - 0.1 * (right - left)))
        error = float(curve.resamples(root).std())
        if abs(curve.mean(root)) <= _NEAR * error:
            return


def _roots(values: np.ndarray, means: np.ndarray, near: float) -> np.ndarray:
    """Where curves through some values cross nil, nearest to ``near``; an end of the values where one doesn't.

    Args:
        values: in rising order, shape (values,).
        means: signed so that above nil is the answer as assumed, shape (curves, values).
    """
    left, right = means[:, :-1], means[:, 1:]
    crosses = (left > 0.0) != (right > 0.0)
    step = np.divide(left, left - right, out=np.zeros(left.shape), where=crosses)
    roots = values[:-1] + step * np.diff(values)
    away = np.where(crosses, np.abs(roots - near), np.inf)
    found = roots[np.arange(len(roots)), away.argmin(axis=1)]
    # Without a crossing, it lies beyond the end at which least is left, or beyond the end at which most is.
    is_whole = (means > 0.0).all(axis=1)
    ends = np.where(is_whole, values[means.argmin(axis=1)], values[means.argmax(axis=1)])
    return np.where(crosses.any(axis=1), found, ends)


def _found(curve: Curve, sign: float, assumed: float) -> Switch:
    values = np.array(curve.values)
    means = np.array([curve.mean(value) for value in values])
    value = float(_roots(values, sign * means[None], assumed)[0])
    resamples = sign * np.stack([curve.resamples(v) for v in values], axis=1)
    low, high = percentile_interval(_roots(values, resamples, value), len(curve.at(assumed)))
    side = "below" if value < assumed else "above"
    ends = float(values[0]), float(values[-1])
    return Switch(value, float(low), float(high), side, ends, (), tuple(values.tolist()), tuple(means.tolist()))


def _none(curve: Curve, assumption: Assumption) -> Switch:
    values = curve.values
    ends: Sequence[float] = dict.fromkeys((values[0], values[-1]))  # type: ignore[assignment]
    unclear = []
    for end in ends:
        low, high = curve.interval(end)
        if low <= 0.0 <= high and end != assumption.assumed:
            unclear.append(end)
    nothing = float("nan")
    low, high = curve.interval(assumption.assumed)
    return Switch(
        nothing, nothing, nothing, "", (values[0], values[-1]), tuple(unclear),
        tuple(values), tuple(curve.mean(value) for value in values), (high - low) / 2.0,
    )  # fmt: skip
