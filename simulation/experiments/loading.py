"""A finished sweep's folder read back, every file checked against the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.errors import SweepError
from simulation.experiments.folder import DONE, digest_of, read_manifest
from simulation.experiments.results import FAILURE_COLUMNS, SweepResults, Uncertainty
from simulation.experiments.tables import FAILURES, ORGANISATIONS, OUTCOMES_OF

__all__ = ["load_failures", "load_results"]


def load_failures(folder: Path) -> pd.DataFrame | None:
    """The failures of a finished sweep alone, or nothing where there are none."""
    manifest = read_manifest(folder)
    return None if manifest is None else _read(folder, manifest, FAILURES)


def load_results(folder: Path) -> SweepResults:
    """See ``SweepResults.load``."""
    if folder.is_file():
        raise SweepError(f"{folder} is a file; name the folder that turnaround sweep wrote")
    manifest = read_manifest(folder)
    if manifest is None:
        raise SweepError(f"{folder} holds no sweep; make one with turnaround sweep NAME --out {folder}")
    if manifest["status"] != DONE:
        done, all_of_them = len(manifest["parts"]), manifest["parts_in_all"]
        raise SweepError(
            f"the sweep in {folder} is not finished: {done} of {all_of_them} parts are there;"
            f" finish it with {_again(folder, manifest)}"
        )
    _check(folder, manifest)
    design = pd.read_parquet(folder / "design.parquet").set_index("point")
    alternatives = pd.read_parquet(folder / "alternatives.parquet").set_index("alternative")
    outcomes = _read(folder, manifest, OUTCOMES_OF)
    assert outcomes is not None
    outcomes["alternative"] = outcomes["alternative"].cat.set_categories(list(alternatives.index))
    failures = _read(folder, manifest, FAILURES)
    design_of = manifest["sweep"]["design"]
    return SweepResults(
        title=manifest["sweep"]["title"],
        question=manifest["sweep"]["question"],
        design=design,
        alternatives=alternatives,
        outcomes=outcomes,
        uncertainties=tuple(
            Uncertainty(**{**one, "levels": tuple(one["levels"])}) for one in manifest["uncertainties"]
        ),
        kind=design_of["kind"],
        samples=manifest["samples"],
        baseline=manifest["baseline"],
        targets=manifest["sweep"]["targets"],
        replications=manifest["sweep"]["replications"],
        same_futures=manifest["same_futures"],
        sweep=manifest["sweep"],
        organisation_word=manifest["scenario"]["organisation_word"],
        organisations_word=manifest["scenario"]["organisations_word"],
        years=manifest["scenario"]["years"],
        second_order=design_of.get("second_order", False),
        levels=design_of.get("levels", 4),
        failures=pd.DataFrame(columns=[*FAILURE_COLUMNS, *design.columns]) if failures is None else failures,
        organisations=_read(folder, manifest, ORGANISATIONS),
        folder=folder,
    )


def _again(folder: Path, manifest: dict[str, Any]) -> str:
    """What goes on with a sweep: the command as it was typed, where it was."""
    command = manifest["command"] or f"turnaround sweep {manifest['sweep']['name']} --out {folder}"
    return f"{command} --resume"


def _check(folder: Path, manifest: dict[str, Any]) -> None:
    files = dict(manifest["files"])
    for part in manifest["parts"]:
        files |= part["files"]
    for name, digest in files.items():
        if digest_of(folder / name) != digest:
            what = "has changed since it was written" if (folder / name).is_file() else "is missing"
            raise SweepError(f"{name} in {folder} {what}; make it again with {_again(folder, manifest)}")


def _read(folder: Path, manifest: dict[str, Any], kind: str) -> pd.DataFrame | None:
    """All parts of one kind, in order."""
    names = [name for part in manifest["parts"] for name in part["files"] if name.startswith(f"{kind}/")]
    if not names:
        return None
    tables = [pq.read_table(folder / name) for name in names]
    return pa.concat_tables(tables).unify_dictionaries().to_pandas()
