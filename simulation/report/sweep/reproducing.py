"""How to repeat a sweep and its report: commands, versions, and the sweep itself as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import tomlkit

from simulation.analysis.made_by import versions
from simulation.experiments.results import SweepResults
from simulation.report.reproduce import Reproduction

__all__ = ["sweep_reproduction"]

_MANIFEST = "manifest.json"


def sweep_reproduction(results: SweepResults, command: str) -> Reproduction:
    """What repeats a sweep, then its report.

    Args:
        results: of the sweep.
        command: that made the report.
    """
    made = _manifest(results)
    name = str(results.sweep.get("name", "sweep"))
    first = str(made.get("command") or f"turnaround sweep {name}.toml")
    facts = {
        "Seed": str(results.sweep.get("seed", 0)),
        "Design": f"{results.kind}, {len(results.design):,} points of {results.replications} futures",
        "Alternatives": f"{len(results.labels)}, against {results.baseline}",
        "Futures": f"{len(results.outcomes):,}",
        "Sweep's hash (SHA-256)": str(made.get("hash") or ""),
        "Made by": _versions(made.get("identity")),
        "Report made by": _versions(versions()),
    }
    return Reproduction(f"{first}\n{command}", {name: fact for name, fact in facts.items() if fact}, _as_toml(results))


def _manifest(results: SweepResults) -> Mapping[str, Any]:
    """What the sweep's folder says of itself; nothing where there is none."""
    if results.folder is None:
        return {}
    try:
        content = json.loads((results.folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _versions(found: object) -> str:
    if not isinstance(found, Mapping):
        return ""
    return ", ".join(f"{name} {number}" for name, number in found.items())


def _as_toml(results: SweepResults) -> str:
    """The sweep as a file, without what says nothing."""

    def kept(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {str(key): kept(inner) for key, inner in value.items() if inner is not None}
        if isinstance(value, list | tuple):
            return [kept(inner) for inner in value]
        return value

    return tomlkit.dumps(kept(results.sweep))
