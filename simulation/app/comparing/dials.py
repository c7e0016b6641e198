"""The sliders: the assumptions that matter most, the instruments' numbers, the capacities.

A slider moves over a number's plausible range in the scenario as it is, by steps that can be read; its own value, and
what an address has set it to, are always among its values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from simulation.analysis.assumed import instrument_table, parameter_table
from simulation.analysis.assumption_words import phrase_of, said, unit_of
from simulation.parameters import ATTRIBUTES
from simulation.policies import load_policy
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.vocabulary import Instrument

__all__ = ["MATTER_MOST", "Dial", "Group", "change_in_words", "dials_of"]

MATTER_MOST = (
    "capability_from_leadership",
    "capability_rate",
    "linkage",
    "capability_base",
    "openness_mean",
    "capability_from_openness",
    "pressure_trend",
    "help_in_closed_culture",
    "leadership_mean",
    "leadership_sd",
)
"""The parameters that the difference between policies leans on most, the strongest first.

Found by screening 400 draws of all uncertain numbers in each of three scenarios (english-councils, hospital-trusts,
linked-failures) for the differences of five policies from last-resort, plain and relative; see
``simulation.analysis.screening``. Numbers of the instruments, which matter as much, have sliders of their own.
"""
_CAPACITIES = {Instrument.PEER_SUPPORT: ("broker_capacity", "willing_share")}
"""Parameters that limit an instrument beside its own capacity."""
_CAPACITY = (0.0, *(k / 100 for k in range(1, 21)), 0.25, 0.3, 0.4, 0.5, 0.75, 1.0)
_COST_TIMES = 3.0
_STEPS = 40


@dataclass(frozen=True)
class Dial:
    """One number that can be changed.

    Attributes:
        key: as after ``--set``.
        label, about: what it is called, and what it does.
        values: what it can be set to, in rising order.
        assumed: its value in the scenario as it is.
        value: its value now.
        low, high: its plausible range; alike where it is known rather than drawn.
        unit: to be put behind a value.
        sure: how sure we are of it.
        source: where it comes from.
    """

    key: str
    label: str
    about: str
    values: tuple[float, ...]
    assumed: float
    value: float
    low: float
    high: float
    unit: str
    sure: str
    source: str


@dataclass(frozen=True)
class Group:
    """Sliders under one heading."""

    title: str
    dials: tuple[Dial, ...]

    def plain(self) -> dict[str, Any]:
        """The group as JSON takes it."""
        return asdict(self)


def dials_of(scenario: Scenario, changed: Scenario, policies: Iterable[Policy]) -> list[Group]:
    """The sliders of a comparison.

    Args:
        scenario: as it is without changes.
        changed: with them.
        policies: those compared; instruments that none of them uses, nor the run-in, have no sliders.
    """
    rows: dict[str, Any] = {row["name"]: row for row in parameter_table(scenario).to_dict("records")}
    now = {row["name"]: row["value"] for row in parameter_table(changed).to_dict("records")}
    most = [_parameter(rows[name], now[name]) for name in MATTER_MOST]
    used = _used(scenario, policies)
    limits = [name for instrument in used for name in _CAPACITIES.get(instrument, ())]
    numbers = _instruments(scenario, changed, [instrument.name.lower() for instrument in used])
    capacities = [dial for dial in numbers if dial.key.endswith(".capacity")]
    capacities += [_parameter(rows[name], now[name]) for name in limits if name not in MATTER_MOST]
    groups = [Group("The assumptions that matter most", tuple(most)), Group("Capacities", tuple(capacities))]
    for instrument in used:
        name = instrument.name.lower()
        own = [dial for dial in numbers if dial.key.startswith(f"{name}.") and dial not in capacities]
        groups.append(Group(f"{name.replace('_', ' ').capitalize()}: what it does", tuple(own)))
    return groups


def _used(scenario: Scenario, policies: Iterable[Policy]) -> list[Instrument]:
    played = [*policies, load_policy(scenario.run_in.response)]
    return sorted({Instrument(instrument) for policy in played for instrument in policy.uses})


def _parameter(row: Any, value: float) -> Dial:
    name, low, high, assumed = row["name"], row["low"], row["high"], row["value"]
    return Dial(
        name, _capital(phrase_of(name)), row["meaning"], _values(low, high, (assumed, value)), assumed, value,
        low, high, _suffix(unit_of(name)), row["confidence"], row["source"],
    )  # fmt: skip


def _instruments(scenario: Scenario, changed: Scenario, used: Sequence[str]) -> list[Dial]:
    """The numbers of the instruments that are used: effects that they have, costs and capacities."""
    now = {(row["instrument"], row["number"]): row["value"] for row in instrument_table(changed).to_dict("records")}
    dials = []
    for row in instrument_table(scenario).to_dict("records"):
        instrument, number = row["instrument"], row["number"]
        value, is_drawn = now[instrument, number], row["low"] < row["high"]
        if instrument not in used or not (is_drawn or number in ("cost", "capacity")):
            continue
        key = f"{instrument}.{number}"
        own = (row["value"], value)
        if number == "capacity":
            values = tuple(sorted({*_CAPACITY, *own}))
        else:
            ends = (row["low"], row["high"]) if is_drawn else (0.0, _COST_TIMES * row["value"])
            values = _values(ends[0], ends[1], own)
        dial = Dial(
            key, _capital(phrase_of(key)), _capital(row["meaning"]), values, row["value"], value,
            row["low"], row["high"], _suffix(unit_of(key)), "assumed", "",
        )  # fmt: skip
        dials.append(dial)
    return dials


def _values(low: float, high: float, own: Iterable[float]) -> tuple[float, ...]:
    """Values from end to end that can be read: multiples of 1, 2 or 5 of some power of ten, the ends, and some more."""
    step = _readable((high - low) / _STEPS)
    between = {_rounded(step * k) for k in range(math.ceil(low / step), math.floor(high / step) + 1)} if step else set()
    return tuple(sorted({_rounded(low), _rounded(high), *between, *map(_rounded, own)}))


def _readable(step: float) -> float:
    """The least of 1, 2, 5 times a power of ten that is no less."""
    if step <= 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(step))
    return next(size * power for size in (1, 2, 5, 10) if size * power >= 0.999 * step)


def _rounded(value: float) -> float:
    return float(f"{value:.6g}") + 0.0


def _suffix(unit: str) -> str:
    """What is put behind a value: " points", " a quarter", or nothing."""
    return said(2.0, unit, 0).removeprefix("2")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def change_in_words(scenario: Scenario, key: str, value: Any) -> str:
    """What a chip says of a change: ``A board's gain: 0.08 (was 0.05)``."""
    instrument, _, number = key.partition(".")
    if number in ATTRIBUTES:
        table = instrument_table(scenario)
        rows = table[(table["instrument"] == instrument) & (table["number"] == number)]
    else:
        table = parameter_table(scenario)
        rows = table[table["name"] == key]
    if rows.empty or not isinstance(value, int | float):
        return f"{_capital(key.replace('_', ' '))}: {value}"
    words = phrase_of(key) if number else key.replace("_", " ")
    return f"{_capital(words)}: {value:g} (was {rows['value'].iloc[0]:g})"
