"""The files of a validation: the page, its pictures, every number, and what made them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from simulation.analysis.made_by import versions
from simulation.evidence.inspections import GRADES
from simulation.evidence.shares import grade_names
from simulation.output.folder import MANIFEST, files_in
from simulation.output.plain import write_json
from simulation.report.validation.out_of_sample import parts_of
from simulation.report.validation.page import write_validation
from simulation.validation.predictions import Predictions
from simulation.validation.validating import Validation

__all__ = ["write_validation_files"]

_WORDS = dict(zip((int(grade) for grade in GRADES), grade_names, strict=True)) | {0: ""}


def write_validation_files(folder: Path, found: Validation, command: str) -> None:
    """Write ``validation.md``, its pictures, ``targets.csv``, ``predictions.csv``, ``cells.csv`` and a manifest.

    Args:
        folder: where; see ``folder.staged``.
        found: the validation.
        command: what repeats it.
    """
    write_validation(found, folder / "validation.md", command=command)
    _csv(found.checks.frame, folder / "targets.csv")
    parts = parts_of(found)
    if parts:
        _csv(pd.concat([_predictions(found, what, said) for what, said in parts.items()]), folder / "predictions.csv")
        cells = [
            said.cells(name).assign(split=what, forecaster=name) for what, said in parts.items() for name in said.names
        ]
        _csv(pd.concat(cells), folder / "cells.csv")
    made = {"command": command, "seed": found.seed, "scenario": found.scenario.hash, "versions": versions()}
    write_json(folder / MANIFEST, {**made, "files": files_in(folder)})


def _predictions(found: Validation, what: str, said: Predictions) -> pd.DataFrame:
    """A row a transition and forecaster, with the four probabilities."""
    asked = said.asked
    rows = []
    for name, probabilities in said.probabilities.items():
        frame = pd.DataFrame(probabilities, columns=list(grade_names))
        frame.insert(0, "came", [_WORDS[int(grade)] for grade in asked.next])
        frame.insert(0, "months", asked.months)
        frame.insert(0, "last", [_WORDS[int(grade)] for grade in asked.last])
        frame.insert(0, "before", [_WORDS[int(grade)] for grade in asked.before])
        frame.insert(0, "region", [found.real.region_names[place] for place in asked.region])
        frame.insert(0, "organisation", asked.organisation)
        frame.insert(0, "forecaster", name)
        frame.insert(0, "split", what)
        rows.append(frame)
    return pd.concat(rows)


def _csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, lineterminator="\n", float_format="%.6g")
