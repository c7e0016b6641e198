"""Checks of a whole scenario: what each value alone can't show. All raise ``ContentError``."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from simulation.errors import PolicyError, did_you_mean, one_of
from simulation.lists.organisations import LEAST_ORGANISATIONS, MOST_ORGANISATIONS
from simulation.parameters import REGISTER
from simulation.policies import POLICIES, load_policy
from simulation.scenario.complaint import ContentError
from simulation.scenario.parts import Event, Region
from simulation.scenario.tools import Instruments, merged_tools
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["check_budget", "check_capacities", "check_events", "check_parameters", "check_policies", "check_regions"]

_THRESHOLDS = (
    "severe_threshold",
    "failing_threshold",
    "warning_threshold",
    "good_threshold",
    "outstanding_threshold",
)
_SHARES_OF_THE_SECTOR = ("inspection_share", "broker_capacity")


def check_parameters(parameters: Mapping[str, float]) -> None:
    """Every name is in the register, every value legal, and thresholds rise."""
    for name, value in parameters.items():
        key = f"parameters.{name}"
        if name not in REGISTER:
            hint = did_you_mean(name, REGISTER) or "; `turnaround parameters` lists them all"
            raise ContentError(key, f"is not a parameter{hint}")
        complaint = REGISTER[name].complaint(value)
        if complaint:
            raise ContentError(key, complaint)
    values = {name: parameters.get(name, REGISTER[name].default) for name in _THRESHOLDS}
    for (lower, low), (higher, high) in pairwise(values.items()):
        if low > high:
            changed = higher if higher in parameters else lower
            raise ContentError(f"parameters.{changed}", f"makes {lower} ({low:g}) higher than {higher} ({high:g})")


def check_policies(response: str, policies: Sequence[str]) -> None:
    """Every policy ships, and its levers are its own: a scenario file never names or runs code."""
    named = {f"policies[{place}]": spec for place, spec in enumerate(policies, start=1)}
    for key, spec in {"run_in.response": response, **named}.items():
        if ".py" in spec:
            raise ContentError(
                key, f'is "{spec}", a file of code, which a scenario never runs; name it with --policies'
            )
        name = spec.partition(":")[0].strip()
        if name not in POLICIES:
            raise ContentError(key, f'is "{spec}"; it must be {one_of(POLICIES)}{did_you_mean(name, POLICIES)}')
        try:
            load_policy(spec)
        except PolicyError as error:
            raise ContentError(key, f'is "{spec}": {error}') from None
    for key, spec in named.items():
        if list(policies).count(spec) > 1:
            raise ContentError(key, f'is "{spec}", which is named more than once')


def check_regions(regions: Sequence[Region]) -> None:
    """Names are unique, and the organisations of all regions make a sector."""
    names = [region.name for region in regions]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise ContentError(f"regions[{place + 1}].name", f'is "{name}", as is that of another region')
    count = sum(region.organisations for region in regions)
    if not LEAST_ORGANISATIONS <= count <= MOST_ORGANISATIONS:
        raise ContentError(
            "regions",
            f"hold {count:,} organisations in all; a sector has {LEAST_ORGANISATIONS} to {MOST_ORGANISATIONS:,}",
        )


def check_budget(budget: float | None, instruments: Instruments) -> None:
    """A budget is above nil and can pay for something."""
    if budget is None:
        return
    if budget <= 0:
        raise ContentError(
            "budget", f"is {budget:g}; it must be above 0 cost units a quarter (leave it out for no limit)"
        )
    costs = {name: tool.cost for name, tool in merged_tools(instruments).items() if name != "none"}
    cheapest = min(costs, key=lambda name: costs[name])
    if budget < costs[cheapest]:
        raise ContentError(
            "budget",
            f"is {budget:g} cost units a quarter, which buys nothing: the cheapest instrument, {cheapest},"
            f" costs {costs[cheapest]:g}",
        )


def check_capacities(instruments: Instruments, parameters: Mapping[str, float], organisations: int) -> None:
    """A capacity that the scenario sets leaves room for at least one organisation, or is nil.

    What it leaves as shipped is not complained of, so that a small sector needs no settings.
    """
    shares = {
        f"instruments.{name}.capacity": values["capacity"]
        for name, values in instruments.items()
        if "capacity" in values
    }
    shares |= {f"parameters.{name}": parameters[name] for name in _SHARES_OF_THE_SECTOR if name in parameters}
    for key, share in shares.items():
        if share > 0 and int(share * organisations + 0.5) < 1:
            least = math.ceil(10_000 / organisations) / 10_000
            raise ContentError(
                key,
                f"is {share:g}, which of {organisations:,} organisations leaves room for none;"
                f" {least:g} leaves room for one, and 0 rules it out",
            )


def check_events(events: Sequence[Event], years: int, regions: Sequence[str] | None) -> None:
    """Every event begins within the years simulated, in a region that exists (where regions are known)."""
    for place, event in enumerate(events, start=1):
        if event.first_quarter >= years * QUARTERS_A_YEAR:
            when = "year" if event.year is not None else "quarter"
            raise ContentError(
                f"events[{place}].{when}",
                f"is {getattr(event, when):g}, but the simulation ends after {years} years"
                f" ({years * QUARTERS_A_YEAR} quarters)",
            )
        if event.region is not None and regions is not None and event.region not in regions:
            raise ContentError(
                f"events[{place}].region",
                f'is "{event.region}"; it must be {one_of(regions)}{did_you_mean(event.region, regions)}',
            )
