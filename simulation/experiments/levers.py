"""Levers crossed into alternatives: each a policy with its own levers, instruments' numbers and a budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from simulation.errors import InputError, PolicyError, did_you_mean, one_of
from simulation.experiments.content import LeversContent
from simulation.experiments.numbers import Number, number_named
from simulation.parameters import REGISTER
from simulation.policies import load_policy, spec_of
from simulation.regulation.policy import Policy, levers_of
from simulation.scenario import Scenario
from simulation.scenario.complaint import ContentError
from simulation.vocabulary import Instrument

__all__ = ["LEVER_PARAMETERS", "Alternative", "alternatives_frame", "alternatives_of", "chosen_baseline"]

LEVER_PARAMETERS = (
    "rota_inadequate", "rota_other", "inspection_share", "lift_margin", "lift_quarters",
    "broker_capacity", "broker_reach",
)  # fmt: skip
"""Parameters that a regulator or a sector body sets; all others are the world's."""

_OF_THE_SECTOR_BODY = ("broker_capacity", "broker_reach")


@dataclass(frozen=True)
class Alternative:
    """One setting of all levers, in force from when the policies branch.

    Attributes:
        label: as written in tables: the policy's spec, then what else is set.
        policy: the spec, as ``load_policy`` reads it.
        numbers: values of instruments' numbers and the regulator's parameters, by name.
        budget: cost units a quarter, or the scenario's where there is none.
        levers: every lever that it sets, by its name in the sweep file.
    """

    label: str
    policy: str
    numbers: tuple[tuple[Number, float], ...] = ()
    budget: float | None = None
    levers: tuple[tuple[str, float], ...] = ()


def alternatives_of(
    content: LeversContent, scenario: Scenario, more_policies: Sequence[str] = ()
) -> tuple[Alternative, ...]:
    """Every combination of levers that differs in something.

    A number that changes nothing under a policy is not crossed with it: one of an instrument that it
    never uses, or the sector body's capacity where the sector body matches no helpers.

    Args:
        content: what the file says.
        scenario: the base.
        more_policies: specs beside the file's, which may name files of code.

    Raises:
        ContentError: where a policy or a lever cannot be used.
    """
    _check_no_code(content.policies)
    own, numbers = _sorted_levers(content, scenario)
    found: list[Alternative] = []
    for place, spec in enumerate([*content.policies, *more_policies], start=1):
        for policy, text, levers in _versions(spec, own, f"levers.policies[{place}]"):
            concerned = {number: values for number, values in numbers.items() if _concerns(number, policy, scenario)}
            found += _crossed(policy, text, levers, concerned, content.budget)
    for alternative in found:
        if sum(other.label == alternative.label for other in found) > 1:
            raise ContentError("levers.policies", f"make {alternative.label} more than once; name each policy once")
    return tuple(found)


def _check_no_code(policies: Sequence[str]) -> None:
    for place, spec in enumerate(policies, start=1):
        if ".py" in spec:
            raise ContentError(
                f"levers.policies[{place}]",
                f'is "{spec}", a file of code, which a sweep file never runs; name it with --policies',
            )


def _sorted_levers(
    content: LeversContent, scenario: Scenario
) -> tuple[dict[str, dict[str, tuple[float, ...]]], dict[Number, tuple[float, ...]]]:
    """Levers of policies, by policy and lever; and numbers of the regulator's surroundings."""
    names = {spec.partition(":")[0].strip() for spec in content.policies}
    own: dict[str, dict[str, tuple[float, ...]]] = {}
    numbers: dict[Number, tuple[float, ...]] = {}
    for name, values in content.numbers.items():
        key = f"levers.{name}"
        owner, _, lever = name.partition(".")
        if owner in names:
            own.setdefault(owner, {})[lever] = values
            continue
        if name in REGISTER and name not in LEVER_PARAMETERS:
            raise ContentError(
                key, f"is not the regulator's to set; write it under [uncertainties] (may be set: "
                f"{one_of(LEVER_PARAMETERS)})"
            )  # fmt: skip
        if name not in REGISTER and owner not in scenario.tools()[0]:
            raise ContentError(key, _no_lever(name, owner, lever, names, scenario))
        number = number_named(name, scenario, key)
        _check_settings(scenario, name, values, key)
        numbers[number] = values
    if content.budget:
        _check_settings(scenario, "budget", content.budget, "levers.budget")
    return own, numbers


