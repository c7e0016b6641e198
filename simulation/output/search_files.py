"""The files of a search: every trial, the winner on futures that the search never saw, and what made them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation.analysis.made_by import versions
from simulation.optimising.found import Found
from simulation.output.folder import MANIFEST, files_in
from simulation.output.plain import records, write_json

__all__ = ["search_data", "write_search"]


def search_data(found: Found) -> dict[str, Any]:
    """What was found, as plain data."""
    return {
        "question": found.search.content.question,
        "answer": list(found.sentences),
        "winner": {"alternative": found.label, "levers": found.values},
        "held_out": records(found.held_out),
    }


def write_search(folder: Path, found: Found, command: str) -> None:
    """Write ``trials.csv``, ``held_out.csv``, ``result.json`` and a manifest.

    Args:
        folder: where; see ``folder.staged``.
        found: what was found.
        command: what repeats it.
    """
    found.trials.to_csv(folder / "trials.csv", index=False, lineterminator="\n")
    found.held_out.to_csv(folder / "held_out.csv", index=False, lineterminator="\n")
    write_json(folder / "result.json", search_data(found))
    content = found.search.content.model_dump(mode="json", exclude_none=True)
    scenario = {"name": found.search.scenario.name, "hash": found.search.scenario.hash}
    made = {"search": content, "hash": found.search.hash, "command": command, "scenario": scenario}
    write_json(folder / MANIFEST, {**made, "versions": versions(), "files": files_in(folder)})
