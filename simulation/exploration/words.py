"""What sentences and pictures of a sweep call its alternatives, outcomes and uncertain numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulation.analysis.assumption_words import decimals_of, phrase_of, said
from simulation.analysis.titles import title_of, unit_in
from simulation.errors import PolicyError
from simulation.experiments.results import SweepResults, Uncertainty
from simulation.outcomes import Outcome
from simulation.policies import load_policy

__all__ = [
    "amount_said", "lever_words", "of_hundred", "ordered_titles", "outcome_words", "phrase", "policy_title",
    "range_said", "value_said",
]  # fmt: skip


def ordered_titles(results: SweepResults) -> tuple[str, ...]:
    """The alternatives' titles, in order: the policy's, then those levers in which alternatives of it differ.

    Where all are one policy, its name tells none apart and is left out.
    """
    table = results.alternatives
    levers = [str(column) for column in table.columns if column != "policy"]
    names = table["policy"].str.partition(":")[0]
    titles = []
    for name, row in zip(names, table.to_dict("records"), strict=True):
        same = table[names == name]
        told = [lever for lever in levers if same[lever].nunique(dropna=False) > 1]
        here = {lever: float(row[lever]) for lever in told if not np.isnan(row[lever])}
        if here and table["policy"].nunique() == 1:
            titles.append(_levers_alone(here))
        else:
            said = [lever_words(lever, value) for lever, value in here.items()]
            titles.append(_with(policy_title(row["policy"]), said))
    return results.labels if len(set(titles)) < len(titles) else tuple(titles)


def _with(title: str, parts: list[str]) -> str:
    """A title with more in its brackets: ``Ladder (hold 6)`` and a budget make ``Ladder (hold 6, budget 2)``."""
    more = ", ".join(part for part in parts if part not in title)
    if not more:
        return title
    return f"{title[:-1]}, {more})" if title.endswith(")") else f"{title} ({more})"


_CAPACITIES = {
    "peer_support": "peers", "improvement_board": "boards", "central_intervention": "centre",
    "structural_reform": "reform", "broker_capacity": "broker",
}  # fmt: skip


def _levers_alone(levers: Mapping[str, float]) -> str:
    """What is set, for itself; several capacities, shares of the sector, by whose they are.

    >>> _levers_alone({"improvement_board.capacity": 0.04, "broker_capacity": 0.0125})
    'Boards 4%, broker 1.25%'
    >>> _levers_alone({"ladder.margin": 8.0})
    'Margin 8'
    """
    owners = {lever: _CAPACITIES.get(lever.removesuffix(".capacity"), "") for lever in levers}
    if len(levers) > 1 and all(owners.values()):
        text = ", ".join(f"{owners[lever]} {100 * value:.4g}%" for lever, value in levers.items())
    else:
        text = ", ".join(lever_words(lever, value) for lever, value in levers.items())
    return text[:1].upper() + text[1:]


def policy_title(spec: str) -> str:
    """A policy's title; its spec where the policy cannot be found any more, such as a user's file that has moved."""
    try:
        return title_of(load_policy(spec))
    except PolicyError:
        return spec


def lever_words(lever: str, value: float) -> str:
    """What a lever is set to; nothing where an alternative has no such lever.

    >>> lever_words("improvement-boards.delay", 2.0), lever_words("improvement_board.capacity", 0.08)
    ('delay 2', 'improvement board capacity 0.08')
    """
    if np.isnan(value):
        return ""
    owner, _, own = lever.partition(".")
    name = own if own and "_" not in owner else lever
    return f"{name.replace('.', ' ').replace('_', ' ').replace('-', ' ')} {value:.4g}"


def outcome_words(results: SweepResults, outcome: Outcome) -> str:
    """An outcome within a sentence: ``failing councils at any time``, ``mean quality``."""
    if outcome.name == "failing_organisations":
        return f"failing {results.organisations_word} at any time"
    return outcome.title[0].lower() + outcome.title[1:]


def phrase(name: str) -> str:
    """What a sentence calls an uncertain number: ``the insularity of the sector``."""
    return phrase_of(name)


def value_said(value: float, uncertainty: Uncertainty) -> str:
    """A value with its unit, to a hundredth of the range.

    >>> value_said(0.61873, Uncertainty("linkage", 0.0, 1.0, unit="share"))
    '0.62'
    >>> value_said(3.0, Uncertainty("report_noise", 0.0, 4.0, unit="points"))
    '3 points'
    """
    width = uncertainty.high - uncertainty.low
    decimals = 2 if width <= 0 else int(np.clip(2 - np.floor(np.log10(width)), 0, 6))
    rounded = round(float(value), decimals)
    text = said(rounded, uncertainty.unit, min(decimals, decimals_of(rounded)))
    return f"−{text[1:]}" if text.startswith("-") else text


def range_said(low: float | None, high: float | None, uncertainty: Uncertainty) -> str:
    """``the crisis hazard is above 0.6``, ``... is between 0.2 and 0.4``.

    Args:
        low, high: the ends, nothing where the range is open there.
        uncertainty: which number.
    """
    name = uncertainty.name
    if low is not None and high is not None:
        return f"{phrase(name)} is between {value_said(low, uncertainty)} and {value_said(high, uncertainty)}"
    if low is not None:
        return f"{phrase(name)} is above {value_said(low, uncertainty)}"
    return f"{phrase(name)} is below {value_said(high if high is not None else np.nan, uncertainty)}"


def amount_said(results: SweepResults, outcome: Outcome, amount: float) -> str:
    """An amount of an outcome, as somebody wrote it, with its unit: ``12 councils``, ``0.05`` for a share."""
    unit = unit_in(results, outcome.unit)
    number = f"{amount:,.0f}" if abs(amount) >= 1000 and amount == round(amount) else f"{amount:.4g}"
    return number.replace("-", "−") if unit == "share" else f"{number.replace('-', '−')} {unit}"


def of_hundred(share: float) -> str:
    """A share as a count of 100; never all or none where it is not.

    >>> of_hundred(0.83), of_hundred(0.998), of_hundred(0.001), of_hundred(1.0)
    ('83 of 100', 'more than 99 of 100', 'fewer than 1 of 100', '100 of 100')
    """
    if 0.0 < share < 0.005:
        return "fewer than 1 of 100"
    if 0.995 <= share < 1.0:
        return "more than 99 of 100"
    return f"{100 * share:.0f} of 100"