def _no_lever(name: str, owner: str, lever: str, policies: set[str], scenario: Scenario) -> str:
    if lever:
        tools = [tool for tool in scenario.tools()[0] if tool != "none"]
        hint = did_you_mean(owner, [*policies, *tools])
        return f"belongs to {owner}, which is neither among the policies nor an instrument{hint}"
    return f"is not a lever{did_you_mean(name, ['policies', 'budget', *LEVER_PARAMETERS])}"


def _check_settings(scenario: Scenario, name: str, values: Sequence[float], key: str) -> None:
    """Each value could stand in the scenario, whose own complaint is told."""
    for value in values:
        try:
            scenario.with_settings({name: value})
        except InputError as error:
            raise ContentError(key, f"cannot have {value:g}: {error}") from None


def _versions(
    spec: str, own: Mapping[str, Mapping[str, tuple[float, ...]]], key: str
) -> Iterator[tuple[Policy, str, tuple[tuple[str, float], ...]]]:
    """A policy with every combination of its own levers: itself, its spec, and what was set."""
    name, _, written = spec.partition(":")
    levers = own.get(name.strip(), {}) if ".py" not in spec else {}
    for values in product(*levers.values()):
        chosen = dict(zip(levers, values, strict=True))
        pieces = [written] if written else []
        pieces += [f"{lever}={value!r}" for lever, value in chosen.items()]
        try:
            policy = load_policy(f"{name}:{','.join(pieces)}" if pieces and ".py" not in spec else spec)
        except PolicyError as error:
            of_lever = f"levers.{name.strip()}.{next(iter(levers))}" if levers else key
            raise ContentError(of_lever, f"cannot be used: {error}") from None
        text = spec if ".py" in spec else spec_of(policy)
        settings = [(entry.name, float(getattr(policy, entry.name))) for entry in levers_of(type(policy))]
        set_here = set(chosen) | {piece.partition("=")[0].strip() for piece in written.split(",")}
        yield policy, text, tuple((f"{policy.name}.{lever}", value) for lever, value in settings if lever in set_here)


def _crossed(
    policy: Policy,
    text: str,
    levers: tuple[tuple[str, float], ...],
    numbers: Mapping[Number, tuple[float, ...]],
    budgets: Sequence[float],
) -> Iterator[Alternative]:
    for values in product(*numbers.values()):
        for budget in budgets or (None,):
            chosen = tuple(zip(numbers, values, strict=True))
            surroundings = [(number.name, value) for number, value in chosen]
            surroundings += [] if budget is None else [("budget", budget)]
            label = ", ".join([spec_of(policy), *(f"{name}={value:g}" for name, value in surroundings)])
            yield Alternative(label, text, chosen, budget, (*levers, *surroundings))


def _concerns(number: Number, policy: Policy, scenario: Scenario) -> bool:
    """Whether a number could change anything under a policy."""
    if number.tool is None:
        return number.name not in _OF_THE_SECTOR_BODY or policy.brokered
    # An instrument that a scenario adds has no name in the vocabulary; any policy might use it.
    if number.tool >= len(Instrument) or Instrument(number.tool) in policy.uses:
        return True
    # What the run-in's response has begun still ends, with its effects, under a policy that begins none.
    return number.field != "capacity" and Instrument(number.tool) in load_policy(scenario.run_in.response).uses


def alternatives_frame(alternatives: Sequence[Alternative]) -> pd.DataFrame:
    """A row an alternative, indexed by label; the policy's spec, then a column for each lever, in order."""
    names = list(dict.fromkeys(name for alternative in alternatives for name, _ in alternative.levers))
    rows = [{"policy": a.policy, **dict.fromkeys(names, float("nan")), **dict(a.levers)} for a in alternatives]
    index = pd.Index([a.label for a in alternatives], name="alternative")
    frame = pd.DataFrame(rows, index=index, columns=["policy", *names])
    return frame.astype(dict.fromkeys(names, "float64"))


def chosen_baseline(baseline: str | None, alternatives: Sequence[Alternative]) -> str:
    """The label of the alternative that the others are set against.

    Args:
        baseline: a label, or a policy that makes one alternative only; nothing for the first.

    Raises:
        ContentError: where it is none, or several.
    """
    labels = [alternative.label for alternative in alternatives]
    if baseline is None:
        return labels[0]
    if baseline in labels:
        return baseline
    of_policy = [a.label for a in alternatives if baseline in (a.policy, a.policy.partition(":")[0])]
    if len(of_policy) == 1:
        return of_policy[0]
    if of_policy:
        raise ContentError("baseline", f'is "{baseline}", which makes several alternatives; name {one_of(of_policy)}')
    raise ContentError("baseline", f'is "{baseline}"; it must be {one_of(labels)}{did_you_mean(baseline, labels)}')
