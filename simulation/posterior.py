"""``Posterior``: parameter vectors that fit real inspections, each as likely as any other.

It lies below everything that simulates, since a scenario may name one: an uncertain comparison then draws the
fitted numbers together, a vector at a time, so that what goes together in the data stays together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.errors import InputError, did_you_mean
from simulation.parameters import REGISTER

__all__ = ["Posterior"]

_KEY = b"turnaround"
_PAST = ("earlier_framework_shift", "earlier_framework_quarters", "pressure_trend")
"""Numbers that speak of the window that was fitted, not of what comes after it."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """A few hundred parameter vectors, equally weighted.

    Attributes:
        frame: a row a vector, a column a parameter of the register, as they were through the window.
        about: what was fitted to what: ``scenario``, ``window``, ``years`` (how long the window is), ``seed``.
    """

    frame: pd.DataFrame = field(repr=False)
    about: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def from_now(self) -> pd.DataFrame:
        """The vectors for a scenario that looks ahead from the window's end.

        The trend of the window has become a level: ``pressure_level`` is what it added up to. How pressure moves
        from here on, the past does not say; it is the scenario's assumption again. An earlier framework of
        inspection has no part in what comes.
        """
        ahead = self.frame.drop(columns=[name for name in _PAST if name in self.frame])
        if "pressure_trend" in self.frame:
            before = self.frame.get("pressure_level", 0.0)
            ahead["pressure_level"] = before + self.frame["pressure_trend"] * float(self.about.get("years", 0.0))
        return ahead

    def save(self, path: str | Path) -> None:
        """Write the vectors as Parquet, with what they are about.

        Raises:
            InputError: where the file cannot be written.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pandas(self.frame.astype(np.float64), preserve_index=False)
        table = table.replace_schema_metadata({_KEY: json.dumps(dict(self.about), sort_keys=True).encode()})
        try:
            pq.write_table(table, path, compression="zstd")
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror or error}") from None

    @classmethod
    def load(cls, path: str | Path) -> Posterior:
        """Read what ``save`` wrote, or any Parquet file with a column for each fitted parameter.

        Raises:
            InputError: where it cannot be read, has no row, or holds what is no parameter or not legal.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            table = pq.read_table(path)
        except FileNotFoundError:
            raise InputError(f"{path} does not exist") from None
        except (OSError, pa.ArrowException) as error:
            why = str(error).split("\n")[0]
            raise InputError(f"{path} is no Parquet file of parameter vectors ({why})") from None
        about = json.loads((table.schema.metadata or {}).get(_KEY, b"{}"))
        frame = table.replace_schema_metadata(None).to_pandas()
        _check(frame, path)
        return cls(frame, about)


def _check(frame: pd.DataFrame, path: str | Path) -> None:
    if frame.empty:
        raise InputError(f"{path} holds no parameter vector; it needs one row at least")
    for name in frame.columns:
        if name not in REGISTER:
            raise InputError(f"{path}: {name} is not a parameter{did_you_mean(str(name), REGISTER)}")
        for value in frame[name].unique():
            complaint = REGISTER[name].complaint(float(value))
            if complaint:
                raise InputError(f"{path}: {name} {complaint}")
