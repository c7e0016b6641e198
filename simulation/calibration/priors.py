"""What is believed of each fitted number before the data is seen.

Most priors are uniform over the register's plausible range. Where a first fit to the same kind of data asked
for more, or where the register holds a number fixed because scenarios that look ahead have no use for it,
the prior is written here with its reason.

All that follows works on the *unit scale*: a number's place in its prior, its cumulative probability, on
which every prior is uniform from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats
from scipy.stats import qmc

from simulation.errors import InputError, did_you_mean
from simulation.parameters import REGISTER

__all__ = ["FITTED", "Prior", "from_unit", "prior_draws", "prior_of", "priors_of", "sobol_points", "to_unit"]

FITTED: tuple[str, ...] = (
    "capability_base",
    "capability_from_leadership",
    "leadership_sd",
    "regional_leadership_sd",
    "regional_burden_sd",
    "pressure_trend",
    "earlier_framework_shift",
    "common_pressure_sd",
    "regional_pressure_sd",
    "own_pressure_sd",
    "inspection_sd",
    "miss_inspection",
    "exposure_hazard",
    "outstanding_threshold",
    "crisis_hazard",
    "crisis_size",
    "capability_rate",
    "turnover",
    "newcomer_sd",
    "leadership_drift",
)
"""The numbers that grades can speak to: levels, spreads, persistence, sudden falls, and how inspections err.

Effects of instruments are not among them, whatever the data: nobody wrote down which response each got.
"""


@dataclass(frozen=True)
class Prior:
    """A distribution of one number: uniform from ``low`` to ``high``, or a normal that is cut there.

    Attributes:
        name: a parameter of the register.
        low, high: the least and the most.
        mean, sd: of a normal; nothing for a uniform distribution.
        source: why.
    """

    name: str
    low: float
    high: float
    mean: float | None = None
    sd: float | None = None
    source: str = "the register's plausible range"

    def quantile(self, unit: np.ndarray) -> np.ndarray:
        """The values at some cumulative probabilities."""
        if self.mean is None or self.sd is None:
            return self.low + unit * (self.high - self.low)
        return np.asarray(self._normal.ppf(unit))

    def probability(self, values: np.ndarray) -> np.ndarray:
        """The cumulative probabilities of some values."""
        if self.mean is None or self.sd is None:
            return np.clip((values - self.low) / (self.high - self.low), 0.0, 1.0)
        return np.asarray(self._normal.cdf(values))

    @property
    def _normal(self) -> stats.rv_continuous:
        assert self.mean is not None
        assert self.sd is not None
        ends = (self.low - self.mean) / self.sd, (self.high - self.mean) / self.sd
        return stats.truncnorm(*ends, loc=self.mean, scale=self.sd)


_ASKED = "a first fit over the narrower range lay at its end"
_OWN = {
    prior.name: prior
    for prior in (
        Prior(
            "earlier_framework_shift", -12.0, 12.0, 0.0, 4.0,
            "normal, 4 points; of the first 41 councils under the framework of 2013, 44% fell and 17% rose (2015)",
        ),
        Prior("pressure_trend", -1.5, 0.6, source="the register's plausible range, and down to -1.5: " + _ASKED),
        Prior("capability_base", 29.0, 41.0, source="the register's plausible range, and up to 41: " + _ASKED),
        Prior("crisis_hazard", 0.002, 0.02, source="the register's plausible range, and up to 0.02: " + _ASKED),
        Prior("crisis_size", 10.0, 40.0, source="the register's plausible range, and up to 40: " + _ASKED),
        Prior("inspection_sd", 3.0, 10.0, source="the register's plausible range, and up to 10: " + _ASKED),
        Prior(
            "outstanding_threshold", 70.0, 85.0,
            source="grades need not be evenly wide; where the highest begins is open",
        ),
    )
}  # fmt: skip


def prior_of(name: str) -> Prior:
    """The prior of one number.

    Raises:
        InputError: where it is not a parameter, or is a definition without a range.
    """
    if name in _OWN:
        return _OWN[name]
    if name not in REGISTER:
        raise InputError(f"{name} is not a parameter{did_you_mean(name, REGISTER)}")
    entry = REGISTER[name]
    if entry.is_fixed:
        raise InputError(f"{name} is a definition, which has no range to be fitted in; leave it out")
    return Prior(name, entry.low, entry.high)


def priors_of(names: Sequence[str] = FITTED) -> tuple[Prior, ...]:
    """The priors of some numbers, in order.

    Raises:
        InputError: as ``prior_of``, and where a name is given twice, or none at all.
    """
    if not names:
        raise InputError("no number to fit is named; name one at least")
    for name in names:
        if list(names).count(name) > 1:
            raise InputError(f"{name} is named more than once")
    return tuple(prior_of(name) for name in names)


def from_unit(priors: Sequence[Prior], unit: np.ndarray) -> np.ndarray:
    """Places in the priors as values; both of shape (points, numbers)."""
    return np.stack([prior.quantile(unit[:, column]) for column, prior in enumerate(priors)], axis=1)


def to_unit(priors: Sequence[Prior], values: np.ndarray) -> np.ndarray:
    """Values as places in the priors; both of shape (points, numbers)."""
    return np.stack([prior.probability(values[:, column]) for column, prior in enumerate(priors)], axis=1)


def prior_draws(priors: Sequence[Prior], draws: int, seed: int) -> pd.DataFrame:
    """Evenly spread draws of the priors (a scrambled Sobol' sequence), a column a number.

    Args:
        priors: of which numbers.
        draws: how many.
        seed: from 0 up.
    """
    unit = sobol_points(len(priors), draws, seed)
    return pd.DataFrame(from_unit(priors, unit), columns=[prior.name for prior in priors])


def sobol_points(numbers: int, points: int, seed: int) -> np.ndarray:
    """The first points of a scrambled Sobol' sequence, shape (points, numbers), each within (0, 1)."""
    power = max(1, int(np.ceil(np.log2(max(points, 2)))))
    drawn = qmc.Sobol(numbers, scramble=True, rng=np.random.default_rng([seed, 2014])).random_base2(power)
    return np.clip(drawn[:points], 1e-9, 1.0 - 1e-9)
