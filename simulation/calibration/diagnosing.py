"""What a calibration learnt, and what it did not: tables and sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from simulation.calibration.calibrating import Calibration
from simulation.calibration.priors import to_unit
from simulation.parameters import REGISTER

__all__ = ["correlation", "is_learnt", "posterior_table", "sentences", "targets_table"]

LEVEL = 0.95
_TAIL = (1.0 - LEVEL) / 2.0
_MOVED = 0.1
"""The share of probability that must have moved, at least, before the data is said to tell anything."""
_CHANCE = 1.36
"""Kolmogorov and Smirnov's 5% point, for the square root of the effective sample size."""
_FEW = 10
_OUTER, _MUCH = 0.05, 0.2


def posterior_table(calibration: Calibration) -> pd.DataFrame:
    """The posterior beside the prior and the register's range.

    Returns:
        A row a fitted number; columns name, unit, default, register_low, register_high (alike where the
        register holds it fixed), prior_low, prior_high, median, low, high (95%), moved (the largest
        difference between the cumulative probabilities of prior and posterior: nil where they are equal),
        narrowed (by how much the standard deviation shrank, as a share), is_learnt, at_end (whether a fifth of
        the posterior or more lies in the outer twentieth of the prior), meaning.
    """
    basis, fit = calibration.table.basis, calibration.fit
    frame = fit.posterior.frame[basis.names]
    unit = to_unit(basis.priors, frame.to_numpy())
    enough = max(_MOVED, _CHANCE / np.sqrt(min(fit.sample.effective, len(frame))))
    rows = []
    for column, prior in enumerate(basis.priors):
        entry, values = REGISTER[prior.name], frame[prior.name].to_numpy()
        moved = float(stats.kstest(unit[:, column], "uniform").statistic)
        before = float(np.std(prior.quantile((np.arange(1000) + 0.5) / 1000)))
        low, median, high = np.quantile(values, [_TAIL, 0.5, 1.0 - _TAIL])
        rows.append(
            (prior.name, entry.unit, entry.default, entry.low, entry.high, prior.low, prior.high, median, low, high,
             moved, 1.0 - float(values.std()) / before, moved >= enough, _is_at_end(unit[:, column]), entry.meaning)
        )  # fmt: skip
    columns = [
        "name", "unit", "default", "register_low", "register_high", "prior_low", "prior_high", "median", "low", "high",
        "moved", "narrowed", "is_learnt", "at_end", "meaning",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _is_at_end(unit: np.ndarray) -> bool:
    return bool(max((unit < _OUTER).mean(), (unit > 1.0 - _OUTER).mean()) >= _MUCH)


def is_learnt(calibration: Calibration) -> dict[str, bool]:
    """Whether the data says anything of each fitted number."""
    table = posterior_table(calibration)
    return dict(zip(table["name"], table["is_learnt"].astype(bool), strict=True))


def targets_table(calibration: Calibration) -> pd.DataFrame:
    """What simulations show of each target before and after, beside what was observed.

    Returns:
        A row a target; columns name, at_risk, observed, observed_low, observed_high (its sampling interval),
        before, before_low, before_high (panels over the prior: mean, and where 95% of them lie), after,
        after_low, after_high (panels of the posterior), is_inside (whether the observed lies within the
        latter), is_fitted, is_few (fewer than ten cases: to be looked at, not to be scored).
    """
    first = calibration.table.wave == 0
    found = calibration.table.estimates()
    fitted = set(calibration.fit.names)
    rows = []
    for target in calibration.targets.targets:
        if target.name not in found.names or not np.isfinite(target.value):
            continue
        before = _spread(found.of([target.name])[first, 0])
        after = _spread(calibration.after.of([target.name])[:, 0])
        rows.append(
            (target.name, target.at_risk, target.value, target.low, target.high, *before, *after,
             bool(after[1] <= target.value <= after[2]), target.name in fitted, target.at_risk < _FEW)
        )  # fmt: skip
    columns = [
        "name", "at_risk", "observed", "observed_low", "observed_high", "before", "before_low", "before_high",
        "after", "after_low", "after_high", "is_inside", "is_fitted", "is_few",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _spread(values: np.ndarray) -> tuple[float, float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan"), float("nan")
    low, high = np.quantile(known, [_TAIL, 1.0 - _TAIL])
    return float(known.mean()), float(low), float(high)


def correlation(calibration: Calibration, one: str, other: str) -> float | None:
    """The correlation of two numbers over the posterior; nothing where one was not fitted."""
    frame = calibration.fit.posterior.frame
    if one not in frame or other not in frame:
        return None
    return float(np.corrcoef(frame[one], frame[other])[0, 1])


def sentences(calibration: Calibration) -> list[str]:
    """What has to be said beside the numbers."""
    table, fit = posterior_table(calibration), calibration.fit
    held = targets_table(calibration)
    scored = held[held["is_fitted"]]
    inside = int(scored["is_inside"].sum())
    said = [
        (
            f"The posterior rests on {len(fit.sample.rows):,} of {len(calibration.table):,} simulated panels"
            f" ({100 * fit.sample.acceptance:.1f}%), worth {fit.sample.effective:,.0f} of equal weight."
        ),
        (
            f"Of {len(scored)} fitted targets {inside} lie within the 95% interval of panels simulated from the"
            f" posterior, {len(scored) - inside} do not{_named(scored[~scored['is_inside']]['name'].tolist())}."
        ),
    ]
    silent = table.loc[~table["is_learnt"].astype(bool), "name"].tolist()
    said.append(
        f"The data says nothing of {len(silent)} of {len(table)} numbers; their posterior is their prior:"
        f" {', '.join(silent)}."
        if silent
        else "The data says something of every fitted number."
    )
    ends = table.loc[table["at_end"], "name"].tolist()
    if ends:
        said.append(
            f"The posterior lies against an end of its prior for {', '.join(ends)}: the data asks for more than the"
            " prior allows."
        )
    together = correlation(calibration, "earlier_framework_shift", "pressure_trend")
    if together is not None:
        said.append(
            "The severity of the earlier framework and the trend of pressure have a correlation of"
            f" {together:+.2f} over the posterior: a kinder yardstick and better services cannot be told apart by"
            " grades alone."
        )
    said.append("No effect of an instrument is fitted: the data does not say which response each organisation got.")
    return said


def _named(names: list[str]) -> str:
    return f": {', '.join(names)}" if names else ""
