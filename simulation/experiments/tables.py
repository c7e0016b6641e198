"""From played cells to the tables that parts hold, and back to frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from simulation.experiments.cells import TRAITS, Cells, Played, Study
from simulation.experiments.results import FAILURE_COLUMNS, FOLLOWED_COLUMNS

__all__ = ["FAILURES", "OUTCOMES_OF", "ORGANISATIONS", "failures_schema", "tables_of"]

OUTCOMES_OF = "parts"
ORGANISATIONS = "organisations"
FAILURES = "failures"


def tables_of(study: Study, cells: Cells, played: Played) -> dict[str, pa.Table]:
    """The tables of a part, by the folder in which they lie; those without rows are left out."""
    tables = {OUTCOMES_OF: _outcomes(study, cells, played)}
    if cells.followed.any():
        tables[ORGANISATIONS] = _organisations(study, cells, played)
    if played.failures:
        tables[FAILURES] = _failures(study, cells, played)
    return tables


def _words(codes: np.ndarray, said: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(said), pa.string()))


def _labels(study: Study) -> list[str]:
    return [alternative.label for alternative in study.alternatives]


def _outcomes(study: Study, cells: Cells, played: Played) -> pa.Table:
    many = len(study.alternatives)
    columns: dict[str, pa.Array] = {
        "point": pa.array(np.repeat(cells.point, many).astype(np.int32)),
        "replication": pa.array(np.repeat(cells.replication, many).astype(np.int32)),
        "run": pa.array(np.repeat(cells.run, many)),
        "alternative": _words(np.tile(np.arange(many), len(cells)), _labels(study)),
    }
    for place, name in enumerate(study.outcomes):
        columns[name] = pa.array(played.outcomes[:, :, place].ravel(), from_pandas=False)
    return pa.table(columns)


def _organisations(study: Study, cells: Cells, played: Played) -> pa.Table:
    sector = study.sector
    many, n = len(study.alternatives), len(sector)
    kept = np.flatnonzero(cells.followed)
    rows = (len(kept), many, n)

    def of_cell(values: np.ndarray) -> np.ndarray:
        return np.broadcast_to(values[kept][:, None, None], rows).ravel()

    columns: dict[str, pa.Array] = {
        "point": pa.array(of_cell(cells.point).astype(np.int32)),
        "replication": pa.array(of_cell(cells.replication).astype(np.int32)),
        "run": pa.array(of_cell(cells.run)),
        "alternative": _words(np.broadcast_to(np.arange(many)[None, :, None], rows).ravel(), _labels(study)),
        "organisation": _words(np.broadcast_to(np.arange(n), rows).ravel(), sector.names),
        "region": _words(np.broadcast_to(sector.region, rows).ravel(), sector.region_names),
    }
    for place, trait in enumerate(TRAITS):
        columns[trait] = pa.array(np.broadcast_to(played.traits[:, None, :, place], rows).ravel().astype(np.float32))
    for place, name in enumerate(FOLLOWED_COLUMNS[-2:]):
        columns[name] = pa.array(played.records[:, :, :, place].ravel().astype(np.float32))
    return pa.table(columns)


def failures_schema(numbers: Sequence[str]) -> Mapping[str, pa.DataType]:
    """The columns of a table of failures, in order."""
    kinds = (pa.int32(), pa.int32(), pa.int64(), pa.string(), pa.string())
    return dict(zip(FAILURE_COLUMNS, kinds, strict=True)) | dict.fromkeys(numbers, pa.float64())


def _failures(study: Study, cells: Cells, played: Played) -> pa.Table:
    place = np.array([failure.cell for failure in played.failures])
    labels = _labels(study)
    frame = pd.DataFrame(
        {
            "point": cells.point[place],
            "replication": cells.replication[place],
            "run": cells.run[place],
            "alternative": [labels[failure.alternative] for failure in played.failures],
            "reason": [failure.reason for failure in played.failures],
            **{number.name: cells.values[place, column] for column, number in enumerate(study.numbers)},
        }
    )
    schema = pa.schema(list(failures_schema([number.name for number in study.numbers]).items()))
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
