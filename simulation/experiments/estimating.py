"""What a sweep will take: how many futures, how long, how much disk. Time is measured by playing some."""

from __future__ import annotations

import shutil
import sys
import time
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.errors import SweepError
from simulation.experiments.cells import Study
from simulation.experiments.dividing import Division
from simulation.experiments.sweep import Sweep
from simulation.experiments.tables import tables_of
from simulation.experiments.workers import as_done

__all__ = ["Estimate", "bytes_at_most", "measured", "refuse_what_does_not_fit", "shown_bytes", "space_in"]

_ROW_BYTES = 16
_FOLLOWED_ROW_BYTES = 4 * 7 + 12
_TRIED_ROWS = 64
"""Futures that each worker plays for an estimate, at least."""
_SPARE = 0.02


@dataclass(frozen=True)
class Estimate:
    """What a sweep will take, from having played some of it.

    Attributes:
        seconds: until it is done, on as many workers as were tried.
        disk: bytes of its folder.
        tried: futures that were played for this.
        a_second: futures a second.
    """

    seconds: float
    disk: int
    tried: int
    a_second: float


def followed_cells(sweep: Sweep) -> int:
    """In how many cells a sweep follows organisations."""
    wanted = sweep.content.organisations
    return sweep.cells if wanted is True else min(int(wanted), sweep.cells)


def bytes_at_most(sweep: Sweep, organisations: int) -> int:
    """Bytes that a sweep's folder can take, without having made anything: numbers hardly compress."""
    rows = sweep.rows * (_ROW_BYTES + 8 * len(sweep.content.outcomes))
    design = sweep.points * 8 * (1 + len(sweep.uncertainties))
    followed = followed_cells(sweep) * len(sweep.alternatives) * organisations * _FOLLOWED_ROW_BYTES
    return rows + design + followed


def space_in(folder: Path) -> int:
    """Bytes free on the disk of a folder, which need not be there yet; no bound where the system tells none."""
    for path in (folder.absolute(), *folder.absolute().parents):
        if path.is_dir():
            usage = shutil.disk_usage(path)
            return usage.free if usage.total else sys.maxsize
    return sys.maxsize


def refuse_what_does_not_fit(sweep: Sweep, folder: Path, needed: int, space: int | None = None) -> None:
    """Refuse a sweep before it starts where the disk has no room for it.

    Args:
        sweep: the sweep.
        folder: where it would be written.
        needed: bytes.
        space: bytes that it may take; what is free on the disk by default.

    Raises:
        SweepError: where there is no room.
    """
    free = space_in(folder) if space is None else space
    if needed > free * (1.0 - _SPARE):
        raise SweepError(
            f"{sweep.name} has {sweep.rows:,} futures, which take up to {shown_bytes(needed)}, but there"
            f" {'is' if free == 1 else 'are'} {shown_bytes(free)} free for {folder}; make the design or the"
            " replications smaller, keep fewer outcomes, or name a folder on a larger disk with --out"
        )


def shown_bytes(count: float) -> str:
    """A size as people read it.

    >>> shown_bytes(3_100_000)
    '3.1 MB'
    """
    for unit in ("bytes", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":
            return f"{count:,.0f} {unit}" if unit == "bytes" or count >= 100 else f"{count:,.1f} {unit}"
        count /= 1000
    raise AssertionError


def measured(sweep: Sweep, study: Study, division: Division, executor: Executor, workers: int) -> Estimate:
    """Play some cells from all over the design on every worker at once, and reckon from them.

    The model is to be compiled before; see ``warming.prepare``.
    """
    many = len(study.alternatives)
    each = min(max(1, -(-_TRIED_ROWS // many)), max(1, division.cells // workers))
    count = min(each * workers, division.cells)
    places = np.unique(np.linspace(0, division.cells - 1, count).astype(np.int64))
    shares = [share for share in np.array_split(places, workers) if len(share)]
    began = time.perf_counter()
    done = list(
        as_done(executor, lambda: workers, study, range(len(shares)), lambda share: division.take(shares[share]))
    )
    seconds = time.perf_counter() - began
    tried = len(places) * many
    # Kinds of files take what they take a row; which cells are followed has to be counted in full.
    bytes_a_row: dict[str, list[int]] = {}
    for _, cells, played in done:
        for kind, table in tables_of(study, cells, played).items():
            kept = bytes_a_row.setdefault(kind, [0, 0])
            kept[0] += _compressed(table)
            kept[1] += table.num_rows
    disk = sweep.points * 8 * (1 + len(sweep.uncertainties))
    rows = {"parts": sweep.rows, "organisations": followed_cells(sweep) * many * len(study.sector)}
    for kind, total in rows.items():
        size, of = bytes_a_row.get(kind, [_FOLLOWED_ROW_BYTES, 1])
        disk += int(total * size / of)
    return Estimate(seconds * sweep.rows / tried, disk, tried, tried / seconds)


def _compressed(table: pa.Table) -> int:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return int(sink.getvalue().size)
