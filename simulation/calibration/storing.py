"""The simulated panels of a calibration on disk: parts written whole or not at all, resumed where they stop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.calibration.basis import Basis
from simulation.calibration.table import Part
from simulation.errors import SweepError
from simulation.evidence.estimates import Estimates
from simulation.experiments.folder import DONE, MANIFEST, RUNNING, SweepFolder
from simulation.experiments.identity import identity, refuse_another_identity

__all__ = ["SimulationsFolder"]

_POINTS, _INSPECTIONS, _TARGETS = "points", "inspections", "targets"
_AT_RISK = "cases "
_CHANGED = {"hash": "what the scenario says has", "priors": "what is to be fitted has"}
"""What messages call the ingredients whose names say too little."""


class SimulationsFolder:
    """The folder of a calibration's simulated panels; use it in a ``with``, which locks it.

    Args:
        path: where.
        basis: what is simulated.
        resume: whether to go on with what is there.

    Raises:
        SweepError: where the folder holds something else, or the same and ``resume`` is not asked for.
    """

    def __init__(self, path: Path, basis: Basis, *, resume: bool) -> None:
        self.basis = basis
        manifest = _manifest_to_go_on_with(path, basis, resume=resume)
        self._store = SweepFolder(path, manifest)

    def __enter__(self) -> SimulationsFolder:
        self._store.__enter__()
        self._store.damaged()
        self._store.save(RUNNING)
        return self

    def __exit__(self, *error: object) -> None:
        # Also when it stops: what is done is listed, so that nothing of it is done again.
        self._store.save()
        self._store.__exit__(*error)

    def read(self, number: int, unit: np.ndarray) -> Part | None:
        """A part that is there, where it holds the very points that are asked for; else nothing."""
        if number not in self._store.finished:
            return None
        points, inspections, targets = (
            pq.read_table(self._store.path / kind / f"part-{number:05d}.parquet")
            for kind in (_POINTS, _INSPECTIONS, _TARGETS)
        )
        stored = np.stack([points[name].to_numpy() for name in self.basis.names], axis=1)
        if not np.array_equal(stored, unit):
            return None
        names = tuple(name for name in targets.column_names if not name.startswith(_AT_RISK))
        found = Estimates(
            names,
            np.stack([targets[name].to_numpy() for name in names], axis=1),
            np.stack([targets[_AT_RISK + name].to_numpy() for name in names], axis=1),
        )
        columns = (inspections[name].to_numpy() for name in ("panel", "organisation", "visited", "days", "grade"))
        return Part(int(points["wave"][0].as_py()), stored, found, *columns)

    def write(self, number: int, part: Part) -> None:
        """Write a part."""
        points = {"wave": np.full(len(part.unit), part.wave)} | {
            name: np.ascontiguousarray(part.unit[:, column]) for column, name in enumerate(self.basis.names)
        }
        inspections = {
            name: getattr(part, name) for name in ("panel", "organisation", "visited", "days", "grade")
        }
        targets = dict(zip(part.estimates.names, part.estimates.values.T, strict=True))
        targets |= {
            _AT_RISK + name: column
            for name, column in zip(part.estimates.names, part.estimates.at_risk.T, strict=True)
        }
        tables = {_POINTS: points, _INSPECTIONS: inspections, _TARGETS: targets}
        self._store.write_part(number, {kind: _table(columns) for kind, columns in tables.items()})

    def close_with(self, about: dict[str, Any]) -> None:
        """Note in the manifest that all parts are there."""
        self._store.manifest["waves"] = about
        self._store.save(DONE)


def _table(columns: dict[str, np.ndarray]) -> pa.Table:
    return pa.table({name: np.ascontiguousarray(values) for name, values in columns.items()})


def _manifest_to_go_on_with(path: Path, basis: Basis, *, resume: bool) -> dict[str, Any]:
    before = _read(path)
    if before is None:
        return {
            "status": RUNNING, "calibration": basis.ingredients, "identity": identity(), "files": {}, "parts": [],
        }  # fmt: skip
    if not resume:
        raise SweepError(
            f"{path} holds simulations of a calibration already; go on with them by --resume,"
            " or name another folder with --out"
        )
    now = json.loads(json.dumps(basis.ingredients))
    for key, value in now.items():
        if before["calibration"].get(key) != value:
            what = _CHANGED.get(key, f"its {key.replace('_', ' ')} has")
            raise SweepError(
                f"the calibration in {path} cannot be gone on with: {what} changed;"
                " put it back as it was, or name another folder with --out"
            )
    refuse_another_identity(f"the calibration in {path}", before["identity"])
    return before


def _read(path: Path) -> dict[str, Any] | None:
    file = path / MANIFEST
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise SweepError(f"{file} cannot be read ({error}); name another folder with --out") from None
    if not isinstance(content, dict) or not {"calibration", "parts", "identity"} <= content.keys():
        raise SweepError(f"{path} holds other results, not a calibration's; name another folder with --out")
    return content
