"""What made a result, so that it can be made again: versions, and the scenario as a file."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from simulation.scenario import Scenario
from simulation.sector import Sector

__all__ = ["shown_scenario", "versions"]

_PACKAGES = ("turnaround", "numpy", "numba", "scipy", "pandas", "pyarrow", "mesa", "matplotlib")


def versions() -> dict[str, str]:
    """Python's version and those of the packages on which numbers and files depend."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def shown_scenario(scenario: Scenario, sector: Sector, *, to_give_away: bool = False) -> str:
    """The scenario as a file that says no more than outputs may show.

    An event may name a real organisation or region; it is named as pages name it, which reads back
    to the same.

    Args:
        scenario: the scenario.
        sector: its sector, which knows whether real names are shown.
        to_give_away: as in ``Scenario.to_toml``: nothing is said of where lists lie on this machine.
    """
    if not sector.is_real or sector.shows_real_names or not scenario.events:
        return scenario.to_toml(to_give_away=to_give_away)
    hit = scenario.prepared_events()
    events = [
        event.model_copy(
            update={
                "organisation": None if event.organisation is None else sector.names[int(place)],
                "region": None if event.region is None else sector.region_names[int(region)],
            }
        )
        for event, place, region in zip(scenario.events, hit["organisation"], hit["region"], strict=True)
    ]
    return scenario.model_copy(update={"events": tuple(events)}).to_toml(to_give_away=to_give_away)
