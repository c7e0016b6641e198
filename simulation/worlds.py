"""Worlds: everything that no policy can change, for a batch of runs.

Who the organisations are, their networks, and every draw of the future. Each policy is played on the
same worlds, so a comparison is pair by pair. Worlds know nothing of policies.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulation.compiled import compiled
from simulation.draws import Purpose, Shock, fill_normals, key_of, stream_of
from simulation.networks import DEPENDENCY_SLOTS, draw_dependencies, draw_ties, listed_ties, rows_of, tie_slots
from simulation.rules.limits import share
from simulation.sector import Sector

__all__ = ["PLACE", "SHOCKS_A_QUARTER", "World", "Worlds", "build_worlds", "redraw"]

SHOCKS_A_QUARTER = len(Shock)


PLACE = np.dtype(
    [
        ("size", np.float64),
        ("insularity", np.float64),
        ("willingness", np.float64),
        ("usual_leadership", np.float64),
        ("usual_openness", np.float64),
        ("usual_honesty", np.float64),
        ("first_pressure", np.float64),
        ("region", np.int32),
    ],
    align=True,
)
"""Who an organisation is, before anything happens: its traits, its size, its region."""


class World(NamedTuple):
    """A batch of worlds as compiled code takes it; never changed once built."""

    places: np.ndarray
    """PLACE, (runs, organisations)"""
    first_shared: np.ndarray
    """(runs, 1 + regions): the common and the regional pressure at the start"""
    burden: np.ndarray
    """(runs, regions): lasting regional pressure"""
    tie_start: np.ndarray
    """(runs, organisations + 1)"""
    tie_to: np.ndarray
    """(runs, ties)"""
    tie_weight: np.ndarray
    """(runs, ties)"""
    dependency_start: np.ndarray
    """(runs, organisations + 1)"""
    dependency_on: np.ndarray
    """(runs, dependencies)"""
    shocks: np.ndarray
    """(runs, quarters, 1 + regions + 4 organisations): a row a quarter: the common draw, one for each
    region, then for each kind of ``Shock`` one for each organisation"""
    key: np.ndarray
    """(runs,): keys of the addressed draws"""


@dataclass(frozen=True, eq=False)
class Worlds:
    """A batch of worlds with what they were made from.

    Attributes:
        sector: who the organisations are.
        seed: the seed; with a run's number it determines everything.
        runs: the run numbers, in order.
        parameters: a record a run.
        tools: instruments' numbers, shape (runs, instruments).
        tool_names: the instruments' names.
        world: the arrays.
        quarters: how many quarters were drawn, the run-in included.
    """

    sector: Sector
    seed: int
    runs: tuple[int, ...]
    parameters: np.recarray
    tools: np.recarray
    tool_names: tuple[str, ...]
    world: World
    quarters: int

    def take(self, place: int) -> Worlds:
        """The batch that holds only the run at ``place``."""
        one = slice(place, place + 1)
        return Worlds(
            self.sector,
            self.seed,
            self.runs[one],
            self.parameters[one].copy().view(np.recarray),
            self.tools[one].copy().view(np.recarray),
            self.tool_names,
            World(*(a[one].copy() for a in self.world)),
            self.quarters,
        )


@compiled
def _draw_population(generator, p, places, shared, burden):
    """Traits by a Gaussian copula whose hub is openness, regional effects, sizes, the first pressures."""
    regions = shared.shape[0] - 1
    shared[0] = p.common_pressure_sd * generator.standard_normal()
    regional_leadership = np.empty(regions)
    for g in range(regions):
        shared[1 + g] = p.regional_pressure_sd * generator.standard_normal()
        regional_leadership[g] = p.regional_leadership_sd * generator.standard_normal()
        burden[g] = p.regional_burden_sd * generator.standard_normal()
    with_leadership = p.leadership_openness_correlation
    with_honesty = p.openness_honesty_correlation
    with_insularity = p.openness_insularity_correlation
    for i in range(places.shape[0]):
        place = places[i]
        hub = generator.standard_normal()
        z = generator.standard_normal()
        leadership = with_leadership * hub + math.sqrt(1.0 - with_leadership * with_leadership) * z
        z = generator.standard_normal()
        honesty = with_honesty * hub + math.sqrt(1.0 - with_honesty * with_honesty) * z
        z = generator.standard_normal()
        insularity = with_insularity * hub + math.sqrt(1.0 - with_insularity * with_insularity) * z
        usual = p.leadership_mean + regional_leadership[place.region]
        place.usual_leadership = share(usual + p.leadership_sd * leadership)
        place.usual_openness = share(p.openness_mean + p.openness_sd * hub)
        place.usual_honesty = share(p.honesty_mean + p.honesty_sd * honesty)
        place.insularity = 1.0 / (1.0 + math.exp(-(p.insularity_centre + p.insularity_spread * insularity)))
        place.size = math.exp(p.size_spread * generator.standard_normal() - 0.5 * p.size_spread * p.size_spread)
        place.first_pressure = p.own_pressure_sd * generator.standard_normal()
        place.willingness = generator.random()


_NO_PAIRS = np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
_KNOWN = ("leadership", "openness", "honesty", "insularity")


def _known_traits(sector: Sector) -> np.ndarray:
    """Real traits, shape (4, organisations), NaN where a trait is to be drawn."""
    known = np.full((len(_KNOWN), len(sector)), np.nan)
    for name, values in sector.traits.items():
        known[_KNOWN.index(name)] = values
    return known


@compiled
def _replace_known(places, known):
    """Put real traits in place of drawn ones where the list knows them."""
    for i in range(places.shape[0]):
        place = places[i]
        if not np.isnan(known[0, i]):
            place.usual_leadership = known[0, i]
        if not np.isnan(known[1, i]):
            place.usual_openness = known[1, i]
        if not np.isnan(known[2, i]):
            place.usual_honesty = known[2, i]
        if not np.isnan(known[3, i]):
            place.insularity = known[3, i]


@compiled
def _draw_world(
    population, ties, r, parameters, world, members, region_start, known, has_ties, pairs, has_dependencies
):  # fmt: skip
    """Fill run ``r`` of a batch: its organisations, its networks."""
    p, places = parameters[r], world.places[r]
    _draw_population(population, p, places, world.first_shared[r], world.burden[r])
    _replace_known(places, known)
    if not has_dependencies:
        draw_dependencies(
            ties, places, members, region_start, p, world.dependency_start[r], world.dependency_on[r]
        )
    start, to, weight = world.tie_start[r], world.tie_to[r], world.tie_weight[r]
    if has_ties:
        listed_ties(ties, places, pairs[0], pairs[1], pairs[2], p, start, to, weight)
    else:
        draw_ties(ties, places, members, region_start, p, start, to, weight)


def _empty_world(sector: Sector, runs: int, quarters: int, ties: int, dependencies: int) -> World:
    n, regions = len(sector), len(sector.region_names)
    places = np.zeros((runs, n), PLACE)
    places["region"] = sector.region
    return World(
        places=places.view(np.recarray),
        first_shared=np.zeros((runs, 1 + regions)),
        burden=np.zeros((runs, regions)),
        tie_start=np.zeros((runs, n + 1), np.int32),
        tie_to=np.zeros((runs, ties), np.int32),
        tie_weight=np.zeros((runs, ties)),
        dependency_start=np.zeros((runs, n + 1), np.int32),
        dependency_on=np.zeros((runs, dependencies), np.int32),
        shocks=np.empty((runs, quarters, 1 + regions + SHOCKS_A_QUARTER * n)),
        key=np.zeros(runs, np.uint64),
    )


def _by_region(sector: Sector) -> tuple[np.ndarray, np.ndarray]:
    """Organisations listed region by region, and where each region begins."""
    members = np.argsort(sector.region, kind="stable").astype(np.int32)
    counts = np.bincount(sector.region, minlength=len(sector.region_names))
    start = np.zeros(len(sector.region_names) + 1, np.int32)
    np.cumsum(counts, out=start[1:])
    return members, start


def build_worlds(
    sector: Sector,
    parameters: np.recarray,
    tools: np.recarray,
    tool_names: tuple[str, ...],
    *,
    runs: Sequence[int],
    seed: int,
    quarters: int,
) -> Worlds:
    """Build one world for each run number.

    Args:
        sector: who the organisations are.
        parameters: records, shape (runs,).
        tools: instruments' numbers, shape (runs, instruments).
        tool_names: the instruments' names.
        runs: run numbers; each world depends on the seed and its own number alone.
        seed: from 0 up.
        quarters: quarters to draw, the run-in included.
    """
    n, links = len(sector), sector.ties
    if links is None:
        capacity = 2 * n * tie_slots(float(parameters["ties_per_organisation"].max()))
    else:
        capacity = 2 * len(links.first)
        given = np.full(len(links.first), np.nan) if links.weight is None else links.weight
    depends = sector.dependencies
    dependencies = n * DEPENDENCY_SLOTS if depends is None else len(depends.first)
    world = _empty_world(sector, len(runs), quarters, capacity, dependencies)
    members, region_start = _by_region(sector)
    if depends is not None:
        start, on = rows_of(depends.first, depends.second, n)
        world.dependency_start[:], world.dependency_on[:] = start, on
    pairs = (links.first, links.second, given) if links is not None else _NO_PAIRS
    known = _known_traits(sector)
    for r, run in enumerate(runs):
        _draw_world(
            stream_of(seed, run, Purpose.POPULATION), stream_of(seed, run, Purpose.TIES),
            r, parameters, world, members, region_start,
            known, links is not None, pairs, depends is not None,
        )  # fmt: skip
        fill_normals(stream_of(seed, run, Purpose.SHOCKS), world.shocks[r])
        world.key[r] = key_of(seed, run, Purpose.CHANCES)
    if sector.size is not None:
        world.places["size"] = sector.size
    return Worlds(sector, seed, tuple(runs), parameters, tools, tool_names, world, quarters)


def redraw(worlds: Worlds, *, futures: int, seed: int, first_quarter: int, first_future: int = 0) -> Worlds:
    """``futures`` copies of a single world whose draws from ``first_quarter`` on are new.

    The past, the organisations and the networks stay; used to branch a session. A future depends on the
    seed, the run, the quarter and its own number alone, so that many can be made in parts.

    Args:
        worlds: the single world.
        futures: how many copies.
        seed: of the new draws.
        first_quarter: the first whose draws are new, from the run-in's first.
        first_future: the number of the first copy; the others follow.

    Raises:
        ValueError: where the batch holds more than one run.
    """
    if len(worlds.runs) != 1:
        raise ValueError(f"only a single run can be redrawn, not a batch of {len(worlds.runs)}")
    repeated = (np.repeat(a, futures, axis=0).view(type(a)) for a in worlds.world)
    world = World(*repeated)
    run = worlds.runs[0]
    for f in range(futures):
        number = first_future + f
        later = np.random.SeedSequence([seed, run, int(Purpose.SHOCKS), number, first_quarter])
        fill_normals(np.random.Generator(np.random.SFC64(later)), world.shocks[f, first_quarter:])
        chances = np.random.SeedSequence([seed, run, int(Purpose.CHANCES), number, first_quarter])
        world.key[f] = chances.generate_state(1, np.uint64)[0]
    return Worlds(
        worlds.sector,
        worlds.seed,
        (run,) * futures,
        np.repeat(worlds.parameters, futures).view(np.recarray),
        np.repeat(worlds.tools, futures, axis=0).view(np.recarray),
        worlds.tool_names,
        world,
        worlds.quarters,
    )
