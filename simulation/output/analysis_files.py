"""The files of an analysis of a sweep: numbers, pictures, sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.errors import InputError
from simulation.experiments.results import SweepResults
from simulation.experiments.tables import FAILURES, ORGANISATIONS, OUTCOMES_OF
from simulation.exploration.kinds import Finding
from simulation.output.folder import MANIFEST, files_in
from simulation.output.plain import records, write_json
from simulation.plots.exploration.pictures import finding_picture
from simulation.plots.saving import save

__all__ = ["check_apart", "finding_data", "write_analysis_manifest", "write_findings"]


def check_apart(folder: Path, sweep: Path) -> None:
    """See that an analysis is not written over the sweep that it is of, or over any other results.

    Raises:
        InputError: where it would be.
    """
    place, whole = folder.resolve(), sweep.resolve()
    if place == whole or any(place.is_relative_to(whole / kind) for kind in (OUTCOMES_OF, ORGANISATIONS, FAILURES)):
        raise InputError(f"{folder} holds the sweep itself; name another folder with --out")
    manifest = folder / MANIFEST
    if manifest.is_file():
        try:
            content = json.loads(manifest.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            content = None
        if not isinstance(content, dict) or "analysis" not in content:
            raise InputError(f"{folder} holds other results; name another folder with --out")


def finding_data(findings: Mapping[str, Finding]) -> dict[str, Any]:
    """What was found, as plain data: sentences and rows by name."""
    return {
        name: {"sentences": list(finding.sentences), "rows": records(finding.frame)}
        for name, finding in findings.items()
    }


def write_findings(
    folder: Path, kind: str, findings: Mapping[str, Finding], results: SweepResults, command: str
) -> None:
    """Write each finding's numbers (CSV), picture (SVG and PNG) and sentences (JSON), and a manifest.

    Args:
        folder: where; see ``folder.staged``.
        kind: of the analysis.
        findings: by name.
        results: of the sweep.
        command: what repeats it.
    """
    for name, finding in findings.items():
        finding.frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
        save(finding_picture(name, finding).figure, folder, name)
    content = {"question": results.question, **finding_data(findings)}
    write_json(folder / f"{kind}.json", content)
    write_analysis_manifest(folder, kind, command)


def write_analysis_manifest(folder: Path, kind: str, command: str) -> None:
    """Write what made the files beside it."""
    from simulation.analysis.made_by import versions

    content = {"analysis": kind, "command": command, "versions": versions(), "files": files_in(folder)}
    write_json(folder / MANIFEST, content)
