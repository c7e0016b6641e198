"""The sector at one moment of one future: who is how good, who reports what, who is helped by whom."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.analysis.layout import by_region, on_map
from simulation.analysis.titles import title_of
from simulation.batches import Recording, Simulation, simulate_all
from simulation.futures import worlds_of
from simulation.parameters import REGISTER
from simulation.policies import policy_named
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["SNAPSHOT_FIELDS", "SectorSnapshot", "links_of", "places_of", "sector_snapshot", "snapshot_of"]

SNAPSHOT_FIELDS: tuple[str, ...] = ("quality", "reported", "belief", "instrument", "designated", "helper")
"""What a panel needs to keep for this."""
_MOST_ON_A_MAP = 1_000
"""Organisations that can be pushed apart on a map in little time."""


@dataclass(frozen=True, eq=False)
class SectorSnapshot:
    """The sector at the end of a year of one future.

    Attributes:
        policy, title: who regulates.
        organisations: what the scenario calls them.
        run, year: which future and when.
        grade_bounds: failing, good and outstanding thresholds, in points.
        instruments: the instruments' names, by code.
        is_map: whether places are on a map, else grouped by region. A map needs coordinates, and that
            real names are shown.
        table: a row an organisation; columns name, region, true, reported, believed (points),
            designated, instrument (code), helper (index, -1 for nobody), x, y.
        ties: first, second (indices, each tie once) and weight as the future began.
        dependencies: first depends on second.
        regions: name, x, y of each region's name; without rows on a map.
    """

    policy: str
    title: str
    organisations: str
    run: int
    year: float
    grade_bounds: tuple[float, float, float]
    instruments: tuple[str, ...]
    is_map: bool
    table: pd.DataFrame = field(repr=False)
    ties: pd.DataFrame = field(repr=False)
    dependencies: pd.DataFrame = field(repr=False)
    regions: pd.DataFrame = field(repr=False)


def sector_snapshot(
    scenario: Scenario,
    policy: Policy | str,
    *,
    run: int = 0,
    year: float = 5.0,
    seed: int = 0,
    real_names: bool = False,
) -> SectorSnapshot:
    """Simulate one future under a policy and look at the sector at the end of a year of it.

    Raises:
        ValueError: where the year is not simulated.
    """
    chosen = policy_named(policy)
    recording = Recording(panel=frozenset([run]), panel_fields=SNAPSHOT_FIELDS)
    (simulation,) = simulate_all(
        scenario, [chosen], runs=[run], seed=seed, recording=recording, workers=1, real_names=real_names
    )
    return snapshot_of(simulation, run=run, year=year, seed=seed)


def snapshot_of(simulation: Simulation, *, run: int, year: float, seed: int) -> SectorSnapshot:
    """The same from a simulation that kept the panel of that run (with ``SNAPSHOT_FIELDS``).

    Raises:
        ValueError: where the run's panel was not kept, or the year is not simulated.
    """
    scenario, sector, panel = simulation.scenario, simulation.sector, simulation.panel
    quarter = round(year * QUARTERS_A_YEAR) - 1
    if panel is None or run not in panel.runs or any(name not in panel.variables for name in SNAPSHOT_FIELDS):
        raise ValueError(f"{simulation.label} kept no panel of run {run} with {', '.join(SNAPSHOT_FIELDS)}")
    if not 0 <= quarter < scenario.quarters:
        raise ValueError(f"year {year:g} is not simulated; the scenario has years 0.25 to {scenario.years}")
    at = (panel.runs.index(run), quarter)
    places, names, has_map = places_of(sector)
    renamed = {"true": "quality", "reported": "reported", "believed": "belief"}
    table = pd.DataFrame(
        {
            "name": sector.names,
            "region": [sector.region_names[region] for region in sector.region],
            **{column: panel[field][at] for column, field in renamed.items()},
            **{name: panel[name][at].astype(int) for name in ("designated", "instrument", "helper")},
            "x": places[:, 0],
            "y": places[:, 1],
        }
    )
    ties, dependencies = links_of(scenario, sector, run=run, seed=seed)
    p = REGISTER.records(1, scenario.parameters)[0]
    shown = len(names)
    return SectorSnapshot(
        simulation.label,
        title_of(simulation.policy),
        scenario.organisations_word,
        run,
        year,
        (float(p["failing_threshold"]), float(p["good_threshold"]), float(p["outstanding_threshold"])),
        scenario.tools()[0],
        has_map,
        table,
        ties,
        dependencies,
        pd.DataFrame({"name": sector.region_names[:shown], "x": names[:, 0], "y": names[:, 1]}),
    )


def places_of(sector: Sector, *, tall: float = 0.8) -> tuple[np.ndarray, np.ndarray, bool]:
    """Where organisations and regions' names stand in a picture of the sector.

    Args:
        sector: the organisations.
        tall: the picture's form where it is no map, see ``by_region``.

    Returns:
        Places, shape (organisations, 2), about a unit from neighbour to neighbour, the second coordinate upwards;
        places of regions' names, shape (regions, 2), none on a map; and whether it is a map.
    """
    places, names = by_region(sector.region, len(sector.region_names), tall=tall)
    # A place on a map names an organisation as surely as its name does.
    if sector.shows_real_names and sector.latitude is not None and sector.longitude is not None:
        if len(sector) <= _MOST_ON_A_MAP:
            return on_map(sector.latitude, sector.longitude), names[:0], True
    return places, names, False


def links_of(scenario: Scenario, sector: Sector, *, run: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ties and dependencies of a future's world, which the seed and the run's number determine.

    Returns:
        Ties (first, second, weight; each once) as the future begins, and dependencies (first depends on second).
    """
    world = worlds_of(scenario, runs=[run], seed=seed, sector=sector).world
    first, second, place = _pairs(world.tie_start[0], world.tie_to[0])
    ties = pd.DataFrame({"first": first, "second": second, "weight": world.tie_weight[0][place]})
    first, second, _ = _pairs(world.dependency_start[0], world.dependency_on[0])
    return ties[ties["first"] < ties["second"]].reset_index(drop=True), pd.DataFrame({"first": first, "second": second})


def _pairs(start: np.ndarray, to: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compressed rows as pairs, and the place of each in the rows."""
    place = np.arange(int(start[-1]))
    return np.repeat(np.arange(len(start) - 1), np.diff(start)), to[place], place
