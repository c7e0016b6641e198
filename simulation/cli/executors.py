"""Who plays: threads of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["executor_of"]


@contextmanager
def executor_of(workers: int | None, dask: str | None) -> Iterator[dict[str, Any]]:
    """What sweeps and calibrations take as ``executor`` and ``workers``: on a cluster, how many tasks it does by now.

    Raises:
        InputError: where no scheduler answers at the address ``dask``, or the extra is not installed.
    """
    if dask is None:
        yield {"workers": workers}
        return
    from simulation.experiments.cluster import dask_executor

    with dask_executor(dask) as (executor, count):
        yield {"executor": executor, "workers": count}
