"""Both models given the same scenario and draws, and everything that a panel keeps compared.

This file, ``drawn`` and the tests import the package, from the outside. The other files of this folder don't: they
were written from the pages of ``docs/model``, in the plainest Python, without a look at rules, engine or policies.
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from simulation.batches import Recording, Simulation, simulate
from simulation.panel import PANEL_FIELDS
from simulation.parameters import REGISTER
from simulation.scenario import Scenario
from simulation.sector import Pairs, Sector
from tests.reference.entities import NEVER, Conduct, Organisation
from tests.reference.outcomes import Record, outcomes
from tests.reference.run import Event, Run
from tests.reference.world import Who, World

SEED = 3
OF_THE_ORGANISATION = set(Organisation.__dataclass_fields__)
ROUNDING = 1e-9


def as_event(event: Any, regions: list[str], organisations: list[str]) -> Event:
    """A prepared event, with whom it hits by number."""
    return Event(
        kind=event.kind,
        quarter=event.quarter if event.quarter is not None else math.floor(4 * event.year),
        region=None if event.region is None else regions.index(event.region),
        organisation=None if event.organisation is None else organisations.index(event.organisation),
        amount=event.amount or 0.0,
        quarters=event.quarters or 4,
    )


def plain(record: Any) -> SimpleNamespace:
    """A record of numbers as Python's own, by name."""
    return SimpleNamespace(**{name: float(record[name]) for name in record.dtype.names})


def who_of(sector: Sector) -> Who:
    """Who the organisations are, on plain lists."""
    n = len(sector)
    grades = [0] * n if sector.grade is None else sector.grade.tolist()
    ages = [0] * n if sector.grade_age is None else sector.grade_age.tolist()
    known = {"size": sector.size} | {f"usual_{name}": values for name, values in sector.traits.items()}
    if "usual_insularity" in known:
        known["insularity"] = known.pop("usual_insularity")
    return Who(
        home=sector.region.tolist(),
        regions=len(sector.region_names),
        grades=list(zip(grades, ages, strict=True)),
        known={
            name: {i: v for i, v in enumerate(values.tolist()) if not math.isnan(v)}
            for name, values in known.items()
            if values is not None
        },
        ties=None if sector.ties is None else weighted(sector.ties),
        dependencies=None if sector.dependencies is None else list(weighted(sector.dependencies)),
    )


def weighted(pairs: Pairs) -> dict[tuple[int, int], float | None]:
    """Links with their weights, none where a weight is to be drawn."""
    links = list(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
    weights = [math.nan] * len(links) if pairs.weight is None else pairs.weight.tolist()
    return {link: None if math.isnan(w) else w for link, w in zip(links, weights, strict=True)}


class Change(NamedTuple):
    """A number (of an instrument, or of the register where that is "") that is multiplied."""

    instrument: str
    name: str
    times: float


def begin(scenario: Scenario, run: int, change: Change | None = None) -> Run:
    """The reference before its first quarter, given the scenario's numbers.

    Args:
        scenario, run: what is played.
        change: what the reference is given otherwise than the engine.
    """
    numbers = plain(REGISTER.records(1, scenario.parameters)[0])
    names, records = scenario.tools()
    tools = [plain(tool) for tool in records]
    if change is not None:
        changed = tools[names.index(change.instrument)] if change.instrument else numbers
        setattr(changed, change.name, getattr(changed, change.name) * change.times)
    regions = scenario.regions or ()
    branched = scenario.run_in.quarters
    sector = scenario.sector()
    world = World(who_of(sector), numbers, seed=SEED, run=run, quarters=branched + scenario.quarters)
    budget = math.inf if scenario.budget is None else float(scenario.budget)
    conduct = Conduct(scenario.regime, scenario.plan, scenario.monitoring_visits, budget)
    identifiers = list(sector.identifiers)
    events = [as_event(event, [region.name for region in regions], identifiers) for event in scenario.events]
    return Run(world, tools, conduct, branched, events)


def value_of(o: Organisation, name: str) -> float:
    """What a panel keeps under a name. What an inspection found is nothing before there was one."""
    if name == "finding" and o.file.looked == NEVER:
        return math.nan
    return float(getattr(o if name in OF_THE_ORGANISATION else o.file, name))


def play(
    scenario: Scenario, policy: str, run: int, levers: dict[str, float]
) -> tuple[dict[str, list[list[float]]], dict[str, float]]:
    """The reference's panel by name, quarter and organisation, and its outcomes."""
    reference = begin(scenario, run)
    record = Record()
    reference.run_in(scenario.run_in.response, record.keep)
    reference.regulate(policy, **levers)
    panel: dict[str, list[list[float]]] = {name: [] for name in PANEL_FIELDS}
    for _ in range(scenario.quarters):
        reference.step()
        record.keep(reference)
        for name, rows in panel.items():
            rows.append([value_of(o, name) for o in reference.world.organisations])
    return panel, outcomes(record, reference)


def play_engine(scenario: Scenario, policy: str, run: int) -> Simulation:
    """The engine's own."""
    return simulate(scenario, policy, runs=[run], seed=SEED, recording=Recording(panel=frozenset([run])), workers=1)


def assert_agree(scenario: Scenario, policy: str, run: int = 0, **levers: float) -> dict[str, np.ndarray]:
    """Compare the two; returns what both say, by name, each of shape (quarters, organisations)."""
    written = ",".join(f"{name}={value}" for name, value in levers.items())
    simulation = play_engine(scenario, f"{policy}:{written}" if levers else policy, run)
    assert simulation.panel is not None
    found, judged = play(scenario, policy, run, levers)
    panel = {name: np.array(rows) for name, rows in found.items()}
    wrong = []
    for name, values in panel.items():
        expected = simulation.panel[name][0].astype(float)
        agrees = np.isclose(values, expected, rtol=ROUNDING, atol=ROUNDING) | np.isnan(values)
        if not agrees.all():
            quarter, organisation = np.argwhere(~agrees)[0]
            both = f"{values[quarter, organisation]!r}, the engine {expected[quarter, organisation]!r}"
            wrong.append((int(quarter), f"{name} of {organisation} in quarter {quarter} is {both}"))
    if wrong:
        raise AssertionError(f"run {run} under {policy} {levers}: " + "; ".join(text for _, text in sorted(wrong)[:6]))
    if scenario.run_in.quarters and simulation.sector.grade is None:
        expected = {name: float(simulation.outcomes[name].iloc[0]) for name in judged}
        differ = {
            name: (value, expected[name])
            for name, value in judged.items()
            if value != pytest.approx(expected[name], rel=ROUNDING, abs=ROUNDING, nan_ok=True)
        }
        assert not differ, f"outcomes of run {run} under {policy} {levers}, the engine's second: {differ}"
    return panel
