"""The manifest: what made the files beside it, so that they can be made again."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.analysis.made_by import shown_scenario, versions
from simulation.output.folder import MANIFEST, files_in
from simulation.output.plain import write_json
from simulation.plots.saving import STAMP
from simulation.scenario import Scenario
from simulation.sector import Sector

__all__ = ["shown_scenario", "write_manifest"]


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
        "versions": versions(),
        "platform": {"system": platform.system(), "machine": platform.machine(), "byte_order": sys.byteorder},
        "files": files_in(folder),
    }
    write_json(folder / MANIFEST, content)
