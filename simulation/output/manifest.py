"""The manifest: what made the files beside it, so that they can be made again."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from simulation.output.folder import MANIFEST, files_in
from simulation.plots.saving import STAMP
from simulation.scenario import Scenario
from simulation.sector import Sector

__all__ = ["shown_scenario", "write_manifest"]

_PACKAGES = ("turnaround", "numpy", "numba", "scipy", "pandas", "pyarrow", "mesa", "matplotlib")


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def shown_scenario(scenario: Scenario, sector: Sector) -> str:
    """The scenario as a file that says no more than outputs may show.

    An event may name a real organisation or region; it is named as pages name it, which reads back
    to the same.
    """
    if not sector.is_real or sector.shows_real_names or not scenario.events:
        return scenario.to_toml()
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
    return scenario.model_copy(update={"events": tuple(events)}).to_toml()


def write_manifest(
    folder: Path, *, command: str, seconds: float, scenario: Scenario, sector: Sector, more: Mapping[str, Any]
) -> None:
    """Write the manifest of the files in a folder, itself not among them.

    Args:
        folder: where all other files are already.
        command: what repeats it.
        seconds: how long it took.
        scenario, sector: what was simulated.
        more: what else belongs there (seed, runs, policies).
    """
    content = {
        "command": command,
        **more,
        "seconds": round(seconds, 1),
        "real_names": sector.shows_real_names,
        **({"statement": STAMP} if sector.shows_real_names else {}),
        "scenario": {"name": scenario.name, "hash": scenario.hash, "toml": shown_scenario(scenario, sector)},
        "versions": _versions(),
        "platform": {"system": platform.system(), "machine": platform.machine(), "byte_order": sys.byteorder},
        "files": files_in(folder),
    }
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")
