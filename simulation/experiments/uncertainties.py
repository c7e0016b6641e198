"""From what a sweep file says is uncertain to numbers with distributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from simulation.assumptions import EFFECT_RANGES, plausible_ranges
from simulation.errors import did_you_mean
from simulation.experiments.content import UncertaintiesContent, UncertaintyContent
from simulation.experiments.numbers import Number, complaint_about_value, number_named
from simulation.experiments.results import Uncertainty
from simulation.parameters import ATTRIBUTES
from simulation.scenario import Scenario
from simulation.scenario.complaint import ContentError

__all__ = ["EVERY_INSTRUMENT", "resolved_uncertainties", "uncertainty_of_values", "values_at"]

EVERY_INSTRUMENT = "instruments"
"""``instruments.gain`` is the gain of every instrument that has one, each drawn by itself from one range."""

_THRESHOLDS = ("severe_threshold", "failing_threshold", "good_threshold", "outstanding_threshold")


def resolved_uncertainties(content: UncertaintiesContent, scenario: Scenario) -> tuple[Uncertainty, ...]:
    """Every uncertain number with its range, those that the file names first.

    Raises:
        ContentError: where a name is not a number, or its range is not legal or does not exist.
    """
    plausible = plausible_ranges(scenario)
    found: dict[str, Uncertainty] = {}
    for written, said in _spread(content.named, scenario).items():
        key = f"uncertainties.{written}"
        found[written] = _uncertainty(number_named(written, scenario, key), said, plausible[written], key)
    if content.all:
        for name, (low, high) in plausible.items():
            if low < high and name not in found:
                number = number_named(name, scenario, f"uncertainties.{name}")
                found[name] = Uncertainty(name, low, high, unit=number.unit, meaning=number.meaning)
    _check_thresholds(found, scenario)
    return tuple(found.values())


def uncertainty_of_values(name: str, values: np.ndarray, scenario: Scenario, key: str) -> Uncertainty:
    """What a column of a CSV of points says of a number.

    Raises:
        ContentError: where the name is not a number, or a value is not legal; names the row.
    """
    number = number_named(name, scenario, key)
    for row, value in enumerate(values.tolist(), start=1):
        complaint = complaint_about_value(number, value)
        if complaint:
            raise ContentError(key, f"in row {row} {complaint}")
    distinct = np.unique(values)
    low, high = float(distinct[0]), float(distinct[-1])
    return Uncertainty(name, low, high, "levels", number.unit, number.meaning, tuple(distinct.tolist()))


def _spread(named: Mapping[str, UncertaintyContent], scenario: Scenario) -> dict[str, UncertaintyContent]:
    """The same with every ``instruments.gain`` written out, instrument by instrument."""
    tools, values = scenario.tools()
    spread: dict[str, UncertaintyContent] = {}
    for name, said in named.items():
        table, _, attribute = name.partition(".")
        if table != EVERY_INSTRUMENT:
            spread[name] = said
            continue
        if attribute not in EFFECT_RANGES:
            raise ContentError(
                f"uncertainties.{name}", f"is not an effect of instruments{did_you_mean(attribute, EFFECT_RANGES)}"
            )
        for tool, value in zip(tools, values, strict=True):
            if value[attribute] != 0.0 and f"{tool}.{attribute}" not in named:
                spread[f"{tool}.{attribute}"] = said
    return spread


def _uncertainty(number: Number, said: UncertaintyContent, plausible: tuple[float, float], key: str) -> Uncertainty:
    if said.levels:
        for value in said.levels:
            _check_value(number, value, f"{key}.levels")
        return Uncertainty(
            number.name, said.levels[0], said.levels[-1], "levels", number.unit, number.meaning, said.levels
        )
    low = plausible[0] if said.low is None else said.low
    high = plausible[1] if said.high is None else said.high
    if low == high and said.low is None and said.high is None:
        raise ContentError(key, f"has no plausible range (it is {low:g}); give it low and high")
    if low >= high:
        raise ContentError(key, f"reaches from {low:g} to {high:g}; low must be below high")
    for end, value in (("low", low), ("high", high)):
        _check_value(number, value, f"{key}.{end}")
    if number.tool is not None and ATTRIBUTES[number.field].unit == "number":
        raise ContentError(key, f"takes whole numbers only; write {{levels = [...]}} ({number.meaning})")
    if said.distribution == "log-uniform" and low <= 0.0:
        raise ContentError(key, f"is log-uniform from {low:g}; such a range lies above 0")
    mode = None
    if said.distribution == "triangular":
        mode = min(max(number.value, low), high) if said.mode is None else said.mode
        if not low <= mode <= high:
            raise ContentError(f"{key}.mode", f"is {mode:g}; it must lie between low, {low:g}, and high, {high:g}")
    return Uncertainty(number.name, low, high, said.distribution, number.unit, number.meaning, mode=mode)


def _check_value(number: Number, value: float, key: str) -> None:
    complaint = complaint_about_value(number, value)
    if complaint:
        raise ContentError(key, complaint)


def _check_thresholds(found: Mapping[str, Uncertainty], scenario: Scenario) -> None:
    """Grades keep their order at every point of the design (that of warning is kept by cutting it)."""
    if found.keys().isdisjoint(_THRESHOLDS):
        return
    for lower, higher in pairwise(_THRESHOLDS):
        value = {name: number_named(name, scenario, name).value for name in (lower, higher)}
        most = found[lower].high if lower in found else value[lower]
        least = found[higher].low if higher in found else value[higher]
        if most > least:
            key = lower if lower in found else higher
            raise ContentError(
                f"uncertainties.{key}", f"lets {lower} (up to {most:g}) be above {higher} (from {least:g})"
            )


def values_at(uncertainties: Sequence[Uncertainty], shares: np.ndarray) -> np.ndarray:
    """The numbers at points of the unit cube.

    Args:
        uncertainties: whose distributions.
        shares: cumulated probabilities, each in 0 to 1, shape (points, uncertainties).

    Returns:
        Values, the same shape.
    """
    values = np.empty(shares.shape)
    for column, uncertainty in enumerate(uncertainties):
        values[:, column] = _quantiles(uncertainty, shares[:, column])
    return values


def _quantiles(uncertainty: Uncertainty, share: np.ndarray) -> np.ndarray:
    from scipy import stats

    low, high = uncertainty.low, uncertainty.high
    if uncertainty.levels:
        count = len(uncertainty.levels)
        place = np.minimum((share * count).astype(np.int64), count - 1)
        return np.asarray(uncertainty.levels)[place]
    if uncertainty.distribution == "uniform":
        # Not by scipy, whose location and scale round the upper end away.
        return np.asarray(np.clip(low + share * (high - low), low, high))
    if uncertainty.distribution == "log-uniform":
        found = stats.loguniform(low, high).ppf(share)
    elif uncertainty.distribution == "normal":
        found = stats.truncnorm(-2.0, 2.0, loc=(low + high) / 2.0, scale=(high - low) / 4.0).ppf(share)
    else:
        mode = low if uncertainty.mode is None else uncertainty.mode
        found = stats.triang((mode - low) / (high - low), loc=low, scale=high - low).ppf(share)
    return np.asarray(np.clip(found, low, high))
